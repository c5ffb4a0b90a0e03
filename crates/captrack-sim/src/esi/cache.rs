//! Caching as ESI does it: a body is frozen until it expires, an entity tag gives 304, pages are of one moment or each of its own.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::route::Caching;
use super::{Bearer, EsiRefusal};
use crate::dates::{http_date, next_static_refresh, parse_http_date, seconds_until, whole_seconds};
use crate::digest::{entity_tag, number};
use crate::http::{SimReply, SimRequest};

/// What a route has to say now.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RouteContent {
    One(Value),
    /// A list that is cut into pages.
    Pages(Vec<Value>),
}

/// One page as it was when it was frozen.
#[derive(Clone, Debug)]
struct Page {
    body: Vec<u8>,
    tag: String,
}

/// An answer, all pages of it, as it was at one moment.
#[derive(Clone, Debug)]
struct Snapshot {
    content: RouteContent,
    pages: Vec<Page>,
    last_modified: Timestamp,
    expires: Timestamp,
}

/// How entries are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct CacheOptions {
    /// Entries a page.
    pub(super) page_size: usize,
    /// Each page is an entry of its own.
    pub(super) pages_apart: bool,
    /// Somebody else asks too.
    pub(super) others_ask: bool,
}

/// Frozen answers by path (and page, where each is an entry of its own), and what each asker was told about when they expire.
#[derive(Debug, Default)]
pub(super) struct Cache {
    snapshots: HashMap<String, Snapshot>,
    told: HashMap<(Option<i64>, String), Timestamp>,
}

impl Cache {
    /// The answer to a request whose content would be `content` now; and, when it came early, the `Expires` it ignored.
    pub(super) fn answer(
        &mut self,
        call: &SimRequest,
        bearer: Option<&Bearer>,
        caching: Caching,
        content: RouteContent,
        habits: CacheOptions,
    ) -> Result<(SimReply, Option<Timestamp>), EsiRefusal> {
        let is_paged = matches!(content, RouteContent::Pages(_));
        let now = whole_seconds(call.now);
        let number = page_number(call, is_paged)?;
        // Page 1 is the same with and without its number.
        let asked = format!("{}?page={number}", call.path);
        let key = if habits.pages_apart && is_paged { &asked } else { &call.path };
        let snapshot = match self.snapshots.get(key) {
            Some(frozen) if still_holds(frozen, caching, &content, now) => frozen.clone(),
            // Somebody else has asked before, some time within the life of an entry.
            None if habits.others_ask => {
                freeze(None, caching, content, habits.page_size, now - earlier(key, caching, now))
            }
            before => freeze(before, caching, content, habits.page_size, now),
        };
        self.snapshots.insert(key.clone(), snapshot.clone());
        let Some(page) = snapshot.pages.get(number - 1) else {
            return Err(EsiRefusal::new(404, "Requested page does not exist!"));
        };
        let told = self.told.insert((bearer.map(|bearer| bearer.pilot), asked), snapshot.expires);
        let early = told.filter(|expires| now < *expires);
        let reply = if is_unchanged(call, page, snapshot.last_modified) {
            SimReply::empty(304)
        } else {
            SimReply::bytes(200, "application/json; charset=utf-8", page.body.clone())
        };
        Ok((describe(reply, &snapshot, page, is_paged, now), early))
    }

    /// Somebody else has asked for a path whose content was `content` from `before` until `now`: entries that have expired are filled again
    /// at some moment in between.
    pub(super) fn ask_meanwhile(
        &mut self,
        path: &str,
        caching: Caching,
        content: &RouteContent,
        habits: CacheOptions,
        (before, now): (Timestamp, Timestamp),
    ) {
        let pages = format!("{path}?page=");
        for (key, frozen) in &mut self.snapshots {
            let expired = frozen.expires.max(whole_seconds(before));
            if (key != path && !key.starts_with(&pages)) || expired >= whole_seconds(now) {
                continue;
            }
            let longest = whole_seconds(now).duration_since(expired);
            let ago = earlier(key, caching, now).min(longest);
            let filled = whole_seconds(now) - ago;
            *frozen = freeze(Some(frozen), caching, content.clone(), habits.page_size, filled);
        }
    }
}

/// How long ago somebody else has filled an entry: any time within its life, and for the short-lived ones of a pilot, which are asked
/// together, the same.
fn earlier(key: &str, caching: Caching, now: Timestamp) -> SignedDuration {
    let life = match caching {
        Caching::Seconds(seconds) | Caching::UntilChange(seconds) => seconds.unsigned_abs().max(1),
        Caching::UntilRefresh => return SignedDuration::ZERO,
    };
    let together = if key.contains("?page=") { key } else { key.rsplit_once('/').map_or(key, |(pilot, _)| pilot) };
    let dice = number(&format!("{together} {}", now.as_second()));
    SignedDuration::from_secs(i64::try_from(dice % life).unwrap_or(0))
}

/// Whether a frozen answer is still the one to give.
fn still_holds(frozen: &Snapshot, caching: Caching, content: &RouteContent, now: Timestamp) -> bool {
    let changed = matches!(caching, Caching::UntilChange(_)) && frozen.content != *content;
    now < frozen.expires && !changed
}

fn freeze(
    before: Option<&Snapshot>,
    caching: Caching,
    content: RouteContent,
    page_size: usize,
    now: Timestamp,
) -> Snapshot {
    let expires = match caching {
        Caching::Seconds(seconds) | Caching::UntilChange(seconds) => now + SignedDuration::from_secs(seconds),
        Caching::UntilRefresh => next_static_refresh(now),
    };
    // Where changes show at once, the date is that of the change; elsewhere that of the reading.
    let last_modified = match (caching, before) {
        (Caching::UntilChange(_) | Caching::UntilRefresh, Some(before)) if before.content == content => {
            before.last_modified
        }
        _ => now,
    };
    Snapshot { pages: cut(&content, page_size), content, last_modified, expires }
}

/// The pages of a content; an empty list has one page.
fn cut(content: &RouteContent, page_size: usize) -> Vec<Page> {
    let page = |body: Vec<u8>| Page { tag: entity_tag(&body), body };
    match content {
        RouteContent::One(value) => vec![page(value.to_string().into_bytes())],
        RouteContent::Pages(list) if list.is_empty() => vec![page(b"[]".to_vec())],
        RouteContent::Pages(list) => list
            .chunks(page_size.max(1))
            .map(|entries| page(Value::Array(entries.to_vec()).to_string().into_bytes()))
            .collect(),
    }
}

fn page_number(call: &SimRequest, is_paged: bool) -> Result<usize, EsiRefusal> {
    match call.query("page").filter(|_| is_paged) {
        None => Ok(1),
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| *number >= 1)
            .ok_or_else(|| EsiRefusal::new(400, "The page is not a number of 1 or more").at("query.page", text)),
    }
}

/// Whether the asker has this page already. An entity tag goes before a date (RFC 9110, 13.2.2).
fn is_unchanged(call: &SimRequest, page: &Page, last_modified: Timestamp) -> bool {
    if let Some(tags) = call.header("if-none-match") {
        return tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == page.tag);
    }
    call.header("if-modified-since").and_then(parse_http_date).is_some_and(|since| last_modified <= since)
}

fn describe(reply: SimReply, snapshot: &Snapshot, page: &Page, is_paged: bool, now: Timestamp) -> SimReply {
    let reply = reply
        .with("cache-control", format!("public, max-age={}", seconds_until(now, snapshot.expires)))
        .with("expires", http_date(snapshot.expires))
        .with("last-modified", http_date(snapshot.last_modified))
        .with("etag", &page.tag);
    if is_paged { reply.with("x-pages", snapshot.pages.len()) } else { reply }
}
