//! Pilots whose hulls are not known yet.

use super::*;

#[test]
fn nothing_is_told_of_a_new_pilot_before_its_hulls_are_known_and_then_it_is_a_first_read() {
    let mut desk = Desk::with(vec![HullFact { introduced: false, ..titan(1) }]);
    assert_eq!(desk.news(), NOTHING);
    assert!(desk.alerts.is_empty());
    desk.hull(1).introduced = true;
    desk.introduced_now.insert(PilotId(1));
    assert_eq!(desk.later(60).news(), ["Opened hull/item/1 [1] (FirstRead)"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn what_a_pilot_brings_after_its_first_read_is_news() {
    let mut desk = Desk::with(vec![titan(1)]);
    desk.introduced_now.insert(PilotId(1));
    desk.news();
    desk.facts.push(HullFact { pilot: PilotId(1), ..titan(2) });
    assert_eq!(desk.news(), ["Opened hull/item/2 [2]"]);
}

#[test]
fn a_new_pilots_hulls_join_a_fleet_that_was_told_as_a_first_read() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.facts.extend(carriers(6..7));
    desk.introduced_now.insert(PilotId(6));
    assert_eq!(desk.news(), ["Grew fleet/1/carrier [6] (FirstRead)"]);
}

#[test]
fn a_titan_that_goes_over_to_a_pilot_who_is_not_known_yet_is_not_resolved() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).introduced = false;
    desk.hull(1).pilot = PilotId(5);
    assert_eq!(desk.later(30).news(), NOTHING);
    assert_eq!(desk.state("hull/item/1"), &AlertState::Open);
    desk.hull(1).introduced = true;
    assert_eq!(desk.later(30).news(), NOTHING);
}
