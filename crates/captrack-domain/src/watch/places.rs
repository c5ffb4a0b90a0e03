//! Where a watch rule looks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{ConstellationId, RegionId, SystemId};
use crate::movement::{METRES_PER_LIGHT_YEAR, StarMap};
use crate::scope::{PlaceSet, ScopeKind, SystemLocation};

/// Light years as the game counts them. Compared in metres; the limit itself is within.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LightYears(pub f64);

impl LightYears {
    /// In metres.
    pub const fn metres(self) -> f64 {
        self.0 * METRES_PER_LIGHT_YEAR
    }

    /// Whether two systems are no further apart than this. A system is within any distance of itself, also where there are no distances.
    pub fn reaches(self, from: SystemId, to: SystemId, map: &impl StarMap) -> bool {
        from == to || map.metres(from, to).is_some_and(|metres| metres <= self.metres())
    }
}

// The same number is the same distance, whatever it is: rules are compared as they were written.
impl PartialEq for LightYears {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for LightYears {}

/// One entry of a rule's list of places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchPlace {
    /// A region, with everything in it.
    Region(RegionId),
    /// A constellation, with everything in it.
    Constellation(ConstellationId),
    /// A single system.
    System(SystemId),
    /// A set of places of the policy, by its name.
    Set(String),
    /// Every system of known space within a distance of one.
    Around {
        /// The system in the middle.
        system: SystemId,
        /// How far from it.
        light_years: LightYears,
    },
}

impl WatchPlace {
    /// Whether its id is one of those that New Eden gives to places of its kind; one that is newer than the embedded map is.
    pub fn has_possible_id(&self) -> bool {
        match self {
            Self::Region(id) => (10_000_000..20_000_000).contains(&id.0),
            Self::Constellation(id) => (20_000_000..30_000_000).contains(&id.0),
            Self::System(id) | Self::Around { system: id, .. } => (30_000_000..40_000_000).contains(&id.0),
            Self::Set(_) => true,
        }
    }
}

/// Where a rule looks: everywhere, only in the listed places, or everywhere except in them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WatchPlaces {
    /// How the list is read.
    pub kind: ScopeKind,
    /// At most [`super::MOST_PLACES`].
    pub listed: Vec<WatchPlace>,
}

impl WatchPlaces {
    /// Whether it looks at every place, also at one that is not known.
    pub(super) fn is_everywhere(&self) -> bool {
        self.kind == ScopeKind::Everywhere
    }

    /// Whether the rule looks there. A set that the policy no longer has lists nothing.
    pub(crate) fn hold(&self, place: SystemLocation, sets: &BTreeMap<String, PlaceSet>, map: &impl StarMap) -> bool {
        let is_listed = || {
            self.listed.iter().any(|listed| match listed {
                WatchPlace::Region(region) => *region == place.region,
                WatchPlace::Constellation(constellation) => *constellation == place.constellation,
                WatchPlace::System(system) => *system == place.system,
                WatchPlace::Set(name) => sets.get(name).is_some_and(|set| set.holds(place)),
                WatchPlace::Around { system, light_years } => light_years.reaches(*system, place.system, map),
            })
        };
        match self.kind {
            ScopeKind::Everywhere => true,
            ScopeKind::OnlyListed => is_listed(),
            ScopeKind::AllButListed => !is_listed(),
        }
    }
}
