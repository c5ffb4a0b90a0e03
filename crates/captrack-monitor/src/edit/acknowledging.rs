//! Acknowledging: somebody has seen what alerts under a main. It stays where it is and is silent until a further hull alerts there.

use std::collections::BTreeSet;

use captrack_contract::{ErrorCode, PilotRef, Refusal};
use captrack_domain::acknowledgement::{Acknowledgement, hulls_seen};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;

use crate::commit::{Change, commit, lock_for_edit};
use crate::edit::Edit;
use crate::edit::snoozing::find;
use crate::notices::activity::{line, with_reason};
use crate::notices::notification::counted;
use crate::shared::refusal::store_refused;
use crate::state::State;

impl Edit<'_> {
    /// Has seen what alerts under mains, also what would if it were not snoozed. A main under which nothing alerts is refused by name.
    pub async fn acknowledge(&self, mains: &[PilotRef], why: Option<String>, by: &str) -> Result<(), Refusal> {
        let mut state = lock_for_edit(self.shared).await?;
        let at = self.now();
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let mut change = Change::edit();
        let mains: BTreeSet<PilotId> = mains.iter().map(|main| find_main(&state, main)).collect::<Result<_, _>>()?;
        for main in mains {
            let alerting = alerting(&state, main);
            if alerting.is_empty() {
                let sentence =
                    format!("Nothing alerts under {}: there is nothing to acknowledge.", state.pilot_name(main));
                return Err(Refusal::new(ErrorCode::Invalid, sentence));
            }
            let seen = with_reason(counted(&state, &alerting), why.as_deref());
            let hulls = hulls_seen(main, &state.facts, &state.evaluation, &state.alerts);
            change.activity.push(line(at, by, ActivityKind::Acknowledged, state.pilot_name(main), None, Some(seen)));
            change.acknowledged.push(Acknowledgement { main, at, by: by.to_owned(), why: why.clone(), hulls });
        }
        change.decided = state.auth.decided_acknowledgements(&change.acknowledged);
        let before = state.acknowledgements.clone();
        state.acknowledgements.0.extend(change.acknowledged.iter().map(|seen| (seen.main, seen.clone())));
        let committed = commit(self.shared, &mut state, change).await;
        if committed.is_err() {
            state.acknowledgements = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// Takes acknowledgements back. A main that was not acknowledged is no error: the wish is fulfilled.
    pub async fn clear_acknowledgement(&self, mains: &[PilotRef], by: &str) -> Result<(), Refusal> {
        let mut state = lock_for_edit(self.shared).await?;
        let mains: BTreeSet<PilotId> = mains.iter().map(|main| find_main(&state, main)).collect::<Result<_, _>>()?;
        let before = state.acknowledgements.clone();
        let mut change = Change::edit();
        for main in mains {
            let Some(seen) = state.acknowledgements.0.remove(&main) else { continue };
            let old = Some(with_reason(format!("by {}", seen.by), seen.why.as_deref()));
            let name = state.pilot_name(main);
            change.activity.push(line(self.now(), by, ActivityKind::AcknowledgementCleared, name, old, None));
            change.unacknowledged.push(main);
        }
        change.decided = state.auth.decided_unacknowledge(&change.unacknowledged, self.now(), by);
        let committed = commit(self.shared, &mut state, change).await;
        if committed.is_err() {
            state.acknowledgements = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }
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
