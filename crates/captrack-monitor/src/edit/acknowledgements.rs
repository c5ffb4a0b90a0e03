//! Acknowledging: somebody has seen what alerts under a main. It stays where it is and is silent until another ship alerts there.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{ErrorCode, PilotRef, Refusal};
use captrack_domain::acknowledgement::{Acknowledgement, hulls_seen};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};

use crate::commit::edit::EditDraft;
use crate::edit::Editor;
use crate::edit::auth_decisions::{LoggedDecision, decide};
use crate::edit::snoozes::find;
use crate::notices::activity::with_reason;
use crate::notices::notification::counted;
use crate::state::State;

impl Editor<'_> {
    /// Has seen what alerts under mains, also what would if it were not snoozed. A main under which nothing alerts is refused by name.
    pub async fn acknowledge(&self, mains: &[PilotRef], why: Option<String>, by: &str) -> Result<(), Refusal> {
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let acknowledge = |draft: &mut EditDraft| {
            let mut wanted = BTreeMap::new();
            for main in find_mains(&draft.state, mains)? {
                let state = &draft.state;
                if alerting(state, main).is_empty() {
                    let text = text!("refused-nothing-to-acknowledge", main = state.pilot_name(main));
                    return Err(Refusal::of(ErrorCode::Invalid, text));
                }
                let hulls = hulls_seen(main, &state.facts, &state.evaluation, &state.alerts);
                let (at, by, why) = (draft.now, by.to_owned(), why.clone());
                wanted.insert(main, Some(Acknowledgement { main, at, by, why, hulls }));
            }
            decide(draft, wanted, by);
            Ok(())
        };
        self.change(acknowledge).await.map(drop)
    }

    /// Takes acknowledgements back. A main that was not acknowledged is no error: the wish is fulfilled.
    pub async fn clear_acknowledgement(&self, mains: &[PilotRef], by: &str) -> Result<(), Refusal> {
        let clear = |draft: &mut EditDraft| {
            let mains = find_mains(&draft.state, mains)?.into_iter();
            let acknowledged = mains.filter(|main| draft.state.acknowledgements.of(*main).is_some());
            let wanted = acknowledged.map(|main| (main, None)).collect();
            decide::<Acknowledgement>(draft, wanted, by);
            Ok(())
        };
        self.change(clear).await.map(drop)
    }
}

impl LoggedDecision for Acknowledgement {
    const MADE: ActivityKind = ActivityKind::Acknowledged;
    const ENDED: ActivityKind = ActivityKind::AcknowledgementCleared;

    /// `2 titans: moving to staging`
    fn words(&self, state: &State) -> Text {
        let alerting = alerting(state, self.main);
        let what = if alerting.is_empty() { text!("activity-seen") } else { counted(state, &alerting) };
        with_reason(what, self.why.as_deref())
    }

    /// `by Mira Solace: moving to staging`
    fn words_of_before(&self) -> Text {
        with_reason(text!("activity-by", by = self.by.as_str()), self.why.as_deref())
    }

    fn only_here(why: Argument) -> Text {
        text!("acknowledgement-only-here", why = why)
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
