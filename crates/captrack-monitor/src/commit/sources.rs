//! Sources that fall silent and answer again, as history keeps it.

use captrack_domain::watch_event::{SourceName, WatchChange, WatchEvent};
use jiff::Timestamp;

use crate::notices::silent_sources::{last_success, silent_since};
use crate::state::State;
use crate::state::unsaved_changes::AbsorbedChanges;

/// How a source stands: silent since then, or not. Only a change is kept: that it fell silent, and that it answers again once it has.
fn note_source(
    state: &mut State,
    source: SourceName,
    silent_since: Option<Timestamp>,
    last_answer: Option<Timestamp>,
    now: Timestamp,
    absorbed: &mut AbsorbedChanges,
) {
    match (state.silent_sources.get(&source).copied(), silent_since) {
        (None, Some(since)) => {
            state.silent_sources.insert(source, now);
            absorbed.watch.push(WatchEvent {
                at: now,
                before: Some(since.min(now)),
                what: WatchChange::Silent { source },
            });
        }
        (Some(noted), None) => {
            // A pause or the downtime ends the complaint, not the silence.
            let Some(at) = last_answer.filter(|at| *at > noted) else { return };
            state.silent_sources.remove(&source);
            absorbed.watch.push(WatchEvent { at, before: Some(noted), what: WatchChange::Answers { source } });
        }
        _ => {}
    }
}

/// [`note_source`] for all of them.
pub(crate) fn note_sources(state: &mut State, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    for source in SourceName::ALL {
        let (since, last_answer) = (silent_since(state, source, now), last_success(state, source));
        note_source(state, source, since, last_answer, now, absorbed);
    }
}
