use captrack_contract::ErrorCode;
use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};

use super::*;

fn line(id: i64, at: &str) -> ActivityLine {
    let activity = Activity {
        at: at.parse().unwrap(),
        by: "this desk".into(),
        kind: ActivityKind::Snoozed,
        subject: "Kara Volkov".into(),
        old: None,
        new: Some("until cleared".into()),
        texts: ActivityTexts::default(),
    };
    ActivityLine { id, activity, main: None, gone: false }
}

fn page(ids: impl IntoIterator<Item = i64>, more: bool) -> ActivityPage {
    ActivityPage { lines: ids.into_iter().map(|id| line(id, "2026-11-22T15:42:07Z")).collect(), more }
}

fn arrived(ids: impl IntoIterator<Item = i64>, more: bool) -> ActivityAction {
    ActivityAction::Arrived(ActivityQuery::default(), page(ids, more))
}

fn older(before: i64, ids: impl IntoIterator<Item = i64>, more: bool) -> ActivityAction {
    ActivityAction::Older(ActivityQuery { before: Some(before), ..ActivityQuery::default() }, page(ids, more))
}

fn after(actions: Vec<ActivityAction>) -> Rc<ActivityState> {
    actions.into_iter().fold(Rc::default(), Reducible::reduce)
}

fn ids(state: &ActivityState) -> Vec<i64> {
    state.log.as_ref().unwrap().lines.iter().map(|line| line.id).collect()
}

#[test]
fn older_lines_come_below_and_the_newest_above_without_losing_them() {
    let state = after(vec![arrived([9, 8], true), ActivityAction::AskingOlder, older(8, [7, 6], true)]);
    assert_eq!(ids(&state), [9, 8, 7, 6]);
    assert!(!state.asking_older);
    let state = state.reduce(arrived([10, 9], true));
    assert_eq!(ids(&state), [10, 9, 8, 7, 6]);
    assert!(state.log.as_ref().unwrap().more);
    let state = state.reduce(older(6, [5], false));
    assert!(!state.log.as_ref().unwrap().more);
}

#[test]
fn so_much_news_that_it_does_not_reach_what_is_known_begins_anew() {
    let state = after(vec![arrived([9, 8], true), older(8, [7], false), arrived([30, 29], true)]);
    assert_eq!(ids(&state), [30, 29]);
    assert!(state.log.as_ref().unwrap().more);
}

#[test]
fn a_log_that_has_become_shorter_is_shown_as_it_is() {
    let state = after(vec![arrived([9, 8, 7], false), arrived([9, 8], false)]);
    assert_eq!(ids(&state), [9, 8]);
}

#[test]
fn what_is_searched_for_is_what_stands_in_the_field_by_then() {
    let state = after(vec![ActivityAction::Typed("ka".into()), ActivityAction::Typed("kara".into())]);
    assert!(!state.is_behind());
    let state = state.reduce(ActivityAction::SearchTyped);
    assert_eq!((state.query.text.as_str(), state.typed.as_str()), ("kara", "kara"));
}

#[test]
fn older_lines_of_another_question_or_of_another_place_are_dropped() {
    let state = after(vec![arrived([9, 8], true), older(5, [4], false)]);
    assert_eq!(ids(&state), [9, 8]);
    let state = state.reduce(ActivityAction::Search("kara".into()));
    assert!(state.is_behind());
    let query = ActivityQuery { text: "kara".into(), ..ActivityQuery::default() };
    let state = state.reduce(ActivityAction::Arrived(query, page([3], true))).reduce(older(8, [7], false));
    assert_eq!(ids(&state), [3]);
    assert!(state.log.as_ref().unwrap().is_narrowed());
}

#[test]
fn the_same_lines_again_change_nothing_and_a_line_that_changed_is_new() {
    let first = after(vec![arrived([9, 8], true)]);
    assert!(Rc::ptr_eq(&first, &first.clone().reduce(arrived([9, 8], true))));
    let mut redacted = page([9, 8], true);
    redacted.lines[1].activity.subject = "a forgotten pilot".into();
    let state = first.reduce(ActivityAction::Arrived(ActivityQuery::default(), redacted));
    assert_eq!(state.log.as_ref().unwrap().lines[1].activity.subject, "a forgotten pilot");
}

#[test]
fn families_are_chosen_and_let_go_one_by_one() {
    let choose = ActivityAction::Family;
    let state = after(vec![choose(Family::Pilots), choose(Family::Alerts), choose(Family::Pilots)]);
    assert_eq!(state.query.kinds, Family::Alerts.kinds().collect::<Vec<_>>());
    assert!(state.reduce(ActivityAction::EveryKind).query.kinds.is_empty());
}

#[test]
fn of_a_family_of_which_an_address_names_some_kinds_all_are_chosen() {
    let asked = ActivityQuery { kinds: vec![ActivityKind::Snoozed, ActivityKind::Main], ..ActivityQuery::default() };
    let state = Rc::new(ActivityState { query: asked, ..ActivityState::default() });
    let mut wanted: Vec<ActivityKind> = Family::Silence.kinds().chain([ActivityKind::Main]).collect();
    wanted.sort_unstable();
    assert_eq!(state.reduce(ActivityAction::Family(Family::Silence)).query.kinds, wanted);
}

#[test]
fn lines_stand_under_their_day_in_eve_time() {
    let mut said = page([], false);
    said.lines =
        vec![line(3, "2026-11-22T00:10:00Z"), line(2, "2026-11-21T23:50:00Z"), line(1, "2026-11-21T01:00:00Z")];
    let state = after(vec![ActivityAction::Arrived(ActivityQuery::default(), said)]);
    let days: Vec<(String, usize)> =
        state.log.as_ref().unwrap().days().map(|(day, lines)| (day.to_string(), lines.len())).collect();
    assert_eq!(days, [("2026-11-22".to_owned(), 1), ("2026-11-21".to_owned(), 2)]);
}

#[test]
fn a_refused_question_loses_nothing() {
    let refusal = Refusal::new(ErrorCode::Unavailable, "Not now.");
    let state = after(vec![
        arrived([9], true),
        ActivityAction::AskingOlder,
        ActivityAction::NoOlder,
        ActivityAction::Refused(refusal),
    ]);
    assert_eq!(ids(&state), [9]);
    assert!(!state.asking_older && state.refused.is_some());
    assert!(state.reduce(arrived([9], true)).refused.is_none());
}

#[test]
fn the_page_holds_so_many_lines_and_no_more_however_far_back_somebody_reads() {
    let mut state = after(vec![arrived((901..=1000).rev(), true)]);
    for page in 1..=8 {
        let newest = 1000 - page * 100;
        state = state.reduce(older(newest + 1, (newest - 99..=newest).rev(), true));
        assert!(state.log.as_ref().unwrap().lines.len() <= MOST);
    }
    assert_eq!((ids(&state)[0], *ids(&state).last().unwrap()), (400, 101));
    assert!(state.log.as_ref().unwrap().skipped);

    let news = state.clone().reduce(arrived((951..=1050).rev(), true));
    assert_eq!(ids(&news), ids(&state), "the reader stays where they are");

    let back = state.reduce(ActivityAction::Newest).reduce(arrived((951..=1050).rev(), true));
    assert_eq!(ids(&back)[0], 1050);
    assert!(!back.log.as_ref().unwrap().skipped && back.log.as_ref().unwrap().more);
}
