//! What pilots do is no movement of a hull, and the other way round.

use super::given::*;
use crate::data::key;
use crate::eden::{AVATAR, JITA, KARA, MIRA};
use crate::fleet::{Fleet, HullChange, HullEvent, TimedValue};
use crate::ids::{PilotId, SystemId};
use crate::movement::{HullTrail, PilotMove, SightLimits, trail};
use crate::place::Place;
use crate::reading::ActiveShip;
use crate::watch_event::{WatchChange, WatchEvent};

const LIMITS: SightLimits = SightLimits { flown: LOST_AFTER, stored: LOST_AFTER };

fn event(minute: i64, what: HullChange) -> HullEvent {
    HullEvent { key: key(1), type_id: AVATAR, pilot: KARA, at: at(minute), before: Some(at(minute - 1)), what }
}

fn watch(minute: i64, before: Option<i64>, what: WatchChange) -> WatchEvent {
    WatchEvent { at: at(minute), before: before.map(at), what }
}

fn did(trail: &HullTrail) -> Vec<(PilotMove, PilotId, i64)> {
    let minute = |movement: &crate::movement::PilotMovement| movement.at.duration_since(at(0)).as_mins();
    trail.pilots.iter().map(|movement| (movement.what, movement.pilot, minute(movement))).collect()
}

#[test]
fn boarding_and_leaving_are_the_pilots_and_leave_the_hull_where_it_is() {
    let events = [
        event(0, HullChange::Appeared { place: station() }),
        event(5, HullChange::Boarded),
        event(9, HullChange::Left),
    ];
    let trail = trail(&events, &[], LIMITS, &SmallMap);
    assert_eq!(did(&trail), [(PilotMove::Boarded, KARA, 5), (PilotMove::Left, KARA, 9)]);
    assert_eq!(trail.hull.len(), 1, "it appeared and did nothing else");
    assert!(trail.pilots.iter().all(|movement| movement.place == station()));
}

#[test]
fn who_was_never_seen_outside_of_it_has_not_boarded_it() {
    let first = HullEvent { before: None, ..event(0, HullChange::Boarded) };
    let events = [event(0, HullChange::Appeared { place: station() }), first];
    assert_eq!(did(&trail(&events, &[], LIMITS, &SmallMap)), []);
}

#[test]
fn a_pilot_logs_on_and_off_in_the_capital_that_they_fly_and_in_no_other() {
    let events = [
        event(0, HullChange::Appeared { place: station() }),
        event(5, HullChange::Boarded),
        event(20, HullChange::Left),
    ];
    let (online, offline) = (WatchChange::Online { pilot: KARA }, WatchChange::Offline { pilot: KARA });
    let pilots = [
        watch(1, None, online),
        watch(2, Some(1), offline),
        watch(5, Some(4), online),
        watch(9, Some(8), offline),
        watch(10, Some(9), WatchChange::Online { pilot: MIRA }),
        watch(25, Some(24), online),
    ];
    assert_eq!(
        did(&trail(&events, &pilots, LIMITS, &SmallMap)),
        [
            (PilotMove::Boarded, KARA, 5),
            (PilotMove::LoggedOn, KARA, 5),
            (PilotMove::LoggedOff, KARA, 9),
            (PilotMove::Left, KARA, 20),
        ]
    );
}

#[test]
fn who_was_not_seen_in_it_any_more_may_have_logged_off_in_another_ship() {
    let events = [
        event(0, HullChange::Appeared { place: station() }),
        event(5, HullChange::Boarded),
        HullEvent { before: Some(at(9)), ..event(20, HullChange::Left) },
    ];
    let (online, offline) = (WatchChange::Online { pilot: KARA }, WatchChange::Offline { pilot: KARA });
    let pilots = [watch(7, Some(6), online), watch(12, Some(11), offline)];
    let expected = [(PilotMove::Boarded, KARA, 5), (PilotMove::LoggedOn, KARA, 7), (PilotMove::Left, KARA, 20)];
    assert_eq!(did(&trail(&events, &pilots, LIMITS, &SmallMap)), expected);
    // An event of an earlier version, which noted no time before.
    let undated = [events[0].clone(), events[1].clone(), HullEvent { before: None, ..events[2].clone() }];
    let expected = [(PilotMove::Boarded, KARA, 5), (PilotMove::Left, KARA, 20)];
    assert_eq!(did(&trail(&undated, &pilots, LIMITS, &SmallMap)), expected, "that they boarded it is sure");
}

#[test]
fn what_a_pilot_did_has_one_word_in_exported_files() {
    let events = [
        event(0, HullChange::Appeared { place: station() }),
        event(5, HullChange::Boarded),
        event(20, HullChange::Left),
    ];
    let pilots = [
        watch(6, Some(5), WatchChange::Online { pilot: KARA }),
        watch(9, Some(8), WatchChange::Offline { pilot: KARA }),
    ];
    let trail = trail(&events, &pilots, LIMITS, &SmallMap);
    let words: Vec<&str> = trail.pilots.iter().map(|movement| movement.what.name()).collect();
    assert_eq!(words, ["boarded", "logged_on", "logged_off", "left"]);
}

/// The clone jump and all that follows, through the fleet that records it.
#[test]
fn a_clone_jump_moves_the_pilot_and_leaves_the_hull() {
    let mut fleet = Fleet::default();
    let mut events = Vec::new();
    let mut read = |minute, before: Option<i64>, item: Option<i64>, place: Place| {
        let ship = item.map(|n| ActiveShip { item: crate::data::item(n), type_id: AVATAR });
        let value = |value| TimedValue { as_of: at(minute), since: None, before: before.map(at), value };
        let location = TimedValue { as_of: at(minute), since: None, before: None, value: place };
        events.extend(fleet.see_ship(KARA, value(ship), Some(location), true).events);
    };
    let far = Place::space(SystemId(30_005_000));
    read(0, None, Some(1), keepstar(Some(JITA)));
    // In a capsule, 40 ly away, and back again.
    read(1, Some(0), None, far);
    read(2, Some(0), None, far);
    read(9, Some(2), Some(1), keepstar(Some(JITA)));
    let trail = trail(&events, &[], LIMITS, &SmallMap);
    assert_eq!(did(&trail), [(PilotMove::Left, KARA, 1), (PilotMove::Boarded, KARA, 9)]);
    assert_eq!(trail.hull.iter().map(|movement| movement.what.name()).collect::<Vec<_>>(), ["appeared"]);
}

#[test]
fn a_source_that_was_silent_leaves_a_gap_and_another_source_none() {
    use crate::movement::{SourceGap, source_gaps};
    use crate::watch_event::SourceName::{AllianceAuth, Eve};
    let events = [
        watch(90, Some(60), WatchChange::Answers { source: Eve }),
        watch(40, Some(10), WatchChange::Silent { source: Eve }),
        watch(45, Some(10), WatchChange::Silent { source: Eve }),
        watch(50, Some(20), WatchChange::Silent { source: AllianceAuth }),
        watch(99, None, WatchChange::Silent { source: Eve }),
    ];
    assert_eq!(
        source_gaps(Eve, &events),
        [
            SourceGap { source: Eve, from: at(10), until: Some(at(90)) },
            SourceGap { source: Eve, from: at(99), until: None },
        ]
    );
    assert_eq!(source_gaps(AllianceAuth, &events), [SourceGap { source: AllianceAuth, from: at(20), until: None }]);
}
