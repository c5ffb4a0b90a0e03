//! From what is known to what the rules judge: class, main, whereabouts, freshness.

use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::HullFact;
use captrack_domain::hull::{Berth, Hull};
use captrack_domain::ids::{LocationId, SystemId};
use captrack_domain::place::Site;
use captrack_domain::policy::Whereabouts;
use captrack_domain::section::{Freshness, SectionId, SectionKind, freshness};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::state::State;
use crate::types::capital;

/// What the rules judge, one fact a hull of a watched pilot, in the order of the hulls' keys.
pub fn facts(state: &State, now: Timestamp) -> Vec<HullFact> {
    state
        .fleet
        .hulls
        .values()
        .filter_map(|hull| {
            let pilot = state.pilots.get(&hull.pilot)?;
            Some(HullFact {
                key: hull.key,
                class: class_of(state, hull),
                pilot: hull.pilot,
                main: pilot.main_id(),
                whereabouts: system_of(state, hull).and_then(whereabouts),
                freshness: hull_freshness(state, hull, now),
                introduced: pilot.introduced_at.is_some(),
            })
        })
        .collect()
}

fn class_of(state: &State, hull: &Hull) -> HullClass {
    state.policy.class_of(capital(state, hull.type_id).map(|(_, group)| group))
}

/// The system a hull is in, or was last known to be in.
pub fn system_of(state: &State, hull: &Hull) -> Option<SystemId> {
    let resolved = match hull.place.site {
        Site::Structure(id) => structure_system(state, id),
        Site::Station(id) => universe().station(id).map(|station| station.system),
        Site::Space | Site::AssetSafety | Site::Unknown => None,
    };
    hull.place.system.or(resolved).or(hull.last_system).filter(|system| universe().system(*system).is_some())
}

fn structure_system(state: &State, id: LocationId) -> Option<SystemId> {
    state.structures.get(&id).and_then(|structure| structure.known.as_ref()).map(|(_, system)| *system)
}

/// What a system lies in; none for a system that New Eden does not have.
pub fn whereabouts(system: SystemId) -> Option<Whereabouts> {
    let found = universe().system(system)?;
    Some(Whereabouts { system, constellation: found.constellation, region: found.region })
}

/// A flown hull is as fresh as its pilot's ship and location, a stored one as the assets that list it.
fn hull_freshness(state: &State, hull: &Hull, now: Timestamp) -> Freshness {
    let of = |kind| section_freshness(state, SectionId { kind, pilot: hull.pilot }, now);
    match hull.berth {
        Berth::Flown => of(SectionKind::Ship).max(of(SectionKind::Location)),
        Berth::Stored { .. } => match of(SectionKind::Assets) {
            // Seen by its pilot's ship before the assets ever answered: as old as that.
            Freshness::Never => freshness(Some(hull.seen_at), Duration::from_secs(3600), now),
            known => known,
        },
    }
}

fn section_freshness(state: &State, id: SectionId, now: Timestamp) -> Freshness {
    let last = state.sections.get(&id).and_then(|section| section.status.last_success);
    freshness(last, state.cadence(id), now)
}

/// The name of the place, as shown: a station, a structure, space. `None`: not known.
pub fn place_name(state: &State, hull: &Hull) -> Option<String> {
    match hull.place.site {
        Site::Space => Some("In space".to_owned()),
        Site::AssetSafety => Some("Asset safety".to_owned()),
        Site::Station(id) => universe().station(id).map(|station| station.name.to_owned()),
        Site::Structure(id) => {
            state.structures.get(&id).and_then(|structure| structure.known.as_ref()).map(|(name, _)| name.clone())
        }
        Site::Unknown => None,
    }
}

#[cfg(test)]
mod tests;
