use captrack_domain::class::HullClass;
use captrack_domain::ids::{GroupId, LocationId, RegionId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::Reading;
use captrack_domain::section::Freshness;
use captrack_store::KnownType;
use captrack_testing::eden::{DELVE_REGION, THE_FORGE};

use super::*;
use crate::test_state::{
    AVATAR, DELVE, JITA, KARA, MIRA, STATION, at, flown, hull, in_structure, kara, key, ship, watching,
};

fn facts(state: &State, now: Timestamp) -> Vec<HullFact> {
    facts_under(state, &state.policy, now)
}

fn only_fact(state: &State) -> HullFact {
    let mut facts = facts(state, at(0));
    assert_eq!(facts.len(), 1, "{facts:?}");
    facts.remove(0)
}

fn region_of(state: &State) -> Option<RegionId> {
    only_fact(state).whereabouts.map(|place| place.region)
}

#[test]
fn a_structure_lies_where_it_was_resolved_to() {
    let state = kara().with_hull(hull(1, KARA, AVATAR, in_structure(None)));
    assert_eq!(region_of(&state), None);
    let state = state.with_structure(Some(("1DQ1-A - Staging", DELVE)));
    assert_eq!(region_of(&state), Some(DELVE_REGION));
    assert_eq!(place_name(&state, &state.fleet.hulls[&key(1)]).as_deref(), Some("1DQ1-A - Staging"));
}

#[test]
fn a_structure_nobody_may_dock_at_keeps_the_last_known_system() {
    let mut docked = hull(1, KARA, AVATAR, in_structure(None));
    docked.last_system = Some(JITA);
    let state = kara().with_hull(docked).with_structure(None);
    assert_eq!(region_of(&state), Some(THE_FORGE));
    assert_eq!(place_name(&state, &state.fleet.hulls[&key(1)]), None, "its name stays unknown");
}

#[test]
fn what_was_seen_counts_before_what_was_resolved_or_known_earlier() {
    let mut docked = hull(1, KARA, AVATAR, in_structure(Some(JITA)));
    docked.last_system = Some(DELVE);
    let state = kara().with_hull(docked).with_structure(Some(("1DQ1-A - Staging", DELVE)));
    assert_eq!(region_of(&state), Some(THE_FORGE));
}

#[test]
fn a_station_lies_in_its_system_also_when_the_reading_names_none() {
    let place = Place { system: None, site: Site::Station(STATION) };
    let state = kara().with_hull(hull(1, KARA, AVATAR, place));
    assert_eq!(region_of(&state), Some(THE_FORGE));
    let name = place_name(&state, &state.fleet.hulls[&key(1)]);
    assert_eq!(name.as_deref(), Some("Jita IV - Moon 4 - Caldari Navy Assembly Plant"));
}

#[test]
fn a_system_that_does_not_exist_is_an_unknown_place() {
    let nowhere = SystemId(31_999_999);
    let state = kara().with_hull(hull(1, KARA, AVATAR, Place::space(nowhere)));
    assert_eq!(only_fact(&state).whereabouts, None);
    assert_eq!(whereabouts(nowhere), None);
    let unknown_station = Place { system: None, site: Site::Station(LocationId(60_999_999)) };
    let state = kara().with_hull(hull(1, KARA, AVATAR, unknown_station));
    assert_eq!(only_fact(&state).whereabouts, None);
    assert_eq!(place_name(&state, &state.fleet.hulls[&key(1)]), None);
}

#[test]
fn asset_safety_and_the_unknown_keep_the_last_known_system() {
    for site in [Site::AssetSafety, Site::Unknown] {
        let mut away = hull(1, KARA, AVATAR, Place { system: None, site });
        away.last_system = Some(DELVE);
        let state = kara().with_hull(away);
        assert_eq!(region_of(&state), Some(DELVE_REGION), "{site:?}");
    }
}

#[test]
fn places_have_the_names_that_are_shown() {
    let named = |site| {
        let state = kara().with_hull(hull(1, KARA, AVATAR, Place { system: Some(JITA), site }));
        place_name(&state, &state.fleet.hulls[&key(1)])
    };
    assert_eq!(named(Site::Space).as_deref(), Some("In space"));
    assert_eq!(named(Site::AssetSafety).as_deref(), Some("Asset safety"));
    assert_eq!(named(Site::Unknown), None);
}

#[test]
fn a_flown_hull_is_as_fresh_as_ship_and_location_together() {
    let state = kara().with_hull(flown(1, KARA, AVATAR, Place::space(JITA)));
    assert_eq!(only_fact(&state).freshness, Freshness::Never);
    let state = state.with_answer(KARA, ship(1, AVATAR), at(-10));
    assert_eq!(only_fact(&state).freshness, Freshness::Never, "the location has not answered");
    let state = state.with_answer(KARA, Reading::Location(Place::space(JITA)), at(-301));
    assert_eq!(only_fact(&state).freshness, Freshness::Stale);
    let state = state.with_answer(KARA, Reading::Location(Place::space(JITA)), at(-10));
    assert_eq!(only_fact(&state).freshness, Freshness::Fresh);
}

#[test]
fn a_stored_hull_is_as_fresh_as_the_assets_that_list_it() {
    let state = kara()
        .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
        .with_answer(KARA, ship(9, AVATAR), at(0))
        .with_answer(KARA, Reading::Location(Place::space(JITA)), at(0));
    let hours_ago = |hours: i64| state_with_assets_at(-3600 * hours);
    assert_eq!(hours_ago(2), Freshness::Fresh);
    assert_eq!(hours_ago(4), Freshness::Stale, "its pilot's ship being read says nothing of it");
    assert_eq!(only_fact(&state).freshness, Freshness::Fresh, "no assets yet: as old as its last sighting");
}

fn state_with_assets_at(seconds: i64) -> Freshness {
    let state = kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA)));
    only_fact(&state.with_answer(KARA, Reading::Assets(Vec::new()), at(seconds))).freshness
}

#[test]
fn hulls_of_pilots_who_are_not_watched_are_no_facts() {
    let state = kara().with_hull(hull(1, MIRA, AVATAR, Place::space(JITA)));
    assert!(facts(&state, at(0)).is_empty());
}

#[test]
fn an_alts_hull_counts_under_its_main() {
    let state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]).alt(MIRA, KARA).with_hull(hull(
        1,
        MIRA,
        AVATAR,
        Place::space(JITA),
    ));
    let fact = only_fact(&state);
    assert_eq!((fact.pilot, fact.main), (MIRA, KARA));
}

#[test]
fn facts_stand_in_the_order_of_their_keys() {
    let mut state = kara();
    for n in [7, 2, 9, 1] {
        state = state.with_hull(hull(n, KARA, AVATAR, Place::space(JITA)));
    }
    let keys: Vec<_> = facts(&state, at(0)).into_iter().map(|fact| fact.key).collect();
    assert_eq!(keys, [key(1), key(2), key(7), key(9)], "others look them up by binary search");
}

#[test]
fn a_type_newer_than_the_data_is_classed_by_the_group_that_was_asked_for() {
    let newer = TypeId(99_999);
    let mut state = kara().with_hull(hull(1, KARA, newer, Place::space(JITA)));
    assert_eq!(only_fact(&state).class, HullClass::Unclassified);
    let known = KnownType {
        type_id: newer,
        name: "Colossus".into(),
        group_id: GroupId(30),
        is_capital: true,
        fetched_at: at(0),
    };
    state.types.insert(newer, known);
    assert_eq!(only_fact(&state).class, HullClass::Titan);
}
