//! Random alliances: hulls, pilots, mains, policies and snoozes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::HullFact;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ConstellationId, GroupId, ItemId, PilotId, RegionId, SystemId};
use captrack_domain::policy::{ClassMode, PlaceSet, Policy, Scope, ScopeKind, SystemLocation};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use jiff::Timestamp;
use proptest::prelude::*;

pub const PILOTS: i64 = 14;
pub const MAINS: i64 = 3;

/// Everything that is judged.
#[derive(Debug, Clone)]
pub struct Alliance {
    pub facts: Vec<HullFact>,
    /// The group of each hull, in the order of the facts: the policy makes it a class.
    pub groups: Vec<GroupId>,
    pub policy: Policy,
    pub snoozes: Snoozes,
}

pub fn now() -> Timestamp {
    Timestamp::constant(1_795_359_600, 0)
}

/// One of eight systems: two a constellation, two constellations a region.
pub fn system(number: i64) -> SystemLocation {
    SystemLocation {
        system: SystemId(30_000_001 + number),
        constellation: ConstellationId(20_000_001 + number / 2),
        region: RegionId(10_000_001 + number / 4),
    }
}

pub fn class() -> impl Strategy<Value = HullClass> {
    // Few classes, so that thresholds are reached.
    prop_oneof![
        4 => Just(HullClass::Carrier),
        2 => Just(HullClass::Dreadnought),
        2 => Just(HullClass::Titan),
        2 => prop::sample::select(HullClass::ALL.as_slice()),
    ]
}

/// A group that no policy names.
const UNHEARD_OF: GroupId = GroupId(9999);

fn group() -> impl Strategy<Value = GroupId> {
    class().prop_map(|class| class.default_groups().first().copied().unwrap_or(UNHEARD_OF))
}

pub fn place() -> impl Strategy<Value = Option<SystemLocation>> {
    prop_oneof![1 => Just(None), 5 => (0_i64..8).prop_map(|number| Some(system(number)))]
}

/// Most are assembled.
fn packaged() -> impl Strategy<Value = Option<u32>> {
    prop_oneof![4 => Just(None), 1 => (1..4u32).prop_map(Some)]
}

pub fn freshness() -> impl Strategy<Value = Freshness> {
    prop::sample::select(vec![Freshness::Fresh, Freshness::Stale, Freshness::Never])
}

fn mode() -> impl Strategy<Value = ClassMode> {
    prop_oneof![
        2 => Just(ClassMode::Always),
        4 => (1_u32..8).prop_map(|n| ClassMode::Threshold { n }),
        1 => Just(ClassMode::TrackOnly),
        1 => Just(ClassMode::Ignore),
    ]
}

fn places() -> impl Strategy<Value = PlaceSet> {
    let numbers = || prop::collection::btree_set(0_i64..8, 0..3);
    (numbers(), numbers(), numbers()).prop_map(|(regions, constellations, systems)| PlaceSet {
        regions: regions.into_iter().map(|number| system(number).region).collect(),
        constellations: constellations.into_iter().map(|number| system(number).constellation).collect(),
        systems: systems.into_iter().map(|number| system(number).system).collect(),
    })
}

const SETS: [&str; 3] = ["home", "hostile staging", "the way there"];

fn scope() -> impl Strategy<Value = Scope> {
    let kind = prop::sample::select(vec![ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed]);
    let sets = prop::sample::subsequence(SETS.as_slice(), 0..=SETS.len());
    (kind, places(), sets).prop_map(|(kind, places, sets)| Scope {
        kind,
        regions: places.regions,
        constellations: places.constellations,
        systems: places.systems,
        sets: sets.into_iter().map(str::to_owned).collect(),
    })
}

/// Three sets of places, whether the scope lists them or not.
fn sets() -> impl Strategy<Value = BTreeMap<String, PlaceSet>> {
    prop::collection::vec(places(), SETS.len()).prop_map(|sets| SETS.into_iter().map(str::to_owned).zip(sets).collect())
}

prop_compose! {
    pub fn policy()(
        modes in prop::collection::vec(prop::option::weighted(0.4, mode()), HullClass::ALL.len()),
        regrouped in prop::collection::vec((group(), prop::sample::select(HullClass::ALL.as_slice())), 0..3),
        scope in prop_oneof![2 => Just(Scope::default()), 3 => scope()],
        places in sets(),
        never_known_in_scope in any::<bool>(),
    ) -> Policy {
        let mut policy = Policy { scope, places, never_known_in_scope, ..Policy::default() };
        for (class, mode) in HullClass::ALL.into_iter().zip(modes) {
            if let Some(mode) = mode {
                policy.classes.get_mut(&class).unwrap().mode = mode;
            }
        }
        for (group, class) in regrouped {
            policy.classes.values_mut().for_each(|rule| rule.groups.retain(|other| *other != group));
            policy.classes.get_mut(&class).unwrap().groups.push(group);
        }
        policy
    }
}

prop_compose! {
    /// A pilot's snooze; one in three has ended.
    fn snooze()(pilot in 0..PILOTS, until in prop::option::of(-100_i64..200)) -> Snooze {
        let until = until.map(|seconds| now() + jiff::SignedDuration::from_secs(seconds));
        Snooze { pilot: PilotId(pilot), since: now() - Duration::from_secs(1000), until, by: "Mira".into(), why: None }
    }
}

prop_compose! {
    pub fn alliance()(
        hulls in prop::collection::vec((0..PILOTS, group(), place(), freshness(), packaged()), 0..60),
        left in prop::collection::vec(prop::bool::weighted(0.1), PILOTS as usize),
        mains in prop::collection::vec(0..MAINS, PILOTS as usize),
        introduced in prop::collection::vec(prop::bool::weighted(0.85), PILOTS as usize),
        policy in policy(),
        snoozes in prop::collection::vec(snooze(), 0..5),
    ) -> Alliance {
        let groups = hulls.iter().map(|(_, group, ..)| *group).collect();
        let facts = (1..).zip(hulls).map(|(item, (pilot, group, whereabouts, freshness, packaged))| HullFact {
            key: HullKey::Item(ItemId(item)),
            class: policy.class_of(Some(group)),
            pilot: PilotId(pilot),
            main: PilotId(mains[pilot as usize]),
            whereabouts,
            freshness,
            introduced: introduced[pilot as usize],
            packaged,
            left: left[pilot as usize],
        });
        let facts = facts.collect();
        Alliance { facts, groups, policy, snoozes: snoozes.into_iter().collect() }
    }
}

impl Alliance {
    /// The same hulls and snoozes under another policy.
    pub fn under(&self, policy: Policy) -> Self {
        let facts = self.facts.iter().zip(&self.groups);
        let facts = facts.map(|(fact, group)| HullFact { class: policy.class_of(Some(*group)), ..fact.clone() });
        Self { facts: facts.collect(), groups: self.groups.clone(), policy, snoozes: self.snoozes.clone() }
    }

    /// Every main that has a hull.
    pub fn mains(&self) -> BTreeSet<PilotId> {
        self.facts.iter().map(|fact| fact.main).collect()
    }
}
