//! Two sightings of a hull, and what they show.

use super::given::*;
use crate::data::key;
use crate::eden::{AVATAR, DELVE, JITA, KARA, MIRA, PERIMETER};
use crate::fleet::{HullChange, HullEvent};
use crate::movement::{HullMove, HullSighting, Route, SightLimits, hull_movements, new_movements, out_of_sight, trail};
use crate::place::{Place, Site};
use crate::space::Space;

fn space(system: crate::ids::SystemId) -> Place {
    Place::space(system)
}

#[test]
fn a_hull_that_leaves_its_dock_has_undocked_and_one_that_enters_one_has_docked() {
    assert_eq!(avatar(station(), space(JITA)), [HullMove::Undocked]);
    assert_eq!(avatar(space(JITA), station()), [HullMove::Docked]);
    assert_eq!(avatar(keepstar(None), space(JITA)), [HullMove::Undocked], "whose system nobody named");
}

#[test]
fn a_movement_has_two_times_and_two_places() {
    let movement = &between(&seen(AVATAR, station(), 0), &seen(AVATAR, space(JITA), 70))[1];
    assert_eq!((movement.before, movement.at), (Some(at(0)), at(70)));
    assert_eq!((movement.from, movement.to), (Some(station()), space(JITA)));
    assert_eq!((movement.key, movement.pilot), (key(1), KARA));
}

#[test]
fn who_undocks_and_is_seen_elsewhere_has_done_both_and_likewise_who_docks_elsewhere() {
    let [undocked, HullMove::Moved(way)] = avatar(station(), space(PERIMETER))[..] else { panic!() };
    assert_eq!((undocked, way.gates, way.light_years), (HullMove::Undocked, Some(1), Some(2.0)));
    assert!(matches!(avatar(space(PERIMETER), station())[..], [HullMove::Moved(_), HullMove::Docked]));
    let other = keepstar(Some(PERIMETER));
    assert!(
        matches!(avatar(station(), other)[..], [HullMove::Moved(Route { gates: Some(1), .. })]),
        "nobody saw it undock"
    );
}

#[test]
fn from_one_site_to_another_in_a_system_it_has_moved_and_no_way_is_named() {
    let moved = [HullMove::Moved(Route::UNKNOWN)];
    assert_eq!(avatar(station(), keepstar(Some(JITA))), moved);
    assert_eq!(avatar(station(), keepstar(None)), moved);
    assert_eq!(avatar(station(), Place { system: None, site: Site::AssetSafety }), moved);
}

#[test]
fn wormhole_abyssal_void_and_hidden_space_are_entered_and_left_without_light_years() {
    for (system, kind) in [
        (J_SPACE, Space::Wormhole),
        (crate::ids::SystemId(32_000_111), Space::Abyssal),
        (crate::ids::SystemId(34_000_111), Space::Void),
        (crate::ids::SystemId(36_000_001), Space::Hidden),
    ] {
        assert_eq!(avatar(space(DELVE), space(system)), [HullMove::Entered(kind)]);
        assert_eq!(avatar(space(system), space(DELVE)), [HullMove::CameOut(kind)]);
    }
    assert_eq!(avatar(space(J_SPACE), space(OTHER_J_SPACE)), [HullMove::Moved(Route::UNKNOWN)]);
    assert_eq!(avatar(station(), space(J_SPACE)), [HullMove::Undocked, HullMove::Entered(Space::Wormhole)]);
}

#[test]
fn a_system_newer_than_the_map_is_a_movement_without_a_distance() {
    assert_eq!(avatar(space(JITA), space(NEWER_THAN_THE_MAP)), [HullMove::Moved(Route::UNKNOWN)]);
}

#[test]
fn a_hull_that_changes_its_pilot_does_not_move() {
    let mira = HullSighting { pilot: MIRA, ..seen(AVATAR, station(), 5) };
    assert_eq!(moves(&seen(AVATAR, station(), 0), &mira), [HullMove::ChangedPilot { from: KARA }]);
}

#[test]
fn what_was_never_seen_has_appeared() {
    let all = hull_movements(None, &seen(AVATAR, station(), 0), LOST_AFTER, &SmallMap);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].what, all[0].before, all[0].from), (HullMove::Appeared, None, None));
}

#[test]
fn a_place_that_becomes_known_is_no_movement() {
    assert_eq!(avatar(Place::UNKNOWN, station()), [HullMove::Located]);
    assert_eq!(avatar(station(), Place::UNKNOWN), [], "and one that is no longer told is none either");
    assert_eq!(avatar(keepstar(None), keepstar(Some(JITA))), [], "the system of a site that becomes known");
    let unknown_site = Place { system: Some(JITA), site: Site::Unknown };
    assert_eq!(avatar(unknown_site, space(JITA)), [], "docked or not: that was not told");
    assert_eq!(avatar(station(), unknown_site), []);
}

#[test]
fn a_late_or_repeated_sighting_shows_nothing() {
    let (docked, out) = (seen(AVATAR, station(), 0), seen(AVATAR, space(JITA), 5));
    assert_eq!(moves(&out, &docked), [], "read late");
    assert_eq!(moves(&out, &out), []);
    assert_eq!(moves(&out, &HullSighting { at: at(9), ..out }), [], "still there");
    let other = HullSighting { key: key(2), ..out };
    assert_eq!(moves(&docked, &other), [], "another hull");
}

#[test]
fn two_sources_that_disagree_about_one_moment_make_no_movement() {
    let (here, there) = (seen(AVATAR, space(JITA), 5), seen(AVATAR, space(DELVE), 5));
    assert_eq!(moves(&here, &there), [HullMove::Disputed]);
    let mira = HullSighting { pilot: MIRA, ..here };
    assert_eq!(moves(&here, &mira), []);
}

#[test]
fn a_hull_that_nobody_saw_for_long_is_out_of_sight_and_then_seen_again() {
    let last = seen(AVATAR, space(JITA), 0);
    assert_eq!(out_of_sight(&last, at(30), LOST_AFTER), None, "not yet");
    let lost = out_of_sight(&last, at(31), LOST_AFTER).unwrap();
    assert_eq!((lost.what, lost.before, lost.at), (HullMove::OutOfSight, Some(at(0)), at(31)));
    assert_eq!((lost.from, lost.to), (Some(space(JITA)), space(JITA)));
    let [first, HullMove::Moved(way)] = moves(&last, &seen(AVATAR, space(DELVE), 31))[..] else { panic!() };
    assert_eq!((first, way.how), (HullMove::SeenAgain, None), "one movement over the gap");
}

#[test]
fn the_daily_downtime_is_not_time_out_of_sight() {
    let before = HullSighting { at: "2026-11-28T10:50:00Z".parse().unwrap(), ..seen(AVATAR, space(JITA), 0) };
    let after = HullSighting { at: "2026-11-28T11:25:00Z".parse().unwrap(), ..seen(AVATAR, space(DELVE), 0) };
    assert!(
        matches!(moves(&before, &after)[..], [HullMove::Moved(Route { how: None, .. })]),
        "35 min, 15 of them downtime"
    );
    let much_later = HullSighting { at: "2026-11-28T11:36:00Z".parse().unwrap(), ..after };
    assert_eq!(moves(&before, &much_later)[0], HullMove::SeenAgain);
}

/// A hull's life in events, as they are recorded.
fn life() -> Vec<HullEvent> {
    let event = |minute, before: Option<i64>, what| HullEvent {
        key: key(1),
        type_id: AVATAR,
        pilot: KARA,
        at: at(minute),
        before: before.map(at),
        what,
    };
    vec![
        event(0, None, HullChange::Appeared { place: station() }),
        event(0, None, HullChange::Boarded),
        event(5, Some(4), HullChange::Moved { from: station(), to: space(JITA) }),
        event(7, Some(6), HullChange::Moved { from: space(JITA), to: space(PERIMETER) }),
        event(9, Some(8), HullChange::Left),
        event(300, Some(240), HullChange::Gone { place: space(PERIMETER) }),
    ]
}

const LIMITS: SightLimits = SightLimits { flown: LOST_AFTER, stored: std::time::Duration::from_secs(3 * 3600) };

#[test]
fn a_trail_is_the_same_whatever_the_order_of_its_events_and_however_often_each_is_given() {
    let expected = trail(&life(), &[], LIMITS, &SmallMap);
    let what: Vec<&str> = expected.hull.iter().map(|movement| movement.what.name()).collect();
    assert_eq!(what, ["appeared", "undocked", "moved", "gone"]);
    let times: Vec<_> = expected.hull.iter().map(|movement| (movement.before, movement.at)).collect();
    assert_eq!(
        times,
        [(None, at(0)), (Some(at(4)), at(5)), (Some(at(6)), at(7)), (Some(at(240)), at(300))],
        "each between the two moments that its event names"
    );
    let mut shuffled = life();
    shuffled.reverse();
    shuffled.extend(life());
    assert_eq!(trail(&shuffled, &[], LIMITS, &SmallMap), expected);
}

#[test]
fn a_history_that_begins_in_the_middle_tells_what_is_left_of_it() {
    let trail = trail(&life()[3..4], &[], LIMITS, &SmallMap);
    assert_eq!(trail.hull.len(), 1);
    assert_eq!((trail.hull[0].from, trail.hull[0].to), (Some(space(JITA)), space(PERIMETER)));
}

#[test]
fn a_day_old_fact_makes_a_day_old_movement_and_is_no_gap_where_its_source_takes_a_day() {
    let event = |hour: i64, before: Option<i64>, what| HullEvent {
        key: key(1),
        type_id: AVATAR,
        pilot: KARA,
        at: at(hour * 60),
        before: before.map(|hour| at(hour * 60)),
        what,
    };
    let events = [
        event(0, None, HullChange::Appeared { place: station() }),
        event(24, Some(0), HullChange::Moved { from: station(), to: keepstar(Some(DELVE)) }),
    ];
    let daily = SightLimits { flown: LOST_AFTER * 97, stored: LOST_AFTER * 97 };
    let what = |limits| {
        let found = trail(&events, &[], limits, &SmallMap).hull;
        found.iter().map(|movement| (movement.what.name(), movement.before, movement.at)).collect::<Vec<_>>()
    };
    assert_eq!(what(daily)[1..], [("moved", Some(at(0)), at(24 * 60))]);
    assert_eq!(what(LIMITS)[1].0, "seen_again");
}

fn event(minute: i64, before: Option<i64>, pilot: crate::ids::PilotId, what: HullChange) -> HullEvent {
    HullEvent { key: key(1), type_id: AVATAR, pilot, at: at(minute), before: before.map(at), what }
}

fn moves_of(events: &[HullEvent]) -> Vec<(HullMove, crate::ids::PilotId)> {
    trail(events, &[], LIMITS, &SmallMap).hull.iter().map(|movement| (movement.what, movement.pilot)).collect()
}

#[test]
fn a_hull_that_another_pilot_has_changed_hands_however_much_of_its_history_is_left() {
    let changed = event(9, Some(8), MIRA, HullChange::Changed { from: KARA });
    let moved = event(10, Some(9), MIRA, HullChange::Moved { from: station(), to: space(JITA) });
    let hands = (HullMove::ChangedPilot { from: KARA }, MIRA);
    let whole = [event(0, None, KARA, HullChange::Appeared { place: station() }), changed.clone(), moved];
    assert_eq!(moves_of(&whole), [(HullMove::Appeared, KARA), hands, (HullMove::Undocked, MIRA)]);
    assert_eq!(moves_of(&whole[1..]), [hands, (HullMove::Undocked, MIRA)]);
    let lost = HullEvent { before: Some(at(0)), at: at(200), ..changed };
    assert_eq!(moves_of(&[whole[0].clone(), lost])[1..], [(HullMove::SeenAgain, MIRA), hands]);
}

#[test]
fn a_hull_that_appears_again_before_it_was_gone_goes_on_from_where_it_was() {
    let appeared = |minute, pilot, place| event(minute, None, pilot, HullChange::Appeared { place });
    let found = moves_of(&[appeared(0, KARA, station()), appeared(20, MIRA, space(JITA))]);
    let hands = HullMove::ChangedPilot { from: KARA };
    assert_eq!(found, [(HullMove::Appeared, KARA), (hands, MIRA), (HullMove::Undocked, MIRA)]);
}

#[test]
fn a_pilot_who_gets_in_or_out_moves_no_hull_whatever_was_known_of_them() {
    for before in [None, Some(4)] {
        let events = [
            event(0, None, KARA, HullChange::Appeared { place: station() }),
            event(5, before, KARA, HullChange::Boarded),
            event(9, before, KARA, HullChange::Left),
        ];
        assert_eq!(moves_of(&events), [(HullMove::Appeared, KARA)]);
    }
}

#[test]
fn what_became_known_just_now_goes_on_from_what_was_known_of_each_hull() {
    let of = |n: i64, event: &HullEvent| HullEvent { key: key(n), ..event.clone() };
    let events = [of(2, &life()[3]), of(2, &life()[2]), of(1, &life()[2])];
    let was_known = |hull| (hull == key(1)).then(|| HullSighting { pilot: MIRA, ..seen(AVATAR, station(), 4) });
    let found = new_movements(&events, was_known, LIMITS, &SmallMap);
    let what: Vec<_> = found.iter().map(|movement| (movement.key, movement.what.name(), movement.pilot)).collect();
    assert_eq!(what, [(key(1), "undocked", MIRA), (key(2), "undocked", KARA), (key(2), "moved", KARA)]);
    assert_eq!(new_movements(&[], was_known, LIMITS, &SmallMap), []);
}
