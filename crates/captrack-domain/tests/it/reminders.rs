//! Reminders on every walk: of what surely still stands, packed, and never more often than asked for.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::notice::{NoticeKind, NoticeOccasion};
use captrack_domain::section::Freshness;
use captrack_testing::cases;
use jiff::Timestamp;
use proptest::prelude::*;

use crate::walk::{Taken, Walk, steps};

const LEVELS: [AlertLevel; 2] = [AlertLevel::Critical, AlertLevel::Alerting];

fn seconds_since(walk: &Walk, at: Timestamp) -> i64 {
    walk.now.duration_since(at).as_secs()
}

/// The hulls of what may be reminded of, as the rules say: it stands, nobody has acknowledged it, and nothing else of it is told
/// at this moment.
fn could_be_reminded(walk: &Walk, taken: &Taken, level: AlertLevel) -> BTreeMap<AlertId, BTreeSet<HullKey>> {
    let is_told_now = |id: AlertId| {
        let told_before = taken.before.get(&id).and_then(|alert| alert.sent_at) == Some(walk.now);
        told_before
            || taken.decision.transitions.iter().any(|told| told.alert == id && told.kind != NoticeKind::Reminder)
    };
    let fresh = |alert: &Alert| -> BTreeSet<HullKey> {
        let is_fresh = |key: &&HullKey| walk.fact(**key).is_some_and(|fact| fact.freshness == Freshness::Fresh);
        alert.hulls.iter().filter(is_fresh).copied().collect()
    };
    walk.alerts
        .values()
        .filter(|alert| alert.level == level && alert.state == AlertState::Open)
        .filter(|alert| taken.evaluation.open_alerts.contains_key(&alert.id))
        .filter(|alert| taken.acknowledged.of(alert.main).is_none() && !is_told_now(alert.id))
        .map(|alert| (alert.id, fresh(alert)))
        .filter(|(_, hulls)| !hulls.is_empty())
        .collect()
}

proptest! {
    #![proptest_config(cases!(300, "reminders"))]

    #[test]
    fn a_reminder_names_only_what_surely_stands_and_nobody_has_acknowledged(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for told in taken.decision.transitions.iter().filter(|told| told.kind == NoticeKind::Reminder) {
                prop_assert_eq!(told.occasion, NoticeOccasion::Reminder);
                prop_assert_ne!(taken.occasion, NoticeOccasion::Edit);
                prop_assert_eq!(&walk.alerts[&told.alert].state, &AlertState::Open);
                prop_assert!(taken.acknowledged.of(told.main).is_none(), "{:?}: {:?} is acknowledged", step, told);
                prop_assert!(told.hulls.iter().all(|key| walk.fact(*key).unwrap().freshness == Freshness::Fresh));
            }
        }
    }

    #[test]
    fn there_is_one_reminder_a_level_an_interval_and_it_comes_when_it_is_due(steps in steps()) {
        let mut walk = Walk::new();
        let mut last: BTreeMap<AlertLevel, Timestamp> = BTreeMap::new();
        for step in &steps {
            let taken = walk.live(step);
            for level in LEVELS {
                let reminded: BTreeMap<AlertId, BTreeSet<HullKey>> = taken.decision.transitions.iter()
                    .filter(|told| told.level == level && told.kind == NoticeKind::Reminder)
                    .map(|told| (told.alert, told.hulls.iter().copied().collect()))
                    .collect();
                let Some(interval) = walk.policy.repeat.of(level).filter(|_| taken.occasion != NoticeOccasion::Edit) else {
                    prop_assert!(reminded.is_empty(), "{:?}", step);
                    continue;
                };
                let has_passed = |at: Timestamp| seconds_since(&walk, at) >= interval as i64;
                let may = could_be_reminded(&walk, &taken, level);
                let is_due = |id: &AlertId| {
                    let sent_at = taken.before.get(id).map(|alert| alert.sent_at.unwrap_or(alert.opened_at));
                    sent_at.is_some_and(has_passed)
                };
                let rested = last.get(&level).is_none_or(|at| has_passed(*at));
                let expected = if rested && may.keys().any(is_due) { may } else { BTreeMap::new() };
                prop_assert_eq!(&reminded, &expected, "{:?}", step);
                if !reminded.is_empty() {
                    last.insert(level, walk.now);
                }
            }
        }
    }
}
