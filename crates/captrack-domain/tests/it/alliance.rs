//! Random alliances: hulls, pilots, mains, policies and snoozes.

use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::HullFact;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ConstellationId, ItemId, PilotId, RegionId, SystemId};
use captrack_domain::policy::{Mode, Policy, Scope, ScopeKind, Whereabouts};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use jiff::Timestamp;
use proptest::prelude::*;

pub const PILOTS: i64 = 14;
pub const MAINS: i64 = 4;

/// Everything that is judged.
#[derive(Debug, Clone)]
pub struct Alliance {
    pub facts: Vec<HullFact>,
    pub policy: Policy,
    pub snoozes: Snoozes,
}

pub fn now() -> Timestamp {
    Timestamp::constant(1_795_359_600, 0)
}

/// One of eight systems: two a constellation, two constellations a region.
pub fn system(number: i64) -> Whereabouts {
    Whereabouts {
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

pub fn place() -> impl Strategy<Value = Option<Whereabouts>> {
    prop_oneof![1 => Just(None), 5 => (0_i64..8).prop_map(|number| Some(system(number)))]
}

pub fn freshness() -> impl Strategy<Value = Freshness> {
    prop::sample::select(vec![Freshness::Fresh, Freshness::Stale, Freshness::Never])
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        2 => Just(Mode::Always),
        4 => (1_u32..8).prop_map(|n| Mode::Threshold { n }),
        1 => Just(Mode::TrackOnly),
        1 => Just(Mode::Ignore),
    ]
}

fn scope() -> impl Strategy<Value = Scope> {
    let kind = prop::sample::select(vec![ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed]);
    let numbers = || prop::collection::btree_set(0_i64..8, 0..3);
    (kind, numbers(), numbers(), numbers()).prop_map(|(kind, regions, constellations, systems)| Scope {
        kind,
        regions: regions.into_iter().map(|number| system(number).region).collect(),
        constellations: constellations.into_iter().map(|number| system(number).constellation).collect(),
        systems: systems.into_iter().map(|number| system(number).system).collect(),
        ..Scope::default()
    })
}

prop_compose! {
    pub fn policy()(
        modes in prop::collection::vec(prop::option::weighted(0.4, mode()), HullClass::ALL.len()),
        scope in prop_oneof![2 => Just(Scope::default()), 1 => scope()],
        never_known_in_scope in any::<bool>(),
    ) -> Policy {
        let mut policy = Policy { scope, never_known_in_scope, ..Policy::default() };
        for (class, mode) in HullClass::ALL.into_iter().zip(modes) {
            if let Some(mode) = mode {
                policy.classes.get_mut(&class).unwrap().mode = mode;
            }
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
        hulls in prop::collection::vec((0..PILOTS, class(), place(), freshness()), 0..60),
        mains in prop::collection::vec(0..MAINS, PILOTS as usize),
        introduced in prop::collection::vec(prop::bool::weighted(0.85), PILOTS as usize),
        policy in policy(),
        snoozes in prop::collection::vec(snooze(), 0..5),
    ) -> Alliance {
        let facts = (1..).zip(hulls).map(|(item, (pilot, class, whereabouts, freshness))| HullFact {
            key: HullKey::Item(ItemId(item)),
            class,
            pilot: PilotId(pilot),
            main: PilotId(mains[pilot as usize]),
            whereabouts,
            freshness,
            introduced: introduced[pilot as usize],
        });
        Alliance { facts: facts.collect(), policy, snoozes: snoozes.into_iter().collect() }
    }
}
