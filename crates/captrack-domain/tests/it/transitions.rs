//! After every step of every walk the alerts are in order, and what was to be told is told once.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::{AlertChanges, AlertId, AlertState, Transition};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{NoticeKind, NoticeOccasion};
use captrack_domain::section::Freshness;
use captrack_testing::cases;
use jiff::Timestamp;
use proptest::prelude::*;

use crate::walk::{Step, Taken, Walk, steps};

/// What is told may be told now, and of these hulls.
fn is_in_order(walk: &Walk, taken: &Taken, told: &Transition) -> Result<(), TestCaseError> {
    prop_assert!(!told.hulls.is_empty());
    prop_assert!(told.hulls.iter().all(|key| !walk.is_snoozed(*key)), "{:?} names a snoozed pilot", told);
    let is_known = |fact: Option<&captrack_domain::evaluate::HullFact>| fact.is_none_or(|fact| fact.introduced);
    prop_assert!(told.hulls.iter().all(|key| is_known(walk.fact(*key))), "{:?} names somebody not known yet", told);
    let was_told = |key: &_| walk.was_told(taken, told.alert, *key);
    match told.kind {
        NoticeKind::Opened | NoticeKind::Grew => prop_assert!(!told.hulls.iter().any(was_told), "{:?}", told),
        NoticeKind::Moved | NoticeKind::Resolved | NoticeKind::Reminder => {
            prop_assert!(told.hulls.iter().all(was_told), "{:?}", told);
        }
        NoticeKind::SnoozeEnded => prop_assert_eq!(&taken.before[&told.alert].state, &AlertState::Silenced),
    }
    let after = &walk.alerts[&told.alert];
    if told.kind == NoticeKind::Resolved {
        // A fleet that fell below its threshold is over, also when snoozed hulls would fill it up: those wait unheard.
        let unheard = after.state == AlertState::Silenced && after.sent_hulls.is_empty();
        prop_assert!(!taken.evaluation.open_alerts.contains_key(&told.alert));
        prop_assert!(after.is_closed() || taken.evaluation.without_snoozes.contains_key(&told.alert) && unheard);
    } else {
        prop_assert!(taken.evaluation.open_alerts.contains_key(&told.alert));
        prop_assert_eq!(after.sent_at, Some(walk.now));
    }
    if taken.occasion == NoticeOccasion::Edit {
        prop_assert_eq!(told.occasion, NoticeOccasion::Edit);
        prop_assert_ne!(told.kind, NoticeKind::Resolved);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases!(300, "transitions"))]

    #[test]
    fn after_every_step_everything_that_stands_has_been_told_and_nothing_twice(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for (id, standing) in &taken.evaluation.open_alerts {
                let alert = &walk.alerts[id];
                prop_assert_eq!(&alert.state, &AlertState::Open);
                for key in standing.hulls.keys() {
                    prop_assert!(alert.sent_hulls.contains(key), "{:?}: {} of {} was never told", step, key, id);
                }
            }
            for alert in walk.alerts.values() {
                prop_assert!(alert.sent_hulls.is_subset(&alert.hulls), "{:?}", alert);
                prop_assert!(alert.sent_regions.keys().all(|key| alert.sent_hulls.contains(key)), "{:?}", alert);
            }
            for told in &taken.decision.transitions {
                is_in_order(&walk, &taken, told)?;
            }
            let said: BTreeSet<(AlertId, NoticeKind)> =
                taken.decision.transitions.iter().map(|told| (told.alert, told.kind)).collect();
            prop_assert_eq!(said.len(), taken.decision.transitions.len(), "nothing is said twice at once");

            // Deciding again when nothing has changed decides nothing.
            walk.introduced_now.clear();
            walk.withdrawn.clear();
            let again = walk.decided(&taken.evaluation, NoticeOccasion::News);
            // Except for what waited: an edit tells no move and reminds of nothing, and a titan that is handed over takes its main's
            // pause along.
            if taken.occasion == NoticeOccasion::Edit || step.changes_mains() {
                let waited = |told: &Transition| matches!(told.kind, NoticeKind::Moved | NoticeKind::Reminder);
                prop_assert!(again.transitions.iter().all(waited), "{:?}: {:?}", step, again);
            } else {
                prop_assert_eq!(again, AlertChanges::default(), "{:?}", step);
            }
            prop_assert_eq!(walk.decided(&taken.evaluation, NoticeOccasion::Edit), AlertChanges::default(), "{:?}", step);
        }
    }

    #[test]
    fn a_fleet_that_was_told_and_that_no_edit_ended_is_resolved(steps in steps()) {
        let mut walk = Walk::new();
        let mut told: BTreeSet<AlertId> = BTreeSet::new();
        for step in &steps {
            let taken = walk.live(step);
            let resolved = |id: &AlertId| {
                taken.decision.transitions.iter().any(|told| told.alert == *id && told.kind == NoticeKind::Resolved)
            };
            for id in told.clone() {
                let (before, after) = (&taken.before[&id], &walk.alerts[&id]);
                let stood = matches!(before.state, AlertState::Open | AlertState::Fading { .. });
                let goes_on = matches!(after.state, AlertState::Open | AlertState::Fading { .. });
                if stood && !goes_on && taken.occasion == NoticeOccasion::News {
                    let all_snoozed = before.sent_hulls.iter().all(|key| {
                        walk.is_snoozed(*key) || walk.withdrawn.contains(&(id, *key))
                    });
                    prop_assert!(resolved(&id) || all_snoozed, "{:?}: {} went silent", step, id);
                }
            }
            told = walk.alerts.values()
                .filter(|alert| alert.level == AlertLevel::Alerting && !alert.sent_hulls.is_empty())
                .map(|alert| alert.id)
                .collect();
        }
    }

    #[test]
    fn moves_under_one_main_are_five_minutes_apart(steps in steps()) {
        let mut walk = Walk::new();
        let mut last: BTreeMap<PilotId, Timestamp> = BTreeMap::new();
        // The time of the last move lies with the alert: a titan that is handed over takes it along to its new main.
        for step in steps.iter().filter(|step| !step.changes_mains()) {
            let decision = walk.live(step).decision;
            for told in decision.transitions.iter().filter(|told| told.kind == NoticeKind::Moved) {
                if let Some(before) = last.insert(told.main, walk.now) {
                    let apart = walk.now.duration_since(before).as_secs();
                    prop_assert!(apart == 0 || apart >= 300, "{} s", apart);
                }
            }
        }
    }

    #[test]
    fn another_main_by_news_is_told_or_seen_or_waits(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for before in taken.before.values().filter(|alert| alert.state == AlertState::Open) {
                let after = &walk.alerts[&before.id];
                let adopted = after.main != before.main && after.state == AlertState::Open;
                let untold_handover = taken.occasion == NoticeOccasion::News || before.handover_waits;
                if adopted && untold_handover && !before.sent_hulls.is_empty() {
                    let told = taken.decision.transitions.iter().any(|told| told.alert == before.id);
                    let seen = taken.acknowledged.of(after.main).is_some_and(|one| after.hulls.is_subset(&one.hulls));
                    let taken_back = before.sent_hulls.iter().any(|key| walk.withdrawn.contains(&(before.id, *key)));
                    prop_assert!(told || seen || taken_back, "{:?}: {} changed hands in silence", step, before.id);
                }
            }
        }
    }

    #[test]
    fn stale_facts_never_resolve_anything(
        steps in prop::collection::vec(crate::walk::step(), 1..40),
        waits in prop::collection::vec(1_u64..4000, 1..10),
    ) {
        let mut walk = Walk::new();
        for step in &steps {
            walk.live(step);
        }
        // From here on no source answers, and nobody edits.
        for fact in &mut walk.facts {
            fact.freshness = Freshness::Stale;
        }
        let stood: BTreeSet<AlertId> = walk.judged().open_alerts.keys().copied().collect();
        let open: BTreeSet<AlertId> = walk.judged().without_snoozes.keys().copied().collect();
        for seconds in waits {
            let decision = walk.live(&Step::Wait(seconds)).decision;
            prop_assert!(open.iter().all(|id| !walk.alerts[id].is_closed()));
            let resolved = decision.transitions.iter().filter(|told| told.kind == NoticeKind::Resolved);
            prop_assert!(resolved.into_iter().all(|told| !stood.contains(&told.alert)));
        }
    }
}
