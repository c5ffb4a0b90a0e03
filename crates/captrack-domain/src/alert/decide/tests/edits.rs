//! Edits: quiet, and they swallow nothing.

use super::*;

#[test]
fn an_edit_never_says_resolved_and_takes_back_what_waits() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    desk.mode(HullClass::Titan, ClassMode::Ignore).mode(HullClass::Carrier, ClassMode::Ignore);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.taken_back, ["hull/item/10", "fleet/1/carrier"]);
    assert!(desk.alerts.values().all(Alert::is_closed));
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn what_stands_since_an_edit_is_told_as_an_edit() {
    let mut desk = Desk::with(carriers(1..4));
    desk.news();
    desk.mode(HullClass::Carrier, ClassMode::Threshold { n: 2 });
    assert_eq!(desk.edit(), ["Opened fleet/1/carrier [1, 2, 3] (Edit)"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn another_main_given_by_hand_is_no_move() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).main = PilotId(9);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.later(600).news(), NOTHING);
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].main, PilotId(9));
}

#[test]
fn an_edit_of_something_else_does_not_swallow_the_end_of_what_fades() {
    let mut desk = Desk::that_told(carriers(1..6));
    assert_eq!(desk.remove(5).later(60).news(), NOTHING);
    assert_eq!(desk.later(60).snooze(99, 3600).edit(), NOTHING);
    assert_eq!(desk.taken_back, NOTHING);
    assert_eq!(desk.later(900).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
}

#[test]
fn an_edit_of_something_else_does_not_swallow_a_move_that_waits() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    desk.news();
    desk.later(60).hull(1).whereabouts = Some(system(CATCH));
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.snooze(99, 3600).edit(), NOTHING);
    assert_eq!(desk.later(300).news(), ["Moved hull/item/1 [1]"]);
}

#[test]
fn an_edit_does_not_close_what_went_over_to_a_pilot_who_is_not_known_yet() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).introduced = false;
    assert_eq!(desk.snooze(99, 3600).edit(), NOTHING);
    desk.hull(1).introduced = true;
    assert_eq!(desk.news(), NOTHING, "it was told before");
}

#[test]
fn the_end_of_a_fleet_does_not_name_pilots_who_were_snoozed_meanwhile() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.remove(5).news();
    desk.snooze(2, 7200).edit();
    assert_eq!(desk.later(900).news(), ["Resolved fleet/1/carrier [1, 3, 4, 5]"]);
}

#[test]
fn a_forgotten_pilot_is_closed_quietly() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    assert_eq!(desk.remove(1).edit(), NOTHING);
    assert!(desk.alerts.values().all(Alert::is_closed));
}

/// Titan 1 has just gone over from main 1 to main 7, whose pause after a move is not over.
fn handed_over_within_the_pause() -> Desk {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(7), ..titan(2) }]);
    desk.hull(2).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/2 [2]"]);
    desk.later(10).hull(1).main = PilotId(7);
    assert_eq!(desk.news(), NOTHING);
    desk
}

#[test]
fn an_edit_of_something_else_does_not_swallow_another_owner_that_waits_to_be_told() {
    let mut desk = handed_over_within_the_pause();
    assert_eq!(desk.snooze(99, 3600).edit(), NOTHING);
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].main, PilotId(1), "as it was told");
    assert_eq!(desk.later(290).news(), ["Moved hull/item/1 [1]"]);
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].main, PilotId(7));
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn another_owner_that_waits_to_be_told_is_told_under_the_main_that_it_was_given_meanwhile() {
    let mut desk = handed_over_within_the_pause();
    desk.hull(1).main = PilotId(8);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"], "that main has no pause");
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].main, PilotId(8));
}

#[test]
fn another_owner_that_is_given_the_main_that_was_told_has_not_moved() {
    let mut desk = handed_over_within_the_pause();
    desk.hull(1).main = PilotId(1);
    assert_eq!(desk.edit(), NOTHING);
    desk.hull(1).main = PilotId(9);
    assert_eq!(desk.edit(), NOTHING, "nothing waits any more");
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn an_owner_who_takes_it_back_within_the_pause_has_not_moved_it() {
    let mut desk = handed_over_within_the_pause();
    desk.hull(1).main = PilotId(1);
    assert_eq!(desk.later(10).news(), NOTHING);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn another_owner_who_is_snoozed_before_it_was_told_is_told_when_the_snooze_ends() {
    let mut desk = handed_over_within_the_pause();
    assert_eq!(desk.snooze(1, 60).edit(), NOTHING);
    assert!(!desk.alerts[&AlertId::Hull(key(1))].handover_waits);
    assert_eq!(desk.later(60).news(), ["SnoozeEnded hull/item/1 [1]"]);
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].main, PilotId(7));
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn hulls_whose_pilots_have_left_for_good_are_let_go_without_a_word() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.facts[0].left = true;
    assert_eq!(desk.later(60).news(), Vec::<String>::new(), "it is not resolved: it is where it was");
    assert!(desk.alerts.values().all(Alert::is_closed));
    let mut desk = Desk::that_told((1..=5).map(|n| fact(n, HullClass::Carrier)).collect());
    desk.facts[0].left = true;
    assert_eq!(desk.later(60).news(), Vec::<String>::new());
    assert_eq!(desk.later(3600).news(), Vec::<String>::new());
}
