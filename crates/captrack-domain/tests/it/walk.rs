//! Random walks: hulls come, move and go, people snooze, acknowledge and edit, time passes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::acknowledgement::{Acknowledgement, Acknowledgements, hulls_seen};
use captrack_domain::alert::{Alert, AlertChanges, AlertId, DecideContext, decide};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Evaluation, HullFact, evaluate};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::policy::{ClassMode, Policy, Repeat, ScopeKind, SystemLocation};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::alliance::{MAINS, PILOTS, class, freshness, now, place, system};

/// Something happens.
#[derive(Debug, Clone)]
pub enum Step {
    Appear { pilot: i64, class: HullClass, place: Option<SystemLocation> },
    Vanish(prop::sample::Index),
    Move(prop::sample::Index, Option<SystemLocation>),
    ChangeOwner(prop::sample::Index, i64),
    Age(prop::sample::Index, Freshness),
    Introduce(i64),
    Wait(u64),
    Snooze(i64, Option<u64>),
    Clear(i64),
    TakeBack(i64),
    Acknowledge(i64),
    ClearAcknowledgement(i64),
    GiveMain(i64, i64),
    Threshold(u32),
    AlwaysCarriers,
    Scope(ScopeKind),
    Repeat(Option<u64>),
    Rest,
}

impl Step {
    /// Whether it puts hulls under another main: the pause after a move goes along with them.
    pub fn changes_mains(&self) -> bool {
        matches!(self, Self::ChangeOwner(..) | Self::GiveMain(..))
    }
}

pub fn step() -> impl Strategy<Value = Step> {
    let hull = any::<prop::sample::Index>;
    let kinds = vec![ScopeKind::Everywhere, ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed];
    let kind = prop::sample::select(kinds);
    prop_oneof![
        4 => appear(),
        4 => hull().prop_map(Step::Vanish),
        5 => (hull(), place()).prop_map(|(hull, place)| Step::Move(hull, place)),
        3 => (hull(), 0..PILOTS).prop_map(|(hull, pilot)| Step::ChangeOwner(hull, pilot)),
        1 => (hull(), freshness()).prop_map(|(hull, freshness)| Step::Age(hull, freshness)),
        2 => (0..PILOTS).prop_map(Step::Introduce),
        3 => (1_u64..300).prop_map(Step::Wait),
        3 => (600_u64..1200).prop_map(Step::Wait),
        3 => (0..PILOTS, prop::option::of(1_u64..2000)).prop_map(|(pilot, length)| Step::Snooze(pilot, length)),
        2 => (0..PILOTS).prop_map(Step::Clear),
        1 => (0..PILOTS).prop_map(Step::TakeBack),
        3 => (0..MAINS).prop_map(Step::Acknowledge),
        1 => (0..MAINS).prop_map(Step::ClearAcknowledgement),
        1 => (0..PILOTS, 0..MAINS).prop_map(|(pilot, main)| Step::GiveMain(pilot, main)),
        1 => (1_u32..6).prop_map(Step::Threshold),
        1 => Just(Step::AlwaysCarriers),
        1 => kind.prop_map(Step::Scope),
        1 => prop::option::weighted(0.8, 300_u64..2000).prop_map(Step::Repeat),
        1 => Just(Step::Rest),
    ]
}

fn appear() -> impl Strategy<Value = Step> {
    (0..PILOTS, class(), place()).prop_map(|(pilot, class, place)| Step::Appear { pilot, class, place })
}

/// First some hulls, so that there is something to live with.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    (prop::collection::vec(appear(), 0..20), prop::collection::vec(step(), 1..80))
        .prop_map(|(first, then)| [first, then].concat())
}

/// A desk that lives through steps.
pub struct Walk {
    pub facts: Vec<HullFact>,
    known: BTreeSet<i64>,
    mains: BTreeMap<i64, i64>,
    pub policy: Policy,
    pub snoozes: Snoozes,
    pub acknowledged: Acknowledgements,
    pub alerts: BTreeMap<AlertId, Alert>,
    pub now: Timestamp,
    next_item: i64,
    pub introduced_now: BTreeSet<PilotId>,
    pub withdrawn: BTreeSet<(AlertId, HullKey)>,
}

/// One step of a walk, and what was decided.
pub struct Taken {
    pub occasion: NoticeOccasion,
    pub before: BTreeMap<AlertId, Alert>,
    /// The acknowledgements that were decided with.
    pub acknowledged: Acknowledgements,
    pub evaluation: Evaluation,
    pub decision: AlertChanges,
}

impl Walk {
    pub fn new() -> Self {
        let mut policy = Policy::default();
        policy.scope.regions.insert(system(0).region);
        // Small fleets, so that they come and go.
        for class in [HullClass::Carrier, HullClass::Dreadnought] {
            policy.classes.get_mut(&class).unwrap().mode = ClassMode::Threshold { n: 3 };
        }
        Self {
            facts: Vec::new(),
            // Two in three pilots have been watched for long.
            known: (0..PILOTS * 2 / 3).collect(),
            mains: (0..PILOTS).map(|pilot| (pilot, pilot % MAINS)).collect(),
            policy,
            snoozes: Snoozes::default(),
            acknowledged: Acknowledgements::default(),
            alerts: BTreeMap::new(),
            now: now(),
            next_item: 1,
            introduced_now: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
        }
    }

    /// Makes it happen, decides, and keeps what was decided.
    pub fn live(&mut self, step: &Step) -> Taken {
        let occasion = self.take(step);
        let (before, acknowledged) = (self.alerts.clone(), self.acknowledged.clone());
        let evaluation = self.judged();
        let decision = self.decided(&evaluation, occasion);
        self.apply(&decision);
        Taken { occasion, before, acknowledged, evaluation, decision }
    }

    /// What kind of occasion it is.
    fn take(&mut self, step: &Step) -> NoticeOccasion {
        self.introduced_now.clear();
        self.withdrawn.clear();
        match step {
            Step::Appear { pilot, class, place } => {
                self.facts.push(HullFact {
                    key: HullKey::Item(ItemId(self.next_item)),
                    class: *class,
                    pilot: PilotId(*pilot),
                    main: PilotId(self.mains[pilot]),
                    whereabouts: *place,
                    freshness: Freshness::Fresh,
                    introduced: self.known.contains(pilot),
                    packaged: None,
                    left: false,
                });
                self.next_item += 1;
            }
            Step::Vanish(hull) if !self.facts.is_empty() => {
                self.facts.remove(hull.index(self.facts.len()));
            }
            Step::Move(hull, place) => self.change(*hull, |fact| fact.whereabouts = *place),
            Step::ChangeOwner(hull, pilot) => {
                let (main, introduced) = (PilotId(self.mains[pilot]), self.known.contains(pilot));
                self.change(*hull, |fact| {
                    fact.pilot = PilotId(*pilot);
                    fact.main = main;
                    fact.introduced = introduced;
                });
            }
            Step::Age(hull, freshness) => self.change(*hull, |fact| fact.freshness = *freshness),
            Step::Introduce(pilot) => {
                if self.known.insert(*pilot) {
                    self.introduced_now.insert(PilotId(*pilot));
                    self.change_all(*pilot, |fact| fact.introduced = true);
                }
            }
            Step::Wait(seconds) => self.now += Duration::from_secs(*seconds),
            Step::TakeBack(pilot) => self.take_back(*pilot),
            Step::Rest | Step::Vanish(_) => {}
            edit => {
                self.edit(edit);
                return NoticeOccasion::Edit;
            }
        }
        NoticeOccasion::News
    }

    fn edit(&mut self, step: &Step) {
        match step {
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
            }
            Step::Clear(pilot) => {
                self.snoozes.0.remove(&PilotId(*pilot));
            }
            Step::Acknowledge(main) => self.acknowledge(PilotId(*main)),
            Step::ClearAcknowledgement(main) => {
                self.acknowledged.0.remove(&PilotId(*main));
            }
            Step::GiveMain(pilot, main) => {
                self.mains.insert(*pilot, *main);
                self.change_all(*pilot, |fact| fact.main = PilotId(*main));
            }
            Step::Threshold(n) => self.carriers(ClassMode::Threshold { n: *n }),
            Step::AlwaysCarriers => self.carriers(ClassMode::Always),
            Step::Scope(kind) => self.policy.scope.kind = *kind,
            Step::Repeat(seconds) => {
                self.policy.repeat = Repeat { critical: *seconds, alerting: seconds.map(|s| s * 2) }
            }
            _ => {}
        }
    }

    fn carriers(&mut self, mode: ClassMode) {
        self.policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = mode;
    }

    /// Only what alerts, or would, can be acknowledged.
    fn acknowledge(&mut self, main: PilotId) {
        let hulls = hulls_seen(main, &self.facts, &self.judged(), &self.alerts);
        if !hulls.is_empty() {
            let by = "Mira".into();
            self.acknowledged.0.insert(main, Acknowledgement { main, at: self.now, by, why: None, hulls });
        }
    }

    fn change(&mut self, hull: prop::sample::Index, change: impl FnOnce(&mut HullFact)) {
        if !self.facts.is_empty() {
            let index = hull.index(self.facts.len());
            change(&mut self.facts[index]);
        }
    }

    fn change_all(&mut self, pilot: i64, change: impl Fn(&mut HullFact)) {
        self.facts.iter_mut().filter(|fact| fact.pilot == PilotId(pilot)).for_each(change);
    }

    /// Everything of that pilot still waited in the outbox.
    fn take_back(&mut self, pilot: i64) {
        let theirs: BTreeSet<HullKey> =
            self.facts.iter().filter(|fact| fact.pilot == PilotId(pilot)).map(|fact| fact.key).collect();
        let told =
            |alert: &Alert| alert.sent_hulls.intersection(&theirs).map(|key| (alert.id, *key)).collect::<Vec<_>>();
        self.withdrawn = self.alerts.values().flat_map(told).collect();
    }

    pub fn judged(&self) -> Evaluation {
        evaluate(&self.facts, &self.policy, &self.snoozes, self.now)
    }

    pub fn decided(&self, evaluation: &Evaluation, occasion: NoticeOccasion) -> AlertChanges {
        let context = DecideContext {
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

    pub fn apply(&mut self, decision: &AlertChanges) {
        for alert in &decision.alerts {
            self.alerts.insert(alert.id, alert.clone());
        }
        for acknowledgement in &decision.acknowledgements {
            self.acknowledged.0.insert(acknowledgement.main, acknowledgement.clone());
        }
        for (main, _) in &decision.acknowledgements_ended {
            self.acknowledged.0.remove(main);
        }
    }

    pub fn fact(&self, key: HullKey) -> Option<&HullFact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    pub fn is_snoozed(&self, key: HullKey) -> bool {
        self.fact(key).is_some_and(|fact| self.snoozes.of(fact.pilot, self.now).is_some())
    }

    /// Whether somebody had been told of a hull in an alert that was not over, and it was not taken back.
    pub fn was_told(&self, taken: &Taken, id: AlertId, key: HullKey) -> bool {
        taken.before.get(&id).is_some_and(|alert| {
            !alert.is_closed() && alert.sent_hulls.contains(&key) && !self.withdrawn.contains(&(id, key))
        })
    }
}
