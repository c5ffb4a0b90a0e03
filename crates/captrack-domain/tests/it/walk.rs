//! Random walks: hulls come, move and go, people snooze and edit, time passes. After every step the alerts must be in order.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::acknowledgement::Acknowledgements;
use captrack_domain::alert::{Alert, AlertId, AlertState, Context, Decision, decide};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Evaluation, HullFact, evaluate};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::notice::{Occasion, Said};
use captrack_domain::policy::{Mode, Policy, Whereabouts};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::alliance::{MAINS, PILOTS, class, freshness, now, place};

/// Something happens.
#[derive(Debug, Clone)]
enum Step {
    Appear { pilot: i64, class: HullClass, place: Option<Whereabouts> },
    Vanish(prop::sample::Index),
    Move(prop::sample::Index, Option<Whereabouts>),
    ChangeOwner(prop::sample::Index, i64),
    Age(prop::sample::Index, Freshness),
    Introduce(i64),
    Wait(u64),
    Snooze(i64, Option<u64>),
    Clear(i64),
    TakeBack(i64),
    Edit(u32),
    Rest,
}

fn step() -> impl Strategy<Value = Step> {
    let hull = any::<prop::sample::Index>;
    prop_oneof![
        6 => (0..PILOTS, class(), place()).prop_map(|(pilot, class, place)| Step::Appear { pilot, class, place }),
        3 => hull().prop_map(Step::Vanish),
        3 => (hull(), place()).prop_map(|(hull, place)| Step::Move(hull, place)),
        1 => (hull(), 0..PILOTS).prop_map(|(hull, pilot)| Step::ChangeOwner(hull, pilot)),
        1 => (hull(), freshness()).prop_map(|(hull, freshness)| Step::Age(hull, freshness)),
        2 => (0..PILOTS).prop_map(Step::Introduce),
        4 => (1_u64..1200).prop_map(Step::Wait),
        3 => (0..PILOTS, prop::option::of(1_u64..2000)).prop_map(|(pilot, length)| Step::Snooze(pilot, length)),
        2 => (0..PILOTS).prop_map(Step::Clear),
        1 => (0..PILOTS).prop_map(Step::TakeBack),
        1 => (1_u32..7).prop_map(Step::Edit),
        1 => Just(Step::Rest),
    ]
}

struct Walk {
    facts: Vec<HullFact>,
    known: BTreeSet<i64>,
    policy: Policy,
    snoozes: Snoozes,
    alerts: BTreeMap<AlertId, Alert>,
    now: Timestamp,
    next_item: i64,
    introduced_now: BTreeSet<PilotId>,
    withdrawn: BTreeSet<(AlertId, HullKey)>,
    acknowledged: Acknowledgements,
}

impl Walk {
    fn new() -> Self {
        Self {
            facts: Vec::new(),
            // Half of the pilots have been watched for long.
            known: (0..PILOTS / 2).collect(),
            policy: Policy::default(),
            snoozes: Snoozes::default(),
            alerts: BTreeMap::new(),
            now: now(),
            next_item: 1,
            introduced_now: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            acknowledged: Acknowledgements::default(),
        }
    }

    /// Makes it happen; what kind of occasion that is.
    fn take(&mut self, step: &Step) -> Occasion {
        self.introduced_now.clear();
        self.withdrawn.clear();
        match step {
            Step::Appear { pilot, class, place } => {
                self.facts.push(HullFact {
                    key: HullKey::Item(ItemId(self.next_item)),
                    class: *class,
                    pilot: PilotId(*pilot),
                    main: PilotId(pilot % MAINS),
                    whereabouts: *place,
                    freshness: Freshness::Fresh,
                    introduced: self.known.contains(pilot),
                });
                self.next_item += 1;
            }
            Step::Vanish(hull) if !self.facts.is_empty() => {
                self.facts.remove(hull.index(self.facts.len()));
            }
            Step::Move(hull, place) => self.change(*hull, |fact, _| fact.whereabouts = *place),
            Step::ChangeOwner(hull, pilot) => self.change(*hull, |fact, known| {
                fact.pilot = PilotId(*pilot);
                fact.main = PilotId(pilot % MAINS);
                fact.introduced = known.contains(pilot);
            }),
            Step::Age(hull, freshness) => self.change(*hull, |fact, _| fact.freshness = *freshness),
            Step::Introduce(pilot) => {
                if self.known.insert(*pilot) {
                    self.introduced_now.insert(PilotId(*pilot));
                    for fact in &mut self.facts {
                        fact.introduced |= fact.pilot == PilotId(*pilot);
                    }
                }
            }
            Step::Wait(seconds) => self.now += Duration::from_secs(*seconds),
            Step::Snooze(pilot, length) => {
                let snooze = Snooze {
                    pilot: PilotId(*pilot),
                    since: self.now,
                    until: length.map(|seconds| self.now + Duration::from_secs(seconds)),
                    by: "Mira".into(),
                    why: None,
                };
                self.snoozes.0.insert(snooze.pilot, snooze);
                self.take_back(*pilot);
                return Occasion::Edit;
            }
            Step::Clear(pilot) => {
                self.snoozes.0.remove(&PilotId(*pilot));
                return Occasion::Edit;
            }
            Step::TakeBack(pilot) => self.take_back(*pilot),
            Step::Edit(n) => {
                self.policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = Mode::Threshold { n: *n };
                return Occasion::Edit;
            }
            Step::Rest | Step::Vanish(_) => {}
        }
        Occasion::News
    }

    fn change(&mut self, hull: prop::sample::Index, change: impl FnOnce(&mut HullFact, &BTreeSet<i64>)) {
        if !self.facts.is_empty() {
            let index = hull.index(self.facts.len());
            change(&mut self.facts[index], &self.known);
        }
    }

    /// Everything of that pilot still waited in the outbox.
    fn take_back(&mut self, pilot: i64) {
        let theirs: BTreeSet<HullKey> =
            self.facts.iter().filter(|fact| fact.pilot == PilotId(pilot)).map(|fact| fact.key).collect();
        let told = |alert: &Alert| alert.told.intersection(&theirs).map(|key| (alert.id, *key)).collect::<Vec<_>>();
        self.withdrawn = self.alerts.values().flat_map(told).collect();
    }

    fn judged(&self) -> Evaluation {
        evaluate(&self.facts, &self.policy, &self.snoozes, self.now)
    }

    fn decided(&self, evaluation: &Evaluation, occasion: Occasion) -> Decision {
        let context = Context {
            now: self.now,
            occasion,
            facts: &self.facts,
            introduced_now: &self.introduced_now,
            withdrawn: &self.withdrawn,
            acknowledged: &self.acknowledged,
            repeat: self.policy.repeat,
        };
        decide(&self.alerts, evaluation, &context)
    }

    fn apply(&mut self, decision: &Decision) {
        for alert in &decision.alerts {
            self.alerts.insert(alert.id, alert.clone());
        }
    }

    fn snoozed(&self) -> BTreeSet<HullKey> {
        let snoozed = |fact: &&HullFact| self.snoozes.of(fact.pilot, self.now).is_some();
        self.facts.iter().filter(snoozed).map(|fact| fact.key).collect()
    }

    /// Whether somebody has been told of a hull in an alert that was not over, and it was not taken back.
    fn was_told(&self, before: &BTreeMap<AlertId, Alert>, id: AlertId, key: HullKey) -> bool {
        before.get(&id).is_some_and(|alert| {
            !alert.is_closed() && alert.told.contains(&key) && !self.withdrawn.contains(&(id, key))
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_step_everything_that_stands_has_been_told_and_nothing_twice(
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let mut walk = Walk::new();
        for step in &steps {
            let occasion = walk.take(step);
            let before = walk.alerts.clone();
            let evaluation = walk.judged();
            let decision = walk.decided(&evaluation, occasion);
            walk.apply(&decision);

            for (id, standing) in &evaluation.standing {
                let alert = &walk.alerts[id];
                prop_assert_eq!(&alert.state, &AlertState::Standing);
                for key in standing.hulls.keys() {
                    prop_assert!(alert.told.contains(key), "{:?}: {} of {} was never told", step, key, id);
                }
            }
            for alert in walk.alerts.values() {
                prop_assert!(alert.told.is_subset(&alert.hulls), "{:?}", alert);
                prop_assert!(alert.told_regions.keys().all(|key| alert.told.contains(key)), "{:?}", alert);
            }
            let snoozed = walk.snoozed();
            for told in &decision.transitions {
                prop_assert!(!told.hulls.is_empty());
                prop_assert!(told.hulls.iter().all(|key| !snoozed.contains(key)), "{:?} names a snoozed pilot", told);
                prop_assert!(told.hulls.iter().all(|key| {
                    walk.facts.iter().find(|fact| fact.key == *key).is_none_or(|fact| fact.introduced)
                }), "{:?} names a pilot who is not known yet", told);
                match told.said {
                    Said::Opened | Said::Grew => prop_assert!(
                        told.hulls.iter().all(|key| !walk.was_told(&before, told.alert, *key)), "{:?}", told),
                    Said::Moved | Said::Resolved => prop_assert!(
                        told.hulls.iter().all(|key| walk.was_told(&before, told.alert, *key)), "{:?}", told),
                    Said::SnoozeEnded => prop_assert_eq!(&before[&told.alert].state, &AlertState::Silenced),
                    Said::Reminder => prop_assert!(false, "{:?}: reminders are off", told),
                }
                if told.said == Said::Resolved {
                    // A fleet that fell below its threshold is over, also when snoozed hulls would fill it up: those wait unheard.
                    let after = &walk.alerts[&told.alert];
                    let unheard = after.state == AlertState::Silenced && after.told.is_empty();
                    prop_assert!(!evaluation.standing.contains_key(&told.alert));
                    prop_assert!(after.is_closed() || evaluation.would_stand.contains_key(&told.alert) && unheard);
                } else {
                    prop_assert!(evaluation.standing.contains_key(&told.alert));
                }
                if occasion == Occasion::Edit {
                    prop_assert_eq!(told.occasion, Occasion::Edit);
                    prop_assert_ne!(told.said, Said::Resolved);
                }
            }

            // Deciding again when nothing has changed decides nothing.
            walk.introduced_now.clear();
            walk.withdrawn.clear();
            let again = walk.decided(&evaluation, Occasion::News);
            // Except for moves that waited: an edit tells none, and a titan that is handed over takes its main's pause along.
            if occasion == Occasion::Edit || matches!(step, Step::ChangeOwner(..)) {
                prop_assert!(again.transitions.iter().all(|told| told.said == Said::Moved), "{:?}: {:?}", step, again);
            } else {
                prop_assert_eq!(again, Decision::default(), "{:?}", step);
            }
            prop_assert_eq!(walk.decided(&evaluation, Occasion::Edit), Decision::default(), "{:?}", step);
        }
    }

    #[test]
    fn moves_under_one_main_are_five_minutes_apart(steps in prop::collection::vec(step(), 1..80)) {
        let mut walk = Walk::new();
        let mut last: BTreeMap<PilotId, Timestamp> = BTreeMap::new();
        // The time of the last move lies with the alert: a titan that is handed over takes it along to its new main.
        for step in steps.iter().filter(|step| !matches!(step, Step::ChangeOwner(..))) {
            let occasion = walk.take(step);
            let decision = walk.decided(&walk.judged(), occasion);
            walk.apply(&decision);
            for told in decision.transitions.iter().filter(|told| told.said == Said::Moved) {
                if let Some(before) = last.insert(told.main, walk.now) {
                    let apart = walk.now.duration_since(before).as_secs();
                    prop_assert!(apart == 0 || apart >= 300, "{} s", apart);
                }
            }
        }
    }

    #[test]
    fn stale_facts_never_resolve_anything(
        steps in prop::collection::vec(step(), 1..40),
        waits in prop::collection::vec(1_u64..4000, 1..10),
    ) {
        let mut walk = Walk::new();
        for step in &steps {
            let occasion = walk.take(step);
            let decision = walk.decided(&walk.judged(), occasion);
            walk.apply(&decision);
        }
        // From here on no source answers.
        for fact in &mut walk.facts {
            fact.freshness = Freshness::Stale;
        }
        walk.introduced_now.clear();
        walk.withdrawn.clear();
        let stood: BTreeSet<AlertId> = walk.judged().would_stand.keys().copied().collect();
        for seconds in waits {
            walk.now += Duration::from_secs(seconds);
            let decision = walk.decided(&walk.judged(), Occasion::News);
            walk.apply(&decision);
            for id in &stood {
                prop_assert!(!walk.alerts[id].is_closed());
            }
            let resolved = decision.transitions.iter().filter(|told| told.said == Said::Resolved);
            prop_assert!(resolved.into_iter().all(|told| !stood.contains(&told.alert)));
        }
    }
}
