use ScopeKind::{AllButListed, Everywhere, OnlyListed};

use super::*;

/// A system of Delve.
const ONE_DQ: SystemLocation = SystemLocation {
    system: SystemId(30_004_759),
    constellation: ConstellationId(20_000_700),
    region: RegionId(10_000_060),
};
/// Another system of that constellation.
const NEXT_DOOR: SystemLocation = SystemLocation { system: SystemId(30_004_760), ..ONE_DQ };
/// Another constellation of that region.
const ROUND_THE_CORNER: SystemLocation =
    SystemLocation { system: SystemId(30_004_800), constellation: ConstellationId(20_000_701), ..ONE_DQ };
/// Another region.
const FAR: SystemLocation = SystemLocation {
    system: SystemId(30_000_142),
    constellation: ConstellationId(20_000_020),
    region: RegionId(10_000_002),
};

/// The four of them, and one whose place was never known.
const PLACES: [Option<SystemLocation>; 5] = [Some(ONE_DQ), Some(NEXT_DOOR), Some(ROUND_THE_CORNER), Some(FAR), None];

#[derive(Clone, Copy, PartialEq)]
enum Listed {
    Region,
    Constellation,
    System,
    Nothing,
}

fn listing(listed: Listed) -> PlaceSet {
    let mut set = PlaceSet::default();
    match listed {
        Listed::Region => drop(set.regions.insert(ONE_DQ.region)),
        Listed::Constellation => drop(set.constellations.insert(ONE_DQ.constellation)),
        Listed::System => drop(set.systems.insert(ONE_DQ.system)),
        Listed::Nothing => {}
    }
    set
}

/// Which of the places are in scope, with what is listed and the sets that are listed.
fn in_scope(kind: ScopeKind, listed: PlaceSet, sets: &[(&str, PlaceSet)], never_known: bool) -> [bool; 5] {
    let PlaceSet { regions, constellations, systems } = listed;
    let named: BTreeSet<String> = sets.iter().map(|(name, _)| (*name).to_owned()).collect();
    let scope = Scope { kind, regions, constellations, systems, sets: named };
    let sets = sets.iter().map(|(name, set)| ((*name).to_owned(), set.clone())).collect();
    PLACES.map(|place| scope.holds(place, &sets, never_known))
}

/// For each kind and each way to list: one's own system, next door, round the corner, far, never known.
const TABLE: [(ScopeKind, Listed, [bool; 4]); 12] = [
    (Everywhere, Listed::Nothing, [true, true, true, true]),
    (Everywhere, Listed::Region, [true, true, true, true]),
    (Everywhere, Listed::Constellation, [true, true, true, true]),
    (Everywhere, Listed::System, [true, true, true, true]),
    (OnlyListed, Listed::Nothing, [false, false, false, false]),
    (OnlyListed, Listed::Region, [true, true, true, false]),
    (OnlyListed, Listed::Constellation, [true, true, false, false]),
    (OnlyListed, Listed::System, [true, false, false, false]),
    (AllButListed, Listed::Nothing, [true, true, true, true]),
    (AllButListed, Listed::Region, [false, false, false, true]),
    (AllButListed, Listed::Constellation, [false, false, true, true]),
    (AllButListed, Listed::System, [false, true, true, true]),
];

#[test]
fn a_place_is_in_scope_as_it_is_listed_itself_or_by_a_set() {
    for (kind, listed, expected) in TABLE {
        let itself = in_scope(kind, listing(listed), &[], true);
        assert_eq!(itself[..4], expected, "{kind:?}");
        let by_a_set = in_scope(kind, PlaceSet::default(), &[("home", listing(listed))], true);
        assert_eq!(by_a_set[..4], expected, "{kind:?} by a set");
    }
}

#[test]
fn what_was_never_known_is_in_scope_unless_the_policy_says_otherwise_and_everywhere_is_everywhere() {
    for (kind, listed, _) in TABLE {
        assert!(in_scope(kind, listing(listed), &[], true)[4], "{kind:?}");
        assert_eq!(in_scope(kind, listing(listed), &[], false)[4], kind == Everywhere, "{kind:?}");
    }
}

#[test]
fn several_sets_and_what_is_listed_besides_add_up() {
    let sets = [
        ("home", listing(Listed::System)),
        ("there", PlaceSet { regions: [FAR.region].into(), ..PlaceSet::default() }),
    ];
    let besides = PlaceSet { systems: [NEXT_DOOR.system].into(), ..PlaceSet::default() };
    assert_eq!(in_scope(OnlyListed, besides.clone(), &sets, true)[..4], [true, true, false, true]);
    assert_eq!(in_scope(AllButListed, besides, &sets, true)[..4], [false, false, true, false]);
}

#[test]
fn a_set_that_the_scope_does_not_list_does_not_count() {
    let scope = Scope { kind: OnlyListed, systems: [FAR.system].into(), ..Scope::default() };
    let sets = [("home".to_owned(), listing(Listed::Region))].into();
    assert!(!scope.holds(Some(ONE_DQ), &sets, true));
    assert!(scope.holds(Some(FAR), &sets, true));
}
