//! The pages of an asset list: which one to ask next, and what they make together. Pure.
//!
//! ESI caches each page by itself, so that pages may be of different moments: an item that moved between them can be on both or on
//! neither. They are one list when they agree on how many they are and there is one moment at which every page is known to have said
//! what it says now: because all have the same `Last-Modified`, or because a page that is of an earlier moment answered "unchanged" at a
//! later one. Else what is on them is there, and nothing is said about what is not.
//!
//! The number of pages is believed as far as the pages bear it out: where the last one is full it is asked whether there is another.
//!
//! No page is asked again before it expires. The lines that matter of a list that may be needed again are remembered with their ETags.

use std::collections::{BTreeMap, HashSet};

use captrack_domain::ids::TypeId;
use jiff::Timestamp;

use crate::error::EsiError;
use crate::http::EsiReply;
use crate::moment::{ElapsedTime, earlier, later};
use crate::routes::asset_rows::rows;
use crate::routes::asset_walk::AssetRow;
use crate::validators::Validators;

/// More pages than anybody has.
const MOST_PAGES: u32 = 500;
/// More rows than anybody has.
const MOST_ROWS: usize = 600_000;
/// ESI: a page has so many rows at most. One that has as many may not be the last.
const FULL: usize = 1000;
/// So often a page is asked in one read, at most: it may expire while the others are read.
const TIMES: u32 = 2;

/// The pages that have answered so far.
#[derive(Debug, Default)]
pub(crate) struct AssetPages {
    /// The last complete list that was told: what "unchanged" refers to.
    known: Option<Validators>,
    /// What is looked for besides capitals, as a digest.
    also: u64,
    pages: BTreeMap<u32, Page>,
    /// How often each page was asked in this read.
    asked: BTreeMap<u32, u32>,
    /// The last page there is, where ESI does not say how many there are and one too many was asked for.
    end: Option<u32>,
    /// There was a page after the last one that ESI tells of: its numbers count for nothing in this read.
    is_longer: bool,
}

#[derive(Debug)]
struct Page {
    /// None: as it was in the last complete list, which is not in memory.
    assets: Option<Vec<AssetRow>>,
    /// Rows that could not be read.
    unread: usize,
    /// It has as many rows as a page can have.
    is_full: bool,
    etag: Option<String>,
    /// How many pages there are, as told with this one.
    total: Option<u32>,
    last_modified: Option<Timestamp>,
    /// From when on it is known to say this, by the server's clock.
    since: Timestamp,
    /// Until when it is known to say this, by the server's clock.
    upto: Timestamp,
    /// The same by this computer's clock.
    as_of: Timestamp,
    /// While it is not to be asked again.
    holds: ElapsedTime,
    answered_at: Timestamp,
    life: std::time::Duration,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NextPages {
    /// Ask this page, under this condition.
    Ask {
        /// From 1.
        page: u32,
        /// For `If-None-Match`.
        etag: Option<String>,
    },
    /// Every page has answered.
    Done(AssetPagesOutcome),
}

/// What the pages make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssetPagesOutcome {
    /// Every page is as it was in the last complete list.
    Unchanged,
    /// One list, of one moment.
    Complete,
    /// What is on them is there; of the rest nothing is known. The reason is for the log.
    Partial(PartialList),
}

/// Why a list may lack something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartialList {
    /// It is longer than ESI says.
    Longer,
    /// ESI did not say how many pages it has.
    NoPageCount,
    /// Its pages disagree on how many they are.
    PageCountsDiffer,
    /// Some of its rows could not be read.
    UnreadRows,
    /// Its pages are of different moments.
    OtherMoments,
    /// The same thing is on it twice.
    TwiceTheSame,
    /// A type on it could not be looked up.
    UnknownType,
}

impl AssetPages {
    /// Goes on with what is remembered of an earlier read, or begins one. `known` counts only where the same was looked for.
    pub(crate) fn resume(before: Option<Self>, known: Option<Validators>, also: u64) -> Self {
        let mut pages = before.filter(|pages| pages.also == also).unwrap_or_default();
        let known = known.filter(|known| known.also == also);
        if pages.known != known {
            // What answered "as it was" answered for another list.
            pages.pages.retain(|_, page| page.assets.is_some());
        }
        Self { known, also, asked: BTreeMap::new(), end: None, is_longer: false, ..pages }
    }

    /// What to do next.
    pub(crate) fn next(&mut self, now: Timestamp) -> NextPages {
        let as_known = self.is_as_known();
        let last = if as_known { self.known_pages() } else { self.last_page() };
        for number in 1..=last {
            if let Some(step) = self.wants(number, as_known, now) {
                return step;
            }
        }
        if as_known && last > 0 {
            return NextPages::Done(AssetPagesOutcome::Unchanged);
        }
        let may_go_on = self.total().is_none() || self.pages.get(&last).is_some_and(|page| page.is_full);
        if may_go_on && self.end.is_none() && last < MOST_PAGES {
            return NextPages::Ask { page: last + 1, etag: None };
        }
        self.pages.retain(|number, _| *number <= last);
        NextPages::Done(self.outcome())
    }

    /// The question for a page, if it is to be asked.
    fn wants(&mut self, number: u32, as_known: bool, now: Timestamp) -> Option<NextPages> {
        let ask = |etag: Option<&String>| Some(NextPages::Ask { page: number, etag: etag.cloned() });
        let asked = self.asked.get(&number).copied().unwrap_or(0);
        let known = self.known.as_ref().and_then(|known| known.etags.get(number as usize - 1));
        let Some(page) = self.pages.get_mut(&number) else {
            return ask(known.filter(|_| as_known));
        };
        if page.assets.is_none() && !as_known {
            // Something else has changed, so that what it said is needed after all.
            return ask(None);
        }
        let is_over = page.holds.is_over(now) && (asked == 0 || !page.life.is_zero()) && asked < TIMES;
        if is_over { ask(page.etag.as_ref()) } else { None }
    }

    /// Takes an answer in.
    pub(crate) fn answered(&mut self, number: u32, reply: &EsiReply) -> Result<(), EsiError> {
        *self.asked.entry(number).or_default() += 1;
        let total = match reply.headers.pages {
            Some(0 | MOST_PAGES..) => return Err(reply.malformed()),
            total => total,
        };
        let before = self.pages.remove(&number);
        // Of a page that is unchanged only the rows that matter may be remembered.
        let was_full = reply.body.is_none() && before.as_ref().is_some_and(|before| before.is_full);
        let true_at = reply.true_at();
        let (read, etag, since) = if let Some(read) = rows(reply)? {
            if self.rows() + read.assets.len() > MOST_ROWS {
                return Err(reply.malformed());
            }
            let is_told = total.or(self.total()).is_some_and(|total| number <= total);
            if number > 1 && !is_told {
                if read.assets.is_empty() {
                    self.end = Some(number - 1);
                } else {
                    self.is_longer |= total.or(self.total()).is_some();
                }
            }
            let etag = reply.headers.etag.clone();
            let same = before.filter(|before| before.etag.is_some() && before.etag == etag);
            let since = reply.headers.last_modified.unwrap_or(true_at).min(true_at);
            (Some(read), etag, same.map_or(since, |before| before.since.min(since)))
        } else if let Some(before) = before {
            let since = before.since.min(true_at);
            (before.assets.map(|assets| (assets, before.unread).into()), before.etag, since)
        } else {
            let known = self.known.as_ref();
            let etag = known.and_then(|known| known.etags.get(number as usize - 1)).cloned();
            let made = known.and_then(|known| known.last_modified);
            (None, etag, made.unwrap_or(true_at).min(true_at))
        };
        let unread = read.as_ref().map_or(0, |read| read.unread);
        let page = Page {
            is_full: read.as_ref().map_or(was_full, |read| was_full || read.assets.len() + read.unread >= FULL),
            assets: read.map(|read| read.assets),
            unread,
            etag,
            total,
            last_modified: reply.headers.last_modified,
            since,
            upto: true_at.max(since),
            as_of: earlier(reply.at, reply.age()),
            holds: ElapsedTime::new(reply.at, reply.life()),
            answered_at: reply.at,
            life: reply.life(),
        };
        self.pages.insert(number, page);
        Ok(())
    }

    /// There is no such page.
    pub(crate) fn has_no(&mut self, number: u32) {
        self.end = Some(number - 1);
        self.pages.retain(|known, _| *known < number);
    }

    /// What is worth keeping in memory: of lists that may be needed again the lines that can be or hold a hull.
    pub(crate) fn remember(mut self, validators: Option<&str>, is_hull: impl Fn(TypeId) -> bool) -> Option<Self> {
        self.known = Validators::read(validators);
        if self.known.as_ref().is_some_and(|known| known.etags.len() == 1) {
            // Its ETag says all that is needed.
            return None;
        }
        let matters = |asset: &AssetRow| asset.may_be_or_hold_a_ship() || is_hull(TypeId(asset.type_id));
        for assets in self.pages.values_mut().filter_map(|page| page.assets.as_mut()) {
            assets.retain(matters);
            assets.shrink_to_fit();
        }
        Some(self)
    }

    /// What is worth keeping when nothing has changed.
    pub(crate) fn remember_unchanged(self) -> Option<Self> {
        self.pages.values().any(|page| page.assets.is_some()).then_some(self)
    }

    /// Until when no page is to be asked again.
    pub(crate) fn until(&self) -> Option<Timestamp> {
        self.pages.values().map(|page| later(page.answered_at, page.life)).max()
    }

    /// When the list was true: all of it, so that the oldest of its pages counts.
    pub(crate) fn as_of(&self, now: Timestamp) -> Timestamp {
        self.pages.values().map(|page| page.as_of).min().map_or(now, |as_of| as_of.min(now))
    }

    /// For the next conditional read of a complete list; none unless every page came with an ETag.
    pub(crate) fn validators(&self) -> Option<Validators> {
        let etags = self.pages.values().map(|page| page.etag.clone()).collect::<Option<Vec<_>>>()?;
        let moment = self.pages.values().map(|page| page.since).max();
        Some(Validators::new(etags, moment).looking_also(self.also))
    }

    /// All lines of the pages that are there.
    pub(crate) fn assets(&self) -> Vec<AssetRow> {
        self.pages.values().filter_map(|page| page.assets.as_ref()).flatten().copied().collect()
    }

    fn rows(&self) -> usize {
        self.pages.values().filter_map(|page| page.assets.as_ref()).map(Vec::len).sum()
    }

    fn known_pages(&self) -> u32 {
        self.known.as_ref().map_or(0, |known| known.etags.len() as u32)
    }

    /// Whether everything so far is as it was in the last complete list.
    fn is_as_known(&self) -> bool {
        let Some(known) = &self.known else { return false };
        let count = self.known_pages();
        self.pages.iter().all(|(number, page)| {
            let etag = known.etags.get(*number as usize - 1);
            etag.is_some() && page.etag.as_ref() == etag && page.total.is_none_or(|total| total == count)
        })
    }

    /// How many pages there are, as the newest one says that says it.
    fn total(&self) -> Option<u32> {
        if self.is_longer {
            return None;
        }
        let told = self.pages.values().filter(|page| page.total.is_some());
        told.max_by_key(|page| page.upto).and_then(|page| page.total)
    }

    /// The last page to be asked as far as is known: where ESI does not say how many there are, as many as there were, or more.
    fn last_page(&self) -> u32 {
        let seen = self.pages.keys().max().copied().unwrap_or(0);
        match (self.total(), self.end) {
            (Some(total), end) => end.map_or(total, |end| total.min(end)),
            (None, Some(end)) => end,
            (None, None) => seen.max(self.known_pages()).max(1),
        }
    }

    fn outcome(&self) -> AssetPagesOutcome {
        let count = self.pages.len() as u32;
        if self.is_longer {
            return AssetPagesOutcome::Partial(PartialList::Longer);
        }
        if self.pages.values().all(|page| page.total.is_none()) {
            return AssetPagesOutcome::Partial(PartialList::NoPageCount);
        }
        if self.pages.values().any(|page| page.total.is_some_and(|total| total != count)) {
            return AssetPagesOutcome::Partial(PartialList::PageCountsDiffer);
        }
        if self.pages.values().any(|page| page.unread > 0) {
            return AssetPagesOutcome::Partial(PartialList::UnreadRows);
        }
        let made_at_once = self.pages.values().all(|page| page.last_modified.is_some())
            && self.pages.values().map(|page| page.last_modified).collect::<HashSet<_>>().len() == 1;
        let since = self.pages.values().map(|page| page.since).max();
        let upto = self.pages.values().map(|page| page.upto).min();
        if !made_at_once && since > upto {
            return AssetPagesOutcome::Partial(PartialList::OtherMoments);
        }
        let mut seen = HashSet::new();
        let is_twice = |asset: &AssetRow| !seen.insert(asset.item_id);
        if self.pages.values().filter_map(|page| page.assets.as_ref()).flatten().any(is_twice) {
            return AssetPagesOutcome::Partial(PartialList::TwiceTheSame);
        }
        AssetPagesOutcome::Complete
    }
}

#[cfg(test)]
#[path = "asset_pages_tests.rs"]
mod tests;
