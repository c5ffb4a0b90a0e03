//! "Resolved is hard to earn": each sentence of it.

use super::*;
use crate::eden::AVATAR;
use crate::ids::{ItemId, LocationId, SystemId};
use crate::place::Site;

const MIRA: PilotId = PilotId(1);
const TORVALD: PilotId = PilotId(2);
const KEY: HullKey = HullKey::Item(ItemId(77));

/// A moment, in seconds after some noon.
fn at(second: i64) -> Timestamp {
    Timestamp::constant(1_795_359_600, 0) + jiff::SignedDuration::from_secs(second)
}

fn system(id: i64) -> Place {
    Place::space(SystemId(30_000_000 + id))
}

/// Somewhere that assets list it.
fn docked() -> Place {
    Place { system: SystemId(30_000_001).into(), site: Site::Station(LocationId(60_003_760)) }
}

fn sighted<T>(second: i64, value: T) -> TimedValue<T> {
    TimedValue { as_of: at(second), since: None, before: None, value }
}

const TITAN: ActiveShip = ActiveShip { item: ItemId(77), type_id: AVATAR };
const POD: ActiveShip = ActiveShip { item: ItemId(5), type_id: TypeId(670) };

/// Steps that tests read like sentences.
trait Steps {
    /// The pilot was seen in the titan there.
    fn flies(&mut self, pilot: PilotId, second: i64, place: Place) -> FleetChange;
    /// The pilot was seen in something else.
    fn left(&mut self, pilot: PilotId, second: i64) -> FleetChange;
    /// A complete read of the pilot's capitals had the titan, there.
    fn owns(&mut self, pilot: PilotId, second: i64, place: Place) -> FleetChange;
    /// A complete read of the pilot's capitals had none.
    fn owns_nothing(&mut self, pilot: PilotId, second: i64) -> FleetChange;
    fn titan(&self) -> &Hull;
}

impl Steps for Fleet {
    fn flies(&mut self, pilot: PilotId, second: i64, place: Place) -> FleetChange {
        self.see_ship(pilot, sighted(second, Some(TITAN)), Some(sighted(second, place)), true)
    }

    fn left(&mut self, pilot: PilotId, second: i64) -> FleetChange {
        self.see_ship(pilot, sighted(second, Some(POD)), Some(sighted(second, system(99))), false)
    }

    fn owns(&mut self, pilot: PilotId, second: i64, place: Place) -> FleetChange {
        let owned = OwnedHull { item: ItemId(77), type_id: AVATAR, place, packaged: None };
        self.see_assets(pilot, &sighted(second, vec![owned]))
    }

    fn owns_nothing(&mut self, pilot: PilotId, second: i64) -> FleetChange {
        self.see_assets(pilot, &sighted(second, Vec::new()))
    }

    fn titan(&self) -> &Hull {
        &self.hulls[&KEY]
    }
}

fn what(change: &FleetChange) -> Vec<HullChange> {
    change.events.iter().map(|event| event.what).collect()
}

// Seen

#[test]
fn a_capital_that_a_pilot_flies_is_known_with_its_place() {
    let mut fleet = Fleet::default();
    let change = fleet.flies(MIRA, 0, system(1));
    assert_eq!(change.changed, [KEY]);
    assert_eq!(what(&change), [HullChange::Appeared { place: system(1) }, HullChange::Boarded]);
    let titan = fleet.titan();
    assert_eq!((titan.pilot, titan.place, titan.occupancy), (MIRA, system(1), Occupancy::Flown));
    assert_eq!((titan.seen_at, titan.first_seen_at, titan.last_system), (at(0), at(0), system(1).system));
}

#[test]
fn a_ship_that_is_no_capital_is_not_kept() {
    let mut fleet = Fleet::default();
    assert_eq!(fleet.left(MIRA, 0), FleetChange::default());
    assert!(fleet.hulls.is_empty());
}

/// Seen like this from one moment to another, after something else.
fn from_to<T>(since: i64, as_of: i64, value: T) -> TimedValue<T> {
    TimedValue { as_of: at(as_of), since: Some(at(since)), before: Some(at(since - 1)), value }
}

#[test]
fn a_place_is_the_ship_s_only_where_both_were_true_at_one_moment() {
    let mut fleet = Fleet::default();
    // Docked and jumped to a clone: the location is newer than the last look at the ship.
    fleet.see_ship(MIRA, sighted(100, Some(TITAN)), Some(sighted(100, system(1))), true);
    fleet.see_ship(MIRA, sighted(100, Some(TITAN)), Some(from_to(103, 103, system(2))), true);
    assert_eq!(fleet.titan().place, system(1), "who knows what the pilot sits in there");
    fleet.see_ship(MIRA, sighted(105, Some(TITAN)), Some(from_to(103, 110, system(2))), true);
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(2), at(105)), "still in the titan");
}

#[test]
fn a_place_from_before_the_pilot_boarded_is_not_the_ship_s() {
    let mut fleet = Fleet::default();
    fleet.see_ship(MIRA, from_to(500, 500, Some(TITAN)), Some(sighted(100, system(1))), true);
    assert_eq!(fleet.titan().place, Place::UNKNOWN, "the location has not answered for a while");
    fleet.see_ship(MIRA, from_to(500, 505, Some(TITAN)), Some(from_to(502, 502, system(2))), true);
    assert_eq!(fleet.titan().place, system(2));
}

#[test]
fn ship_and_location_of_one_moment_belong_together() {
    let mut fleet = Fleet::default();
    fleet.see_ship(MIRA, from_to(60, 60, Some(TITAN)), Some(from_to(60, 60, system(1))), true);
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(1), at(60)));
}

#[test]
fn assets_of_the_same_moment_do_not_move_a_ship_that_somebody_flies() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 60, system(1));
    fleet.owns(MIRA, 60, system(2));
    assert_eq!((fleet.titan().place, fleet.titan().occupancy), (system(1), Occupancy::Flown));
    fleet.left(MIRA, 60);
    assert_eq!(fleet.titan().occupancy, Occupancy::Stored { since: at(60) }, "left in the moment in which it was seen");
    fleet.owns(MIRA, 60, system(2));
    assert_eq!(fleet.titan().place, system(2), "nobody flies it");
}

#[test]
fn of_two_owners_of_one_moment_the_one_read_last_counts() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 60, system(1));
    fleet.flies(TORVALD, 60, system(1));
    assert_eq!(fleet.titan().pilot, TORVALD);
}

#[test]
fn a_place_that_is_not_known_now_leaves_the_last_one() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.see_ship(MIRA, sighted(60, Some(TITAN)), None, true);
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(1), at(0)));
    fleet.owns(MIRA, 120, Place::UNKNOWN);
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(1), at(0)));
    assert_eq!(fleet.titan().seen_at, at(120));
}

#[test]
fn a_structure_whose_system_is_not_known_leaves_the_last_system() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    let keepstar = Place { system: None, site: Site::Structure(LocationId(1_040_000_000_000)) };
    fleet.flies(MIRA, 60, keepstar);
    assert_eq!((fleet.titan().place, fleet.titan().last_system), (keepstar, system(1).system));
}

#[test]
fn a_ship_that_moves_is_recorded_and_one_that_stays_is_not() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    assert_eq!(what(&fleet.flies(MIRA, 60, system(1))), []);
    let change = fleet.flies(MIRA, 120, system(2));
    assert_eq!(what(&change), [HullChange::Moved { from: system(1), to: system(2) }]);
    assert_eq!(change.changed, [KEY]);
}

#[test]
fn an_older_place_does_not_replace_a_newer_one() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 600, system(1));
    fleet.owns(MIRA, 300, system(2));
    assert_eq!((fleet.titan().place, fleet.titan().seen_at), (system(1), at(600)));
}

// Left: stored where it was last seen

#[test]
fn a_pilot_who_leaves_a_hull_has_stored_it_where_it_was_last_seen() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    let change = fleet.left(MIRA, 60);
    assert_eq!(what(&change), [HullChange::Left]);
    assert_eq!(change.changed, [KEY]);
    assert_eq!((fleet.titan().place, fleet.titan().occupancy), (system(1), Occupancy::Stored { since: at(60) }));
}

#[test]
fn a_pilot_without_any_ship_has_stored_its_hull_too() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.see_ship(MIRA, sighted(60, None), None, false);
    assert_eq!(fleet.titan().occupancy, Occupancy::Stored { since: at(60) });
}

#[test]
fn a_pilot_who_changes_from_one_capital_to_another_has_stored_the_first() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    let other = Some(ActiveShip { item: ItemId(78), type_id: AVATAR });
    let change = fleet.see_ship(MIRA, sighted(60, other), Some(sighted(60, system(1))), true);
    assert_eq!(what(&change), [HullChange::Left, HullChange::Appeared { place: system(1) }, HullChange::Boarded]);
    assert_eq!(fleet.titan().occupancy, Occupancy::Stored { since: at(60) });
}

#[test]
fn who_gets_in_again_has_boarded_it() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.left(MIRA, 60);
    assert_eq!(what(&fleet.flies(MIRA, 120, system(1))), [HullChange::Boarded]);
    assert_eq!(fleet.titan().occupancy, Occupancy::Flown);
}

#[test]
fn what_a_pilot_owns_is_stored_until_somebody_is_seen_in_it() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, system(1));
    assert_eq!(fleet.titan().occupancy, Occupancy::Stored { since: at(0) });
    fleet.flies(MIRA, 60, system(1));
    assert_eq!(fleet.titan().occupancy, Occupancy::Flown);
    fleet.owns(MIRA, 120, system(1));
    assert_eq!(fleet.titan().occupancy, Occupancy::Flown, "owning it says nothing of who sits in it");
}

// Gone: two complete, newer reads in a row

#[test]
fn two_complete_reads_made_after_it_was_stored_take_a_hull_away() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, docked());
    fleet.left(MIRA, 60);
    let change = fleet.owns_nothing(MIRA, 3600);
    assert_eq!((fleet.titan().absences, change.changed.as_slice()), (1, [KEY].as_slice()));
    let change = fleet.owns_nothing(MIRA, 7200);
    assert_eq!(change.gone, [KEY]);
    assert_eq!(change.changed, []);
    assert_eq!(what(&change), [HullChange::Gone { place: docked() }]);
    assert!(fleet.hulls.is_empty());
}

#[test]
fn a_hull_that_is_flown_is_not_gone_because_its_pilot_does_not_own_it() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    for second in [3600, 7200, 10_800] {
        assert_eq!(fleet.owns_nothing(MIRA, second), FleetChange::default());
    }
    assert_eq!(fleet.titan().absences, 0);
}

#[test]
fn a_read_made_before_the_pilot_left_the_hull_does_not_count() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.left(MIRA, 3600);
    for second in [1800, 3600] {
        fleet.owns_nothing(MIRA, second);
        assert_eq!(fleet.titan().absences, 0, "{second}");
    }
}

#[test]
fn a_read_as_old_as_the_newest_sighting_does_not_count() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 3600, system(1));
    fleet.owns_nothing(MIRA, 3600);
    fleet.owns_nothing(MIRA, 1800);
    assert_eq!(fleet.titan().absences, 0);
    fleet.owns(MIRA, 7200, system(1));
    for second in [5400, 7200] {
        fleet.owns_nothing(MIRA, second);
        assert_eq!(fleet.titan().absences, 0, "{second}: stored before, and listed since");
    }
}

#[test]
fn the_same_read_does_not_count_twice() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, docked());
    for _ in 0..5 {
        fleet.owns_nothing(MIRA, 3600);
    }
    assert_eq!(fleet.titan().absences, 1);
}

#[test]
fn a_sighting_in_between_starts_the_count_again() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, docked());
    fleet.owns_nothing(MIRA, 3600);
    fleet.owns(MIRA, 7200, docked());
    assert_eq!((fleet.titan().absences, fleet.titan().last_absence), (0, None));
    fleet.owns_nothing(MIRA, 10_800);
    assert_eq!(fleet.titan().absences, 1);
    fleet.flies(MIRA, 10_900, system(1));
    assert_eq!(fleet.titan().absences, 0);
}

#[test]
fn what_somebody_else_does_not_own_says_nothing_of_it() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, system(1));
    for second in [3600, 7200, 10_800] {
        assert_eq!(fleet.owns_nothing(TORVALD, second), FleetChange::default());
    }
}

#[test]
fn a_read_that_still_lists_it_keeps_it_for_ever() {
    let mut fleet = Fleet::default();
    for hour in 0..48 {
        let change = fleet.owns(MIRA, hour * 3600, system(1));
        assert!(change.gone.is_empty());
    }
    assert_eq!(fleet.titan().seen_at, at(47 * 3600));
}

#[test]
fn one_read_is_enough_when_it_is_half_a_day_newer() {
    let half_a_day = 12 * 3600;
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, docked());
    assert_eq!(fleet.owns_nothing(MIRA, half_a_day - 1).gone, []);
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, docked());
    assert_eq!(fleet.owns_nothing(MIRA, half_a_day).gone, [KEY]);
}

#[test]
fn a_hull_left_in_space_is_never_gone_because_no_list_names_it() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.left(MIRA, 60);
    assert!(fleet.titan().floats());
    for hour in 1..100 {
        assert_eq!(fleet.owns_nothing(MIRA, hour * 3600).gone, []);
    }
    fleet.owns(MIRA, 101 * 3600, docked());
    assert!(!fleet.titan().floats(), "somebody has brought it in");
}

/// A complete read that lists these, all in one station.
fn lists(fleet: &mut Fleet, second: i64, items: std::ops::Range<i64>) -> FleetChange {
    let owned = |item| OwnedHull { item: ItemId(item), type_id: AVATAR, place: docked(), packaged: None };
    fleet.see_assets(MIRA, &sighted(second, items.map(owned).collect()))
}

#[test]
fn a_list_that_suddenly_lacks_a_fifth_and_five_is_believed_after_three_further_ones() {
    let mut fleet = Fleet::default();
    lists(&mut fleet, 0, 0..20);
    for hour in 1..4 {
        assert_eq!(lists(&mut fleet, hour * 3600, 0..15).gone, [], "hour {hour}");
    }
    assert_eq!(lists(&mut fleet, 4 * 3600, 0..15).gone.len(), 5);
}

#[test]
fn a_doubtful_list_takes_nothing_away_however_much_newer_it_is_nor_however_often_it_comes_at_once() {
    let mut fleet = Fleet::default();
    lists(&mut fleet, 0, 0..5);
    for second in [48 * 3600, 48 * 3600 + 60, 48 * 3600 + 120, 48 * 3600 + 180, 48 * 3600 + 240] {
        assert_eq!(lists(&mut fleet, second, 0..0).gone, []);
    }
}

#[test]
fn a_list_that_lacks_four_or_just_a_fifth_is_an_ordinary_one() {
    let mut fleet = Fleet::default();
    lists(&mut fleet, 0, 0..4);
    lists(&mut fleet, 3600, 0..0);
    assert_eq!(lists(&mut fleet, 7200, 0..0).gone.len(), 4);
    let mut fleet = Fleet::default();
    lists(&mut fleet, 0, 0..25);
    lists(&mut fleet, 3600, 0..20);
    assert_eq!(lists(&mut fleet, 7200, 0..20).gone.len(), 5);
}

#[test]
fn doubtful_lists_count_where_they_are_twenty_minutes_apart() {
    let gone = |apart: i64| {
        let mut fleet = Fleet::default();
        lists(&mut fleet, 0, 0..10);
        let read = |n| lists(&mut fleet, 3600 + n * apart, 0..2).gone.len();
        (0..4).map(read).collect::<Vec<_>>()
    };
    assert_eq!((gone(1200), gone(1199)), (vec![0, 0, 0, 8], vec![0; 4]));
}

#[test]
fn a_list_names_what_was_stored_by_then_and_was_not_seen_since() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, docked());
    assert!(!fleet.titan().is_to_be_listed(at(100)), "somebody flies it");
    fleet.left(MIRA, 60);
    assert_eq!([59, 60].map(|second| fleet.titan().is_to_be_listed(at(second))), [false, true]);
    fleet.owns(MIRA, 100, docked());
    assert_eq!([99, 100].map(|second| fleet.titan().is_to_be_listed(at(second))), [false, true]);
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.left(MIRA, 60);
    assert!(!fleet.titan().is_to_be_listed(at(100)), "no list names what was left in space");
}

#[test]
fn a_full_list_in_between_ends_the_doubt() {
    let mut fleet = Fleet::default();
    lists(&mut fleet, 0, 0..10);
    for hour in [1, 2, 4, 5, 6] {
        assert_eq!(lists(&mut fleet, hour * 3600, 0..2).gone, []);
        if hour == 2 {
            lists(&mut fleet, 3 * 3600, 0..10);
        }
    }
}

// Another owner

#[test]
fn a_hull_seen_under_another_pilot_is_the_same_hull() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    let change = fleet.flies(TORVALD, 60, system(1));
    assert_eq!(what(&change), [HullChange::Changed { from: MIRA }]);
    assert_eq!(fleet.titan().pilot, TORVALD);
    assert_eq!(fleet.hulls.len(), 1);
}

#[test]
fn after_that_the_first_pilots_reads_do_not_take_it_away() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, system(1));
    fleet.owns_nothing(MIRA, 3600);
    fleet.owns(TORVALD, 4000, system(2));
    for second in [7200, 10_800] {
        fleet.owns_nothing(MIRA, second);
        fleet.left(MIRA, second);
    }
    assert_eq!((fleet.titan().pilot, fleet.titan().absences), (TORVALD, 0));
}

#[test]
fn an_older_sighting_of_the_first_pilot_does_not_take_it_back() {
    let mut fleet = Fleet::default();
    fleet.flies(TORVALD, 600, system(1));
    assert_eq!(fleet.flies(MIRA, 300, system(2)), FleetChange::default());
    fleet.owns(MIRA, 300, system(2));
    assert_eq!((fleet.titan().pilot, fleet.titan().place), (TORVALD, system(1)));
}

// Forgotten

#[test]
fn a_forgotten_pilot_takes_its_hulls_along_and_no_others() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, system(1));
    let other = OwnedHull { item: ItemId(78), type_id: AVATAR, place: system(2), packaged: None };
    fleet.see_assets(TORVALD, &sighted(0, vec![other]));
    assert_eq!(fleet.forget(MIRA), [KEY]);
    assert_eq!(fleet.hulls.keys().copied().collect::<Vec<_>>(), [HullKey::Item(ItemId(78))]);
    assert_eq!(fleet.forget(MIRA), []);
}

#[test]
fn a_list_that_may_lack_some_takes_nothing_away_however_often_it_comes() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, system(1));
    for hour in 1..9 {
        assert_eq!(fleet.see_some_assets(MIRA, &sighted(3600 * hour, Vec::new())), FleetChange::default());
    }
    assert_eq!(fleet.titan().absences, 0);
    let there = OwnedHull { item: ItemId(77), type_id: AVATAR, place: system(2), packaged: None };
    fleet.see_some_assets(MIRA, &sighted(36_000, vec![there]));
    assert_eq!((fleet.titan().place, fleet.titan().seen_at), (system(2), at(36_000)), "what it has is there");
}

// Kept

fn times(change: &FleetChange) -> Vec<(Option<Timestamp>, Timestamp)> {
    change.events.iter().map(|event| (event.before, event.at)).collect()
}

#[test]
fn each_change_says_when_what_was_before_was_last_known() {
    let mut fleet = Fleet::default();
    assert_eq!(times(&fleet.flies(MIRA, 0, system(1))), [(None, at(0)), (None, at(0))], "nothing was known");
    fleet.flies(MIRA, 40, system(1));
    assert_eq!(times(&fleet.flies(MIRA, 60, system(2))), [(Some(at(40)), at(60))]);
    assert_eq!(times(&fleet.left(MIRA, 100)), [(Some(at(60)), at(100))]);
    let back = TimedValue { since: Some(at(130)), before: Some(at(100)), ..sighted(130, Some(TITAN)) };
    let boarded = fleet.see_ship(MIRA, back, Some(sighted(130, system(2))), true);
    assert_eq!(times(&boarded), [(Some(at(100)), at(130))], "until then Mira was in another ship");
    fleet.left(MIRA, 200);
    assert_eq!(times(&fleet.owns(TORVALD, 300, system(2))), [(Some(at(130)), at(300))]);
    fleet.owns_nothing(TORVALD, 400);
    assert_eq!(times(&fleet.owns_nothing(TORVALD, 500)), [(Some(at(300)), at(500))]);
}

#[test]
fn a_list_of_assets_says_nothing_of_who_sits_in_a_ship() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, docked());
    let first = fleet.flies(MIRA, 5, docked());
    assert_eq!(times(&first), [(None, at(5))], "Mira may have sat in it when it was listed");
    fleet.owns(MIRA, 60, docked());
    assert_eq!(times(&fleet.left(MIRA, 90)), [(Some(at(5)), at(90))], "and may have left it when it was listed again");
}

#[test]
fn a_place_between_two_readings_of_the_location_does_not_contradict_what_was_seen_at_that_moment() {
    let mut fleet = Fleet::default();
    fleet.flies(MIRA, 0, system(1));
    fleet.flies(MIRA, 100, system(1));
    fleet.owns(MIRA, 100, docked());
    // In space before and after: what it was at that moment the assets have seen.
    let seen = fleet.see_ship(MIRA, sighted(100, Some(TITAN)), Some(sighted(200, system(1))), true);
    assert_eq!(seen.events, []);
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 100, docked());
    fleet.see_ship(MIRA, sighted(100, Some(TITAN)), Some(sighted(200, system(1))), true);
    assert_eq!(fleet.titan().place, docked());
}

#[test]
fn of_two_places_of_one_moment_that_of_the_pilot_who_flies_it_counts() {
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 60, docked());
    fleet.flies(MIRA, 60, system(1));
    assert_eq!(fleet.titan().place, system(1));
}

#[test]
fn an_older_place_is_better_than_none_and_no_better_than_a_newer_one() {
    let mut fleet = Fleet::default();
    fleet.see_ship(MIRA, sighted(100, Some(TITAN)), None, true);
    fleet.see_ship(MIRA, sighted(100, Some(TITAN)), Some(sighted(50, system(1))), true);
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(1), at(50)));
    fleet.flies(MIRA, 200, system(2));
    fleet.flies(MIRA, 150, system(1));
    assert_eq!((fleet.titan().place, fleet.titan().place_at), (system(2), at(200)));
}

#[test]
fn only_what_changed_is_written() {
    let mut fleet = Fleet::default();
    assert_eq!(fleet.owns(MIRA, 0, docked()).changed, [KEY]);
    assert_eq!(fleet.owns(MIRA, 0, docked()).changed, [], "the same list again");
    assert_eq!(fleet.owns(MIRA, 60, docked()).changed, [KEY], "seen later");
    let mut fleet = Fleet::default();
    assert_eq!(fleet.flies(MIRA, 0, system(1)).changed, [KEY]);
    assert_eq!(fleet.flies(MIRA, 0, system(1)).changed, [], "the same reading again");
    assert_eq!(fleet.flies(MIRA, 60, system(1)).changed, [KEY]);
}

#[test]
fn the_first_location_is_not_that_of_a_ship_that_was_read_long_before() {
    let mut fleet = Fleet::default();
    let first = |second, value| TimedValue { since: Some(at(second)), ..sighted(second, value) };
    let location = TimedValue { as_of: at(600), since: Some(at(600)), before: None, value: system(1) };
    fleet.see_ship(MIRA, first(0, Some(TITAN)), Some(location), true);
    assert_eq!(fleet.titan().place, Place::UNKNOWN, "ten minutes before it may have been elsewhere");
    let location = TimedValue { as_of: at(30), since: Some(at(30)), before: None, value: system(1) };
    let mut fleet = Fleet::default();
    fleet.see_ship(MIRA, first(0, Some(TITAN)), Some(location), true);
    assert_eq!(fleet.titan().place, system(1), "asked together, answered half a minute apart");
}

#[test]
fn a_docked_ship_of_which_one_source_names_the_system_and_another_does_not_has_not_moved() {
    let keepstar = Site::Structure(LocationId(1_035_466_617_946));
    let (named, nameless) =
        (Place { system: system(4).system, site: keepstar }, Place { system: None, site: keepstar });
    let mut fleet = Fleet::default();
    fleet.owns(MIRA, 0, nameless);
    assert_eq!(what(&fleet.flies(MIRA, 60, named)), [HullChange::Boarded]);
    for hour in 1..10 {
        assert_eq!(what(&fleet.owns(MIRA, hour * 3600, nameless)), []);
        assert_eq!(what(&fleet.flies(MIRA, hour * 3600 + 5, named)), []);
        assert_eq!(fleet.titan().place, named, "the system that is known stays");
        assert_eq!(fleet.titan().place_at, at(hour * 3600 + 5));
    }
    let undocked = fleet.flies(MIRA, 40_000, system(4));
    assert_eq!(what(&undocked), [HullChange::Moved { from: named, to: system(4) }]);
}

#[test]
fn what_is_packaged_is_so_until_it_is_listed_or_flown_otherwise() {
    let mut fleet = Fleet::default();
    let listed = |packaged| OwnedHull { item: ItemId(77), type_id: AVATAR, place: docked(), packaged };
    let read = |fleet: &mut Fleet, second, packaged| {
        fleet.see_assets(
            MIRA,
            &TimedValue { as_of: at(second), since: None, before: None, value: vec![listed(packaged)] },
        );
        fleet.hulls.values().next().unwrap().packaged
    };
    assert_eq!(read(&mut fleet, 0, Some(3)), Some(3));
    assert_eq!(read(&mut fleet, 60, Some(2)), Some(2));
    assert_eq!(read(&mut fleet, 30, Some(3)), Some(2), "an older list");
    let ship = TimedValue {
        as_of: at(90),
        since: None,
        before: None,
        value: Some(ActiveShip { item: ItemId(77), type_id: AVATAR }),
    };
    fleet.see_ship(MIRA, ship, None, true);
    assert_eq!(fleet.hulls.values().next().unwrap().packaged, None);
    assert_eq!(read(&mut fleet, 120, Some(2)), None, "whoever flies it had it assembled");
}
