//! Places as corptools resolves them.

use crate::world::{DockingAccess, Place, World, geography};

/// EVE's id of asset safety.
pub(super) const ASSET_SAFETY: i64 = 2004;

/// A row of the table of places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LocationRow {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    pub(super) site: &'static str,
    pub(super) system_id: Option<i64>,
    pub(super) region_id: Option<i64>,
}

/// EVE's id of a place, what lies in something walked up.
pub(super) fn location_id(world: &World, place: Place) -> i64 {
    match world.anchor(place) {
        Place::Space(id) | Place::Station(id) | Place::Structure(id) | Place::Inside(id) => id,
        Place::AssetSafety => ASSET_SAFETY,
    }
}

/// What is known of a place: nothing of a structure that lets nobody dock.
pub(super) fn located(world: &World, id: i64) -> LocationRow {
    let (name, site, system_id) = if id == ASSET_SAFETY {
        (Some("Asset Safety".to_owned()), "asset_safety", None)
    } else if let Some(system) = geography().systems.get(&id) {
        (Some(system.name.to_owned()), "space", Some(id))
    } else if (30_000_000..40_000_000).contains(&id) {
        (None, "space", Some(id))
    } else if let Some(station) = geography().stations.get(&id) {
        (Some(station.name.to_owned()), "station", Some(station.system_id))
    } else if let Some(structure) =
        world.structures.get(&id).filter(|structure| structure.access != DockingAccess::Nobody)
    {
        (Some(structure.name.clone()), "structure", Some(structure.system_id))
    } else {
        (None, "structure", None)
    };
    let region_id = system_id.and_then(|system| geography().systems.get(&system)).map(|system| system.region_id);
    LocationRow { id, name, site, system_id, region_id }
}
