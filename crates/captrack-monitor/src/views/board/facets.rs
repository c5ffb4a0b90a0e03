//! Names to filter by, with how many hulls each leaves.

use std::collections::BTreeMap;

use captrack_contract::Facet;
use captrack_domain::ids::{CorporationId, PilotId, RegionId};
use captrack_universe::universe;
use rustc_hash::FxHashMap;

use crate::state::State;

/// Corporations and regions of all hulls that are shown, by name. What has no name yet cannot be filtered by.
pub fn of(state: &State) -> (Vec<Facet>, Vec<Facet>) {
    let mut pilots: FxHashMap<PilotId, usize> = FxHashMap::default();
    let mut regions: FxHashMap<RegionId, usize> = FxHashMap::default();
    for (fact, verdict) in state.facts.iter().zip(&state.evaluation.verdicts) {
        if verdict.is_some() {
            *pilots.entry(fact.pilot).or_default() += 1;
            if let Some(place) = fact.whereabouts {
                *regions.entry(place.region).or_default() += 1;
            }
        }
    }
    let mut corporations: FxHashMap<CorporationId, usize> = FxHashMap::default();
    for (pilot, hulls) in pilots {
        if let Some(corporation) = state.pilots.get(&pilot).and_then(|pilot| pilot.corporation) {
            *corporations.entry(corporation).or_default() += hulls;
        }
    }
    let corporations = corporations.into_iter().filter_map(|(id, hulls)| Some((state.name(id.0)?, hulls)));
    let regions = regions.into_iter().filter_map(|(id, hulls)| Some((universe().region(id)?.name, hulls)));
    (by_name(corporations), by_name(regions))
}

fn by_name<'a>(facets: impl Iterator<Item = (&'a str, usize)>) -> Vec<Facet> {
    let mut sorted: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for (name, hulls) in facets {
        *sorted.entry((name.to_lowercase(), name)).or_default() += hulls;
    }
    sorted.into_iter().map(|((_, name), hulls)| Facet { name: name.to_owned(), hulls }).collect()
}
