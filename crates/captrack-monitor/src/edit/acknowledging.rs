//! Acknowledging: somebody has seen what alerts under a main. It stays where it is and is silent until a further hull alerts there.

use std::collections::BTreeSet;

use captrack_contract::{ErrorCode, PilotRef, Refusal};
use captrack_domain::acknowledgement::{Acknowledgement, hulls_seen};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;

use crate::commit::edit::Draft;
use crate::edit::Edit;
use crate::edit::snoozing::find;
use crate::notices::activity::with_reason;
use crate::notices::notification::counted;
use crate::state::State;
use crate::state::edits::Edits;

impl Edit<'_> {
    /// Has seen what alerts under mains, also what would if it were not snoozed. A main under which nothing alerts is refused by name.
    pub async fn acknowledge(&self, mains: &[PilotRef], why: Option<String>, by: &str) -> Result<(), Refusal> {
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let acknowledge = |draft: &mut Draft| {
            let mut seen = Vec::new();
            for main in find_mains(&draft.state, mains)? {
                let alerting = alerting(&draft.state, main);
                let name = draft.state.pilot_name(main);
                if alerting.is_empty() {
                    let sentence = format!("Nothing alerts under {name}: there is nothing to acknowledge.");
                    return Err(Refusal::new(ErrorCode::Invalid, sentence));
                }
                let State { facts, evaluation, alerts, .. } = &draft.state;
                let hulls = hulls_seen(main, facts, evaluation, alerts);
                let words = with_reason(counted(&draft.state, &alerting), why.as_deref());
                draft.log(by, ActivityKind::Acknowledged, name, None, Some(words));
                seen.push(Acknowledgement { main, at: draft.now, by: by.to_owned(), why: why.clone(), hulls });
            }
            draft.change.decided = draft.state.auth.decided_acknowledgements(&seen);
            let acknowledgements = seen.into_iter().map(|seen| (seen.main, Some(seen))).collect();
            draft.put(Edits { acknowledgements, ..Edits::default() });
            Ok(())
        };
        self.change(acknowledge).await.map(drop)
    }

    /// Takes acknowledgements back. A main that was not acknowledged is no error: the wish is fulfilled.
    pub async fn clear_acknowledgement(&self, mains: &[PilotRef], by: &str) -> Result<(), Refusal> {
        let clear = |draft: &mut Draft| {
            let mut cleared = Vec::new();
            for main in find_mains(&draft.state, mains)? {
                let Some(seen) = draft.state.acknowledgements.of(main) else { continue };
                let old = Some(with_reason(format!("by {}", seen.by), seen.why.as_deref()));
                let name = draft.state.pilot_name(main);
                draft.log(by, ActivityKind::AcknowledgementCleared, name, old, None);
                cleared.push(main);
            }
            draft.change.decided = draft.state.auth.decided_unacknowledge(&cleared, draft.now, by);
            let acknowledgements = cleared.into_iter().map(|main| (main, None)).collect();
            draft.put(Edits { acknowledgements, ..Edits::default() });
            Ok(())
        };
        self.change(clear).await.map(drop)
    }
}

fn find_mains(state: &State, mains: &[PilotRef]) -> Result<BTreeSet<PilotId>, Refusal> {
    mains.iter().map(|main| find_main(state, main)).collect()
}

/// The main that is meant: a main by id or name, watched or not; of a pilot that has one, that one.
pub(crate) fn find_main(state: &State, main: &PilotRef) -> Result<PilotId, Refusal> {
    let unwatched = state.pilots.values().filter_map(Pilot::other_main).find(|id| match main {
        PilotRef::Id(wanted) => wanted == id,
        PilotRef::Name(wanted) => state.name(id.0).is_some_and(|name| name.eq_ignore_ascii_case(wanted)),
    });
    match (find(state, main), unwatched) {
        (Ok(pilot), _) => Ok(state.pilots.get(&pilot).map_or(pilot, Pilot::main_id)),
        (Err(_), Some(main)) => Ok(main),
        (Err(refusal), None) => Err(refusal),
    }
}

/// The facts of a main that alert, or would if nobody were snoozed.
fn alerting(state: &State, main: PilotId) -> Vec<usize> {
    let judged = state.facts.iter().zip(&state.evaluation.verdicts).enumerate();
    let alerting = judged.filter(|(_, (fact, verdict))| {
        fact.main == main && verdict.as_ref().is_some_and(|verdict| verdict.would_alert)
    });
    alerting.map(|(index, _)| index).collect()
}
