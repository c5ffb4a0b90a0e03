//! The pages of an asset list: which one to ask next, and when they make one list. Pure.
//!
//! With ETags of an earlier read every page is asked conditionally first; when all answer 304 nothing has changed. Else every page
//! is needed, and they are one list only when they agree on `Last-Modified` and on how many they are. Pages that are older than
//! the newest one are asked again, the others are kept: they are not to be asked before they expire. For the same reason the
//! lines that matter of a long list are remembered by their page's ETag, so that a 304 beside a changed page need not be asked
//! again in full.

use std::collections::{BTreeMap, HashMap};

use captrack_domain::ids::TypeId;
use jiff::Timestamp;

use crate::error::EsiError;
use crate::http::Reply;
use crate::moment::{earlier, later};
use crate::routes::asset_walk::Asset;
use crate::validators::Validators;

/// More pages than anybody has.
const MOST_PAGES: u32 = 500;

/// The pages that have answered so far.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// What the read was begun with: what "unchanged" refers to.
    known: Option<Validators>,
    /// What is looked for besides capitals, as a digest.
    also: u64,
    /// What the pages of the last complete read said, by ETag.
    remembered: HashMap<String, Vec<Asset>>,
    answers: BTreeMap<u32, Page>,
}

#[derive(Debug)]
struct Page {
    /// None: as it was at the last read, and that is not remembered.
    assets: Option<Vec<Asset>>,
    /// Whether it came in full just now.
    is_new: bool,
    total: Option<u32>,
    last_modified: Option<Timestamp>,
    etag: Option<String>,
    /// When it was true: as old as the cache entry that served it.
    as_of: Timestamp,
    /// Not to be asked again before this.
    until: Timestamp,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Ask this page, under this condition.
    Ask {
        /// From 1.
        page: u32,
        /// For `If-None-Match`.
        etag: Option<String>,
    },
    /// The list changed while it was read: these pages are of an older one.
    Torn(Vec<u32>),
    /// Every page is as it was.
    Unchanged,
    /// Every page is there, and all are of one list.
    Complete,
}

impl Pages {
    /// Goes on with a read that was interrupted, or begins one. `known` counts only where the same was looked for.
    pub(crate) fn resume(before: Option<Self>, known: Option<Validators>, also: u64, now: Timestamp) -> Self {
        let known = known.filter(|known| known.also == also);
        let mut pages = before.filter(|pages| pages.known == known).unwrap_or_default();
        pages.known = known;
        pages.also = also;
        pages.answers.retain(|_, page| page.until > now);
        pages
    }

    /// What to do next.
    pub(crate) fn next(&self) -> Step {
        let known = self.known_etags();
        let count = known.len() as u32;
        let is_new = self.answers.values().any(|page| page.is_new || page.total.is_some_and(|total| total != count));
        if !known.is_empty() && !is_new {
            let missing = (1..=count).find(|page| !self.answers.contains_key(page));
            return missing.map_or(Step::Unchanged, |page| self.ask(page));
        }
        let Some(newest) = self.contents().map(|(_, page)| page).max_by_key(|page| page.last_modified) else {
            return Step::Ask { page: 1, etag: None };
        };
        let is_older = |page: &Page| {
            let dated = page.is_new || page.last_modified.is_some();
            let counted = page.is_new || page.total.is_some();
            (dated && page.last_modified != newest.last_modified) || (counted && page.total != newest.total)
        };
        let torn: Vec<u32> = self.contents().filter(|(_, page)| is_older(page)).map(|(number, _)| number).collect();
        if !torn.is_empty() {
            return Step::Torn(torn);
        }
        let total = newest.total.unwrap_or(count.max(1));
        let missing = (1..=total).find(|number| self.answers.get(number).is_none_or(|page| page.assets.is_none()));
        missing.map_or(Step::Complete, |page| self.ask(page))
    }

    /// A page is asked conditionally when a 304 would do: nothing new has been seen yet, or what it said is remembered.
    fn ask(&self, page: u32) -> Step {
        let etag = self.known_etags().get(page as usize - 1);
        let is_new = self.answers.values().any(|page| page.is_new);
        let asked_before = self.answers.contains_key(&page);
        let etag = etag.filter(|etag| !asked_before && (!is_new || self.remembered.contains_key(*etag)));
        Step::Ask { page, etag: etag.cloned() }
    }

    /// Takes an answer in.
    pub(crate) fn answered(&mut self, number: u32, reply: &Reply) -> Result<(), EsiError> {
        let list = reply.parse::<Vec<Asset>>()?;
        let is_new = list.is_some();
        let total = match reply.headers.pages {
            Some(0 | MOST_PAGES..) => return Err(reply.malformed()),
            None if is_new => Some(1),
            total => total,
        };
        let known = self.known_etags().get(number as usize - 1).cloned();
        let assets = list.or_else(|| self.remembered.get(known.as_ref()?).cloned());
        let page = Page {
            assets,
            is_new,
            total,
            last_modified: reply.headers.last_modified,
            etag: if is_new { reply.headers.etag.clone() } else { known },
            as_of: earlier(reply.at, reply.age()),
            until: later(reply.at, reply.life()),
        };
        self.answers.insert(number, page);
        Ok(())
    }

    /// Lets go of pages.
    pub(crate) fn drop_pages(&mut self, numbers: &[u32]) {
        self.answers.retain(|number, _| !numbers.contains(number));
    }

    /// Lets go of all.
    pub(crate) fn clear(&mut self) {
        self.answers.clear();
    }

    /// What is worth keeping in memory after a complete read: of a list with several pages the lines that can be or hold a hull.
    pub(crate) fn remember(self, validators: Option<&str>, is_hull: impl Fn(TypeId) -> bool) -> Option<Self> {
        let known = Validators::read(validators).filter(|known| known.etags.len() > 1)?;
        let matters = |asset: &Asset| asset.may_be_or_hold_a_ship() || is_hull(TypeId(asset.type_id));
        let pages = self.answers.into_values().filter_map(|page| Some((page.etag?, page.assets?)));
        let remembered = pages.map(|(etag, assets)| (etag, assets.into_iter().filter(matters).collect())).collect();
        Some(Self { known: Some(known), also: self.also, remembered, answers: BTreeMap::new() })
    }

    /// What is worth keeping when nothing has changed.
    pub(crate) fn remember_unchanged(mut self) -> Option<Self> {
        self.answers.clear();
        (!self.remembered.is_empty()).then_some(self)
    }

    /// Until when no page is to be asked again.
    pub(crate) fn until(&self) -> Option<Timestamp> {
        self.answers.values().map(|page| page.until).max()
    }

    /// When the list was true: all of it, so that the oldest of its pages counts.
    pub(crate) fn as_of(&self, now: Timestamp) -> Timestamp {
        self.answers.values().map(|page| page.as_of).min().map_or(now, |as_of| as_of.min(now))
    }

    /// When the list was made.
    pub(crate) fn last_modified(&self) -> Option<Timestamp> {
        self.contents().filter_map(|(_, page)| page.last_modified).max()
    }

    /// For the next conditional read of a complete list; none unless every page came with an ETag.
    pub(crate) fn validators(&self) -> Option<String> {
        let etags = self.contents().map(|(_, page)| page.etag.clone()).collect::<Option<Vec<_>>>()?;
        Validators::new(etags, self.last_modified()).looking_also(self.also).keep()
    }

    /// All lines of the pages that are there.
    pub(crate) fn assets(&self) -> Vec<Asset> {
        self.contents().filter_map(|(_, page)| page.assets.as_ref()).flatten().copied().collect()
    }

    fn known_etags(&self) -> &[String] {
        self.known.as_ref().map_or(&[], |known| &known.etags)
    }

    fn contents(&self) -> impl Iterator<Item = (u32, &Page)> {
        self.answers.iter().filter(|(_, page)| page.assets.is_some()).map(|(number, page)| (*number, page))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::headers::Headers;
    use crate::route::Route;

    fn start() -> Timestamp {
        "2026-08-18T12:00:00Z".parse().unwrap()
    }

    fn reply(item: Option<i64>, total: u32, made: i64) -> Reply {
        let body = item.map(|item| {
            format!(r#"[{{"item_id":{item},"type_id":11567,"location_id":60003760,"location_flag":"Hangar","is_singleton":true}}]"#)
                .into_bytes()
        });
        let headers = Headers {
            pages: Some(total),
            last_modified: Some(start() + Duration::from_secs(made as u64)),
            etag: item.map(|item| format!("\"{item}\"")),
            ..Headers::default()
        };
        Reply { route: Route::Assets, at: start(), headers, body }
    }

    fn known(pages: usize) -> Validators {
        Validators::new((1..=pages).map(|page| format!("\"old {page}\"")).collect(), None)
    }

    fn ask(page: u32, etag: Option<&str>) -> Step {
        Step::Ask { page, etag: etag.map(str::to_owned) }
    }

    #[test]
    fn a_first_read_asks_every_page_in_full() {
        let mut pages = Pages::resume(None, None, 0, start());
        assert_eq!(pages.next(), ask(1, None));
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        assert_eq!(pages.next(), ask(2, None));
        pages.answered(2, &reply(Some(2), 2, 0)).unwrap();
        assert_eq!(pages.next(), Step::Complete);
        assert_eq!(pages.assets().len(), 2);
        assert_eq!(Validators::read(pages.validators().as_deref()).unwrap().etags, ["\"1\"", "\"2\""]);
    }

    #[test]
    fn nothing_has_changed_when_every_page_says_so() {
        let mut pages = Pages::resume(None, Some(known(2)), 0, start());
        assert_eq!(pages.next(), ask(1, Some("\"old 1\"")));
        pages.answered(1, &reply(None, 2, 0)).unwrap();
        assert_eq!(pages.next(), ask(2, Some("\"old 2\"")));
        pages.answered(2, &reply(None, 2, 0)).unwrap();
        assert_eq!(pages.next(), Step::Unchanged);
    }

    #[test]
    fn when_one_page_has_changed_the_others_are_asked_in_full() {
        let mut pages = Pages::resume(None, Some(known(2)), 0, start());
        pages.answered(1, &reply(None, 2, 0)).unwrap();
        pages.answered(2, &reply(Some(2), 2, 0)).unwrap();
        assert_eq!(pages.next(), ask(1, None));
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        assert_eq!(pages.next(), Step::Complete);
    }

    #[test]
    fn a_remembered_page_is_not_asked_again_beside_a_changed_one() {
        let mut first = Pages::resume(None, None, 0, start());
        first.answered(1, &reply(Some(1), 2, 0)).unwrap();
        first.answered(2, &reply(Some(2), 2, 0)).unwrap();
        let validators = first.validators();
        let memory = first.remember(validators.as_deref(), |_| true);
        let known = Validators::read(validators.as_deref());

        let mut pages = Pages::resume(memory, known, 0, start());
        assert_eq!(pages.next(), ask(1, Some("\"1\"")));
        pages.answered(1, &reply(None, 2, 3600)).unwrap();
        assert_eq!(pages.next(), ask(2, Some("\"2\"")));
        pages.answered(2, &reply(Some(3), 2, 3600)).unwrap();
        assert_eq!(pages.next(), Step::Complete);
        assert_eq!(pages.assets().iter().map(|asset| asset.item_id).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(Validators::read(pages.validators().as_deref()).unwrap().etags, ["\"1\"", "\"3\""]);
    }

    #[test]
    fn a_remembered_page_of_an_older_list_is_asked_again() {
        let mut first = Pages::resume(None, None, 0, start());
        first.answered(1, &reply(Some(1), 2, 0)).unwrap();
        first.answered(2, &reply(Some(2), 2, 0)).unwrap();
        let validators = first.validators();
        let mut pages = Pages::resume(
            first.remember(validators.as_deref(), |_| true),
            Validators::read(validators.as_deref()),
            0,
            start(),
        );
        pages.answered(1, &reply(None, 2, 3600)).unwrap();
        pages.answered(2, &reply(Some(3), 2, 7200)).unwrap();
        assert_eq!(pages.next(), Step::Torn(vec![1]));
    }

    #[test]
    fn a_list_of_one_page_is_not_remembered() {
        let mut pages = Pages::resume(None, None, 0, start());
        pages.answered(1, &reply(Some(1), 1, 0)).unwrap();
        let validators = pages.validators();
        assert!(pages.remember(validators.as_deref(), |_| true).is_none());
    }

    #[test]
    fn a_changed_first_page_makes_the_rest_unconditional() {
        let mut pages = Pages::resume(None, Some(known(2)), 0, start());
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        assert_eq!(pages.next(), ask(2, None));
    }

    #[test]
    fn another_number_of_pages_is_a_change() {
        let mut pages = Pages::resume(None, Some(known(2)), 0, start());
        pages.answered(1, &reply(None, 3, 0)).unwrap();
        assert_eq!(pages.next(), ask(1, None));
    }

    #[test]
    fn pages_of_different_lists_are_no_list_and_the_newest_is_kept() {
        let mut pages = Pages::resume(None, None, 0, start());
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        pages.answered(2, &reply(Some(2), 2, 5)).unwrap();
        assert_eq!(pages.next(), Step::Torn(vec![1]));
        pages.drop_pages(&[1]);
        assert_eq!(pages.next(), ask(1, None));
        pages.answered(1, &reply(Some(1), 2, 5)).unwrap();
        assert_eq!(pages.next(), Step::Complete);
    }

    #[test]
    fn pages_that_disagree_on_their_number_are_no_list() {
        let mut pages = Pages::resume(None, None, 0, start());
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        pages.answered(2, &reply(Some(2), 3, 0)).unwrap();
        assert!(matches!(pages.next(), Step::Torn(_)));
    }

    #[test]
    fn an_interrupted_read_goes_on_where_it_stopped_until_its_pages_expire() {
        let mut pages = Pages::resume(None, None, 0, start());
        pages.answered(1, &reply(Some(1), 2, 0)).unwrap();
        let resumed = Pages::resume(Some(pages), None, 0, start() + Duration::from_secs(30));
        assert_eq!(resumed.next(), ask(2, None));
        let expired = Pages::resume(Some(resumed), None, 0, start() + Duration::from_secs(3600));
        assert_eq!(expired.next(), ask(1, None));
    }

    #[test]
    fn unchanged_pages_of_another_read_are_not_trusted() {
        let mut pages = Pages::resume(None, Some(known(2)), 0, start());
        pages.answered(1, &reply(None, 2, 0)).unwrap();
        let other = Pages::resume(Some(pages), None, 0, start());
        assert_eq!(other.next(), ask(1, None));
    }

    #[test]
    fn a_list_without_a_page_header_has_one_page() {
        let mut reply = reply(Some(1), 1, 0);
        reply.headers.pages = None;
        let mut pages = Pages::resume(None, None, 0, start());
        pages.answered(1, &reply).unwrap();
        assert_eq!(pages.next(), Step::Complete);
    }

    #[test]
    fn a_body_that_is_no_list_is_an_error_and_not_an_empty_list() {
        for body in ["{}", "[{\"item_id\":1", "null", ""] {
            let mut reply = reply(Some(1), 1, 0);
            reply.body = Some(body.into());
            let mut pages = Pages::resume(None, None, 0, start());
            assert!(pages.answered(1, &reply).is_err(), "{body}");
            assert_eq!(pages.next(), ask(1, None));
        }
    }
}
