//! Groups that a policy tracks: only groups of ships, and what a change of them makes a hull.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::hull::HullKey;
use captrack_domain::ids::{GroupId, PilotId, TypeId};
use captrack_domain::moment::later;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::types::capital;
use crate::poll::absorb::{see_assets, see_ship};
use crate::poll::pilot_hulls::Holdings;
use crate::state::State;
use crate::state::tracked_types::TrackedTypes;
use crate::state::unsaved_changes::AbsorbedChanges;

/// Types come to a group now and then.
const GROUP_KEEPS: Duration = Duration::from_secs(7 * 86_400);

/// Tracked groups that are to be asked about again now and then: types come to them.
pub fn old_groups(state: &State, now: Timestamp) -> Vec<GroupId> {
    let is_old =
        |group: &GroupId| state.groups.get(group).is_none_or(|known| later(known.fetched_at, GROUP_KEEPS) < now);
    let asked = state.policy.tracked_groups().filter(|group| universe().group(*group).is_none());
    asked.filter(is_old).collect()
}

/// Brings the fleet in line with the policy and the groups as they are now: hulls of types that are tracked no longer leave, what is
/// already known of types that are tracked now comes, and assets are read in full at the next chance.
pub fn retrack(state: &mut State, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    let tracked = TrackedTypes::by(&state.policy, &state.groups);
    if tracked == state.tracked {
        return;
    }
    let tracked = std::mem::replace(&mut state.tracked, tracked);
    let no_longer: BTreeSet<TypeId> =
        tracked.types().iter().copied().filter(|type_id| capital(state, *type_id).is_none()).collect();
    let leaving: Vec<HullKey> =
        state.fleet.hulls.values().filter(|hull| no_longer.contains(&hull.type_id)).map(|hull| hull.key).collect();
    for key in leaving {
        state.fleet.hulls.remove(&key);
        state.saved_hulls.remove(&key);
        absorbed.gone.insert(key);
    }
    let new: BTreeSet<TypeId> = state.tracked.types().difference(tracked.types()).copied().collect();
    take_in(state, &new, now, absorbed);
    read_assets_in_full(state, absorbed);
}

/// Pilots who fly or own what has just become a hull.
fn take_in(state: &mut State, new: &BTreeSet<TypeId>, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    if new.is_empty() {
        return;
    }
    let flies = |pilot: &PilotId| {
        state.ship(*pilot).and_then(|ship| ship.value).is_some_and(|ship| new.contains(&ship.type_id))
    };
    let owns = |pilot: &PilotId| {
        let section = state.sections.get(&SectionId { kind: SectionKind::Assets, pilot: *pilot });
        match section.and_then(|section| section.reading.as_ref()).map(|dated| &dated.reading) {
            Some(Reading::Assets(owned) | Reading::SomeAssets(owned)) => {
                owned.iter().any(|owned| new.contains(&owned.type_id))
            }
            _ => false,
        }
    };
    let flying: BTreeSet<PilotId> = state.pilots.keys().copied().filter(flies).collect();
    let owning: BTreeSet<PilotId> = state.pilots.keys().copied().filter(owns).collect();
    let mut holdings = Holdings::of(&state.fleet, &flying.union(&owning).copied().collect());
    for pilot in flying {
        see_ship(state, pilot, now, &mut holdings, absorbed);
    }
    for pilot in owning {
        see_assets(state, pilot, now, false, &mut holdings, absorbed);
    }
}

/// An answer of "unchanged" would leave out what was no hull when the last one was read.
fn read_assets_in_full(state: &mut State, absorbed: &mut AbsorbedChanges) {
    for (id, section) in state.sections.iter_mut().filter(|(id, _)| id.kind == SectionKind::Assets) {
        if section.status.validators.take().is_some() {
            absorbed.sections.insert(*id);
        }
    }
}

#[cfg(test)]
mod tests;
