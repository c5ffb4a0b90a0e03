use super::given::{J_SPACE, RULE, Watch, at, dock, only, rule};
use crate::data::key;
use crate::eden::{DELVE, DELVE_REGION, JITA, PERIMETER};
use crate::evaluate::AlertLevel;
use crate::ids::{LocationId, PilotId};
use crate::place::{Place, Site};
use crate::scope::{ScopeKind, SystemLocation};
use crate::watch::{
    LightYears, MoveTrigger, WatchAlertId, WatchIndex, WatchKind, WatchPlace, WatchPlaces, WatchRule, WatchRuleId,
    WatchSubject, WatchView, judge, levels,
};

const TITAN: WatchSubject = WatchSubject::Hull(key(1));
const NOTHING: Vec<String> = Vec::new();

fn moves(on: &[MoveTrigger]) -> WatchRule {
    rule(WatchKind::Moves { on: on.iter().copied().collect() })
}

fn border(trigger: MoveTrigger) -> WatchRule {
    WatchRule { places: only(&[WatchPlace::Region(DELVE_REGION)]), ..moves(&[trigger]) }
}

/// A titan that has undocked, and was told.
fn undocked() -> Watch {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), ["Opened: Undocks"]);
    watch
}

#[test]
fn a_titan_that_undocks_alerts_once_and_its_docking_ends_it_after_a_quarter_of_an_hour() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    assert_eq!(watch.news(0), NOTHING, "new to us");
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), ["Opened: Undocks"]);
    for minutes in 2..40 {
        watch.see(1, Place::space(if minutes > 20 { PERIMETER } else { JITA }), minutes);
        assert_eq!(watch.news(minutes), NOTHING);
    }
    watch.see(1, dock(JITA), 40);
    assert_eq!(watch.news(40), NOTHING);
    watch.see(1, Place::space(JITA), 45);
    assert_eq!(watch.news(45), NOTHING, "out again so soon is no news");
    watch.see(1, dock(JITA), 50);
    assert_eq!(watch.news(50), NOTHING);
    assert_eq!(watch.news(64), NOTHING);
    assert_eq!(watch.news(65), ["Resolved: Undocks"]);
    watch.see(1, Place::space(JITA), 70);
    assert_eq!(watch.news(70), ["Opened: Undocks"]);
}

#[test]
fn who_logs_off_in_space_is_there_no_more() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    watch.online(1, true, 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), ["Opened: Undocks"]);
    watch.online(1, false, 5);
    assert_eq!((watch.news(5), watch.news(20)), (NOTHING, vec!["Resolved: Undocks".to_owned()]));
}

#[test]
fn a_border_alerts_who_crosses_it_and_nobody_who_is_first_seen_behind_it() {
    let mut watch = Watch::of(&[border(MoveTrigger::Enters)]);
    watch.see(1, Place::space(PERIMETER), 0);
    watch.see(2, Place::space(DELVE), 0);
    assert_eq!(watch.news(0), NOTHING);
    watch.see(1, Place::space(JITA), 1);
    watch.see(2, Place::space(JITA), 1);
    assert_eq!(watch.news(1), NOTHING);
    watch.see(1, Place::space(DELVE), 2);
    assert_eq!(watch.news(2), ["Opened: Enters"]);
    watch.see(1, Place::UNKNOWN, 3);
    watch.news(3);
    assert_eq!(watch.news(30), NOTHING, "unknown is not outside");
    watch.see(1, Place::space(JITA), 31);
    watch.news(31);
    assert_eq!(watch.news(46), ["Resolved: Enters"]);
}

#[test]
fn leaving_is_the_other_way_and_a_wormhole_is_outside_too() {
    let mut watch = Watch::of(&[border(MoveTrigger::Leaves)]);
    watch.see(1, Place::space(DELVE), 0);
    watch.news(0);
    watch.see(1, Place::space(J_SPACE), 1);
    assert_eq!(watch.news(1), ["Opened: Leaves"]);
    let mut watch = Watch::of(&[border(MoveTrigger::Leaves)]);
    watch.see(1, Place::space(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(DELVE), 1);
    assert_eq!(watch.news(1), NOTHING);
}

#[test]
fn who_left_alerts_until_they_are_back_and_nobody_who_never_was_there() {
    let mut watch = Watch::of(&[border(MoveTrigger::Leaves)]);
    for (n, system) in [(1, DELVE), (2, JITA)] {
        watch.see(n, Place::space(system), 0);
    }
    watch.news(0);
    for n in [1, 2] {
        watch.see(n, Place::space(PERIMETER), 1);
    }
    assert_eq!(watch.news(1), ["Opened: Leaves"]);
    assert_eq!((watch.news(20), watch.news(60)), (NOTHING, NOTHING));
    watch.see(1, Place::space(DELVE), 61);
    assert_eq!((watch.news(61), watch.news(76)), (NOTHING, vec!["Resolved: Leaves".to_owned()]));
}

#[test]
fn a_movement_is_one_of_the_places_at_its_either_end() {
    let places = || only(&[WatchPlace::Region(DELVE_REGION)]);
    let told = |from, to| {
        let mut watch = Watch::of(&[WatchRule { places: places(), ..moves(&[MoveTrigger::Moves]) }]);
        watch.see(1, Place::space(from), 0);
        watch.news(0);
        watch.see(1, Place::space(to), 1);
        watch.news(1).len()
    };
    assert_eq!([told(JITA, DELVE), told(DELVE, JITA), told(JITA, PERIMETER)], [1, 1, 0]);
}

#[test]
fn from_one_site_to_another_in_a_system_or_in_one_that_is_not_known_nothing_is_on_its_way() {
    let keepstar = |system| Place { system, site: Site::Structure(LocationId(1_035_466_617_946)) };
    for to in [keepstar(Some(JITA)), keepstar(None)] {
        let mut watch = Watch::of(&[moves(&[MoveTrigger::Moves])]);
        watch.see(1, dock(JITA), 0);
        watch.news(0);
        watch.see(1, to, 1);
        assert_eq!(watch.news(1), NOTHING, "{to:?}");
    }
}

#[test]
fn a_place_can_be_all_within_so_many_light_years_and_the_limit_is_within() {
    let around = |light_years| {
        let places = only(&[WatchPlace::Around { system: DELVE, light_years: LightYears(light_years) }]);
        let mut watch = Watch::of(&[WatchRule { places, ..moves(&[MoveTrigger::Enters]) }]);
        watch.see(1, Place::space(J_SPACE), 0);
        watch.news(0);
        watch.see(1, Place::space(JITA), 1);
        watch.news(1).len()
    };
    assert_eq!((around(6.0), around(5.999_999_9)), (1, 0));
}

#[test]
fn all_but_the_listed_places_are_places_too() {
    let places = WatchPlaces {
        kind: ScopeKind::AllButListed,
        listed: vec![WatchPlace::System(JITA), WatchPlace::System(DELVE)],
    };
    let mut watch = Watch::of(&[WatchRule { places, ..moves(&[MoveTrigger::Undocks]) }]);
    for (n, system) in [(1, JITA), (2, PERIMETER)] {
        watch.see(n, dock(system), 0);
    }
    watch.news(0);
    for (n, system) in [(1, JITA), (2, PERIMETER)] {
        watch.see(n, Place::space(system), 1);
    }
    let told = watch.judged(1, crate::notice::NoticeOccasion::News, false);
    assert_eq!(told.iter().map(|told| told.alert.subject).collect::<Vec<_>>(), [WatchSubject::Hull(key(2))]);
}

#[test]
fn a_ship_on_its_way_is_told_again_in_another_region_five_minutes_later_at_the_earliest() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Moves])]);
    watch.see(1, Place::space(JITA), 0);
    watch.news(0);
    let mut go = |system, minutes| {
        watch.see(1, Place::space(system), minutes);
        watch.news(minutes)
    };
    assert_eq!(go(PERIMETER, 1), ["Opened: Moves"]);
    assert_eq!(go(DELVE, 2), NOTHING, "it was told a minute ago");
    assert_eq!(go(DELVE, 6), ["Moved: Moves"]);
    assert_eq!(go(DELVE, 31), NOTHING);
    assert_eq!(go(DELVE, 32), NOTHING, "on its way no more, as far as anybody saw");
    assert_eq!(go(DELVE, 47), ["Resolved: Moves"]);
}

#[test]
fn a_pilot_who_comes_online_in_a_titan_alerts_once_a_session() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::LogsOn])]);
    watch.see(1, dock(JITA), 0);
    watch.online(1, true, 0);
    assert_eq!(watch.news(0), NOTHING, "nobody saw them come");
    watch.online(1, false, 10);
    watch.see(1, dock(JITA), 10);
    watch.online(1, true, 20);
    assert_eq!(watch.news(20), ["Opened: LogsOn"]);
    for minutes in 21..30 {
        watch.see(1, Place::space(JITA), minutes);
        watch.online(1, true, minutes);
        assert_eq!(watch.news(minutes), NOTHING);
    }
    watch.online(1, false, 30);
    watch.see(1, Place::space(JITA), 30);
    assert_eq!((watch.news(30), watch.news(45)), (NOTHING, vec!["Resolved: LogsOn".to_owned()]));
    watch.online(1, true, 50);
    assert_eq!(watch.news(50), ["Opened: LogsOn"]);
}

#[test]
fn who_may_have_come_online_in_another_ship_logged_on_in_none() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::LogsOn])]);
    watch.see(1, dock(JITA), 0);
    watch.online(1, false, 5);
    watch.online(1, true, 10);
    assert_eq!(watch.news(10), NOTHING, "its ship was not seen since");
    watch.see(1, dock(JITA), 11);
    assert_eq!(watch.news(11), ["Opened: LogsOn"], "now it is clear");
    let mut watch = Watch::of(&[moves(&[MoveTrigger::LogsOn])]);
    watch.see(1, dock(JITA), 0);
    watch.online(1, false, 5);
    watch.online(1, true, 10);
    watch.ship(1).flown.as_mut().unwrap().since = Some(at(12));
    watch.see(1, dock(JITA), 13);
    assert_eq!(watch.news(13), NOTHING, "boarded after they came");
}

#[test]
fn snoozed_pilots_are_silent_and_when_that_ends_one_notice_says_so() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.snooze(1, Some(60));
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), NOTHING);
    assert_eq!(watch.news(60), ["SnoozeEnded: Undocks"]);
    assert_eq!(watch.news(61), NOTHING);
    watch.snooze(1, None);
    assert_eq!(watch.edit(62), NOTHING);
    assert_eq!(watch.withdrawn, [WatchAlertId { rule: RULE, subject: TITAN }].into(), "nothing that waits is sent");
    watch.snoozes.0.remove(&PilotId(1));
    assert_eq!(watch.edit(63), ["Opened (Edit): Undocks"], "what was taken back was never sent");
    watch.snooze(1, None);
    watch.edit(64);
    watch.withdrawn.clear();
    watch.see(1, dock(JITA), 65);
    assert_eq!((watch.news(65), watch.news(90)), (NOTHING, NOTHING), "not even its end is told");
}

#[test]
fn the_end_of_a_snooze_is_news_also_where_more_of_its_pilot_became_known_just_now() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.snooze(1, Some(60));
    watch.see(1, Place::space(JITA), 1);
    watch.news(1);
    watch.introduced_now = [PilotId(1)].into();
    assert_eq!(watch.news(60), ["SnoozeEnded: Undocks"]);
}

#[test]
fn a_ship_that_is_expected_from_some_time_on_is_silent_from_then_on() {
    let mut watch = undocked();
    watch.expected = [key(1)].into();
    assert_eq!(watch.news(5), NOTHING);
    assert_eq!(watch.withdrawn, [WatchAlertId { rule: RULE, subject: TITAN }].into(), "nothing that waits is sent");
    watch.withdrawn.clear();
    assert_eq!((watch.news(30), watch.news(60)), (NOTHING, NOTHING), "it is not over");
    watch.expected.clear();
    assert_eq!(watch.news(61), ["SnoozeEnded: Undocks"]);
}

#[test]
fn an_alert_goes_along_with_its_ship_to_another_main() {
    let mut watch = undocked();
    assert_eq!(watch.alert(TITAN).main, Some(PilotId(1)));
    watch.ship(1).main = 9;
    assert_eq!(watch.news(2), NOTHING);
    assert_eq!(watch.alert(TITAN).main, Some(PilotId(9)));
}

#[test]
fn of_a_pilot_whose_ships_are_not_all_known_nothing_is_over() {
    let mut watch = undocked();
    watch.ship(1).introduced = false;
    watch.see(1, dock(JITA), 5);
    assert_eq!((watch.news(5), watch.news(60)), (NOTHING, NOTHING));
    watch.ship(1).introduced = true;
    assert_eq!((watch.news(61), watch.news(76)), (NOTHING, vec!["Resolved: Undocks".to_owned()]));
}

#[test]
fn an_acknowledgement_lasts_as_long_as_the_alert() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Moves])]);
    watch.see(1, Place::space(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(PERIMETER), 1);
    assert_eq!(watch.news(1), ["Opened: Moves"]);
    watch.acknowledge(TITAN);
    watch.see(1, Place::space(DELVE), 10);
    assert_eq!(watch.news(10), NOTHING);
    watch.news(40);
    assert_eq!(watch.acknowledged.len(), 1, "it fades");
    assert_eq!(watch.news(55), ["Resolved: Moves"]);
    assert!(watch.acknowledged.is_empty());
    watch.see(1, Place::space(JITA), 70);
    assert_eq!(watch.news(70), ["Opened: Moves"]);
}

#[test]
fn an_edit_ends_alerts_without_a_word_and_makes_no_movement() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    assert_eq!(watch.saved(0), NOTHING);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1), ["Opened: Undocks"]);
    watch.rules[0].enabled = false;
    assert_eq!(watch.saved(2), NOTHING);
    assert!(watch.alert(TITAN).is_closed());
    watch.rules[0].enabled = true;
    assert_eq!((watch.saved(3), watch.news(4)), (NOTHING, NOTHING), "what happened before is no transition");
}

#[test]
fn who_is_not_all_known_has_left_or_is_packaged_alerts_nobody() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    for n in 1..=4 {
        watch.see(n, dock(JITA), 0);
    }
    watch.news(0);
    watch.ship(1).introduced = false;
    watch.ship(2).left = true;
    watch.ship(3).packaged = Some(2);
    for n in 1..=3 {
        watch.see(n, Place::space(JITA), 1);
    }
    assert_eq!(watch.news(1), NOTHING);
    watch.introduced_now = [PilotId(4)].into();
    watch.see(4, Place::space(JITA), 2);
    assert_eq!(watch.news(2), ["Opened (FirstRead): Undocks"]);
}

#[test]
fn an_alert_goes_on_under_the_item_that_became_known() {
    let mut watch = Watch::of(&[moves(&[MoveTrigger::Undocks])]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    watch.news(1);
    let renamed = watch.alert(TITAN).clone().rekeyed(key(1), key(7));
    assert_eq!((renamed.id.subject, renamed.hulls), (WatchSubject::Hull(key(7)), [key(7)].into()));
}

#[test]
fn a_critical_rule_makes_its_ships_critical_and_of_two_the_higher_counts() {
    let standard = WatchRule { level: AlertLevel::Alerting, ..moves(&[MoveTrigger::Undocks]) };
    let critical = WatchRule { id: WatchRuleId(1), level: AlertLevel::Critical, ..standard.clone() };
    let mut watch = Watch::of(&[standard, critical]);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!(watch.news(1).len(), 2, "two rules, two alerts");
    let ship = watch.ships[&1];
    let fact = crate::evaluate::HullFact { key: key(1), ..crate::data::fact(1, ship.class) };
    let sight = crate::watch::HullSight {
        place: ship.place,
        place_at: ship.place_at,
        place_since: None,
        flown: ship.flown,
        online: None,
        space: None,
    };
    let view = WatchView {
        now: at(2),
        facts: &[fact],
        sights: &[sight],
        movements: &[],
        is_news: true,
        locate: &|_| None::<SystemLocation>,
        alerts: &watch.alerts,
        snoozes: &watch.snoozes,
        expected: &watch.expected,
    };
    let judgement = judge(&mut WatchIndex::new(&watch.rules, &[].into()), &view, &super::given::Line);
    assert_eq!(levels(&judgement).open, [(key(1), (AlertLevel::Critical, WatchRuleId(1)))].into());
}
