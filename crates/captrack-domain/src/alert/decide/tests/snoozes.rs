//! Snoozes: silence, and what is told when it ends.

use super::*;

#[test]
fn a_snooze_silences_an_alert_and_takes_back_what_waits() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    assert_eq!(desk.snooze(1, 3600).edit(), NOTHING);
    assert_eq!(desk.taken_back, ["hull/item/1"]);
    assert_eq!(desk.state("hull/item/1"), &AlertState::Silenced);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.taken_back, NOTHING, "once is enough");
}

#[test]
fn the_end_of_a_snooze_is_told_when_the_alert_stands() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    assert_eq!(desk.later(3599).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["SnoozeEnded hull/item/1 [1]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn the_end_of_a_snooze_is_not_told_when_nothing_stands() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    assert_eq!(desk.remove(1).later(60).news(), NOTHING);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_snoozed_titan_that_shows_up_is_told_when_its_snooze_ends() {
    let mut desk = Desk::with(vec![titan(1)]);
    desk.snooze(1, 3600);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(3600).news(), ["SnoozeEnded hull/item/1 [1]"]);
}

#[test]
fn a_snooze_survives_a_titan_that_leaves_and_comes_back() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    desk.remove(1).later(60).news();
    desk.facts.push(titan(1));
    assert_eq!(desk.later(60).news(), NOTHING);
}

#[test]
fn a_snooze_cleared_by_hand_tells_only_what_nobody_has_been_told() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    assert_eq!(desk.later(60).clear(1).edit(), NOTHING);

    let mut desk = Desk::with(vec![titan(1)]);
    desk.snooze(1, 3600).news();
    assert_eq!(desk.clear(1).edit(), ["Opened hull/item/1 [1] (Edit)"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn what_was_taken_back_before_it_was_sent_counts_as_never_told() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.withdrawn.insert((AlertId::Hull(key(1)), key(1)));
    desk.snooze(1, 3600).edit();
    assert_eq!(desk.clear(1).edit(), ["Opened hull/item/1 [1] (Edit)"]);
}

#[test]
fn what_was_taken_back_and_stands_is_told_again_once() {
    let mut desk = Desk::that_told(carriers(1..7));
    desk.withdrawn.insert((AlertId::Fleet(PilotId(1), HullClass::Carrier), key(2)));
    assert_eq!(desk.news(), ["Grew fleet/1/carrier [2]"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn a_fleet_without_its_snoozed_pilot_is_silent_below_its_threshold() {
    let mut desk = Desk::that_told(carriers(1..6));
    assert_eq!(desk.snooze(3, 3600).edit(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Silenced);
    assert_eq!(desk.later(3600).news(), ["SnoozeEnded fleet/1/carrier [1, 2, 3, 4, 5]"]);
}

#[test]
fn a_silent_fleet_that_a_further_hull_brings_over_its_threshold_has_opened_not_woken() {
    let mut desk = Desk::with(carriers(1..6));
    desk.snooze(3, 3600);
    assert_eq!(desk.news(), NOTHING);
    desk.facts.extend(carriers(6..7));
    assert_eq!(desk.news(), ["Opened fleet/1/carrier [1, 2, 4, 5, 6]"]);
    assert_eq!(desk.later(3600).news(), ["Grew fleet/1/carrier [3]"]);
}

#[test]
fn a_silenced_fleet_that_a_further_hull_brings_over_its_threshold_names_that_hull() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.snooze(3, 3600).edit();
    desk.facts.extend(carriers(6..7));
    assert_eq!(desk.later(60).news(), ["Grew fleet/1/carrier [6]"]);
}

#[test]
fn a_hull_that_joins_a_silenced_fleet_is_told_when_the_snooze_ends() {
    let mut desk = Desk::that_told(carriers(1..6));
    for pilot in 1..8 {
        desk.snooze(pilot, 3600);
    }
    desk.edit();
    desk.facts.extend(carriers(6..7));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.later(3600).news(), ["SnoozeEnded fleet/1/carrier [1, 2, 3, 4, 5, 6]"]);
}

#[test]
fn a_titan_that_moved_while_it_was_snoozed_is_told_where_it_is_and_not_as_moved() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.later(3600).news(), ["SnoozeEnded hull/item/1 [1]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn a_snooze_cleared_by_hand_tells_no_move_that_happened_meanwhile() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(1, 3600).edit();
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    desk.later(60).news();
    assert_eq!(desk.clear(1).edit(), NOTHING);
    assert_eq!(desk.later(60).news(), NOTHING);
}
