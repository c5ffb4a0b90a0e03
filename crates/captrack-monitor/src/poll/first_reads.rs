//! First reads: nobody is told anything about a new pilot until its hulls are known, and what is read then is no news.

use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::section::{SectionId, SectionKind};
use jiff::Timestamp;

use crate::state::State;
use crate::state::unsaved_changes::AbsorbedChanges;

/// So long after the first answer about its hulls a new pilot's count as known, even when the rest has not come.
const PATIENCE: Duration = Duration::from_secs(60);
/// What hulls are known by.
const HULLS: [SectionKind; 2] = [SectionKind::Ship, SectionKind::Assets];

/// A section has answered for the first time. What it tells of hulls is a first read whenever it comes.
pub fn note_first_answer(state: &mut State, id: SectionId, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    if !HULLS.contains(&id.kind) {
        return;
    }
    let Some(pilot) = state.pilots.get(&id.pilot) else { return };
    if pilot.introduced_at.is_none() {
        state.first_answers.entry(id.pilot).or_insert(now);
    } else {
        absorbed.introduced.insert(id.pilot);
    }
}

/// A pilot is introduced once ship and assets have answered, or a minute after the first of them did. Without any answer there is nothing
/// to tell yet.
pub fn introduce(state: &mut State, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    let pilots = &state.pilots;
    let is_new = |id: &PilotId| pilots.get(id).is_some_and(|pilot| pilot.introduced_at.is_none());
    state.first_answers.retain(|id, _| is_new(id));
    let waiting: Vec<PilotId> =
        state.pilots.values().filter(|pilot| pilot.introduced_at.is_none()).map(|pilot| pilot.id).collect();
    for id in waiting {
        let answered = |kind| {
            let section = state.sections.get(&SectionId { kind, pilot: id });
            section.and_then(|section| section.status.last_success)
        };
        let answers = HULLS.map(answered);
        if let Some(first) = answers.iter().flatten().min() {
            // Also where an earlier run of the program had the answer.
            state.first_answers.entry(id).or_insert(*first);
        }
        let is_known = answers.iter().all(Option::is_some);
        let has_waited = state.first_answers.get(&id).is_some_and(|first| later(*first, PATIENCE) <= now);
        if (is_known || has_waited)
            && let Some(pilot) = state.pilots.get_mut(&id)
        {
            pilot.introduced_at = Some(now);
            state.first_answers.remove(&id);
            absorbed.pilots.insert(id);
            absorbed.introduced.insert(id);
        }
    }
}

/// When the next pilot is introduced without an answer.
pub fn next_introduction(state: &State) -> Option<Timestamp> {
    state.first_answers.values().min().map(|first| later(*first, PATIENCE))
}
