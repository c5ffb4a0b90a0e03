//! Acknowledgements: quiet about what was seen, and about nothing else.

use super::*;
use AcknowledgementEnd::{Broken, Over};

/// A titan and five carriers of main 1, told and acknowledged.
fn acknowledged() -> Desk {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    assert_eq!(desk.acknowledge(1).edit(), NOTHING);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 10]);
    desk
}

#[test]
fn a_further_titan_ends_it_and_only_that_titan_is_told() {
    let mut desk = acknowledged();
    desk.hull(10).whereabouts = Some(system(QUERIOUS));
    desk.facts.push(titan(11));
    assert_eq!(desk.news(), ["Opened hull/item/11 [11]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
    assert_eq!(desk.later(600).news(), NOTHING, "where the other one went has been seen");
}

#[test]
fn a_further_carrier_ends_it_and_only_that_carrier_is_told() {
    let mut desk = acknowledged();
    desk.facts.extend(carriers(6..8));
    assert_eq!(desk.news(), ["Grew fleet/1/carrier [6, 7]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn a_further_hull_that_does_not_alert_leaves_it() {
    let mut desk = acknowledged();
    desk.facts.push(hull(20, HullClass::Dreadnought));
    desk.facts.push(hull(21, HullClass::CapitalIndustrial));
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.ended, []);
}

#[test]
fn a_further_titan_of_somebody_else_leaves_it() {
    let mut desk = acknowledged();
    desk.facts.push(HullFact { main: PilotId(2), ..titan(11) });
    assert_eq!(desk.news(), ["Opened hull/item/11 [11]"]);
    assert_eq!(desk.ended, []);
}

#[test]
fn moves_are_not_told_and_not_made_up_for() {
    let mut desk = acknowledged();
    desk.hull(10).whereabouts = Some(system(QUERIOUS));
    desk.hull(3).whereabouts = Some(system(CATCH));
    assert_eq!(desk.later(60).news(), NOTHING);
    desk.acknowledged.0.clear();
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.later(600).news(), NOTHING);
    desk.hull(10).whereabouts = Some(system(DELVE));
    assert_eq!(desk.news(), ["Moved hull/item/10 [10]"]);
}

#[test]
fn its_end_is_told_and_ends_the_acknowledgement_with_the_last_hull() {
    let mut desk = acknowledged();
    assert_eq!(desk.remove(10).later(60).news(), ["Resolved hull/item/10 [10]"]);
    assert_eq!((desk.seen(1), &desk.ended[..]), (vec![1, 2, 3, 4, 5], &[][..]));
    assert_eq!(desk.remove(1).news(), NOTHING);
    assert_eq!(desk.later(900).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
    assert_eq!(desk.ended, [(1, Over)]);
}

#[test]
fn a_titan_that_was_over_and_comes_back_is_news() {
    let mut desk = acknowledged();
    desk.remove(10).news();
    desk.facts.push(titan(10));
    assert_eq!(desk.later(60).news(), ["Opened hull/item/10 [10]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn a_fleet_that_flaps_stays_acknowledged() {
    let mut desk = acknowledged();
    let fifth = desk.hull(5).clone();
    desk.remove(5).news();
    desk.facts.push(fifth);
    assert_eq!(desk.later(600).news(), NOTHING);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 10]);
}

#[test]
fn a_fleet_that_fades_can_be_acknowledged_and_comes_back_without_a_word() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    let fifth = desk.hull(5).clone();
    desk.remove(5).news();
    assert_eq!(desk.acknowledge(1).edit(), NOTHING);
    desk.facts.push(fifth);
    assert_eq!(desk.later(600).news(), NOTHING);
    assert_eq!(desk.ended, []);
}

#[test]
fn a_carrier_that_leaves_the_listed_places_and_returns_to_its_fleet_is_not_news() {
    let mut desk = Desk::with(carriers(1..7));
    desk.policy.scope.kind = crate::policy::ScopeKind::OnlyListed;
    desk.policy.scope.regions.insert(RegionId(DELVE));
    desk.news();
    desk.acknowledge(1).edit();
    desk.hull(6).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.later(60).news(), NOTHING);
    desk.hull(6).whereabouts = Some(system(DELVE));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_carrier_that_was_gone_and_comes_back_is_news() {
    let mut desk = Desk::that_told(carriers(1..7));
    desk.acknowledge(1).edit();
    desk.remove(6).news();
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5]);
    desk.facts.extend(carriers(6..7));
    assert_eq!(desk.later(60).news(), ["Grew fleet/1/carrier [6]"]);
}

#[test]
fn no_further_carrier_is_hidden_by_one_that_left_a_fleet_which_is_over_since() {
    let mut desk = Desk::with([vec![titan(10)], carriers(6..8)].concat());
    desk.mode(HullClass::Carrier, ClassMode::Threshold { n: 1 });
    desk.policy.scope.kind = crate::policy::ScopeKind::OnlyListed;
    desk.policy.scope.regions.insert(RegionId(DELVE));
    desk.news();
    desk.acknowledge(1).edit();
    desk.hull(6).whereabouts = Some(system(QUERIOUS));
    desk.news();
    desk.remove(7).news();
    assert_eq!(desk.later(900).news(), ["Resolved fleet/1/carrier [7]"]);
    desk.hull(6).whereabouts = Some(system(DELVE));
    assert_eq!(desk.later(60).news(), ["Opened fleet/1/carrier [6]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn what_was_acknowledged_while_it_was_snoozed_is_not_told_when_the_snooze_ends() {
    let mut desk = Desk::with(vec![titan(1), HullFact { pilot: PilotId(9), ..titan(2) }]);
    desk.snooze(9, 3600);
    assert_eq!(desk.news(), ["Opened hull/item/1 [1]"]);
    assert_eq!(desk.acknowledge(1).edit(), NOTHING);
    assert_eq!(desk.later(3600).news(), NOTHING);
    assert_eq!((desk.seen(1), &desk.ended[..]), (vec![1, 2], &[][..]));
}

#[test]
fn a_snoozed_titan_that_came_after_it_is_told_when_its_snooze_ends() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.acknowledge(1).edit();
    desk.snooze(2, 3600).edit();
    desk.facts.push(titan(2));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.ended, [], "nothing further alerts");
    assert_eq!(desk.later(3600).news(), ["SnoozeEnded hull/item/2 [2]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn a_snooze_on_top_of_it_changes_nothing() {
    let mut desk = acknowledged();
    assert_eq!(desk.snooze(10, 3600).edit(), NOTHING);
    assert_eq!(desk.later(3600).news(), NOTHING);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 10]);
}

#[test]
fn what_was_taken_back_by_a_snooze_and_acknowledged_is_not_told_later() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.withdrawn.insert((AlertId::Hull(key(1)), key(1)));
    desk.snooze(1, 3600).edit();
    desk.acknowledge(1).edit();
    assert_eq!(desk.later(3600).news(), NOTHING);
    desk.acknowledged.0.clear();
    assert_eq!(desk.later(60).news(), NOTHING);
}

#[test]
fn a_new_pilots_titan_that_was_on_the_card_is_not_told_when_its_hulls_are_known() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.facts.push(HullFact { introduced: false, ..titan(2) });
    desk.news();
    desk.acknowledge(1).edit();
    desk.hull(2).introduced = true;
    desk.introduced_now.insert(PilotId(2));
    assert_eq!(desk.later(30).news(), NOTHING);
    assert_eq!((desk.seen(1), &desk.ended[..]), (vec![1, 2], &[][..]));
}

// Edits

#[test]
fn an_edit_that_makes_further_hulls_alert_ends_it() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..4)].concat());
    desk.acknowledge(1).edit();
    desk.mode(HullClass::Carrier, ClassMode::Threshold { n: 3 });
    assert_eq!(desk.edit(), ["Opened fleet/1/carrier [1, 2, 3] (Edit)"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn an_edit_that_only_makes_them_alert_otherwise_leaves_it() {
    let mut desk = acknowledged();
    desk.mode(HullClass::Carrier, ClassMode::Always);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 10]);
    assert_eq!(desk.later(60).news(), NOTHING);
}

#[test]
fn an_edit_that_silences_all_of_it_ends_it() {
    let mut desk = acknowledged();
    desk.mode(HullClass::Carrier, ClassMode::TrackOnly).mode(HullClass::Titan, ClassMode::TrackOnly);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.ended, [(1, Over)]);
}

#[test]
fn a_titan_put_under_the_main_by_hand_ends_it_without_a_word() {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(2), ..titan(2) }]);
    desk.acknowledge(1).edit();
    desk.hull(2).main = PilotId(1);
    assert_eq!(desk.edit(), NOTHING, "it was told before");
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn a_titan_put_under_another_main_by_hand_leaves_it() {
    let mut desk = Desk::that_told(vec![titan(1), titan(2)]);
    desk.acknowledge(1).edit();
    desk.hull(2).main = PilotId(7);
    assert_eq!(desk.edit(), NOTHING);
    assert_eq!(desk.seen(1), [1]);
}

// Owners

#[test]
fn a_titan_that_goes_over_to_another_main_is_told() {
    let mut desk = acknowledged();
    desk.hull(10).main = PilotId(7);
    assert_eq!(desk.news(), ["Moved hull/item/10 [10]"]);
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5]);
}

#[test]
fn a_titan_that_comes_from_another_main_is_told_and_ends_it() {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(2), ..titan(2) }]);
    desk.acknowledge(1).edit();
    desk.hull(2).main = PilotId(1);
    assert_eq!(desk.news(), ["Moved hull/item/2 [2]"]);
    assert_eq!(desk.ended, [(1, Broken)]);
}

#[test]
fn a_fleet_that_falls_short_of_snoozed_pilots_is_over_for_it_as_well() {
    let mut desk = Desk::that_told(carriers(1..7));
    desk.snooze(6, 7200).edit();
    desk.acknowledge(1).edit();
    assert_eq!(desk.seen(1), [1, 2, 3, 4, 5, 6]);
    desk.remove(5).news();
    assert_eq!(desk.later(900).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
    assert_eq!(desk.ended, [(1, Over)]);
    assert_eq!(desk.later(6300).news(), ["SnoozeEnded fleet/1/carrier [1, 2, 3, 4, 6]"]);
}

#[test]
fn only_what_alerts_under_the_main_is_acknowledged() {
    let mut desk =
        Desk::with(vec![titan(10), hull(20, HullClass::Dreadnought), HullFact { main: PilotId(2), ..titan(11) }]);
    desk.news();
    assert_eq!(desk.acknowledge(1).seen(1), [10], "not what is quiet there, and not what alerts elsewhere");
}

#[test]
fn a_snoozed_ship_that_goes_over_to_another_main_is_acknowledged_there() {
    let mut desk = Desk::with(vec![titan(10)]);
    desk.snooze(10, 900).news();
    desk.hull(10).main = PilotId(2);
    desk.later(60).news();
    assert_eq!((desk.acknowledge(1).seen(1), desk.acknowledge(2).seen(2)), (vec![], vec![10]));
}
