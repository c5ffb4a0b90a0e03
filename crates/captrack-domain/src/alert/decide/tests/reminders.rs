//! Reminders: on purpose, packed, seldom, and only of what surely stands.

use super::*;

const HOUR: u64 = 3600;

fn mains(items: [i64; 3]) -> Vec<HullFact> {
    items.map(|item| HullFact { main: PilotId(item), ..titan(item) }).to_vec()
}

#[test]
fn nothing_is_repeated_unless_it_is_asked_for() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    assert_eq!(desk.later(30 * 24 * HOUR).news(), NOTHING);
}

#[test]
fn what_still_stands_is_told_again_every_interval() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.repeat(Some(HOUR), None);
    assert_eq!(desk.later(HOUR - 1).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Reminder hull/item/1 [1] (Reminder)"]);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(HOUR - 1).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Reminder hull/item/1 [1] (Reminder)"]);
}

#[test]
fn when_one_is_due_all_that_stand_are_told_together() {
    let mut desk = Desk::with(mains([1, 2, 3])[..1].to_vec());
    desk.repeat(Some(HOUR), None).news();
    desk.facts = mains([1, 2, 3]);
    assert_eq!(desk.later(1800).news().len(), 2);
    let reminders = desk.later(1800).news();
    assert_eq!(reminders, [1, 2, 3].map(|item| format!("Reminder hull/item/{item} [{item}] (Reminder)")));
    assert_eq!(desk.later(1800).news(), NOTHING, "not once more for those told later");
    assert_eq!(desk.later(1800).news().len(), 3);
}

#[test]
fn what_is_told_anyway_is_not_reminded_of_at_the_same_time() {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(2), ..titan(2) }]);
    desk.repeat(Some(HOUR), None).later(HOUR);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]", "Reminder hull/item/2 [2] (Reminder)"]);
}

#[test]
fn each_level_has_an_interval_of_its_own() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    desk.repeat(None, Some(HOUR)).later(HOUR);
    assert_eq!(desk.news(), ["Reminder fleet/1/carrier [1, 2, 3, 4, 5] (Reminder)"]);
    desk.repeat(Some(2 * HOUR), Some(3 * HOUR)).later(HOUR);
    assert_eq!(desk.news(), ["Reminder hull/item/10 [10] (Reminder)"]);
}

#[test]
fn stale_hulls_are_not_named() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.repeat(None, Some(HOUR)).later(HOUR);
    desk.hull(2).freshness = Freshness::Stale;
    desk.hull(4).freshness = Freshness::Never;
    assert_eq!(desk.news(), ["Reminder fleet/1/carrier [1, 3, 5] (Reminder)"]);
    for fact in &mut desk.facts {
        fact.freshness = Freshness::Stale;
    }
    assert_eq!(desk.later(HOUR).news(), NOTHING);
}

#[test]
fn what_was_stale_waits_for_the_next_reminder_of_its_level() {
    let mut desk = Desk::that_told(mains([1, 2, 3]));
    desk.repeat(Some(HOUR), None).later(HOUR);
    desk.hull(2).freshness = Freshness::Stale;
    assert_eq!(desk.news().len(), 2);
    desk.hull(2).freshness = Freshness::Fresh;
    assert_eq!(desk.later(60).news(), NOTHING, "one reminder an interval");
    assert_eq!(desk.later(HOUR - 60).news().len(), 3);
}

#[test]
fn one_reminder_an_interval_also_when_the_alert_that_had_it_is_over() {
    let mut desk = Desk::that_told(mains([1, 2, 3]));
    desk.repeat(Some(HOUR), None).later(HOUR);
    desk.hull(2).freshness = Freshness::Stale;
    desk.hull(3).freshness = Freshness::Stale;
    assert_eq!(desk.news(), ["Reminder hull/item/1 [1] (Reminder)"]);
    desk.hull(2).freshness = Freshness::Fresh;
    let first = desk.hull(1).clone();
    assert_eq!(desk.remove(1).later(60).news(), ["Resolved hull/item/1 [1]"]);
    assert_eq!(desk.later(60).news(), NOTHING);
    desk.facts.push(first);
    assert_eq!(desk.later(60).news(), ["Opened hull/item/1 [1]"]);
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.later(HOUR - 240).news().len(), 2);
}

#[test]
fn an_acknowledged_main_is_not_reminded_of() {
    let mut desk = Desk::that_told(mains([1, 2, 3]));
    desk.repeat(Some(HOUR), None).acknowledge(2).edit();
    assert_eq!(desk.later(HOUR).news().len(), 2);
    desk.acknowledged.0.clear();
    assert_eq!(desk.later(HOUR).news().len(), 3);
}

#[test]
fn after_a_further_hull_has_ended_an_acknowledgement_the_interval_begins_anew() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.repeat(Some(HOUR), None).acknowledge(1).edit();
    desk.facts.push(titan(2));
    assert_eq!(desk.later(2 * HOUR).news(), ["Opened hull/item/2 [2]"]);
    assert_eq!(desk.later(HOUR - 1).news(), NOTHING);
    assert_eq!(desk.later(1).news().len(), 2);
}

#[test]
fn what_is_snoozed_fades_or_is_over_is_not_reminded_of() {
    let mut desk = Desk::that_told([vec![titan(10), titan(11)], carriers(1..6)].concat());
    desk.repeat(Some(300), Some(300)).snooze(10, 2 * HOUR).edit();
    assert_eq!(desk.remove(11).remove(5).later(300).news(), ["Resolved hull/item/11 [11]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn what_went_over_to_a_pilot_who_is_not_known_yet_is_not_reminded_of() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).introduced = false;
    assert_eq!(desk.repeat(Some(HOUR), None).later(HOUR).news(), NOTHING);
    assert_eq!(desk.state("hull/item/1"), &AlertState::Open);
}

#[test]
fn an_edit_reminds_of_nothing_and_the_next_news_do() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.later(HOUR);
    assert_eq!(desk.repeat(Some(HOUR), None).edit(), NOTHING);
    assert_eq!(desk.news(), ["Reminder hull/item/1 [1] (Reminder)"]);
}

#[test]
fn an_alert_of_which_nobody_kept_when_it_was_told_counts_from_when_it_opened() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.alerts.get_mut(&AlertId::Hull(key(1))).unwrap().sent_at = None;
    desk.repeat(Some(HOUR), None);
    assert_eq!(desk.later(HOUR - 1).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Reminder hull/item/1 [1] (Reminder)"]);
}

#[test]
fn an_interval_longer_than_time_itself_is_never_over() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.repeat(Some(u64::MAX), None);
    assert_eq!(desk.later(10_000 * HOUR).news(), NOTHING);
}
