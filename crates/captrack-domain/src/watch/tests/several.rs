//! Rules beside each other: each alerts about its ships where it looks, whatever the others do.

use std::collections::BTreeSet;

use super::given::{RULE, Watch, dock, only, rule};
use crate::class::HullClass;
use crate::data::key;
use crate::eden::{DELVE, DELVE_REGION, JITA, PERIMETER};
use crate::ids::ConstellationId;
use crate::notice::{NoticeOccasion, Receiver};
use crate::place::Place;
use crate::watch::{
    MassingArea, MassingCount, MoveTrigger, Stage, WatchAlertId, WatchKind, WatchPlace, WatchRule, WatchRuleId,
    WatchSubject,
};

const TITAN: WatchSubject = WatchSubject::Hull(key(1));
const NOTHING: Vec<String> = Vec::new();

fn moves(trigger: MoveTrigger) -> WatchKind {
    WatchKind::Moves { on: [trigger].into() }
}

fn in_space() -> WatchKind {
    WatchKind::InSpace { stages: vec![Stage { minutes: 10, receivers: [Receiver::Os].into() }], repeat: false }
}

fn massing() -> WatchKind {
    WatchKind::Massing { n: 2, count: MassingCount::Ships, area: MassingArea::System, minutes: 30 }
}

fn numbered(id: u64, rule: WatchRule) -> WatchRule {
    WatchRule { id: WatchRuleId(id), ..rule }
}

fn in_delve(rule: WatchRule) -> WatchRule {
    WatchRule { places: only(&[WatchPlace::Region(DELVE_REGION)]), ..rule }
}

fn of(class: HullClass, rule: WatchRule) -> WatchRule {
    WatchRule { classes: [class].into(), ..rule }
}

/// The rules that tell of something then.
fn telling(watch: &mut Watch, minutes: i64) -> BTreeSet<u64> {
    watch.judged(minutes, NoticeOccasion::News, false).into_iter().map(|told| told.alert.rule.0).collect()
}

#[test]
fn a_ship_alerts_under_the_rules_that_look_where_it_is_and_have_its_class() {
    for kind in [moves(MoveTrigger::Undocks), in_space()] {
        let mut watch = Watch::of(&[
            numbered(1, in_delve(rule(kind.clone()))),
            numbered(2, rule(kind.clone())),
            numbered(3, of(HullClass::Carrier, rule(kind))),
        ]);
        watch.see(1, dock(JITA), 0);
        assert_eq!(telling(&mut watch, 0), [].into());
        let mut told = BTreeSet::new();
        for minute in 1..20 {
            watch.see(1, Place::space(JITA), minute);
            watch.online(1, true, minute);
            told.extend(telling(&mut watch, minute));
        }
        assert_eq!(told, [2].into());
    }
}

#[test]
fn a_massing_rule_counts_the_ships_of_its_own_classes() {
    let mut watch = Watch::of(&[
        numbered(1, rule(moves(MoveTrigger::Undocks))),
        numbered(2, of(HullClass::Dreadnought, rule(massing()))),
        numbered(3, of(HullClass::Titan, rule(massing()))),
    ]);
    for n in [100, 101] {
        watch.see(n, Place::space(JITA), 0);
    }
    assert_eq!(telling(&mut watch, 0), [2].into());
    for n in [1, 2] {
        watch.see(n, Place::space(JITA), 1);
    }
    assert_eq!(telling(&mut watch, 1), [3].into());
}

#[test]
fn an_alert_goes_on_under_its_own_rule_whatever_stands_before_it() {
    let first = numbered(1, rule(moves(MoveTrigger::Undocks)));
    let mut watch = Watch::of(&[first, in_delve(rule(moves(MoveTrigger::Enters)))]);
    watch.see(1, Place::space(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(DELVE), 1);
    assert_eq!(watch.news(1), ["Opened: Enters"]);
    for minutes in [2, 20, 60] {
        assert_eq!(watch.news(minutes), NOTHING);
    }
    assert!(!watch.alert(TITAN).is_closed());
}

#[test]
fn a_ship_whose_class_a_rule_no_longer_has_alerts_no_more() {
    let mut watch = Watch::of(&[rule(moves(MoveTrigger::Undocks))]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1).len(), 1);
    watch.rules[0].classes = [HullClass::Dreadnought].into();
    assert_eq!(watch.saved(2), NOTHING);
    assert!(watch.alert(TITAN).is_closed());
}

#[test]
fn a_rule_that_waits_for_several_things_alerts_for_as_long_as_one_of_them_holds() {
    let mut watch = Watch::of(&[rule(WatchKind::Moves { on: [MoveTrigger::Undocks, MoveTrigger::Moves].into() })]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), ["Opened: Undocks"]);
    watch.see(1, Place::space(PERIMETER), 2);
    for minutes in [2, 33, 50, 90] {
        assert_eq!(watch.news(minutes), NOTHING, "on its way no more, and in space still");
    }
    watch.see(1, dock(PERIMETER), 91);
    assert_eq!((watch.news(91), watch.news(106).len()), (NOTHING, 1));
}

#[test]
fn a_constellation_is_a_place_too() {
    let there = only(&[WatchPlace::Constellation(ConstellationId(20_000_700))]);
    let mut watch = Watch::of(&[WatchRule { places: there, ..rule(moves(MoveTrigger::Undocks)) }]);
    for (n, system) in [(1, DELVE), (2, JITA)] {
        watch.see(n, dock(system), 0);
    }
    watch.news(0);
    for (n, system) in [(1, DELVE), (2, JITA)] {
        watch.see(n, Place::space(system), 1);
    }
    assert_eq!(watch.news(1).len(), 1);
    assert!(watch.alerts.contains_key(&WatchAlertId { rule: RULE, subject: TITAN }));
}
