//! The scope: where a hull must be to alert.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{ConstellationId, RegionId, SystemId};

/// How a scope's lists are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// The lists are ignored: ships alert everywhere.
    #[default]
    Everywhere,
    /// Ships alert only in the listed places.
    OnlyListed,
    /// Ships alert everywhere except in the listed places.
    AllButListed,
}

/// Where a hull must be to alert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// How the lists below are read.
    pub kind: ScopeKind,
    /// Regions, with everything in them.
    pub regions: BTreeSet<RegionId>,
    /// Constellations, with everything in them.
    pub constellations: BTreeSet<ConstellationId>,
    /// Single systems.
    pub systems: BTreeSet<SystemId>,
    /// Listed sets of places, by the names they have in the policy.
    pub sets: BTreeSet<String>,
}

/// Places under one name; a scope may list the set instead of the places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceSet {
    /// Regions, with everything in them.
    pub regions: BTreeSet<RegionId>,
    /// Constellations, with everything in them.
    pub constellations: BTreeSet<ConstellationId>,
    /// Single systems.
    pub systems: BTreeSet<SystemId>,
}

impl PlaceSet {
    /// Whether a system lies in it.
    pub fn holds(&self, place: SystemLocation) -> bool {
        self.systems.contains(&place.system)
            || self.constellations.contains(&place.constellation)
            || self.regions.contains(&place.region)
    }

    /// Whether it lists no place at all: a scope with it alone matches nothing.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty() && self.constellations.is_empty() && self.systems.is_empty()
    }
}

/// A system with what it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemLocation {
    /// The system itself.
    pub system: SystemId,
    /// The constellation that it lies in.
    pub constellation: ConstellationId,
    /// The region that it lies in.
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
