use std::collections::BTreeSet;

use super::given::{RULE, Watch, along, dock, only, rule};
use crate::class::HullClass;
use crate::data::key;
use crate::eden::{DELVE, DELVE_REGION, JITA, PERIMETER};
use crate::ids::{ConstellationId, PilotId, RegionId};
use crate::place::Place;
use crate::watch::{
    LightYears, MassingArea, MassingCount, WatchDetail, WatchKind, WatchPlace, WatchRule, WatchSubject, grown_by_half,
};

const IN_JITA: WatchSubject = WatchSubject::System(JITA);
const NOTHING: Vec<String> = Vec::new();

fn massing(n: u32, area: MassingArea) -> WatchRule {
    rule(WatchKind::Massing { n, count: MassingCount::Mains, area, minutes: 30 })
}

fn by_ships(n: u32) -> WatchRule {
    rule(WatchKind::Massing { n, count: MassingCount::Ships, area: MassingArea::System, minutes: 30 })
}

/// Those ships, dreadnoughts of as many mains, are seen in Jita.
fn arrive(watch: &mut Watch, ships: std::ops::Range<i64>, minutes: i64) -> Vec<String> {
    for n in ships {
        watch.see(100 + n, Place::space(JITA), minutes);
    }
    watch.news(minutes)
}

#[test]
fn half_more_is_rounded_up() {
    assert_eq!([0, 1, 2, 5, 6, 9, 14, u32::MAX].map(grown_by_half), [1, 2, 3, 8, 9, 14, 21, u32::MAX]);
}

#[test]
fn a_massing_is_told_at_six_at_nine_and_at_fourteen_mains() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    let told: Vec<(i64, Vec<String>)> =
        (1..=20).map(|n| (n, arrive(&mut watch, 0..n, n))).filter(|(_, told)| !told.is_empty()).collect();
    let said = |text: &str| vec![text.to_owned()];
    let at = [
        (6, said("Opened: 6 in system/30000142")),
        (9, said("Grew: 9 in system/30000142")),
        (14, said("Grew: 14 in system/30000142")),
    ];
    assert_eq!(told, at);
    let mains = |alert: &WatchDetail| match alert {
        WatchDetail::Massing { mains, .. } => mains.clone(),
        _ => BTreeSet::new(),
    };
    assert_eq!(mains(&watch.alert(IN_JITA).detail), (100..120).map(PilotId).collect());
}

#[test]
fn eight_dreadnoughts_of_one_main_are_one() {
    for (rule, expected) in [(massing(6, MassingArea::System), 0), (by_ships(6), 1)] {
        let mut watch = Watch::of(&[rule]);
        for n in 100..108 {
            watch.see(n, Place::space(JITA), 0);
            watch.ship(n).main = 7;
        }
        assert_eq!(watch.news(1).len(), expected);
    }
}

#[test]
fn who_leaves_and_comes_back_is_no_news_and_the_end_is_told_once_a_quarter_of_an_hour_later() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    assert_eq!(arrive(&mut watch, 0..6, 0).len(), 1);
    watch.see(105, Place::space(DELVE), 5);
    assert_eq!(watch.news(5), NOTHING);
    watch.see(105, Place::space(JITA), 12);
    assert_eq!(watch.news(12), NOTHING);
    for n in 103..106 {
        watch.see(n, Place::space(DELVE), 20);
    }
    assert_eq!((watch.news(20), watch.news(34)), (NOTHING, NOTHING));
    assert_eq!(watch.news(35), ["Resolved: 6 in system/30000142"]);
    assert_eq!(watch.news(36), NOTHING);
}

#[test]
fn silence_ends_no_massing_but_what_is_too_old_begins_none() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    arrive(&mut watch, 0..6, 0);
    assert_eq!(watch.news(300), NOTHING);
    assert!(matches!(watch.alert(IN_JITA).detail, WatchDetail::Massing { count: 6, stale: 6, .. }));
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    for n in 0..6 {
        watch.see(100 + n, Place::space(JITA), 10 * n);
    }
    assert_eq!(watch.news(50), NOTHING, "four of them within half an hour");
    assert_eq!(arrive(&mut watch, 4..10, 51).len(), 1);
    let WatchDetail::Massing { count, older, .. } = watch.alert(IN_JITA).detail else { panic!() };
    assert_eq!((count, older), (7, 3), "one more, of half an hour ago, and three that are older");
}

#[test]
fn the_limit_of_the_time_is_within_it() {
    let count = |minutes| {
        let mut watch = Watch::of(&[massing(2, MassingArea::System)]);
        watch.see(100, Place::space(JITA), 0);
        watch.see(101, Place::space(JITA), minutes);
        watch.news(minutes).len()
    };
    assert_eq!((count(30), count(31)), (1, 0));
    let mut watch = Watch::of(&[massing(2, MassingArea::System)]);
    arrive(&mut watch, 0..1, 0);
    arrive(&mut watch, 1..2, 30);
    assert!(matches!(watch.alert(IN_JITA).detail, WatchDetail::Massing { count: 2, stale: 0, .. }));
    watch.news(31);
    assert!(matches!(watch.alert(IN_JITA).detail, WatchDetail::Massing { count: 2, stale: 1, .. }));
}

#[test]
fn a_massing_that_is_over_keeps_nobody_who_was_last_seen_there_too_long_ago() {
    let mut watch = Watch::of(&[massing(2, MassingArea::System)]);
    arrive(&mut watch, 0..2, 0);
    watch.see(101, Place::space(DELVE), 5);
    assert_eq!((watch.news(5), watch.news(20).len()), (NOTHING, 1));
    assert_eq!(arrive(&mut watch, 1..2, 40), NOTHING, "the other one may have left long since");
    assert_eq!(arrive(&mut watch, 0..1, 41), ["Opened: 2 in system/30000142"]);
}

#[test]
fn constellations_and_regions_gather_what_is_in_several_systems() {
    let areas = [
        (MassingArea::System, None),
        (MassingArea::Constellation, Some(WatchSubject::Constellation(ConstellationId(20_000_020)))),
        (MassingArea::Region, Some(WatchSubject::Region(RegionId(10_000_002)))),
    ];
    for (area, subject) in areas {
        let mut watch = Watch::of(&[massing(4, area)]);
        for n in 0..6 {
            watch.see(100 + n, Place::space([JITA, PERIMETER, DELVE][n as usize % 3]), 0);
        }
        let told = watch.judged(0, crate::notice::NoticeOccasion::News, false);
        assert_eq!(told.iter().map(|told| told.alert.subject).collect::<Vec<_>>(), Vec::from_iter(subject));
    }
}

#[test]
fn light_years_are_those_from_one_system_and_one_fleet_is_one_massing() {
    let told = |light_years, n| {
        let mut watch = Watch::of(&[massing(n, MassingArea::LightYears(LightYears(light_years)))]);
        for n in 0..9 {
            watch.see(100 + n, Place::space([JITA, PERIMETER, DELVE][n as usize % 3]), 0);
        }
        watch.news(0)
    };
    // Perimeter is 2 ly from Jita and 4 ly from Delve.
    assert_eq!(told(4.0, 9), ["Opened: 9 in system/30000144"]);
    assert_eq!(told(3.9, 9), NOTHING);
    assert_eq!(told(3.9, 6), ["Opened: 6 in system/30000142"], "of two middles with as many the first");
    assert_eq!(told(3.9, 3), ["Opened: 6 in system/30000142", "Opened: 3 in system/30004759"]);
    assert_eq!(told(6.0, 9), ["Opened: 9 in system/30000142"]);
}

#[test]
fn ships_that_a_larger_massing_has_taken_are_missing_from_the_next() {
    let mut watch = Watch::of(&[massing(3, MassingArea::LightYears(LightYears(2.0)))]);
    // Around 2 there are nineteen. Of those around 4 one is left then, which is one of the three around 6.
    let fleet = [(0, 9), (2, 9), (4, 1), (6, 1), (8, 2)];
    let systems = fleet.into_iter().flat_map(|(light_years, ships)| (0..ships).map(move |_| along(light_years)));
    for (n, system) in (100..).zip(systems) {
        watch.see(n, Place::space(system), 0);
    }
    assert_eq!(watch.news(0), ["Opened: 19 in system/30001002", "Opened: 3 in system/30001006"]);
}

#[test]
fn a_massing_keeps_its_place_while_it_goes_on() {
    let mut watch = Watch::of(&[massing(4, MassingArea::LightYears(LightYears(4.0)))]);
    assert_eq!(arrive(&mut watch, 0..4, 0), ["Opened: 4 in system/30000142"]);
    for n in 100..104 {
        watch.see(n, Place::space(PERIMETER), 5);
    }
    assert_eq!(watch.news(5), NOTHING);
    for n in 104..107 {
        watch.see(n, Place::space(DELVE), 6);
    }
    assert_eq!(watch.news(6), NOTHING, "around Perimeter there are seven, but they are told of already");
    for n in 100..104 {
        watch.see(n, Place::space(DELVE), 7);
    }
    assert_eq!(watch.news(7), ["Opened: 7 in system/30004759"]);
    assert_eq!(watch.news(22), ["Resolved: 4 in system/30000142"]);
}

#[test]
fn rules_look_only_where_they_are_told_and_at_their_classes() {
    let places = only(&[WatchPlace::Region(DELVE_REGION)]);
    let mut watch = Watch::of(&[WatchRule { places, ..massing(3, MassingArea::System) }]);
    assert_eq!(arrive(&mut watch, 0..9, 0), NOTHING);
    for n in 0..3 {
        watch.see(100 + n, dock(DELVE), 1);
    }
    assert_eq!(watch.news(1), ["Opened: 3 in system/30004759"]);
    let classes = BTreeSet::from([HullClass::Carrier]);
    let mut watch = Watch::of(&[WatchRule { classes, ..massing(3, MassingArea::System) }]);
    assert_eq!(arrive(&mut watch, 0..9, 0), NOTHING);
}

#[test]
fn snoozed_pilots_and_expected_ships_do_not_count() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    watch.snooze(100, Some(60));
    watch.expected = [key(101)].into();
    assert_eq!(arrive(&mut watch, 0..7, 0), NOTHING);
    assert_eq!(arrive(&mut watch, 0..8, 1), ["Opened: 6 in system/30000142"]);
    assert!(matches!(watch.alert(IN_JITA).detail, WatchDetail::Massing { count: 6, expected: 1, .. }));
    watch.expected.clear();
    assert_eq!(arrive(&mut watch, 0..8, 2), NOTHING, "seven");
}

#[test]
fn a_massing_that_a_snooze_silences_wakes_with_its_end() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    assert_eq!(arrive(&mut watch, 0..6, 0).len(), 1);
    watch.snooze(100, Some(20));
    assert_eq!(watch.edit(1), NOTHING);
    assert_eq!(watch.withdrawn.len(), 1);
    watch.withdrawn.clear();
    assert_eq!(arrive(&mut watch, 1..6, 10), NOTHING);
    assert_eq!(arrive(&mut watch, 0..6, 20), ["SnoozeEnded: 6 in system/30000142"]);
    watch.snooze(100, Some(90));
    watch.edit(21);
    watch.see(101, Place::space(DELVE), 22);
    assert_eq!((watch.news(22), watch.news(60)), (NOTHING, NOTHING), "it ends unheard, as it had been silenced");
    assert!(watch.alert(IN_JITA).is_closed());
}

#[test]
fn a_massing_that_news_made_too_small_has_ended_whoever_is_snoozed() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    watch.snooze(100, Some(900));
    assert_eq!(arrive(&mut watch, 0..7, 0).len(), 1);
    watch.see(101, Place::space(DELVE), 1);
    watch.news(1);
    assert_eq!(watch.news(16), ["Resolved: 6 in system/30000142"]);
}

#[test]
fn mains_that_become_one_make_it_smaller_and_no_new_alarm() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    assert_eq!(arrive(&mut watch, 0..8, 0).len(), 1);
    watch.ship(101).main = 100;
    assert_eq!(watch.edit(1), NOTHING);
    assert!(matches!(watch.alert(IN_JITA).detail, WatchDetail::Massing { count: 7, .. }));
    watch.ship(101).main = 101;
    assert_eq!(watch.edit(2), NOTHING);
}

#[test]
fn who_acknowledges_it_hears_of_it_again_when_it_has_grown_by_half() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    arrive(&mut watch, 0..8, 0);
    watch.acknowledge(IN_JITA);
    assert_eq!(arrive(&mut watch, 0..11, 1), NOTHING);
    assert_eq!(watch.acknowledged.len(), 1);
    assert_eq!(arrive(&mut watch, 0..12, 2), ["Grew: 12 in system/30000142"]);
    assert!(watch.acknowledged.is_empty(), "more than was seen");
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    arrive(&mut watch, 0..8, 0);
    watch.acknowledge(IN_JITA);
    assert_eq!(arrive(&mut watch, 0..13, 1), ["Grew: 13 in system/30000142"], "by more than half at once");
}

#[test]
fn a_massing_that_somebody_has_seen_wakes_from_a_snooze_without_a_word() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    arrive(&mut watch, 0..6, 0);
    watch.acknowledge(IN_JITA);
    watch.snooze(100, Some(20));
    assert_eq!(watch.edit(1), NOTHING);
    watch.withdrawn.clear();
    assert_eq!(arrive(&mut watch, 0..6, 20), NOTHING);
    assert_eq!(watch.acknowledged.len(), 1);
}

#[test]
fn what_gathers_when_the_rule_is_saved_is_shown_and_its_growth_is_sent() {
    let mut watch = Watch::of(&[]);
    arrive(&mut watch, 0..6, 0);
    watch.rules = vec![massing(6, MassingArea::System)];
    assert_eq!(watch.saved(1), NOTHING);
    assert!(!watch.alert(IN_JITA).is_closed());
    assert_eq!((arrive(&mut watch, 0..8, 2), arrive(&mut watch, 0..9, 3).len()), (NOTHING, 1));
    assert_eq!(watch.alert(IN_JITA).id.rule, RULE);
}

#[test]
fn the_first_read_of_a_pilot_is_no_alarm() {
    let mut watch = Watch::of(&[massing(6, MassingArea::System)]);
    watch.introduced_now = [PilotId(100)].into();
    assert_eq!(arrive(&mut watch, 0..6, 0), ["Opened (FirstRead): 6 in system/30000142"]);
}
