//! The dead man's switch: when nothing has answered for half an hour, the desktop says so once, and takes it back when something does.
//!
//! State, not news: it is shown because it is so, needs no outbox, and says it again after a restart only if it is still so.

use std::time::Duration;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::pilot::Pilot;
use jiff::Timestamp;

use crate::auth::showing::auth_trouble;
use crate::monitor::Monitor;
use crate::ports::OsNotification;
use crate::quiet::may_pop_up;
use crate::state::State;
use crate::views::is_downtime;

/// So long nothing may answer before it is told.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// EVE's daily downtime does not count.
const DOWNTIME: Duration = Duration::from_secs(15 * 60);
/// A source that can fall silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// EVE, for those who are signed in here.
    Eve,
    /// AllianceAuth.
    AllianceAuth,
}

impl Told {
    pub(crate) const ALL: [Self; 2] = [Self::Eve, Self::AllianceAuth];

    /// The notification's tag: one a source.
    const fn tag(self) -> &'static str {
        match self {
            Self::Eve => "source/esi",
            Self::AllianceAuth => "source/allianceauth",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Eve => "EVE",
            Self::AllianceAuth => "AllianceAuth",
        }
    }

    /// When it last answered.
    pub(crate) fn last_success(self, state: &State) -> Option<Timestamp> {
        match self {
            Self::Eve => state.last_success,
            Self::AllianceAuth => state.auth.connection.as_ref()?.last_success,
        }
    }

    /// Since when it has not answered, if that is to be told.
    pub(crate) fn silent_since(self, state: &State, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Eve => silent_since(state, now),
            Self::AllianceAuth => auth_silent_since(state, now),
        }
    }

    /// That it has not answered, with the reason; `has_told` is what CapTrack did with the facts meanwhile.
    pub(crate) fn words(self, state: &State, since: Timestamp, has_told: &str) -> String {
        let connection = state.auth.connection.as_ref();
        let (who, why) = match self {
            Self::Eve => ("Nothing has answered".to_owned(), state.last_failure.as_ref().map(|(_, why)| why.clone())),
            Self::AllianceAuth => {
                let server = connection.map_or("AllianceAuth", |connection| connection.whoami.server.as_str());
                (format!("{server} has not answered"), connection.and_then(auth_trouble))
            }
        };
        let (since, why) = (since.strftime("%H:%M"), why.unwrap_or_default());
        format!("{who} since {since} EVE. What CapTrack {has_told} is from then. {why}").trim_end().to_owned()
    }
}

/// Since when EVE has not answered, if that is to be told. A paused desk and one nobody is signed in at are silent on purpose.
pub(crate) fn silent_since(state: &State, now: Timestamp) -> Option<Timestamp> {
    let watched = state.pilots.values().any(Pilot::is_signed_in);
    if !watched || state.paused || is_downtime(now) {
        return None;
    }
    let since = state.last_success.or_else(|| state.pilots.values().map(|pilot| pilot.added_at).min())?;
    let spans_downtime = is_downtime(now - DOWNTIME) || is_downtime(since + DOWNTIME) || is_downtime(now - PATIENCE);
    let patience = if spans_downtime { PATIENCE + DOWNTIME } else { PATIENCE };
    (since + patience <= now).then_some(since)
}

/// Since when AllianceAuth has not told the hulls, if that is to be told. It has no daily downtime; a token that was refused is told like
/// a server that is down.
fn auth_silent_since(state: &State, now: Timestamp) -> Option<Timestamp> {
    let connection = state.auth.connection.as_ref().filter(|_| !state.paused)?;
    let since = connection.last_success.unwrap_or(connection.connected_at);
    (since + PATIENCE <= now).then_some(since)
}

fn wanted(source: Told, state: &State, now: Timestamp) -> Option<OsNotification> {
    let body = source.words(state, source.silent_since(state, now)?, "shows");
    let title = match source {
        Told::Eve => "CapTrack cannot see your capitals",
        Told::AllianceAuth => "AllianceAuth does not tell CapTrack your capitals",
    };
    Some(OsNotification {
        tag: source.tag().to_owned(),
        title: title.to_owned(),
        body,
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention: true,
        sound: state.preferences.sound,
    })
}

impl Monitor {
    /// Shows or takes back that a source does not answer. A desktop that does not take it is asked again at the next round.
    pub(crate) async fn tell_silence(&self, now: Timestamp) {
        for source in Told::ALL {
            self.tell_silence_of(source, now).await;
        }
    }

    async fn tell_silence_of(&self, source: Told, now: Timestamp) {
        let Some(notifier) = self.ports.notifier.clone() else { return };
        let wanted = {
            let state = self.lock().await;
            let wanted = wanted(source, &state, now);
            if wanted.is_some() && !may_pop_up(&state, AlertLevel::Critical, now) {
                // It is shown once quiet hours end, if it is still so.
                return;
            }
            wanted
        };
        let mut told = self.silence_told.lock().await;
        let outcome = match (wanted, told.contains(&source)) {
            (Some(notification), false) => notifier.show(notification).await,
            (None, true) => notifier.close(source.tag()).await,
            (Some(_), true) | (None, false) => return,
        };
        if outcome.is_ok() && !told.remove(&source) {
            told.insert(source);
        }
        if let Err(error) = outcome {
            tracing::warn!(%error, "the desktop was not told that a source does not answer");
        }
    }
}
