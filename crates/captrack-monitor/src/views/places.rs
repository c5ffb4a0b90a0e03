//! Names of places and groups, for choosing them and for showing what was chosen.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{NamedGroup, NamedPlace, PlaceId};
use captrack_domain::ids::{ConstellationId, GroupId, RegionId, SystemId};
use captrack_domain::policy::{PlaceSet, Policy};
use captrack_universe::{FoundPlace, universe};

use crate::state::State;
use crate::views::Views;

/// Nobody reads on after so many.
const FOUND: usize = 30;

impl Views<'_> {
    /// Regions, constellations and systems by a part of their name, the best first.
    pub fn find_places(&self, text: &str) -> Vec<NamedPlace> {
        let place = |found| match found {
            FoundPlace::Region(region) => PlaceId::Region(region.id),
            FoundPlace::Constellation(constellation) => PlaceId::Constellation(constellation.id),
            FoundPlace::System(system) => PlaceId::System(system.id),
        };
        universe().search(text, FOUND).into_iter().map(|found| named(place(found))).collect()
    }

    /// The names of all places that a policy lists, in its scope and in its sets.
    pub fn named_places(&self, policy: &Policy) -> Vec<NamedPlace> {
        named_places(policy)
    }

    /// The names of the groups that a policy tracks and of all capital groups.
    pub async fn named_groups(&self, policy: &Policy) -> Vec<NamedGroup> {
        named_groups(&*self.lock().await, policy)
    }
}

fn named_places(policy: &Policy) -> Vec<NamedPlace> {
    let scope = &policy.scope;
    let listed = PlaceSet {
        regions: scope.regions.clone(),
        constellations: scope.constellations.clone(),
        systems: scope.systems.clone(),
    };
    let mut places: BTreeSet<PlaceId> = BTreeSet::new();
    for set in policy.places.values().chain([&listed]) {
        places.extend(set.regions.iter().copied().map(PlaceId::Region));
        places.extend(set.constellations.iter().copied().map(PlaceId::Constellation));
        places.extend(set.systems.iter().copied().map(PlaceId::System));
    }
    places.into_iter().map(named).collect()
}

/// A place with its name; its id in words where New Eden has no such place.
fn named(place: PlaceId) -> NamedPlace {
    let region_name = |id: RegionId| universe().region(id).map(|region| region.name.to_owned());
    let (name, region) = match place {
        PlaceId::Region(id) => (region_name(id), None),
        PlaceId::Constellation(id) => in_region(universe().constellation(id).map(|found| (found.name, found.region))),
        PlaceId::System(id) => in_region(universe().system(id).map(|found| (found.name, found.region))),
    };
    let name = name.unwrap_or_else(|| match place {
        PlaceId::Region(RegionId(id)) => format!("Region {id}"),
        PlaceId::Constellation(ConstellationId(id)) => format!("Constellation {id}"),
        PlaceId::System(SystemId(id)) => format!("System {id}"),
    });
    NamedPlace { place, name, region: region.and_then(region_name) }
}

fn in_region(found: Option<(&str, RegionId)>) -> (Option<String>, Option<RegionId>) {
    found.map(|(name, region)| (name.to_owned(), region)).unzip()
}

fn named_groups(state: &State, policy: &Policy) -> Vec<NamedGroup> {
    let mut groups: BTreeMap<GroupId, String> =
        universe().groups().map(|group| (group.id, group.name.to_owned())).collect();
    for id in policy.tracked_groups() {
        let known = || state.groups.get(&id).map(|known| known.name.clone());
        groups.entry(id).or_insert_with(|| known().unwrap_or_else(|| format!("Group {id}")));
    }
    groups.into_iter().map(|(group, name)| NamedGroup { group, name }).collect()
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::policy::ScopeKind;

    use super::*;
    use crate::test_state::{DELVE, JITA, at};

    fn shown(places: &[NamedPlace]) -> Vec<(&str, Option<&str>)> {
        places.iter().map(|place| (place.name.as_str(), place.region.as_deref())).collect()
    }

    #[test]
    fn places_in_the_scope_and_in_its_sets_are_named_each_once() {
        let mut policy = Policy::default();
        policy.scope.kind = ScopeKind::OnlyListed;
        policy.scope.systems.insert(JITA);
        let home =
            PlaceSet { systems: [JITA, DELVE].into(), regions: [RegionId(10_000_060)].into(), ..PlaceSet::default() };
        policy.places.insert("home".into(), home);
        let places = named_places(&policy);
        assert_eq!(shown(&places), [("Delve", None), ("Jita", Some("The Forge")), ("1DQ1-A", Some("Delve"))]);
    }

    #[test]
    fn a_place_that_there_is_not_is_shown_by_its_number() {
        assert_eq!(named(PlaceId::System(SystemId(1))).name, "System 1");
        assert_eq!(named(PlaceId::Region(RegionId(1))).name, "Region 1");
        assert_eq!(
            named(PlaceId::Constellation(ConstellationId(1))),
            NamedPlace {
                place: PlaceId::Constellation(ConstellationId(1)),
                name: "Constellation 1".into(),
                region: None,
            }
        );
    }

    #[test]
    fn groups_are_all_capital_groups_and_those_that_the_policy_adds() {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Carrier).unwrap().groups.extend([GroupId(27), GroupId(28)]);
        let mut state = State::default();
        let battleships = captrack_store::KnownGroup {
            group: GroupId(27),
            name: "Battleship".into(),
            category: 6,
            types: Vec::new(),
            fetched_at: at(0),
        };
        state.groups.insert(GroupId(27), battleships);
        let groups = named_groups(&state, &policy);
        let name = |id| groups.iter().find(|named| named.group == GroupId(id)).map(|named| named.name.as_str());
        assert_eq!(
            [name(27), name(28), name(30), name(883)],
            [Some("Battleship"), Some("Group 28"), Some("Titan"), Some("Capital Industrial Ship")]
        );
    }
}
