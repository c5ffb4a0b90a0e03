//! Hull types: the capitals of the embedded data, capitals that are newer, and what else the policy tracks.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use captrack_domain::ids::{GroupId, PilotId, TypeId};
use captrack_domain::moment::later;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::state::State;

/// The newest type of the embedded data. They were complete when they were made: what is older and not in them is no capital.
static NEWEST: LazyLock<TypeId> =
    LazyLock::new(|| universe().hull_types().map(|hull| hull.type_id).max().unwrap_or(TypeId(0)));

/// On the day of a patch a new type may be unpublished for a while: that it is no capital is asked again after this.
const NO_CAPITAL_KEEPS: Duration = Duration::from_secs(3600);

/// What is known of a hull's type: its name and group. None: no hull, or not known yet.
pub fn capital(state: &State, id: TypeId) -> Option<(String, GroupId)> {
    if let Some(found) = universe().hull_type(id) {
        return Some((found.name.to_owned(), found.group));
    }
    if let Some(known) = state.types.get(&id).filter(|known| known.is_capital) {
        return Some((known.name.clone(), known.group_id));
    }
    let group = state.tracked.group(id)?;
    Some((state.name(id.0).map_or_else(|| format!("Type {id}"), str::to_owned), group))
}

/// Whether a type that a pilot's assets name is a hull. What is newer than the data is, until it turns out to be no capital.
pub fn is_hull(state: &State, id: TypeId) -> bool {
    let may_be_new = || id > *NEWEST && state.types.get(&id).is_none_or(|known| known.is_capital);
    capital(state, id).is_some() || may_be_new()
}

/// What a source looks for besides the capitals of the embedded data: what the policy tracks, and capitals that are newer. The source may have
/// forgotten those, and whoever tells it of types may not know them for an hour.
pub fn looked_for(state: &State) -> Arc<BTreeSet<TypeId>> {
    let tracked = state.tracked.types();
    let newer = state.types.values().filter(|known| known.is_capital).map(|known| known.type_id);
    let newer: Vec<TypeId> = newer.filter(|id| !tracked.contains(id)).collect();
    if newer.is_empty() { tracked.clone() } else { Arc::new(tracked.iter().copied().chain(newer).collect()) }
}

/// Types of ships and hulls that nobody has told us about yet, or of which it was said some time ago that they are no capitals: what is newer
/// than the data may become one.
pub fn unknown_types(state: &State, now: Timestamp) -> BTreeSet<TypeId> {
    let flown = state.pilots.keys().filter_map(|pilot| state.ship(*pilot)?.value).map(|ship| ship.type_id);
    let hulls = state.fleet.hulls.values().map(|hull| hull.type_id);
    let is_unknown = |id: &TypeId| {
        let known = state.types.get(id);
        let may_change = known.is_some_and(|known| !known.is_capital && *id > *NEWEST);
        known.is_none() || may_change && known.is_some_and(|known| later(known.fetched_at, NO_CAPITAL_KEEPS) <= now)
    };
    flown.chain(hulls).filter(|id| universe().hull_type(*id).is_none() && is_unknown(id)).collect()
}

/// Pilots who fly a ship of one of these types.
pub fn pilots_flying(state: &State, types: &BTreeSet<TypeId>) -> BTreeSet<PilotId> {
    if types.is_empty() {
        return BTreeSet::new();
    }
    let flies = |pilot: &PilotId| {
        state.ship(*pilot).and_then(|ship| ship.value).is_some_and(|ship| types.contains(&ship.type_id))
    };
    state.pilots.keys().copied().filter(flies).collect()
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_ports::hull_types::SHIPS;
    use captrack_store::{KnownGroup, KnownType};

    use super::*;
    use crate::state::tracked_types::TrackedTypes;
    use crate::test_state::{AVATAR, RIFTER, at, kara};

    fn known(group: i64, category: i64, types: &[TypeId]) -> KnownGroup {
        KnownGroup { group: GroupId(group), name: "A group".into(), category, types: types.to_vec(), fetched_at: at(0) }
    }

    fn tracking(groups: &[KnownGroup]) -> State {
        let mut state = kara();
        let rule = state.policy.classes.get_mut(&HullClass::Carrier).unwrap();
        rule.groups.extend(groups.iter().map(|group| group.group));
        state.groups = groups.iter().map(|group| (group.group, group.clone())).collect();
        state.tracked = TrackedTypes::by(&state.policy, &state.groups);
        state
    }

    #[test]
    fn a_type_of_a_tracked_group_is_a_hull_by_its_name_once_that_is_known() {
        let state = tracking(&[known(25, SHIPS, &[RIFTER])]);
        assert_eq!(capital(&state, RIFTER), Some(("Type 587".to_owned(), GroupId(25))));
        assert_eq!(capital(&state.with_name(587, "Rifter"), RIFTER), Some(("Rifter".to_owned(), GroupId(25))));
        assert_eq!(capital(&kara(), RIFTER), None);
    }

    #[test]
    fn only_types_of_ships_are_and_capitals_stay_in_their_own_groups() {
        let state = tracking(&[known(18, 4, &[TypeId(34)]), known(25, SHIPS, &[AVATAR, RIFTER])]);
        assert_eq!(**state.tracked.types(), [RIFTER].into());
        assert_eq!(capital(&state, AVATAR).unwrap().1, GroupId(30));
    }

    #[test]
    fn what_assets_name_is_a_hull_unless_it_is_known_to_be_none() {
        let mut state = kara();
        let newer = TypeId(999_999_999);
        assert!(is_hull(&state, AVATAR));
        assert!(!is_hull(&state, RIFTER), "the data would have it");
        assert!(is_hull(&state, newer), "the source says so");
        let none = KnownType {
            type_id: newer,
            name: String::new(),
            group_id: GroupId(0),
            is_capital: false,
            fetched_at: at(0),
        };
        state.types.insert(newer, none);
        assert!(!is_hull(&state, newer));
    }

    #[test]
    fn a_capital_that_is_newer_than_the_data_is_looked_for_by_its_number() {
        let mut state = tracking(&[known(25, SHIPS, &[RIFTER])]);
        let mut meet = |id, is_capital| {
            let (name, group_id) = ("Behemoth".to_owned(), GroupId(30));
            let known = KnownType { type_id: TypeId(id), name, group_id, is_capital, fetched_at: at(0) };
            state.types.insert(TypeId(id), known);
            looked_for(&state).iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(meet(999_999_998, false), [RIFTER.0]);
        assert_eq!(meet(999_999_999, true), [RIFTER.0, 999_999_999]);
    }
}
