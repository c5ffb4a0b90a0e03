//! Names to filter by, with how many hulls each leaves.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use captrack_contract::Facet;
use captrack_domain::ids::{CorporationId, RegionId};
use captrack_universe::universe;

use super::lines::Lines;
use crate::state::State;

/// Corporations and regions of all hulls that are shown, by name. What has no name yet cannot be filtered by.
pub fn of(state: &State, lines: &Lines<'_>) -> (Vec<Facet>, Vec<Facet>) {
    let mut corporations: HashMap<CorporationId, usize> = HashMap::new();
    let mut regions: HashMap<RegionId, usize> = HashMap::new();
    for line in lines.iter() {
        count(&mut corporations, line.owner.pilot.corporation);
        count(&mut regions, line.fact.whereabouts.map(|place| place.region));
    }
    let corporations = corporations.into_iter().filter_map(|(id, hulls)| Some((state.name(id.0)?, hulls)));
    let regions = regions.into_iter().filter_map(|(id, hulls)| Some((universe().region(id)?.name, hulls)));
    (by_name(corporations), by_name(regions))
}

fn count<Id: Eq + Hash>(counts: &mut HashMap<Id, usize>, id: Option<Id>) {
    if let Some(id) = id {
        *counts.entry(id).or_default() += 1;
    }
}

fn by_name<'a>(facets: impl Iterator<Item = (&'a str, usize)>) -> Vec<Facet> {
    let mut sorted: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for (name, hulls) in facets {
        *sorted.entry((name.to_lowercase(), name)).or_default() += hulls;
    }
    sorted.into_iter().map(|((_, name), hulls)| Facet { name: name.to_owned(), hulls }).collect()
}
