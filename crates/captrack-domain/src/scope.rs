//! The scope: where a hull must be to alert.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{ConstellationId, RegionId, SystemId};

/// Which places count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// Everywhere.
    #[default]
    Everywhere,
    /// Only the listed places.
    OnlyListed,
    /// All but the listed places.
    AllButListed,
}

/// Where a hull must be to alert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// How the lists are read.
    pub kind: ScopeKind,
    /// Listed regions.
    pub regions: BTreeSet<RegionId>,
    /// Listed constellations.
    pub constellations: BTreeSet<ConstellationId>,
    /// Listed systems.
    pub systems: BTreeSet<SystemId>,
    /// Listed sets of places, by the names they have in the policy.
    pub sets: BTreeSet<String>,
}

/// Places that are listed together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceSet {
    /// Regions.
    pub regions: BTreeSet<RegionId>,
    /// Constellations.
    pub constellations: BTreeSet<ConstellationId>,
    /// Systems.
    pub systems: BTreeSet<SystemId>,
}

impl PlaceSet {
    /// Whether a system lies in it.
    pub fn holds(&self, place: SystemLocation) -> bool {
        self.systems.contains(&place.system)
            || self.constellations.contains(&place.constellation)
            || self.regions.contains(&place.region)
    }

    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty() && self.constellations.is_empty() && self.systems.is_empty()
    }
}

/// A system with what it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemLocation {
    /// The system.
    pub system: SystemId,
    /// Its constellation.
    pub constellation: ConstellationId,
    /// Its region.
    pub region: RegionId,
}

impl Scope {
    /// Whether a place lies in scope; `None`: it was never known. `sets` are the policy's sets of places.
    pub(crate) fn holds(
        &self,
        place: Option<SystemLocation>,
        sets: &BTreeMap<String, PlaceSet>,
        never_known_in_scope: bool,
    ) -> bool {
        let Some(place) = place else {
            return self.kind == ScopeKind::Everywhere || never_known_in_scope;
        };
        let listed = self.systems.contains(&place.system)
            || self.constellations.contains(&place.constellation)
            || self.regions.contains(&place.region)
            || self.sets.iter().filter_map(|name| sets.get(name)).any(|set| set.holds(place));
        match self.kind {
            ScopeKind::Everywhere => true,
            ScopeKind::OnlyListed => listed,
            ScopeKind::AllButListed => !listed,
        }
    }
}

#[cfg(test)]
mod tests;
