//! Looking up what has no name yet: corporations, alliances, mains, structures. Negative answers are remembered too.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::ids::{LocationId, PilotId};
use captrack_domain::moment::later;
use captrack_domain::pilot::Pilot;
use captrack_domain::place::Site;
use jiff::Timestamp;

use crate::state::State;

const NAME_KEEPS: Duration = Duration::from_secs(7 * 86_400);
const NO_NAME_KEEPS: Duration = Duration::from_secs(86_400);
const STRUCTURE_KEEPS: Duration = Duration::from_secs(86_400);

/// Ids without a name: corporations and alliances of pilots, mains that are not watched, types that are hulls only because they are
/// tracked.
pub fn missing_names(state: &State, now: Timestamp) -> Vec<i64> {
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for pilot in state.pilots.values() {
        ids.extend(pilot.corporation.map(|id| id.0));
        ids.extend(pilot.alliance.map(|id| id.0));
        ids.extend(pilot.other_main().filter(|main| !state.pilots.contains_key(main)).map(|id| id.0));
    }
    let tracked = state.tracked.types();
    if !tracked.is_empty() {
        let types = state.fleet.hulls.values().map(|hull| hull.type_id);
        ids.extend(types.filter(|type_id| tracked.contains(type_id)).map(|id| id.0));
    }
    ids.retain(|id| {
        state.names.get(id).is_none_or(|known| {
            let keeps = if known.name.is_some() { NAME_KEEPS } else { NO_NAME_KEEPS };
            later(known.asked_at, keeps) < now
        })
    });
    ids.into_iter().take(1000).collect()
}

/// Structures with a hull in them that are not known, each with a pilot who may be let in.
pub fn missing_structures(state: &State, now: Timestamp) -> Vec<(LocationId, PilotId)> {
    let mut missing: BTreeMap<LocationId, PilotId> = BTreeMap::new();
    for hull in state.fleet.hulls.values() {
        let Site::Structure(id) = hull.place.site else { continue };
        // Only who is signed in here can be asked for.
        if !state.pilots.get(&hull.pilot).is_some_and(Pilot::is_signed_in) {
            continue;
        }
        let ask = state.structures.get(&id).is_none_or(|structure| {
            let old = later(structure.asked_at, STRUCTURE_KEEPS) < now;
            old || (structure.known.is_none()
                && !structure.denied_to.is_empty()
                && !structure.denied_to.contains(&hull.pilot))
        });
        if ask {
            missing.entry(id).or_insert(hull.pilot);
        }
    }
    missing.into_iter().collect()
}
