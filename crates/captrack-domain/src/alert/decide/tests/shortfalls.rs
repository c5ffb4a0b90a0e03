//! Fleets that news makes too small while hulls of snoozed pilots would fill them up.

use super::*;

/// Five carriers that stand and were told, and a sixth of a snoozed pilot.
fn five_and_one_snoozed() -> Desk {
    let mut desk = Desk::that_told(carriers(1..7));
    assert_eq!(desk.snooze(6, 7200).edit(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Open);
    desk
}

#[test]
fn a_fleet_that_falls_short_is_resolved_although_a_snoozed_hull_would_fill_it_up() {
    let mut desk = five_and_one_snoozed();
    desk.remove(5).later(60);
    let since = desk.now;
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Fading { since });
    assert_eq!(desk.later(899).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn a_snooze_that_ends_after_that_tells_the_fleet_anew() {
    let mut desk = five_and_one_snoozed();
    desk.remove(5).news();
    assert_eq!(desk.later(900).news().len(), 1);
    assert_eq!(desk.later(6300).news(), ["SnoozeEnded fleet/1/carrier [1, 2, 3, 4, 6]"]);
}

#[test]
fn a_snooze_that_ends_before_that_lets_it_go_on_and_names_the_snoozed_hull() {
    let mut desk = five_and_one_snoozed();
    desk.later(6900).remove(5);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(300).news(), ["Grew fleet/1/carrier [6]"]);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_fleet_that_is_back_in_time_says_nothing() {
    let mut desk = five_and_one_snoozed();
    let fifth = desk.hull(5).clone();
    desk.remove(5).news();
    desk.facts.push(fifth);
    assert_eq!(desk.later(600).news(), NOTHING);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_snoozed_hull_that_joins_a_fleet_which_fades_does_not_hide_its_end() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.snooze(6, 7200).edit();
    desk.remove(5).news();
    desk.facts.extend(carriers(6..7));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.later(840).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
}

#[test]
fn an_edit_does_not_hasten_the_end() {
    let mut desk = five_and_one_snoozed();
    desk.remove(5).news();
    assert_eq!(desk.later(900).snooze(99, 60).edit(), NOTHING);
    assert_eq!(desk.news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
}

#[test]
fn a_fleet_that_falls_short_by_an_edit_is_silent() {
    let mut desk = five_and_one_snoozed();
    assert_eq!(desk.mode(HullClass::Carrier, ClassMode::Threshold { n: 6 }).edit(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Silenced);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_fleet_whose_hulls_go_over_to_snoozed_pilots_ends_without_a_word() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.snooze(9, 7200).edit();
    for item in 1..6 {
        desk.hull(item).pilot = PilotId(9);
    }
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(900).news(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Silenced);
    assert_eq!(desk.later(6300).news(), ["SnoozeEnded fleet/1/carrier [1, 2, 3, 4, 5]"]);
}

#[test]
fn a_titan_that_goes_over_to_a_snoozed_pilot_is_silenced_at_once() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.snooze(9, 7200).edit();
    desk.hull(1).pilot = PilotId(9);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.taken_back, ["hull/item/1"]);
    assert_eq!(desk.state("hull/item/1"), &AlertState::Silenced);
}

#[test]
fn a_fleet_that_falls_short_while_a_hull_goes_over_to_a_pilot_not_known_yet_waits() {
    let mut desk = five_and_one_snoozed();
    desk.hull(5).introduced = false;
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.snooze(99, 60).edit(), NOTHING);
    assert_eq!(desk.taken_back, NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Open);
    desk.hull(5).introduced = true;
    assert_eq!(desk.later(60).news(), NOTHING, "it was told before");
}
