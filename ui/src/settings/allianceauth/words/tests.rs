use captrack_contract::LaneView;

use super::*;
use crate::fixtures::{auth_view, then};

fn said(view: &AuthView, name: &str) -> Option<String> {
    facts(view, then()).into_iter().find(|fact| fact.name() == name).map(|fact| fact.text.to_string())
}

fn is_trouble(view: &AuthView, name: &str) -> bool {
    facts(view, then()).iter().any(|fact| fact.name() == name && fact.is_trouble)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn every_line_has_a_label() {
    let view = AuthView { stale: 1, missing: 1, unsent: 1, clock_ahead_secs: Some(3600), ..auth_view() };
    for fact in facts(&view, then()) {
        assert!(!fact.label().starts_with("auth-"), "{}", fact.name());
        assert!(!fact.text.starts_with("auth-"), "{}", fact.name());
    }
    assert_eq!(facts(&auth_view(), then()).len(), 7, "nothing is the matter");
}

#[test]
fn a_token_is_told_by_its_day_until_it_is_time_for_another() {
    let until = |text: &str| AuthView { token_expires_at: at(text), ..auth_view() };
    assert_eq!(said(&auth_view(), "token").unwrap(), "“desk”, valid until 1 May 2027");
    assert!(!is_trouble(&until("2026-12-07T00:00:00Z"), "token"));
    let soon = until("2026-11-25T15:42:07Z");
    assert_eq!(said(&soon, "token").unwrap(), "“desk” expires in 3 d: create a new one");
    assert!(is_trouble(&soon, "token"));
    assert_eq!(said(&until("2026-11-22T15:00:00Z"), "token").unwrap(), "“desk” has expired: create a new one");
}

#[test]
fn when_it_told_the_last_time_and_when_it_is_asked_again_stand_together() {
    let view = AuthView {
        last_success: Some(at("2026-11-22T15:40:00Z")),
        next_check: Some(at("2026-11-22T15:45:07Z")),
        ..auth_view()
    };
    assert_eq!(said(&view, "told").unwrap(), "2 min ago, next in 3 min");
    let asking = AuthView { next_check: None, last_success: None, ..view.clone() };
    assert_eq!(said(&asking, "told").unwrap(), "not yet, asking now");
    let due = AuthView { next_check: Some(then()), ..view };
    assert_eq!(said(&due, "told").unwrap(), "2 min ago, next in a moment");
}

#[test]
fn the_age_of_its_data_is_a_span_or_one_age() {
    let (old, new) = (at("2026-11-22T13:32:00Z"), at("2026-11-22T15:30:00Z"));
    let read = |span| said(&AuthView { assets_read: span, ..auth_view() }, "read").unwrap();
    assert_eq!(read(Some((old, new))), "between 12 min and 2 h 10 ago");
    assert_eq!(read(Some((new, new))), "12 min ago");
    assert_eq!(read(None), "nothing yet");
}

#[test]
fn a_clock_that_is_off_says_which_way() {
    let off = |secs| said(&AuthView { clock_ahead_secs: secs, ..auth_view() }, "clock");
    assert!(off(Some(3600)).unwrap().starts_with("1 h 00 ahead of"));
    assert!(off(Some(-120)).unwrap().starts_with("2 min behind"));
    assert_eq!(off(None), None);
}

#[test]
fn pilots_and_capitals_are_counted() {
    let view = AuthView { pilots: 1, hulls: 1, ..auth_view() };
    assert_eq!(said(&view, "pilots").unwrap(), "One pilot, one ship");
    let many = AuthView { pilots: 500, hulls: 3000, ..auth_view() };
    assert_eq!(said(&many, "pilots").unwrap(), "500 pilots, 3,000 ships");
}

#[test]
fn what_a_token_may_do_is_one_sentence() {
    let may = |may_snooze, may_publish| said(&AuthView { may_snooze, may_publish, ..auth_view() }, "may").unwrap();
    assert_eq!(may(true, true), "See ships, snooze, acknowledge, and publish rules");
    assert_eq!(may(false, false), "See ships");
}

#[test]
fn how_often_it_reads_is_said_where_it_is_known() {
    let said_of =
        |place, assets| said(&AuthView { place_every_secs: place, assets_every_secs: assets, ..auth_view() }, "rhythm");
    assert_eq!(said_of(None, None), None);
    assert_eq!(said_of(Some(7200), Some(7200)).unwrap(), "about every 2 h 00");
    let both = said_of(Some(600), Some(7200)).unwrap();
    assert!(both.contains("10 min") && both.contains("2 h 00"), "{both}");
}

#[test]
fn how_often_ships_are_read_on_purpose_is_said_step_by_step() {
    let lane = [(600, 120), (3000, 1)].map(|(every_secs, ships)| LaneView { every_secs, ships });
    let text = said(&AuthView { lane: lane.to_vec(), ..auth_view() }, "lane").unwrap();
    assert_eq!(text, "every 10 min for 120 ships, every 50 min for 1 ship");
    assert_eq!(said(&auth_view(), "lane"), None);
}
