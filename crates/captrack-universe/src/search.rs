//! Finding places by a part of their name.

use crate::constellation::Constellation;
use crate::region::Region;
use crate::system::System;
use crate::universe::Universe;

/// A place that a search found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FoundPlace {
    /// A region.
    Region(Region),
    /// A constellation.
    Constellation(Constellation),
    /// A system.
    System(System),
}

impl FoundPlace {
    /// The name of the place.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Region(region) => region.name,
            Self::Constellation(constellation) => constellation.name,
            Self::System(system) => system.name,
        }
    }
}

/// How well a name fits; the better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Inside,
}

fn fit(name: &str, wanted: &str) -> Option<Fit> {
    let (name, wanted) = (name.as_bytes(), wanted.as_bytes());
    let at = name.windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted))?;
    Some(match at {
        0 if name.len() == wanted.len() => Fit::Whole,
        0 => Fit::Start,
        _ => Fit::Inside,
    })
}

/// Whole names first, then names that start with the text, then names that contain it; within each, regions before constellations before systems,
/// by name.
pub(crate) fn search(universe: &Universe, text: &str, limit: usize) -> Vec<FoundPlace> {
    let wanted = text.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let regions = universe.regions().map(|region| (0, FoundPlace::Region(region)));
    let constellations = universe.constellations().map(|constellation| (1, FoundPlace::Constellation(constellation)));
    let systems = universe.systems().map(|system| (2, FoundPlace::System(system)));
    let mut found: Vec<_> = regions
        .chain(constellations)
        .chain(systems)
        .filter_map(|(kind, place)| fit(place.name(), wanted).map(|fit| ((fit, kind, place.name()), place)))
        .collect();
    found.sort_unstable_by_key(|(rank, _)| *rank);
    found.into_iter().take(limit).map(|(_, place)| place).collect()
}
