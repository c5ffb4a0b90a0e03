//! The dead man's switch: a source that has told nothing at all for half an hour.

use std::time::Duration;

use captrack_domain::downtime::{is_downtime, without_downtime};
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch_event::SourceName;
use jiff::{SignedDuration, Timestamp};

use crate::notices::auth_trouble::{auth_trouble, lasting_auth_trouble};
use crate::state::State;

/// So long nothing may answer before it is told.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// When a source last answered.
pub(crate) fn last_success(state: &State, source: SourceName) -> Option<Timestamp> {
    match source {
        SourceName::Eve => state.last_success,
        SourceName::AllianceAuth => state.auth.connection.as_ref()?.last_success,
    }
}

/// Since when a source has not answered, if that is to be told.
pub(crate) fn silent_since(state: &State, source: SourceName, now: Timestamp) -> Option<Timestamp> {
    match source {
        SourceName::Eve => eve_silent_since(state, now),
        SourceName::AllianceAuth => auth_silent_since(state, now),
    }
}

/// That a source has not answered, with the reason, for where it is renewed.
pub(crate) fn silence_text(state: &State, source: SourceName, since: Timestamp, now: Timestamp) -> Text {
    let since = Argument::at(since, now);
    let (silence, why) = match source {
        SourceName::Eve => (text!("silent-eve", since = since), eve_trouble(state)),
        SourceName::AllianceAuth => {
            let connection = state.auth.connection.as_ref();
            let why = connection.and_then(|connection| auth_trouble(connection, now)).map(Argument::from);
            (text!("silent-server", server = server(state), since = since), why)
        }
    };
    Text::sentences([silence.into()].into_iter().chain(why))
}

/// The same for a message that is sent once: it may be read hours later.
pub(crate) fn silence_note(state: &State, source: SourceName, since: Timestamp, now: Timestamp) -> Text {
    let since = Argument::at(since, now);
    let (silence, why) = match source {
        SourceName::Eve => (text!("silent-eve-told", since = since), eve_trouble(state)),
        SourceName::AllianceAuth => {
            let connection = state.auth.connection.as_ref();
            let why = connection.and_then(|connection| lasting_auth_trouble(connection, now)).map(Argument::from);
            (text!("silent-server-told", server = server(state), since = since), why)
        }
    };
    Text::sentences([silence.into()].into_iter().chain(why))
}

fn eve_trouble(state: &State) -> Option<Argument> {
    state.last_failure.as_ref().map(|(_, why)| why.clone().as_sentence().into())
}

fn server(state: &State) -> &str {
    let connection = state.auth.connection.as_ref();
    connection.map_or(SourceName::AllianceAuth.name(), |connection| connection.whoami.server.as_str())
}

/// Since when EVE has not answered, if that is to be told: half an hour after this program began to watch, at the earliest. A paused desk and one
/// nobody is signed in at are silent on purpose.
fn eve_silent_since(state: &State, now: Timestamp) -> Option<Timestamp> {
    let watched = state.pilots.values().any(Pilot::is_signed_in);
    if !watched || state.is_paused() || is_downtime(now) {
        return None;
    }
    let since = state.last_success.or_else(|| state.pilots.values().map(|pilot| pilot.added_at).min())?;
    has_lasted(state.longest_watch(since, now, without_downtime)).then_some(since)
}

/// Since when AllianceAuth has not told the hulls, if that is to be told. It has no daily downtime; a token that was refused is told like
/// a server that is down.
fn auth_silent_since(state: &State, now: Timestamp) -> Option<Timestamp> {
    let connection = state.auth.connection.as_ref().filter(|_| !state.is_paused())?;
    let since = connection.last_success.unwrap_or(connection.connected_at);
    has_lasted(state.longest_watch(since, now, |from, until| until.duration_since(from))).then_some(since)
}

fn has_lasted(length: SignedDuration) -> bool {
    length >= SignedDuration::try_from(PATIENCE).unwrap_or(SignedDuration::MAX)
}
