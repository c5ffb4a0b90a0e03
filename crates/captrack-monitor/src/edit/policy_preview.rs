//! What a policy would change with what is known now. Nothing is written.

use std::collections::BTreeMap;

use captrack_contract::{Preview, PreviewMain, Refusal};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{HullFact, Level, evaluate_watched};
use captrack_domain::policy::Policy;
use captrack_domain::preview::{MainDifference, compare};
use jiff::Timestamp;

use crate::edit::Editor;
use crate::judge::facts::facts_under;
use crate::judge::facts::refresh::refresh_for_show;
use crate::judge::watch::judge_watch_rules;
use crate::shared::refusal::invalid;
use crate::state::State;
use crate::state::tracked_types::TrackedTypes;

impl Editor<'_> {
    /// What a policy would change, or why it cannot be used.
    pub async fn preview(&self, policy: Policy) -> Preview {
        if let Err(refusal) = self.check_policy(&policy).await {
            return Preview { refused: Some(refusal), ..Preview::default() };
        }
        let mut state = self.lock().await;
        let now = self.now();
        refresh_for_show(&mut state, now);
        preview(&state, &policy, now)
    }

    /// Refuses a policy that cannot be used.
    pub(crate) async fn check_policy(&self, policy: &Policy) -> Result<(), Refusal> {
        policy.validate().map_err(|error| invalid(error.text()))?;
        self.poll.check_groups(policy).await
    }
}

fn preview(state: &State, policy: &Policy, now: Timestamp) -> Preview {
    let mut under = state.clone();
    under.facts = hulls_under(state, policy, now).into();
    under.policy = policy.clone();
    judge_watch_rules(&mut under, now);
    let then_facts = &under.facts;
    let then = evaluate_watched(then_facts, policy, &state.snoozes, &under.watch.levels, now);
    let differences = compare((&state.facts, &state.evaluation), (then_facts, &then));
    let mains = |differences: &[MainDifference], level: fn(&MainDifference) -> Level| {
        let mut mains: Vec<PreviewMain> = differences
            .iter()
            .map(|main| PreviewMain {
                main: main.main,
                name: state.pilot_name(main.main),
                level: level(main),
                now: counted(&state.policy, &main.now),
                then: counted(policy, &main.then),
            })
            .collect();
        mains.sort_by(|one, other| (one.level, &one.name).cmp(&(other.level, &other.name)));
        mains
    };
    Preview {
        refused: None,
        mains_now: differences.mains_now,
        mains_then: differences.mains_then,
        begins: mains(&differences.begins, |main| main.level_then),
        falls_silent: mains(&differences.falls_silent, |main| main.level_now),
        changes: mains(&differences.changes, |main| main.level_then),
    }
}

/// The facts as they would be judged. Hulls that are hulls only because their group is tracked go when it no longer is.
fn hulls_under(state: &State, policy: &Policy, now: Timestamp) -> Vec<HullFact> {
    let tracked = TrackedTypes::by(policy, &state.groups);
    let mut facts = facts_under(state, policy, now);
    if tracked != state.tracked {
        facts.retain(|fact| {
            let type_id = state.fleet.hulls.get(&fact.key).map(|hull| hull.type_id);
            type_id.is_none_or(|id| !state.tracked.types().contains(&id) || tracked.types().contains(&id))
        });
    }
    facts
}

/// `1 titan, 6 dreadnoughts`; empty: nothing.
fn counted(policy: &Policy, hulls: &BTreeMap<HullClass, u32>) -> String {
    let classes = hulls.iter().map(|(class, count)| policy.counted(*class, *count as usize));
    classes.collect::<Vec<_>>().join(", ")
}
