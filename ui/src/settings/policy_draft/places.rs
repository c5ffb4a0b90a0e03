//! The list of places and the sets of places while they are edited.

use captrack_contract::PlaceId;
use captrack_domain::policy::{PlaceSet, Policy, PolicyError, Scope};

/// The places on the list, without those of its sets.
pub fn listed(scope: &Scope) -> PlaceSet {
    PlaceSet {
        regions: scope.regions.clone(),
        constellations: scope.constellations.clone(),
        systems: scope.systems.clone(),
    }
}

/// The places of a set: regions, then constellations, then systems.
pub fn places_of(set: &PlaceSet) -> Vec<PlaceId> {
    let regions = set.regions.iter().copied().map(PlaceId::Region);
    let constellations = set.constellations.iter().copied().map(PlaceId::Constellation);
    let systems = set.systems.iter().copied().map(PlaceId::System);
    regions.chain(constellations).chain(systems).collect()
}

/// Why a set of places cannot have a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameRefused {
    /// Another one has it.
    Taken(String),
    /// The policy would refuse it.
    Policy(PolicyError),
}

/// The name of a set as it is kept, if a set may have it. `current` is the one it has.
pub fn set_name(policy: &Policy, typed: &str, current: Option<&str>) -> Result<String, NameRefused> {
    let name = typed.trim().to_owned();
    if Some(name.as_str()) != current && policy.places.contains_key(&name) {
        return Err(NameRefused::Taken(name));
    }
    // The policy itself says what a name is.
    let alone = Policy { places: [(name.clone(), PlaceSet::default())].into(), ..Policy::default() };
    alone.validate().map_err(NameRefused::Policy)?;
    Ok(name)
}

fn add(set: &mut PlaceSet, place: PlaceId) {
    match place {
        PlaceId::Region(region) => set.regions.insert(region),
        PlaceId::Constellation(constellation) => set.constellations.insert(constellation),
        PlaceId::System(system) => set.systems.insert(system),
    };
}

fn remove(set: &mut PlaceSet, place: PlaceId) {
    match place {
        PlaceId::Region(region) => set.regions.remove(&region),
        PlaceId::Constellation(constellation) => set.constellations.remove(&constellation),
        PlaceId::System(system) => set.systems.remove(&system),
    };
}

fn set_listed(scope: &mut Scope, set: PlaceSet) {
    scope.regions = set.regions;
    scope.constellations = set.constellations;
    scope.systems = set.systems;
}

pub(super) fn list(scope: &mut Scope, place: PlaceId) {
    let mut places = listed(scope);
    add(&mut places, place);
    set_listed(scope, places);
}

pub(super) fn unlist(scope: &mut Scope, place: PlaceId) {
    let mut places = listed(scope);
    remove(&mut places, place);
    set_listed(scope, places);
}

pub(super) fn list_set(policy: &mut Policy, name: &str) {
    if policy.places.contains_key(name) {
        policy.scope.sets.insert(name.to_owned());
    }
}

pub(super) fn save_listed(policy: &mut Policy, name: &str) {
    policy.places.insert(name.to_owned(), listed(&policy.scope));
    set_listed(&mut policy.scope, PlaceSet::default());
    policy.scope.sets.insert(name.to_owned());
}

pub(super) fn rename_set(policy: &mut Policy, from: &str, to: &str) {
    if let Some(set) = policy.places.remove(from) {
        policy.places.insert(to.to_owned(), set);
        if policy.scope.sets.remove(from) {
            policy.scope.sets.insert(to.to_owned());
        }
    }
}

pub(super) fn delete_set(policy: &mut Policy, name: &str) {
    policy.places.remove(name);
    policy.scope.sets.remove(name);
}

pub(super) fn add_to_set(policy: &mut Policy, name: &str, place: PlaceId) {
    if let Some(set) = policy.places.get_mut(name) {
        add(set, place);
    }
}

pub(super) fn remove_from_set(policy: &mut Policy, name: &str, place: PlaceId) {
    if let Some(set) = policy.places.get_mut(name) {
        remove(set, place);
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::{ConstellationId, RegionId, SystemId};
    use captrack_domain::policy::{ScopeKind, SystemLocation};

    use super::*;

    const DELVE: PlaceId = PlaceId::Region(RegionId(10_000_060));
    const O_EIMK: PlaceId = PlaceId::Constellation(ConstellationId(20_000_728));
    const JITA: PlaceId = PlaceId::System(SystemId(30_000_142));

    fn listing(places: &[PlaceId]) -> Policy {
        let mut policy = Policy::default();
        policy.scope.kind = ScopeKind::OnlyListed;
        for place in places {
            list(&mut policy.scope, *place);
        }
        policy
    }

    #[test]
    fn places_of_all_kinds_are_listed_once_and_unlisted_one_by_one() {
        let mut policy = listing(&[JITA, DELVE, O_EIMK, JITA]);
        assert_eq!(places_of(&listed(&policy.scope)), [DELVE, O_EIMK, JITA]);
        unlist(&mut policy.scope, O_EIMK);
        assert_eq!(places_of(&listed(&policy.scope)), [DELVE, JITA]);
        unlist(&mut policy.scope, DELVE);
        unlist(&mut policy.scope, JITA);
        assert_eq!(policy.validate(), Err(PolicyError::EmptyScope));
    }

    #[test]
    fn listed_places_that_become_a_set_hold_the_same_hulls_as_before() {
        let mut policy = listing(&[DELVE, JITA]);
        let there = SystemLocation {
            system: SystemId(30_000_142),
            constellation: ConstellationId(20_000_020),
            region: RegionId(10_000_002),
        };
        assert!(policy.in_scope(Some(there)));
        save_listed(&mut policy, "home");
        assert!(listed(&policy.scope).is_empty());
        assert!(policy.in_scope(Some(there)));
        policy.validate().unwrap();
        remove_from_set(&mut policy, "home", JITA);
        assert!(!policy.in_scope(Some(there)));
        add_to_set(&mut policy, "home", JITA);
        assert!(policy.in_scope(Some(there)));
    }

    #[test]
    fn a_set_that_is_renamed_or_deleted_is_so_on_the_list_as_well() {
        let mut policy = listing(&[DELVE]);
        save_listed(&mut policy, "home");
        rename_set(&mut policy, "home", "staging");
        assert!(policy.scope.sets.contains("staging") && !policy.places.contains_key("home"));
        policy.validate().unwrap();
        delete_set(&mut policy, "staging");
        assert_eq!(policy.validate(), Err(PolicyError::EmptyScope));
        list_set(&mut policy, "staging");
        assert!(policy.scope.sets.is_empty(), "a set that is not there cannot be listed");
    }

    #[test]
    fn a_set_has_a_name_of_its_own_that_the_policy_would_take() {
        let mut policy = Policy::default();
        policy.places.insert("home".into(), PlaceSet::default());
        assert_eq!(set_name(&policy, " staging ", None), Ok("staging".into()));
        assert_eq!(set_name(&policy, "home", None), Err(NameRefused::Taken("home".into())));
        assert_eq!(set_name(&policy, "home", Some("home")), Ok("home".into()));
        for wrong in ["", "  ", &"x".repeat(41)] {
            assert!(matches!(set_name(&policy, wrong, None), Err(NameRefused::Policy(_))), "{wrong}");
        }
    }
}
