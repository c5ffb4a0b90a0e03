//! *Logs on*: once a session, and only where that was.

use super::given::{Watch, dock, only, rule};
use crate::data::key;
use crate::eden::{DELVE, DELVE_REGION, JITA};
use crate::place::Place;
use crate::watch::{MoveTrigger, WatchDetail, WatchKind, WatchPlace, WatchRule, WatchSubject};

const TITAN: WatchSubject = WatchSubject::Hull(key(1));
const NOTHING: Vec<String> = Vec::new();

fn moves(on: &[MoveTrigger]) -> WatchRule {
    rule(WatchKind::Moves { on: on.iter().copied().collect() })
}

fn in_delve(on: &[MoveTrigger]) -> WatchRule {
    WatchRule { places: only(&[WatchPlace::Region(DELVE_REGION)]), ..moves(on) }
}

/// Titan 1 was there, its pilot offline at ten minutes past and online again at twenty past.
fn came_online(rule: &WatchRule, place: Place) -> Watch {
    let mut watch = Watch::of(std::slice::from_ref(rule));
    watch.see(1, place, 0);
    watch.online(1, true, 0);
    watch.news(0);
    watch.see(1, place, 10);
    watch.online(1, false, 10);
    watch.news(10);
    watch.online(1, true, 20);
    watch
}

#[test]
fn a_rule_with_places_hears_of_who_logs_on_there_and_of_nobody_else() {
    let told = |rule: &WatchRule, place| came_online(rule, place).news(20).len();
    let (there, everywhere) = (in_delve(&[MoveTrigger::LogsOn]), moves(&[MoveTrigger::LogsOn]));
    assert_eq!([dock(DELVE), dock(JITA), Place::UNKNOWN].map(|place| told(&there, place)), [1, 0, 0]);
    assert_eq!([dock(DELVE), dock(JITA), Place::UNKNOWN].map(|place| told(&everywhere, place)), [1; 3]);
}

#[test]
fn who_was_seen_elsewhere_since_may_have_logged_on_anywhere() {
    let told = |rule: &WatchRule| {
        let mut watch = came_online(rule, dock(JITA));
        watch.see(1, Place::space(DELVE), 25);
        watch.news(25)
    };
    assert_eq!(told(&in_delve(&[MoveTrigger::LogsOn])), NOTHING);
    assert_eq!(told(&moves(&[MoveTrigger::LogsOn])), ["Opened: LogsOn"]);
}

#[test]
fn a_session_that_was_told_is_not_told_again_when_the_rule_is_off_for_a_while() {
    let mut watch = came_online(&moves(&[MoveTrigger::LogsOn]), dock(JITA));
    assert_eq!(watch.news(20), ["Opened: LogsOn"]);
    watch.rules[0].enabled = false;
    watch.saved(21);
    assert!(watch.alert(TITAN).is_closed());
    watch.rules[0].enabled = true;
    assert_eq!((watch.saved(22), watch.news(23)), (NOTHING, NOTHING));
    assert!(watch.alert(TITAN).is_closed());
}

#[test]
fn a_log_on_that_becomes_known_after_the_ship_has_undocked_is_no_later_news() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks, MoveTrigger::LogsOn])]);
    watch.see(1, dock(JITA), 0);
    watch.online(1, false, 5);
    watch.see(1, dock(JITA), 5);
    watch.news(5);
    watch.see(1, Place::space(JITA), 21);
    assert_eq!(watch.news(21), ["Opened: Undocks"]);
    watch.online(1, true, 20);
    watch.see(1, Place::space(JITA), 22);
    assert_eq!(watch.news(22), NOTHING);
    assert!(matches!(watch.alert(TITAN).detail, WatchDetail::Moves { trigger: MoveTrigger::Undocks, .. }));
}

#[test]
fn who_logs_off_ends_what_they_logged_on_for_and_nothing_else() {
    let mut watch = Watch::of(&[in_delve(&[MoveTrigger::Enters, MoveTrigger::LogsOn])]);
    let mut step = |place, online, minutes| {
        watch.see(1, place, minutes);
        watch.online(1, online, minutes);
        watch.news(minutes)
    };
    step(Place::space(JITA), true, 0);
    assert_eq!(step(Place::space(DELVE), true, 1), ["Opened: Enters"]);
    for (online, minutes) in [(false, 10), (true, 20), (false, 30), (false, 50), (false, 90)] {
        assert_eq!(step(Place::space(DELVE), online, minutes), NOTHING);
    }
    assert!(!watch.alert(TITAN).is_closed(), "it is still there");
}
