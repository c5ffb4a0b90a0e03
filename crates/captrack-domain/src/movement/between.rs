//! What two sightings of a hull show.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::map::StarMap;
use super::route::{Route, route};
use super::{HullMove, HullMovement};
use crate::downtime::without_downtime;
use crate::hull::HullKey;
use crate::ids::{PilotId, SystemId, TypeId};
use crate::place::{Place, Site};
use crate::space::Space;

/// A hull as it was at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HullSighting {
    /// The hull that was seen.
    pub key: HullKey,
    /// Its type.
    pub type_id: TypeId,
    /// Who owned or flew it.
    pub pilot: PilotId,
    /// Where it was; [`Place::UNKNOWN`]: not told.
    pub place: Place,
    /// Somebody sat in it.
    pub flown: bool,
    /// When that was true, not when it was read.
    pub at: Timestamp,
}

/// What a hull did between two sightings of it, in the order in which it must have happened.
///
/// A sighting that is no newer than the one before shows nothing: it was read late, or again. `lost_after`: a source that works sees the hull
/// again within that time.
pub fn hull_movements(
    earlier: Option<&HullSighting>,
    later: &HullSighting,
    lost_after: Duration,
    map: &impl StarMap,
) -> Vec<HullMovement> {
    let Some(earlier) = earlier else {
        return vec![movement(later, None, None, HullMove::Appeared)];
    };
    if later.key != earlier.key || later.at < earlier.at {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut push = |what| all.push(movement(later, Some(earlier.at), Some(earlier.place), what));
    let changes = place_changes(earlier, later, map);
    let changed_pilot = earlier.pilot != later.pilot && later.at > earlier.at;
    if (!changes.is_empty() || changed_pilot) && is_long(earlier.at, later.at, lost_after) {
        push(HullMove::SeenAgain);
    }
    if changed_pilot {
        push(HullMove::ChangedPilot { from: earlier.pilot });
    }
    changes.into_iter().for_each(push);
    all
}

/// That nobody sees a hull any more, if that is so: `last` is the last sighting.
pub fn out_of_sight(last: &HullSighting, now: Timestamp, lost_after: Duration) -> Option<HullMovement> {
    is_long(last.at, now, lost_after)
        .then(|| HullMovement { at: now, ..movement(last, Some(last.at), Some(last.place), HullMove::OutOfSight) })
}

fn movement(later: &HullSighting, before: Option<Timestamp>, from: Option<Place>, what: HullMove) -> HullMovement {
    let HullSighting { key, type_id, pilot, place, at, .. } = *later;
    let from = from.filter(Place::is_known);
    HullMovement { key, type_id, pilot, before, at, from, to: place, what }
}

fn is_long(before: Timestamp, at: Timestamp, lost_after: Duration) -> bool {
    without_downtime(before, at) > SignedDuration::try_from(lost_after).unwrap_or(SignedDuration::MAX)
}

fn place_changes(earlier: &HullSighting, later: &HullSighting, map: &impl StarMap) -> Vec<HullMove> {
    let (from, to) = (earlier.place, later.place);
    // A place that says nothing takes nothing back.
    if !to.is_known() || from.is_same(&to) {
        return Vec::new();
    }
    if !from.is_known() {
        return vec![HullMove::Located];
    }
    if later.at == earlier.at {
        return vec![HullMove::Disputed];
    }
    let went = between_systems(earlier, later, map);
    let mut all = Vec::new();
    match (from.is_docked(), to.is_docked()) {
        (Some(true), Some(false)) => all.push(HullMove::Undocked),
        // From one site to another in the same system, or in one that is not known.
        (Some(true), Some(true)) if went.is_none() => all.push(HullMove::Moved(Route::UNKNOWN)),
        _ => {}
    }
    all.extend(went);
    if from.is_docked() == Some(false) && to.is_docked() == Some(true) {
        all.push(HullMove::Docked);
    }
    if all.is_empty() && (to.site == Site::AssetSafety || from.site == Site::AssetSafety) {
        all.push(HullMove::Moved(Route::UNKNOWN));
    }
    all
}

/// That it is in another system; none: it is not, or that is not known.
fn between_systems(earlier: &HullSighting, later: &HullSighting, map: &impl StarMap) -> Option<HullMove> {
    let (from, to) = (earlier.place.system?, later.place.system?);
    if from == to {
        return None;
    }
    let space = |system: SystemId| Space::of(system).unwrap_or(Space::Known);
    match (space(from), space(to)) {
        (Space::Known, Space::Known) => {
            let way = route(map, later.type_id, (from, earlier.at), (to, later.at));
            // What nobody flew was brought, in one of many ways.
            let how = way.how.filter(|_| earlier.flown || later.flown);
            Some(HullMove::Moved(Route { how, ..way }))
        }
        (one, other) if one == other => Some(HullMove::Moved(Route::UNKNOWN)),
        (one, Space::Known) => Some(HullMove::CameOut(one)),
        (_, other) => Some(HullMove::Entered(other)),
    }
}
