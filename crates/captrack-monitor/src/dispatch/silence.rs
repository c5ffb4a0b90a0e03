//! The dead man's switch: when nothing has answered for half an hour, the desktop says so once, and takes it back when something does.
//!
//! State, not news: it is shown because it is so, needs no outbox, and says it again after a restart only if it is still so.

use std::time::Duration;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::pilot::SignIn;
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::ports::OsNotification;
use crate::quiet::may_pop_up;
use crate::state::State;
use crate::views::is_downtime;

/// So long nothing may answer before it is told.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// EVE's daily downtime does not count.
const DOWNTIME: Duration = Duration::from_secs(15 * 60);
/// The notification's tag: one a source.
const TAG: &str = "source/esi";

/// Since when nothing has answered, if that is to be told. A paused desk and one nobody is signed in at are silent on purpose.
pub(crate) fn silent_since(state: &State, now: Timestamp) -> Option<Timestamp> {
    let watched = state.pilots.values().any(|pilot| pilot.sign_in == SignIn::Valid);
    if !watched || state.paused || is_downtime(now) {
        return None;
    }
    let since = state.last_success.or_else(|| state.pilots.values().map(|pilot| pilot.added_at).min())?;
    let spans_downtime = is_downtime(now - DOWNTIME) || is_downtime(since + DOWNTIME) || is_downtime(now - PATIENCE);
    let patience = if spans_downtime { PATIENCE + DOWNTIME } else { PATIENCE };
    (since + patience <= now).then_some(since)
}

fn notification(state: &State, since: Timestamp) -> OsNotification {
    let why = state.last_failure.as_ref().map(|(_, why)| why.as_str()).unwrap_or_default();
    let body =
        format!("Nothing has answered since {} EVE. What CapTrack shows is from then. {why}", since.strftime("%H:%M"));
    OsNotification {
        tag: TAG.to_owned(),
        title: "CapTrack cannot see your capitals".to_owned(),
        body: body.trim_end().to_owned(),
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention: true,
        sound: state.preferences.sound,
    }
}

impl Monitor {
    /// Shows or takes back that nothing answers. A desktop that does not take it is asked again at the next round.
    pub(crate) async fn tell_silence(&self, now: Timestamp) {
        let Some(notifier) = self.ports.notifier.clone() else { return };
        let wanted = {
            let state = self.lock().await;
            let since = silent_since(&state, now);
            if since.is_some() && !may_pop_up(&state, AlertLevel::Critical, now) {
                // It is shown once quiet hours end, if it is still so.
                return;
            }
            since.map(|since| notification(&state, since))
        };
        let mut told = self.silence_told.lock().await;
        let outcome = match (wanted, *told) {
            (Some(notification), false) => notifier.show(notification).await,
            (None, true) => notifier.close(TAG).await,
            (Some(_), true) | (None, false) => return,
        };
        match outcome {
            Ok(()) => *told = !*told,
            Err(error) => tracing::warn!(%error, "the desktop was not told that nothing answers"),
        }
    }
}
