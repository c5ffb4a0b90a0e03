use std::time::Duration;

use super::*;
use crate::headers::EsiHeaders;
use crate::route::Route;

const HOUR: i64 = 3600;

fn start() -> Timestamp {
    "2026-08-18T12:00:00Z".parse().unwrap()
}

fn at(second: i64) -> Timestamp {
    start() + jiff::SignedDuration::from_secs(second)
}

/// An answer at a moment, out of a cache entry that was filled at another.
#[derive(Clone, Copy)]
struct Answer {
    items: Option<&'static [i64]>,
    total: Option<u32>,
    filled: i64,
    at: i64,
}

/// A page with these items, asked and filled at the start.
fn page(items: &'static [i64], total: u32) -> Answer {
    Answer { items: Some(items), total: Some(total), filled: 0, at: 0 }
}

/// "Unchanged", of the start.
fn same(total: u32) -> Answer {
    Answer { items: None, total: Some(total), filled: 0, at: 0 }
}

impl Answer {
    fn filled(self, filled: i64) -> Self {
        Self { filled, at: self.at.max(filled), ..self }
    }

    fn at(self, at: i64) -> Self {
        Self { at, ..self }
    }

    fn without_total(self) -> Self {
        Self { total: None, ..self }
    }

    fn reply(self) -> EsiReply {
        let row = |item: &i64| {
            format!(
                r#"{{"item_id":{item},"type_id":11567,"location_id":60003760,"location_flag":"Hangar","is_singleton":true}}"#
            )
        };
        let body = self.items.map(|items| format!("[{}]", items.iter().map(row).collect::<Vec<_>>().join(",")));
        let headers = EsiHeaders {
            date: Some(at(self.at)),
            pages: self.total,
            last_modified: Some(at(self.filled)),
            expires: Some(at(self.filled + HOUR)),
            etag: self.items.map(|items| format!("{items:?}")),
            ..EsiHeaders::default()
        };
        EsiReply { route: Route::Assets, at: at(self.at), headers, body: body.map(String::into_bytes) }
    }
}

fn known(etags: &[&str], moment: i64) -> Validators {
    Validators::new(etags.iter().map(|etag| (*etag).to_owned()).collect(), Some(at(moment)))
}

fn begin(known: Option<Validators>) -> AssetPages {
    AssetPages::resume(None, known, 0)
}

fn ask(page: u32, etag: Option<&str>) -> NextPages {
    NextPages::Ask { page, etag: etag.map(str::to_owned) }
}

/// Answers what is asked and expects it to be asked in this order.
fn read(pages: &mut AssetPages, now: i64, answers: &[(u32, Answer)]) -> AssetPagesOutcome {
    for (number, answer) in answers {
        match pages.next(at(now)) {
            NextPages::Ask { page, .. } => assert_eq!(page, *number),
            NextPages::Done(outcome) => panic!("{outcome:?} before page {number} was asked"),
        }
        pages.answered(*number, &answer.reply()).unwrap();
    }
    match pages.next(at(now)) {
        NextPages::Done(outcome) => outcome,
        NextPages::Ask { page, .. } => panic!("page {page} is asked as well"),
    }
}

fn items(pages: &AssetPages) -> Vec<i64> {
    pages.assets().iter().map(|asset| asset.item_id).collect()
}

fn is_partial(outcome: AssetPagesOutcome) -> bool {
    matches!(outcome, AssetPagesOutcome::Partial(_))
}

/// What is kept after a complete read, and what is handed back for the next one.
fn finished(pages: AssetPages) -> (Option<AssetPages>, Option<Validators>) {
    let validators = pages.validators().and_then(|validators| validators.keep());
    (pages.remember(validators.as_deref(), |_| true), Validators::read(validators.as_deref()))
}

#[test]
fn a_first_read_asks_every_page_in_full() {
    let mut pages = begin(None);
    assert_eq!(pages.next(start()), ask(1, None));
    assert_eq!(read(&mut pages, 0, &[(1, page(&[1], 2)), (2, page(&[2], 2))]), AssetPagesOutcome::Complete);
    assert_eq!(items(&pages), [1, 2]);
    assert_eq!(pages.validators().unwrap().etags, ["[1]", "[2]"]);
}

#[test]
fn nothing_has_changed_when_every_page_says_so() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    assert_eq!(pages.next(at(HOUR)), ask(1, Some("a")));
    pages.answered(1, &same(2).filled(HOUR).reply()).unwrap();
    assert_eq!(pages.next(at(HOUR)), ask(2, Some("b")));
    pages.answered(2, &same(2).filled(HOUR).reply()).unwrap();
    assert_eq!(pages.next(at(HOUR)), NextPages::Done(AssetPagesOutcome::Unchanged));
}

#[test]
fn unchanged_is_as_old_as_the_oldest_of_its_pages() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    let answers = [(1, same(2).filled(1800).at(HOUR)), (2, same(2).filled(3000).at(HOUR))];
    assert_eq!(read(&mut pages, HOUR, &answers), AssetPagesOutcome::Unchanged);
    assert_eq!(pages.as_of(at(HOUR)), at(1800));
}

#[test]
fn after_a_restart_a_change_on_one_page_needs_the_others_in_full() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    let answers = [(1, same(2)), (2, page(&[2], 2)), (1, page(&[1], 2))];
    assert_eq!(read(&mut pages, 0, &answers), AssetPagesOutcome::Complete);
    assert_eq!(items(&pages), [1, 2]);
}

#[test]
fn a_remembered_page_is_not_asked_again_in_full_beside_a_changed_one() {
    let mut first = begin(None);
    read(&mut first, 0, &[(1, page(&[1], 2)), (2, page(&[2], 2))]);
    let (memory, known) = finished(first);
    let mut pages = AssetPages::resume(memory, known, 0);
    assert_eq!(pages.next(at(HOUR)), ask(1, Some("[1]")));
    let answers = [(1, same(2).filled(HOUR)), (2, page(&[3], 2).filled(HOUR))];
    assert_eq!(read(&mut pages, HOUR, &answers), AssetPagesOutcome::Complete);
    assert_eq!(items(&pages), [1, 3]);
    assert_eq!(pages.validators().unwrap().etags, ["[1]", "[3]"]);
}

#[test]
fn a_list_of_one_page_is_not_remembered() {
    let mut pages = begin(None);
    read(&mut pages, 0, &[(1, page(&[1], 1))]);
    assert!(finished(pages).0.is_none());
}

#[test]
fn a_changed_first_page_makes_the_rest_unconditional() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    pages.answered(1, &page(&[1], 2).reply()).unwrap();
    assert_eq!(pages.next(start()), ask(2, None));
}

#[test]
fn another_number_of_pages_is_a_change() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    pages.answered(1, &same(3).reply()).unwrap();
    assert_eq!(pages.next(start()), ask(1, None));
}

#[test]
fn pages_of_different_moments_take_nothing_away_and_are_not_asked_again_before_they_expire() {
    let mut pages = begin(None);
    let outcome = read(&mut pages, 900, &[(1, page(&[1], 2).at(900)), (2, page(&[2], 2).filled(900))]);
    assert!(is_partial(outcome), "{outcome:?}");
    assert_eq!(items(&pages), [1, 2], "what is on them is there");
    assert_eq!(pages.as_of(at(900)), at(0));
    let (memory, _) = finished(pages);
    let mut pages = AssetPages::resume(memory, None, 0);
    assert!(matches!(pages.next(at(1800)), NextPages::Done(AssetPagesOutcome::Partial(_))), "nothing has expired");
    assert_eq!(pages.next(at(HOUR)), ask(1, Some("[1]")));
}

#[test]
fn a_page_that_is_unchanged_later_was_so_when_the_other_was_made() {
    let mut pages = begin(None);
    let outcome = read(&mut pages, 900, &[(1, page(&[1], 2).at(900)), (2, page(&[2], 2).filled(900))]);
    assert!(is_partial(outcome));
    let mut pages = AssetPages::resume(finished(pages).0, None, 0);
    assert_eq!(read(&mut pages, HOUR, &[(1, same(2).filled(HOUR))]), AssetPagesOutcome::Complete);
    assert_eq!(items(&pages), [1, 2]);
    assert_eq!(pages.as_of(at(HOUR)), at(900), "it was one list then");
}

#[test]
fn a_page_that_changes_each_time_is_never_proof_against_an_older_one() {
    let mut pages = begin(None);
    read(&mut pages, 900, &[(1, page(&[1], 2).at(900)), (2, page(&[2], 2).filled(900))]);
    let mut pages = AssetPages::resume(finished(pages).0, None, 0);
    let outcome = read(&mut pages, HOUR, &[(1, page(&[3], 2).filled(HOUR))]);
    assert!(is_partial(outcome), "{outcome:?}");
}

#[test]
fn a_thing_that_is_on_two_pages_makes_a_list_that_takes_nothing_away() {
    let mut pages = begin(None);
    let outcome = read(&mut pages, 0, &[(1, page(&[1, 2], 2)), (2, page(&[2], 2))]);
    assert!(is_partial(outcome), "{outcome:?}");
}

#[test]
fn pages_that_disagree_on_their_number_take_nothing_away() {
    let mut pages = begin(None);
    let outcome = read(&mut pages, 0, &[(1, page(&[1], 2)), (2, page(&[2], 3)), (3, page(&[3], 3))]);
    assert!(is_partial(outcome), "{outcome:?}");
    assert_eq!(items(&pages), [1, 2, 3]);
}

#[test]
fn a_page_that_expires_while_the_others_are_read_is_asked_again_once() {
    let mut pages = begin(None);
    pages.answered(1, &page(&[1], 2).reply()).unwrap();
    pages.answered(2, &page(&[2], 2).filled(HOUR).reply()).unwrap();
    let again = [(1, page(&[3], 2).filled(HOUR))];
    assert_eq!(read(&mut pages, HOUR, &again), AssetPagesOutcome::Complete);
    assert_eq!(items(&pages), [3, 2]);
}

#[test]
fn an_interrupted_read_goes_on_where_it_stopped_until_its_pages_expire() {
    let mut pages = begin(None);
    pages.answered(1, &page(&[1], 2).reply()).unwrap();
    let mut resumed = AssetPages::resume(Some(pages), None, 0);
    assert_eq!(resumed.next(at(30)), ask(2, None));
    let mut expired = AssetPages::resume(Some(resumed), None, 0);
    assert_eq!(expired.next(at(HOUR)), ask(1, Some("[1]")));
}

#[test]
fn a_clock_that_is_set_back_keeps_no_page_for_longer_than_its_life() {
    let mut pages = begin(None);
    pages.answered(1, &page(&[1], 2).reply()).unwrap();
    let mut resumed = AssetPages::resume(Some(pages), None, 0);
    assert_eq!(resumed.next(at(-7200)), ask(2, None));
    let mut later = AssetPages::resume(Some(resumed), None, 0);
    assert_eq!(later.next(at(HOUR - 7200)), ask(1, Some("[1]")));
}

#[test]
fn unchanged_pages_of_another_read_are_not_trusted() {
    let mut pages = begin(Some(known(&["a", "b"], 0)));
    pages.answered(1, &same(2).reply()).unwrap();
    let mut other = AssetPages::resume(Some(pages), None, 0);
    assert_eq!(other.next(start()), ask(1, None));
}

#[test]
fn without_a_page_count_pages_are_asked_until_there_are_no_more_and_take_nothing_away() {
    let mut pages = begin(None);
    for number in 1..=3 {
        assert_eq!(pages.next(start()), ask(number, None));
        let items: &[i64] = [&[1], &[2], &[3]][number as usize - 1];
        pages.answered(number, &page(items, 1).without_total().reply()).unwrap();
    }
    assert_eq!(pages.next(start()), ask(4, None));
    pages.has_no(4);
    assert!(matches!(pages.next(start()), NextPages::Done(AssetPagesOutcome::Partial(_))));
    assert_eq!(items(&pages), [1, 2, 3]);
}

#[test]
fn an_empty_page_ends_a_list_without_a_page_count() {
    let mut pages = begin(None);
    let answers = [(1, page(&[1], 1).without_total()), (2, page(&[], 1).without_total())];
    assert!(is_partial(read(&mut pages, 0, &answers)));
}

#[test]
fn a_page_count_that_is_missing_once_is_known_from_the_other_pages() {
    let mut pages = begin(None);
    let answers = [(1, page(&[1], 2).without_total()), (2, page(&[2], 2))];
    assert_eq!(read(&mut pages, 0, &answers), AssetPagesOutcome::Complete);
}

#[test]
fn where_the_page_count_is_missing_all_pages_that_were_known_are_asked() {
    let mut pages = begin(Some(known(&["a", "b", "c"], 0)));
    pages.answered(1, &page(&[1], 1).without_total().reply()).unwrap();
    assert_eq!(pages.next(start()), ask(2, None));
    pages.answered(2, &page(&[2], 1).without_total().reply()).unwrap();
    assert_eq!(pages.next(start()), ask(3, None));
}

/// A thousand items from this one on.
fn full(first: i64) -> &'static [i64] {
    Vec::leak((first..first + 1000).collect())
}

#[test]
fn a_full_last_page_may_not_be_the_last_whatever_their_number_is_told_to_be() {
    let mut pages = begin(None);
    pages.answered(1, &page(full(1), 1).reply()).unwrap();
    assert_eq!(pages.next(start()), ask(2, None));
    pages.answered(2, &page(full(1001), 1).reply()).unwrap();
    assert_eq!(pages.next(start()), ask(3, None));
    pages.answered(3, &page(&[3001], 1).without_total().reply()).unwrap();
    assert_eq!(pages.next(start()), ask(4, None));
    pages.has_no(4);
    assert!(matches!(pages.next(start()), NextPages::Done(AssetPagesOutcome::Partial(_))));
    assert_eq!(pages.assets().len(), 2001, "what is there is seen all the same");
}

#[test]
fn a_list_that_ends_with_a_full_page_is_whole_when_there_is_no_other() {
    for there_is_none in [
        |pages: &mut AssetPages| pages.has_no(2),
        |pages: &mut AssetPages| {
            pages.answered(2, &page(&[], 1).reply()).unwrap();
        },
    ] {
        let mut pages = begin(None);
        pages.answered(1, &page(full(1), 1).reply()).unwrap();
        assert_eq!(pages.next(start()), ask(2, None));
        there_is_none(&mut pages);
        assert_eq!(pages.next(start()), NextPages::Done(AssetPagesOutcome::Complete));
        assert_eq!(pages.assets().len(), 1000);
    }
}

#[test]
fn pages_may_be_short_or_empty_when_their_number_is_told() {
    let mut pages = begin(None);
    let answers = [(1, page(&[1, 2], 3)), (2, page(&[3], 3)), (3, page(&[], 3))];
    assert_eq!(read(&mut pages, 0, &answers), AssetPagesOutcome::Complete);
}

#[test]
fn a_row_that_cannot_be_read_is_left_out_and_takes_nothing_away() {
    let mut reply = page(&[1], 1).reply();
    let body = String::from_utf8(reply.body.unwrap()).unwrap();
    reply.body = Some(body.replace("}]", r#"},{"item_id":"seven"}]"#).into_bytes());
    let mut pages = begin(None);
    pages.answered(1, &reply).unwrap();
    assert!(matches!(pages.next(start()), NextPages::Done(AssetPagesOutcome::Partial(_))));
    assert_eq!(items(&pages), [1]);
}

#[test]
fn a_body_that_is_no_list_is_an_error_and_not_an_empty_list() {
    for body in ["{}", "[{\"item_id\":1", "null", "", "[7]", r#"[{"solar_system_id":1}]"#] {
        let mut reply = page(&[1], 1).reply();
        reply.body = Some(body.into());
        let mut pages = begin(None);
        assert!(pages.answered(1, &reply).is_err(), "{body}");
        assert_eq!(pages.next(start()), ask(1, None));
    }
}

#[test]
fn more_pages_than_anybody_has_are_an_error() {
    for total in [0, MOST_PAGES, u32::MAX] {
        assert!(begin(None).answered(1, &page(&[1], total).reply()).is_err(), "{total}");
    }
}

#[test]
fn lives_are_lengths() {
    let pages = begin(None);
    assert_eq!(pages.until(), None);
    let mut pages = begin(None);
    pages.answered(1, &page(&[1], 1).at(600).reply()).unwrap();
    assert_eq!(pages.until(), Some(at(HOUR)));
    assert_eq!(pages.pages[&1].life, Duration::from_secs(3000));
}
