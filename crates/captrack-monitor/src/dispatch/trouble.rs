//! A webhook that Discord no longer knows: the desktop says so once, and takes it back when it is mended.
//!
//! State, not news, like [`super::silence`]: after a restart it is said again only if it is still so.

use captrack_domain::evaluate::AlertLevel;
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::ports::OsNotification;
use crate::quiet::may_pop_up;
use crate::state::State;

/// The notification's tag: one a source.
const TAG: &str = "source/discord";

/// What is to be said, if a webhook is not used though this desk relays.
fn notification(state: &State, now: Timestamp) -> Option<OsNotification> {
    let outage = state.relay.undeliverable(now).into_iter().next()?;
    Some(OsNotification {
        tag: TAG.to_owned(),
        title: if outage.refused {
            "Discord no longer takes CapTrack's messages"
        } else {
            "CapTrack cannot reach Discord"
        }
        .to_owned(),
        body: outage.words,
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention: true,
        sound: state.preferences.sound,
    })
}

impl Monitor {
    /// Shows or takes back that a webhook is dead. A desktop that does not take it is asked again at the next round.
    pub(crate) async fn tell_trouble(&self, now: Timestamp) {
        let Some(notifier) = self.ports.notifier.clone() else { return };
        let wanted = {
            let state = self.lock().await;
            let wanted = notification(&state, now);
            if wanted.is_some() && !may_pop_up(&state, AlertLevel::Critical, now) {
                // It is shown once quiet hours end, if it is still so.
                return;
            }
            wanted
        };
        let mut told = self.trouble_told.lock().await;
        let outcome = match (wanted, *told) {
            (Some(notification), false) => notifier.show(notification).await,
            (None, true) => notifier.close(TAG).await,
            (Some(_), true) | (None, false) => return,
        };
        match outcome {
            Ok(()) => *told = !*told,
            Err(error) => tracing::warn!(%error, "the desktop was not told that Discord takes no messages"),
        }
    }
}
