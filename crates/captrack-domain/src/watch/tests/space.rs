use super::given::{RULE, Watch, at, dock, rule};
use crate::data::key;
use crate::eden::{DELVE, JITA};
use crate::evaluate::AlertLevel;
use crate::notice::{NoticeKind, NoticeOccasion, Receiver};
use crate::place::{Place, Site};
use crate::section::Freshness;
use crate::watch::{Stage, WatchAlertId, WatchKind, WatchRule, WatchSubject};

const TITAN: WatchSubject = WatchSubject::Hull(key(1));
const NOTHING: Vec<String> = Vec::new();
const SPACE: Place = Place::space(JITA);

fn too_long(repeat: bool) -> WatchRule {
    let stage = |minutes, receivers: &[Receiver]| Stage { minutes, receivers: receivers.iter().copied().collect() };
    let stages = vec![
        stage(10, &[Receiver::Os]),
        stage(20, &[Receiver::DiscordStandard]),
        stage(40, &[Receiver::DiscordCritical]),
    ];
    rule(WatchKind::InSpace { stages, repeat })
}

#[test]
fn each_stage_is_told_once_to_its_receivers() {
    let mut watch = Watch::of(&[too_long(false)]);
    let mut told = Vec::new();
    for minute in 0..90 {
        watch.see(1, SPACE, minute);
        watch.online(1, true, minute);
        for transition in watch.judged(minute, NoticeOccasion::News, false) {
            told.push((minute, transition.kind, transition.receivers.unwrap()));
        }
    }
    let stages = [
        (10, NoticeKind::Opened, [Receiver::Os].into()),
        (20, NoticeKind::Grew, [Receiver::DiscordStandard].into()),
        (40, NoticeKind::Grew, [Receiver::DiscordCritical].into()),
    ];
    assert_eq!(told, stages);
}

#[test]
fn docking_ends_the_stay_at_once_and_the_next_one_counts_from_nothing() {
    let mut watch = Watch::of(&[too_long(false)]);
    assert_eq!(watch.stays(1, SPACE, 0..=15), ["Opened: stage 1, 10 min"]);
    watch.see(1, dock(JITA), 16);
    assert_eq!(watch.news(16), ["Resolved: stage 1, 15 min"]);
    assert_eq!(watch.stays(1, SPACE, 17..=26), NOTHING);
    assert_eq!(watch.stays(1, Place::space(DELVE), 27..=27), ["Opened: stage 1, 10 min"], "another system is one stay");
}

#[test]
fn logging_off_ends_it_and_so_does_another_ship() {
    let mut watch = Watch::of(&[too_long(false)]);
    watch.stays(1, SPACE, 0..=12);
    watch.online(1, false, 13);
    assert_eq!(watch.news(13), ["Resolved: stage 1, 12 min"]);
    watch.stays(1, SPACE, 20..=32);
    watch.ship(1).flown = None;
    assert_eq!(watch.news(33), ["Resolved: stage 1, 12 min"]);
}

#[test]
fn nobody_who_is_offline_or_of_whom_that_is_not_known_is_in_space_too_long() {
    let mut watch = Watch::of(&[too_long(false)]);
    for minute in 0..90 {
        watch.see(1, SPACE, minute);
        watch.see(2, SPACE, minute);
        watch.online(2, false, minute);
        assert_eq!(watch.news(minute), NOTHING);
    }
}

#[test]
fn time_that_nobody_saw_does_not_count_and_ends_nothing() {
    let mut watch = Watch::of(&[too_long(false)]);
    watch.see(1, SPACE, 0);
    watch.online(1, true, 0);
    watch.stays(1, SPACE, 0..=9);
    for minute in 10..55 {
        assert_eq!(watch.news(minute), NOTHING, "its clock stands");
    }
    assert_eq!(watch.stays(1, SPACE, 55..=55), NOTHING, "perhaps it was docked");
    assert_eq!(watch.stays(1, SPACE, 56..=57), ["Opened: stage 1, 10 min"]);
}

#[test]
fn the_downtime_ends_it_and_who_is_called_online_after_it_has_to_be_seen_to_do_something() {
    // 11:00 is an hour before the noon that minutes count from.
    let mut watch = Watch::of(&[too_long(false)]);
    assert_eq!(watch.stays(1, SPACE, -90..=-61).len(), 2);
    let mut after = Vec::new();
    for minute in -40..=20 {
        watch.see(1, SPACE, minute);
        watch.online(1, true, minute);
        after.extend(watch.news(minute));
    }
    assert_eq!(after, ["Resolved: stage 2, 29 min"], "the flag may be stuck");
    assert_eq!(watch.stays(1, Place::space(DELVE), 21..=31), ["Opened: stage 1, 10 min"], "who moves is online");
    let mut watch = Watch::of(&[too_long(false)]);
    watch.stays(1, SPACE, -90..=-61);
    watch.online(1, false, -50);
    watch.news(-50);
    assert_eq!(watch.stays(1, SPACE, -40..=-30), ["Opened: stage 1, 10 min"], "a new session");
}

#[test]
fn an_acknowledgement_lasts_for_the_stay() {
    let mut watch = Watch::of(&[too_long(true)]);
    assert_eq!(watch.stays(1, SPACE, 0..=12).len(), 1);
    watch.acknowledge(TITAN);
    assert_eq!(watch.stays(1, SPACE, 13..=120), NOTHING);
    watch.see(1, dock(JITA), 121);
    assert_eq!(watch.news(121), ["Resolved: stage 3, 120 min"]);
    assert!(watch.acknowledged.is_empty());
    assert_eq!(watch.stays(1, SPACE, 122..=132), ["Opened: stage 1, 10 min"]);
}

#[test]
fn the_last_stage_repeats_every_five_minutes_twelve_times_at_most() {
    let mut watch = Watch::of(&[too_long(true)]);
    let mut told = Vec::new();
    for minute in 0..200 {
        watch.see(1, SPACE, minute);
        watch.online(1, true, minute);
        let transitions = watch.judged(minute, NoticeOccasion::News, false);
        assert!(transitions.iter().all(|told| told.occasion == NoticeOccasion::News));
        let repeated = transitions.iter().filter(|told| told.kind == NoticeKind::Reminder);
        told.extend(repeated.map(|told| (minute, told.receivers.clone().unwrap())));
    }
    let critical = || [Receiver::DiscordCritical].into();
    assert_eq!(told, (1..=12).map(|n| (40 + 5 * n, critical())).collect::<Vec<_>>());
}

#[test]
fn it_repeats_until_it_is_acknowledged_and_never_of_what_is_out_of_date() {
    let mut watch = Watch::of(&[too_long(true)]);
    assert_eq!(watch.stays(1, SPACE, 0..=46).len(), 4);
    watch.ship(1).freshness = Freshness::Stale;
    assert_eq!((watch.news(51), watch.news(60)), (NOTHING, NOTHING));
    watch.ship(1).freshness = Freshness::Fresh;
    assert_eq!(watch.news(61), ["Reminder: stage 3, 46 min"]);
    watch.acknowledge(TITAN);
    assert_eq!(watch.news(90), NOTHING);
}

#[test]
fn what_is_in_space_when_the_rule_is_saved_is_shown_and_its_next_stage_is_sent() {
    let mut watch = Watch::of(&[]);
    watch.stays(1, SPACE, 0..=15);
    watch.rules = vec![too_long(false)];
    assert_eq!(watch.saved(15), NOTHING);
    assert!(!watch.alert(TITAN).is_closed());
    assert_eq!(watch.stays(1, SPACE, 16..=25), ["Grew: stage 2, 20 min"]);
    watch.rules[0].level = AlertLevel::Alerting;
    assert_eq!(watch.saved(26), NOTHING);
    assert_eq!(watch.alert(TITAN).level, AlertLevel::Alerting);
}

#[test]
fn two_stages_that_come_at_once_are_told_as_one_to_the_receivers_of_both() {
    let mut watch = Watch::of(&[too_long(false)]);
    watch.snooze(1, Some(25));
    assert_eq!(watch.stays(1, SPACE, 0..=24), NOTHING);
    watch.see(1, SPACE, 25);
    watch.online(1, true, 25);
    let told = watch.judged(25, NoticeOccasion::News, false);
    assert_eq!((told.len(), told[0].kind), (1, NoticeKind::SnoozeEnded));
    assert_eq!(told[0].receivers, Some([Receiver::Os, Receiver::DiscordStandard].into()));
}

#[test]
fn online_and_place_count_only_where_both_were_true_at_one_moment() {
    let mut watch = Watch::of(&[too_long(false)]);
    for minute in 0..30 {
        watch.see(1, SPACE, minute);
        if minute == 0 {
            watch.online(1, true, 0);
        }
        assert_eq!(watch.news(minute), NOTHING, "whether they are online still, nobody has said");
    }
    watch.online(1, true, 30);
    assert_eq!(watch.news(30), ["Opened: stage 2, 29 min"], "they were");
    assert_eq!(watch.ship(1).space.unwrap().began, at(0));
}

#[test]
fn where_it_is_not_known_whether_a_ship_is_docked_no_time_counts() {
    let mut watch = Watch::of(&[too_long(false)]);
    assert_eq!(watch.stays(1, Place { system: Some(JITA), site: Site::Unknown }, 0..=60), NOTHING);
    assert_eq!(watch.ship(1).space, None);
}

#[test]
fn nobody_hears_the_end_of_what_nobody_was_told_or_of_who_has_left() {
    let mut watch = Watch::of(&[too_long(false)]);
    assert_eq!(watch.stays(1, SPACE, 0..=10).len(), 1);
    watch.withdrawn = [WatchAlertId { rule: RULE, subject: TITAN }].into();
    watch.see(1, dock(JITA), 11);
    assert_eq!(watch.news(11), NOTHING, "it was taken back before it was sent");
    assert!(watch.alert(TITAN).is_closed());
    let mut watch = Watch::of(&[too_long(false)]);
    assert_eq!(watch.stays(1, SPACE, 0..=10).len(), 1);
    watch.ship(1).left = true;
    assert_eq!(watch.news(11), NOTHING);
    assert!(watch.alert(TITAN).is_closed());
    assert_eq!(watch.withdrawn.len(), 1, "nothing that waits is sent");
}
