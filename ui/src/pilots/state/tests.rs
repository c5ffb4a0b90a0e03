use captrack_contract::ErrorCode;

use super::*;
use crate::actions::mains::moved_pilots::{named, together_with};
use crate::fixtures::{pilot_row, pilots_view};

fn alliance() -> PilotsView {
    pilots_view(vec![pilot_row(1, 1), pilot_row(2, 1), pilot_row(4, 4)])
}

fn arrived(search: &str, view: PilotsView) -> PilotsAction {
    PilotsAction::Arrived(search.into(), Box::new(view))
}

fn after(actions: Vec<PilotsAction>) -> Rc<PilotsState> {
    std::iter::once(arrived("", alliance())).chain(actions).fold(Rc::default(), Reducible::reduce)
}

fn choose(id: i64, main: i64) -> PilotsAction {
    PilotsAction::Choose(Mover::of_pilot(&pilot_row(id, main)))
}

fn chosen(state: &PilotsState) -> Vec<i64> {
    state.chosen.keys().map(|id| id.0).collect()
}

fn menu(on: i64) -> PilotMenu {
    let row = SharedRef::new(pilot_row(on, on));
    PilotMenu { anchor: "anchor".into(), on: Some(PilotId(on)), panel: PilotPanel::Actions(row) }
}

#[test]
fn the_same_answer_again_changes_nothing() {
    let first = after(vec![]);
    assert!(Rc::ptr_eq(&first, &first.clone().reduce(arrived("", alliance()))));
}

#[test]
fn late_answers_to_an_old_search_are_dropped_and_what_is_shown_stays_until_the_new_one_is_answered() {
    let state = after(vec![PilotsAction::Search("kara".into())]);
    assert!(state.is_behind());
    assert_eq!(state.found.as_ref().unwrap().shown, 3);
    assert!(Rc::ptr_eq(&state, &state.clone().reduce(arrived("", alliance()))));
    let state = state.reduce(arrived("kara", pilots_view(vec![])));
    assert!(!state.is_behind());
    assert!(state.found.as_ref().unwrap().lines.is_empty());
}

#[test]
fn what_is_searched_for_is_what_stands_in_the_field_by_then() {
    let state = after(vec![PilotsAction::Typed("ka".into()), PilotsAction::Typed("kara".into())]);
    assert!(!state.is_behind());
    let state = state.reduce(PilotsAction::SearchTyped);
    assert_eq!((state.search.as_str(), state.typed.as_str()), ("kara", "kara"));
}

#[test]
fn who_is_chosen_stays_chosen_through_other_searches() {
    let state =
        after(vec![choose(2, 1), PilotsAction::Search("x".into()), arrived("x", pilots_view(vec![pilot_row(4, 4)]))]);
    let state = state.reduce(choose(4, 4));
    assert_eq!(chosen(&state), [2, 4]);
    assert_eq!(chosen(&state.reduce(choose(2, 1))), [4]);
}

#[test]
fn who_is_gone_is_no_longer_chosen_and_who_moved_is_chosen_where_they_are() {
    let state = after(vec![choose(2, 1), choose(4, 4)]);
    let state = state.reduce(arrived("", pilots_view(vec![pilot_row(1, 1), pilot_row(2, 2)])));
    assert_eq!(chosen(&state), [2]);
    assert_eq!(state.chosen[&PilotId(2)].main, PilotId(2));
}

#[test]
fn all_that_are_shown_are_chosen_together_and_let_go_together() {
    let state = after(vec![choose(2, 1), PilotsAction::ChooseShown]);
    assert!(state.all_chosen());
    assert_eq!(chosen(&state), [1, 2, 4]);
    assert!(chosen(&state.reduce(PilotsAction::ChooseShown)).is_empty());
    let nobody = after(vec![arrived("", pilots_view(vec![]))]);
    assert!(!nobody.all_chosen());
}

#[test]
fn what_is_done_to_a_chosen_pilot_is_done_to_all_who_are_chosen() {
    let state = after(vec![choose(2, 1), choose(4, 4)]);
    assert_eq!(together_with(Mover::of_pilot(&pilot_row(2, 1)), &state.chosen).len(), 2);
    assert_eq!(together_with(Mover::of_pilot(&pilot_row(1, 1)), &state.chosen), [Mover::of_pilot(&pilot_row(1, 1))]);
}

#[test]
fn several_are_counted_and_one_is_named() {
    assert_eq!(named(&[Mover::of_pilot(&pilot_row(7, 7))]), "Pilot 7");
    assert_eq!(named(&[Mover::of_pilot(&pilot_row(7, 7)), Mover::of_pilot(&pilot_row(8, 7))]), "2 pilots");
}

#[test]
fn the_button_of_an_open_panel_closes_it_and_a_panel_goes_with_its_pilot() {
    let open = after(vec![PilotsAction::Menu(menu(4))]);
    assert!(open.menu.is_some());
    assert!(open.clone().reduce(PilotsAction::Menu(menu(4))).menu.is_none());
    let gone = open.reduce(arrived("", pilots_view(vec![pilot_row(1, 1)])));
    assert!(gone.menu.is_none());
}

#[test]
fn a_refused_question_loses_nothing_and_the_next_answer_mends_it() {
    let refusal = Refusal::new(ErrorCode::Unavailable, "Not now.");
    let state = after(vec![PilotsAction::Refused(refusal)]);
    assert!(state.found.is_some() && state.refused.is_some());
    assert!(state.reduce(arrived("", alliance())).refused.is_none());
}
