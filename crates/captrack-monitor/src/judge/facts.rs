//! From what is known to what the rules judge: class, main, whereabouts, freshness.

use std::sync::LazyLock;
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::HullFact;
use captrack_domain::hull::{Hull, Occupancy};
use captrack_domain::ids::{LocationId, PilotId, SystemId, TypeId};
use captrack_domain::moment::later;
use captrack_domain::pilot::Pilot;
use captrack_domain::place::{Place, Site};
use captrack_domain::policy::{Policy, SystemLocation};
use captrack_domain::text;
use captrack_text::english;
use captrack_universe::universe;
use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::judge::types::capital;
use crate::state::State;

pub mod refresh;
pub mod section_freshness;

use section_freshness::{DatedFreshness, PilotFreshness, answering};

/// A stored hull that no assets have listed yet is as old as its last sighting, at the rhythm of assets.
const ASSETS_INTERVAL: Duration = Duration::from_secs(3600);

/// What the rules judge, one fact a hull of a watched pilot, in the order of the hulls' keys. Under which policy matters: which class a
/// hull is depends on its groups.
pub fn facts_under(state: &State, policy: &Policy, now: Timestamp) -> Vec<HullFact> {
    look(state, policy, now).0
}

/// The facts, and until when only news can change them; none: for ever.
fn look(state: &State, policy: &Policy, now: Timestamp) -> (Vec<HullFact>, Option<Timestamp>) {
    let watched: FxHashMap<PilotId, (&Pilot, PilotFreshness)> =
        state.pilots.values().zip(answering(state, now)).map(|(pilot, held)| (pilot.id, (pilot, held))).collect();
    let mut classes: FxHashMap<TypeId, HullClass> = FxHashMap::default();
    let mut places: FxHashMap<SystemId, Option<SystemLocation>> = FxHashMap::default();
    let mut facts = Vec::with_capacity(state.fleet.hulls.len());
    let mut until: Option<Timestamp> = None;
    for hull in state.fleet.hulls.values() {
        let Some((pilot, answering)) = watched.get(&hull.pilot) else { continue };
        let held = hull_held(hull, answering, now);
        until = earliest(until, held.until);
        let alerts_until = alerts_until(pilot, policy);
        let left = alerts_until.is_some_and(|end| end <= now);
        until = earliest(until, alerts_until.filter(|_| !left));
        let mut lies_in = |system| *places.entry(system).or_insert_with(|| whereabouts(system));
        facts.push(HullFact {
            key: hull.key,
            class: *classes.entry(hull.type_id).or_insert_with(|| class_of(state, policy, hull.type_id)),
            pilot: hull.pilot,
            main: pilot.main_id(),
            whereabouts: named_system(state, hull).and_then(&mut lies_in),
            freshness: held.freshness,
            introduced: pilot.introduced_at.is_some(),
            packaged: hull.packaged,
            left,
        });
    }
    (facts, until)
}

/// The hull of each fact, in the order of the facts; none for one that is not known any more. Both stand in the order of the hulls' keys and are
/// walked together: to look thirty thousand hulls up one by one takes longer.
pub fn hulls_of_facts(state: &State) -> Vec<Option<&Hull>> {
    let mut hulls = state.fleet.hulls.iter().peekable();
    let hull_of = |fact: &HullFact| {
        while hulls.next_if(|(key, _)| **key < fact.key).is_some() {}
        hulls.next_if(|(key, _)| **key == fact.key).map(|(_, hull)| hull)
    };
    state.facts.iter().map(hull_of).collect()
}

/// Until when a pilot's hulls alert: of who has left AllianceAuth and is known through it alone; none: for ever.
fn alerts_until(pilot: &Pilot, policy: &Policy) -> Option<Timestamp> {
    let auth = pilot.auth.as_ref().filter(|auth| auth.left && !pilot.is_signed_in())?;
    let left_at = auth.left_at().unwrap_or(Timestamp::UNIX_EPOCH);
    Some(later(left_at, Duration::from_secs(policy.left_alerts_secs.into())))
}

/// The earlier of two times that may not be there.
pub fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

fn class_of(state: &State, policy: &Policy, type_id: TypeId) -> HullClass {
    policy.class_of(capital(state, type_id).map(|(_, group)| group))
}

/// The system a hull is in, or was last known to be in.
pub fn system_of(state: &State, hull: &Hull) -> Option<SystemId> {
    named_system(state, hull).filter(|system| universe().system(*system).is_some())
}

/// The system that is named for a hull, whether New Eden has it or not.
fn named_system(state: &State, hull: &Hull) -> Option<SystemId> {
    system_of_place(state, &hull.place).or(hull.last_system)
}

/// The system that is named for a place, or that its station or structure is in.
pub fn system_of_place(state: &State, place: &Place) -> Option<SystemId> {
    let resolved = || match place.site {
        Site::Structure(id) => structure_system(state, id),
        Site::Station(id) => universe().station(id).map(|station| station.system),
        Site::Space | Site::AssetSafety | Site::Unknown => None,
    };
    place.system.or_else(resolved)
}

fn structure_system(state: &State, id: LocationId) -> Option<SystemId> {
    state.structures.get(&id).and_then(|structure| structure.known.as_ref()).map(|(_, system)| *system)
}

/// What a system lies in; none for a system that New Eden does not have.
pub fn whereabouts(system: SystemId) -> Option<SystemLocation> {
    let found = universe().system(system)?;
    Some(SystemLocation { system, constellation: found.constellation, region: found.region })
}

/// A flown hull is as fresh as its pilot's ship and location, a stored one as the assets that list it.
fn hull_held(hull: &Hull, answering: &PilotFreshness, now: Timestamp) -> DatedFreshness {
    match hull.occupancy {
        Occupancy::Flown => answering.ship.and(answering.location),
        // Seen by its pilot's ship before the assets ever answered, or left in space, where no assets list it: as old as that.
        Occupancy::Stored { .. } if answering.assets.has_never_answered() || hull.floats() => {
            DatedFreshness::since(Some(hull.seen_at), ASSETS_INTERVAL, now)
        }
        Occupancy::Stored { .. } => answering.assets,
    }
}

/// Places without a name of their own, as they are kept and exported.
static IN_SPACE: LazyLock<String> = LazyLock::new(|| english(&text!("site-in-space")));
static LEFT_IN_SPACE: LazyLock<String> = LazyLock::new(|| english(&text!("site-left-in-space")));
static ASSET_SAFETY: LazyLock<String> = LazyLock::new(|| english(&text!("site-asset-safety")));

/// The name of the place, as shown: a station, a structure, space. `None`: not known.
pub fn place_name(state: &State, hull: &Hull) -> Option<String> {
    place_label(state, hull).map(str::to_owned)
}

/// The same, borrowed.
pub fn place_label<'a>(state: &'a State, hull: &Hull) -> Option<&'a str> {
    match hull.place.site {
        Site::Space if hull.floats() => Some(&LEFT_IN_SPACE),
        Site::Space => Some(&IN_SPACE),
        Site::AssetSafety => Some(&ASSET_SAFETY),
        Site::Station(id) => universe().station(id).map(|station| station.name),
        Site::Structure(id) => {
            state.structures.get(&id).and_then(|structure| structure.known.as_ref()).map(|(name, _)| name.as_str())
        }
        Site::Unknown => None,
    }
}

#[cfg(test)]
mod tests;
