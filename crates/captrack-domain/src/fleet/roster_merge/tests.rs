//! The fresher fact wins, from whichever source; and AllianceAuth's silence is no more a loss than EVE's.

use super::*;
use crate::eden::AVATAR;
use crate::fleet::TimedValue;
use crate::ids::{ItemId, LocationId, SystemId};
use crate::place::Site;
use crate::reading::{ActiveShip, OwnedHull};

const MIRA: PilotId = PilotId(1);
const TORVALD: PilotId = PilotId(2);
const KEY: HullKey = HullKey::Item(ItemId(77));
const NAMELESS: HullKey = HullKey::PilotType(MIRA, AVATAR);

fn at(second: i64) -> Timestamp {
    Timestamp::constant(1_795_359_600, 0) + jiff::SignedDuration::from_secs(second)
}

fn system(id: i64) -> Place {
    Place::space(SystemId(30_000_000 + id))
}

/// Somewhere that assets list it.
fn docked() -> Place {
    Place { system: Some(SystemId(30_000_001)), site: Site::Station(LocationId(60_003_760)) }
}

/// A stored titan of Mira's, seen there then.
fn stored(second: i64, place: Place) -> RosterHull {
    let (seen_at, place_at) = (Some(at(second)), Some(at(second)));
    RosterHull { key: KEY, type_id: AVATAR, pilot: MIRA, packaged: None, flown: Some(false), seen_at, place, place_at }
}

fn flown(second: i64, place: Place) -> RosterHull {
    RosterHull { flown: Some(true), ..stored(second, place) }
}

/// AllianceAuth read all of a pilot at one time.
fn read_at(pilot: PilotId, second: i64, hulls: &[RosterHull]) -> ListedHulls<'_> {
    let read = Some(at(second));
    ListedHulls {
        pilot,
        assets_at: read,
        location_at: read,
        hulls,
        ship_read_at: None,
        flight_before: None,
        assets_read_at: None,
        doubted: false,
    }
}

/// Mira flies a titan whose item nobody has told.
fn flies_nameless(second: i64, place: Place) -> Fleet {
    let mut fleet = Fleet::default();
    let nameless = RosterHull { key: NAMELESS, ..flown(second, place) };
    fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, second, &[nameless]) });
    fleet
}

fn eve_sees_flown(fleet: &mut Fleet, pilot: PilotId, second: i64, place: Place) -> FleetChange {
    let ship = ActiveShip { item: ItemId(77), type_id: AVATAR };
    let sighted = TimedValue { as_of: at(second), since: None, before: None, value: Some(ship) };
    fleet.see_ship(
        pilot,
        sighted,
        Some(TimedValue { as_of: at(second), since: None, before: None, value: place }),
        true,
    )
}

fn eve_reads_assets(fleet: &mut Fleet, pilot: PilotId, second: i64, place: Option<Place>) -> FleetChange {
    let owned = place.map(|place| OwnedHull { item: ItemId(77), type_id: AVATAR, place, packaged: None });
    let value = owned.into_iter().collect();
    fleet.see_assets(pilot, &TimedValue { as_of: at(second), since: None, before: None, value })
}

#[test]
fn a_listed_hull_is_known_with_the_age_that_the_roster_gives() {
    let mut fleet = Fleet::default();
    let change =
        fleet.merge_roster(&read_at(MIRA, 100, &[RosterHull { place_at: Some(at(40)), ..stored(100, system(1)) }]));
    assert_eq!(change.changed, [KEY]);
    let titan = &fleet.hulls[&KEY];
    assert_eq!((titan.pilot, titan.place, titan.occupancy), (MIRA, system(1), Occupancy::Stored { since: at(100) }));
    assert_eq!((titan.seen_at, titan.place_at), (at(100), at(40)));
    let again = fleet.merge_roster(&read_at(MIRA, 100, &[stored(100, system(1))]));
    assert_eq!(again.events, [], "the same again is no news");
    let later = fleet.merge_roster(&read_at(MIRA, 200, &[stored(200, system(1))]));
    assert_eq!((later.events, later.changed), (Vec::new(), vec![KEY]), "seen later");
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 200, &[stored(200, system(1))])).changed, [], "nothing to write");
}

#[test]
fn who_flies_nothing_leaves_no_ship_of_others() {
    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, TORVALD, 100, system(1));
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 200, &[])), FleetChange::default());
    assert_eq!(fleet.hulls[&KEY].occupancy, Occupancy::Flown);
}

#[test]
fn a_hull_whose_time_nobody_noted_is_there_and_older_than_anything() {
    let mut fleet = Fleet::default();
    let unknown = RosterHull { seen_at: None, place_at: None, ..stored(0, system(1)) };
    let nothing_noted = ListedHulls { assets_at: None, location_at: None, ..read_at(MIRA, 0, &[]) };
    fleet.merge_roster(&ListedHulls { hulls: &[unknown], ..nothing_noted });
    assert_eq!(fleet.hulls[&KEY].seen_at, Timestamp::UNIX_EPOCH);
    eve_reads_assets(&mut fleet, MIRA, 1, Some(system(2)));
    assert_eq!(fleet.hulls[&KEY].place, system(2));
}

#[test]
fn the_fresher_place_counts_whichever_source_it_is_from() {
    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, MIRA, 100, system(1));
    let older = [flown(50, system(2))];
    fleet.merge_roster(&ListedHulls { ship_read_at: Some(at(100)), ..read_at(MIRA, 50, &older) });
    assert_eq!((fleet.hulls[&KEY].place, fleet.hulls[&KEY].seen_at), (system(1), at(100)), "AllianceAuth's is older");
    let newer = [flown(200, system(3))];
    fleet.merge_roster(&ListedHulls { ship_read_at: Some(at(100)), ..read_at(MIRA, 200, &newer) });
    assert_eq!((fleet.hulls[&KEY].place, fleet.hulls[&KEY].seen_at), (system(3), at(200)), "now it is newer");
    assert_eq!(fleet.hulls.len(), 1, "the same hull from both counts once");
}

#[test]
fn who_flies_what_is_told_by_the_source_that_read_it_last() {
    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, MIRA, 100, system(1));
    fleet.merge_roster(&ListedHulls { ship_read_at: Some(at(100)), ..read_at(MIRA, 99, &[stored(99, system(1))]) });
    assert_eq!(fleet.hulls[&KEY].occupancy, Occupancy::Flown, "EVE has seen it flown since");
    fleet.merge_roster(&ListedHulls { ship_read_at: Some(at(100)), ..read_at(MIRA, 101, &[stored(101, system(1))]) });
    assert_eq!(
        fleet.hulls[&KEY].occupancy,
        Occupancy::Stored { since: at(101) },
        "AllianceAuth has seen it stored since"
    );
    let mut same_moment = Fleet::default();
    eve_sees_flown(&mut same_moment, MIRA, 100, system(1));
    let told = [stored(100, system(1))];
    same_moment.merge_roster(&ListedHulls { ship_read_at: Some(at(100)), ..read_at(MIRA, 100, &told) });
    assert_eq!(same_moment.hulls[&KEY].occupancy, Occupancy::Flown, "of one moment EVE's own word counts");
    fleet.merge_roster(&ListedHulls { ship_read_at: Some(at(300)), ..read_at(MIRA, 200, &[flown(200, system(1))]) });
    assert!(
        matches!(fleet.hulls[&KEY].occupancy, Occupancy::Stored { .. }),
        "EVE has seen the pilot in something else since"
    );
}

#[test]
fn one_read_without_it_loses_nothing_and_a_second_newer_one_does() {
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 0, &[stored(0, docked())]));
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 0, &[])).gone, [], "no newer than what was seen");
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 7200, &[])).gone, []);
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 7200, &[])).gone, [], "the same read again");
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 14_400, &[])).gone, [KEY]);
}

#[test]
fn a_pilot_whose_assets_were_never_read_loses_nothing() {
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 0, &[stored(0, system(1))]));
    for second in [100, 200, 300] {
        let unread = ListedHulls { assets_at: None, ..read_at(MIRA, second, &[]) };
        assert_eq!(fleet.merge_roster(&unread).gone, []);
    }
    assert_eq!(fleet.hulls.len(), 1);
}

#[test]
fn an_older_sighting_does_not_take_back_that_a_newer_read_lacked_it() {
    let mut fleet = Fleet::default();
    let roster = [stored(100, docked())];
    fleet.merge_roster(&read_at(MIRA, 100, &roster));
    eve_reads_assets(&mut fleet, MIRA, 200, None);
    // AllianceAuth goes on telling what it read before.
    fleet.merge_roster(&ListedHulls { assets_read_at: Some(at(200)), ..read_at(MIRA, 100, &roster) });
    assert_eq!(eve_reads_assets(&mut fleet, MIRA, 3800, None).gone, [KEY]);
    let again = fleet.merge_roster(&ListedHulls { assets_read_at: Some(at(3800)), ..read_at(MIRA, 100, &roster) });
    assert_eq!((again.events, fleet.hulls.len()), (Vec::new(), 0), "what is known to be gone does not come back");
}

#[test]
fn a_hull_that_changed_hands_is_the_one_who_was_seen_with_it_last() {
    let mut fleet = Fleet::default();
    let miras = [stored(100, system(1))];
    fleet.merge_roster(&read_at(MIRA, 100, &miras));
    let torvalds = [RosterHull { pilot: TORVALD, ..stored(200, system(1)) }];
    let change = fleet.merge_roster(&read_at(TORVALD, 200, &torvalds));
    assert_eq!(change.events.iter().map(|event| event.what).collect::<Vec<_>>(), [HullChange::Changed { from: MIRA }]);
    fleet.merge_roster(&read_at(MIRA, 100, &miras));
    assert_eq!(fleet.hulls[&KEY].pilot, TORVALD, "the older owner's list is out of date");
}

#[test]
fn whoever_flew_a_hull_that_is_now_listed_as_another_s_flies_it_no_more() {
    let torvalds = [RosterHull { pilot: TORVALD, ..stored(200, system(1)) }];
    let left = [HullChange::Left, HullChange::Changed { from: MIRA }];
    let what = |change: FleetChange| change.events.into_iter().map(|event| event.what).collect::<Vec<_>>();
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 100, &[flown(100, system(1))]));
    // Only his assets were read anew.
    let assets_alone = ListedHulls { location_at: None, ..read_at(TORVALD, 200, &torvalds) };
    assert_eq!(what(fleet.merge_roster(&assets_alone)), left);
    assert_eq!(fleet.hulls[&KEY].occupancy, Occupancy::Stored { since: at(200) });

    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, MIRA, 100, docked());
    assert_eq!(what(eve_reads_assets(&mut fleet, TORVALD, 200, Some(docked()))), left);
    assert_eq!(fleet.hulls[&KEY].occupancy, Occupancy::Stored { since: at(200) });
    eve_sees_flown(&mut fleet, TORVALD, 300, docked());
    assert_eq!(fleet.hulls[&KEY].occupancy, Occupancy::Flown, "until he is seen in it");
}

#[test]
fn a_flown_hull_without_an_item_is_known_by_its_pilot_and_becomes_the_item_silently() {
    let mut fleet = Fleet::default();
    let nameless = RosterHull { key: NAMELESS, ..flown(0, system(1)) };
    fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, 0, &[nameless]) });
    assert_eq!(fleet.hulls[&NAMELESS].occupancy, Occupancy::Flown);
    let change = fleet.merge_roster(&read_at(MIRA, 100, &[flown(100, system(1))]));
    assert_eq!(change.rekeyed, [(NAMELESS, KEY)]);
    assert_eq!((change.gone, change.events), (vec![NAMELESS], Vec::new()), "no news at all");
    assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY]);
    assert_eq!((fleet.hulls[&KEY].key, fleet.hulls[&KEY].first_seen_at), (KEY, at(0)));
}

#[test]
fn eve_gives_a_nameless_hull_its_item_too() {
    for sees in
        [(|fleet: &mut Fleet| eve_sees_flown(fleet, MIRA, 100, system(1))) as fn(&mut Fleet) -> FleetChange, |fleet| {
            eve_reads_assets(fleet, MIRA, 100, Some(system(1)))
        }]
    {
        let mut fleet = flies_nameless(0, system(1));
        let change = sees(&mut fleet);
        assert_eq!(change.rekeyed, [(NAMELESS, KEY)]);
        assert_eq!((change.changed, change.gone), (vec![KEY], vec![NAMELESS]), "written under its item alone");
        assert_eq!(change.events, [], "no news at all");
        assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY]);
    }
}

#[test]
fn a_titan_that_is_known_already_gives_no_other_its_item() {
    let mut fleet = Fleet::default();
    eve_reads_assets(&mut fleet, MIRA, 100, Some(docked()));
    let told = [stored(100, docked()), RosterHull { key: NAMELESS, ..flown(200, system(2)) }];
    fleet.merge_roster(&ListedHulls { assets_at: Some(at(100)), ..read_at(MIRA, 200, &told) });
    assert_eq!(fleet.hulls.len(), 2);
    assert_eq!(eve_reads_assets(&mut fleet, MIRA, 300, Some(docked())).rekeyed, [], "that one is known");
    assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY, &NAMELESS]);
}

#[test]
fn a_titan_of_somebody_else_that_the_pilot_is_seen_in_is_the_one_without_an_item() {
    let mut fleet = flies_nameless(100, system(1));
    eve_reads_assets(&mut fleet, TORVALD, 50, Some(docked()));
    assert_eq!(eve_sees_flown(&mut fleet, MIRA, 200, system(1)).gone, [NAMELESS]);
    assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY]);
    assert_eq!((fleet.hulls[&KEY].pilot, fleet.hulls[&KEY].place), (MIRA, system(1)));
}

#[test]
fn a_hull_whose_item_another_source_knows_is_not_counted_twice() {
    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, MIRA, 100, system(1));
    let nameless = [RosterHull { key: NAMELESS, ..flown(200, system(2)) }];
    fleet.merge_roster(&ListedHulls { assets_at: None, ship_read_at: Some(at(100)), ..read_at(MIRA, 200, &nameless) });
    assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY]);
    assert_eq!(fleet.hulls[&KEY].place, system(2));
}

#[test]
fn a_nameless_hull_that_was_left_is_lost_only_by_complete_reads() {
    let mut fleet = Fleet::default();
    let nameless = [RosterHull { key: NAMELESS, ..flown(0, docked()) }];
    fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, 0, &nameless) });
    fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, 100, &[]) });
    assert_eq!(fleet.hulls[&NAMELESS].occupancy, Occupancy::Stored { since: at(100) });
    fleet.merge_roster(&read_at(MIRA, 200, &[]));
    assert_eq!(fleet.merge_roster(&read_at(MIRA, 300, &[])).gone, [NAMELESS]);
}

// Two alike hulls are two until it is proven that they are one.

#[test]
fn a_spare_titan_in_a_structure_is_not_the_one_that_is_flown_elsewhere() {
    let mut fleet = Fleet::default();
    let spare = stored(100, docked());
    let flown = RosterHull { key: NAMELESS, ..flown(200, system(2)) };
    for second in [200, 8000, 16_000] {
        let told = [spare, RosterHull { seen_at: Some(at(second)), ..flown }];
        let change = fleet.merge_roster(&ListedHulls { assets_at: Some(at(100)), ..read_at(MIRA, second, &told) });
        assert_eq!(change.gone, []);
        assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY, &NAMELESS]);
        assert_eq!((fleet.hulls[&KEY].place, fleet.hulls[&NAMELESS].place), (docked(), system(2)));
    }
}

/// A pilot owns these, listed long ago.
fn owns(fleet: &mut Fleet, pilot: PilotId, hulls: &[(i64, crate::ids::TypeId, Place)]) {
    let owned = |(item, type_id, place): &(i64, _, _)| OwnedHull {
        item: ItemId(*item),
        type_id: *type_id,
        place: *place,
        packaged: None,
    };
    let value = hulls.iter().map(owned).collect();
    fleet.see_assets(pilot, &TimedValue { as_of: at(0), since: None, before: None, value });
}

#[test]
fn a_nameless_titan_is_no_ship_of_another_pilot_or_type() {
    let mut fleet = Fleet::default();
    owns(&mut fleet, TORVALD, &[(78, AVATAR, docked())]);
    owns(&mut fleet, MIRA, &[(79, crate::eden::NAGLFAR, docked())]);
    let told = [RosterHull { key: NAMELESS, ..flown(100, docked()) }];
    fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, 100, &told) });
    assert_eq!(fleet.hulls.len(), 3);
    assert_eq!(fleet.hulls[&NAMELESS].occupancy, Occupancy::Flown);
}

#[test]
fn of_several_alike_titans_the_nameless_one_is_the_one_that_is_flown_then_the_nearest_then_the_first() {
    let nameless = |place| [RosterHull { key: NAMELESS, ..flown(200, place) }];
    let chosen = |places: [Place; 2], flown_at: Option<Place>, told: Place| {
        let mut fleet = Fleet::default();
        owns(&mut fleet, MIRA, &[(76, AVATAR, places[0]), (77, AVATAR, places[1])]);
        if let Some(place) = flown_at {
            eve_sees_flown(&mut fleet, MIRA, 50, place);
        }
        let told = nameless(told);
        fleet.merge_roster(&ListedHulls { assets_at: None, ..read_at(MIRA, 200, &told) });
        fleet.hulls.values().filter(|hull| hull.flown_at == Some(at(200))).map(|hull| hull.key).collect::<Vec<_>>()
    };
    let (first, second) = (HullKey::Item(ItemId(76)), KEY);
    let (nowhere, same_system) = (Place::UNKNOWN, system(1));
    assert_eq!(chosen([docked(), system(3)], Some(system(3)), docked()), [second], "it was flown last");
    assert_eq!(chosen([same_system, docked()], None, docked()), [second], "it is in that very place");
    assert_eq!(chosen([system(3), same_system], None, docked()), [second], "it is in that system");
    assert_eq!(chosen([system(3), system(4)], None, docked()), [first]);
    assert_eq!(chosen([system(3), nowhere], None, Place { system: None, ..docked() }), [first], "unknown is no system");
}

#[test]
fn a_titan_that_the_newest_assets_lack_is_the_one_that_is_flown() {
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 100, &[stored(100, docked())]));
    let boarded = [RosterHull { key: NAMELESS, ..flown(200, system(2)) }];
    fleet.merge_roster(&read_at(MIRA, 200, &boarded));
    assert_eq!(fleet.hulls.keys().collect::<Vec<_>>(), [&KEY]);
    assert_eq!((fleet.hulls[&KEY].occupancy, fleet.hulls[&KEY].place), (Occupancy::Flown, system(2)));
}

#[test]
fn a_new_titan_in_older_assets_is_not_the_one_that_is_flown_elsewhere() {
    let keys = |flown_in, second, listed_in| {
        let mut fleet = flies_nameless(500, flown_in);
        eve_reads_assets(&mut fleet, MIRA, second, Some(listed_in));
        fleet.hulls.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(keys(system(2), 300, docked()), [KEY, NAMELESS]);
    assert_eq!(keys(system(2), 600, docked()), [KEY], "it has been docked since");
    assert_eq!(keys(system(1), 300, docked()), [KEY], "undocked in the same system");
    assert_eq!(keys(docked(), 300, docked()), [KEY], "there all the time");
    let keepstar = Place { site: Site::Structure(LocationId(1_035_466_617_946)), ..docked() };
    assert_eq!(keys(keepstar, 300, docked()), [KEY, NAMELESS], "in another site of that system");
}

#[test]
fn a_stack_that_is_told_is_one_hull_with_its_number_and_never_the_flown_one() {
    let mut fleet = Fleet::default();
    let stack = RosterHull { packaged: Some(4), ..stored(100, docked()) };
    fleet.merge_roster(&read_at(MIRA, 100, &[stack]));
    assert_eq!(fleet.hulls[&KEY].packaged, Some(4));
    // The pilot flies one of that type, of which no assets tell yet: it is another.
    let nameless = RosterHull { key: NAMELESS, ..flown(200, docked()) };
    fleet.merge_roster(&read_at(MIRA, 200, &[RosterHull { seen_at: Some(at(200)), ..stack }, nameless]));
    assert_eq!(fleet.hulls.len(), 2);
    assert_eq!(
        (fleet.hulls[&KEY].occupancy == Occupancy::Flown, fleet.hulls[&NAMELESS].occupancy),
        (false, Occupancy::Flown)
    );
    let fewer = RosterHull { packaged: Some(1), seen_at: Some(at(300)), ..stack };
    fleet.merge_roster(&read_at(MIRA, 300, &[fewer, RosterHull { seen_at: Some(at(300)), ..nameless }]));
    assert_eq!(fleet.hulls[&KEY].packaged, Some(1));
}

#[test]
fn a_roster_that_is_doubted_as_a_whole_loses_nothing_before_three_further_reads_say_the_same() {
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 0, &[stored(0, docked())]));
    let day = 86_400;
    for read in 1..=3 {
        let change = fleet.merge_roster(&ListedHulls { doubted: true, ..read_at(MIRA, day * read, &[]) });
        assert_eq!(change.gone, [], "{read}");
    }
    let change = fleet.merge_roster(&ListedHulls { doubted: true, ..read_at(MIRA, day * 4, &[]) });
    assert_eq!(change.gone, [KEY]);
}

#[test]
fn of_two_answers_about_one_read_the_one_that_lists_it_counts() {
    let mut fleet = Fleet::default();
    fleet.merge_roster(&read_at(MIRA, 0, &[stored(0, docked())]));
    fleet.merge_roster(&read_at(MIRA, 3600, &[]));
    fleet.merge_roster(&read_at(MIRA, 3600, &[stored(3600, docked())]));
    assert_eq!(fleet.hulls[&KEY].absences, 0);
    let change = fleet.merge_roster(&read_at(MIRA, 7200, &[]));
    assert_eq!(change.gone, [], "it is the first that lacks it");
}

#[test]
fn a_hull_that_was_left_and_is_gone_with_one_read_is_deleted_and_not_written() {
    let mut fleet = Fleet::default();
    eve_sees_flown(&mut fleet, MIRA, 0, docked());
    let day = ListedHulls { assets_at: Some(at(86_401)), ..read_at(MIRA, 86_400, &[]) };
    let change = fleet.merge_roster(&day);
    let what: Vec<HullChange> = change.events.iter().map(|event| event.what).collect();
    assert_eq!(what, [HullChange::Left, HullChange::Gone { place: docked() }]);
    assert_eq!((change.changed, change.gone), (Vec::new(), vec![KEY]));
}
