//! How far, and how where one way fits.

use super::given::*;
use crate::eden::{AVATAR, DELVE, JITA, PERIMETER, REVELATION, RORQUAL};
use crate::ids::{SystemId, TypeId};
use crate::movement::{HullMove, HullSighting, Route, TravelMethod, route};
use crate::place::Place;

/// The way of a ship that was in one system at noon of a day and in the other two minutes later.
fn way_on(day: &str, type_id: TypeId, from: SystemId, to: SystemId, minutes: i64) -> Route {
    let start: jiff::Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
    let end = crate::moment::later(start, jiff::SignedDuration::from_mins(minutes));
    route(&SmallMap, type_id, (from, start), (to, end))
}

fn how(type_id: TypeId, from: SystemId, to: SystemId, minutes: i64) -> Option<TravelMethod> {
    way_on("2026-11-28", type_id, from, to, minutes).how
}

#[test]
fn a_capital_that_is_nine_gates_further_in_two_minutes_has_jumped() {
    for ship in [REVELATION, AVATAR] {
        assert_eq!(how(ship, DELVE, NEAR, 2), Some(TravelMethod::Jumped));
    }
    let way = way_on("2026-11-28", REVELATION, DELVE, NEAR, 2);
    assert_eq!((way.gates, way.light_years), (Some(9), Some(4.6)));
}

#[test]
fn a_freighter_without_a_drive_was_bridged() {
    assert_eq!(how(CHARON, DELVE, NEAR, 2), Some(TravelMethod::Bridged));
}

#[test]
fn where_two_ways_fit_none_is_named() {
    assert_eq!(how(ARK, DELVE, NEAR, 2), None, "its drive or an Ansiblex");
    assert_eq!(how(RORQUAL, DELVE, NEAR, 2), None);
    assert_eq!(how(REVELATION, DELVE, NEAR, 6), None, "six minutes are enough for nine gates");
}

#[test]
fn before_the_ansiblexes_were_closed_to_them_combat_capitals_may_have_taken_one() {
    assert_eq!(way_on("2026-09-20", REVELATION, DELVE, NEAR, 2).how, None);
    assert_eq!(way_on("2026-09-20", AVATAR, DELVE, NEAR, 2).how, Some(TravelMethod::Jumped), "too heavy");
    assert_eq!(way_on("2026-09-23", REVELATION, DELVE, NEAR, 2).how, Some(TravelMethod::Jumped));
}

#[test]
fn they_were_closed_with_the_end_of_the_downtime_of_that_day() {
    let opened: jiff::Timestamp = "2026-09-22T11:00:00Z".parse().unwrap();
    let until = |at: jiff::Timestamp| {
        let before = crate::moment::earlier(at, jiff::SignedDuration::from_mins(2));
        route(&SmallMap, REVELATION, (DELVE, before), (NEAR, at)).how
    };
    assert_eq!(until(opened), Some(TravelMethod::Jumped));
    assert_eq!(until(crate::moment::earlier(opened, jiff::SignedDuration::from_secs(1))), None);
}

#[test]
fn how_a_ship_travelled_has_one_word_in_exported_files() {
    let words = [how(AVATAR, DELVE, NEAR, 2), how(CHARON, JITA, PERIMETER, 2), how(CHARON, DELVE, NEAR, 2)];
    assert_eq!(words.map(|how| how.map(TravelMethod::name)), [Some("jumped"), Some("gates"), Some("bridged")]);
}

#[test]
fn where_nobody_can_jump_to_it_took_gates() {
    assert_eq!(how(CHARON, JITA, PERIMETER, 2), Some(TravelMethod::Gates));
    assert_eq!(how(ARK, JITA, PERIMETER, 2), Some(TravelMethod::Gates));
}

#[test]
fn what_no_way_explains_has_moved() {
    assert_eq!(how(AVATAR, DELVE, FAR, 2), None);
}

#[test]
fn over_ten_minutes_and_of_types_that_nobody_knows_no_way_is_named() {
    assert_eq!(how(CHARON, JITA, PERIMETER, 10), None);
    assert_eq!(how(STRANGE, DELVE, NEAR, 2), None);
    assert_eq!(how(AVATAR, DELVE, NEWER_THAN_THE_MAP, 2), None);
    assert_eq!(way_on("2026-11-28", AVATAR, DELVE, NEWER_THAN_THE_MAP, 2), Route::UNKNOWN);
}

#[test]
fn a_hull_that_nobody_flew_was_brought_somehow() {
    let stored = |place, minute| HullSighting { flown: false, ..seen(REVELATION, place, minute) };
    let all = moves(&stored(Place::space(DELVE), 0), &stored(Place::space(NEAR), 2));
    assert!(matches!(all[..], [HullMove::Moved(Route { how: None, gates: Some(9), .. })]), "{all:?}");
    let left = moves(&seen(REVELATION, Place::space(DELVE), 0), &stored(Place::space(NEAR), 2));
    let boarded = moves(&stored(Place::space(DELVE), 0), &seen(REVELATION, Place::space(NEAR), 2));
    for all in [left, boarded] {
        assert!(matches!(all[..], [HullMove::Moved(Route { how: Some(TravelMethod::Jumped), .. })]), "{all:?}");
    }
}
