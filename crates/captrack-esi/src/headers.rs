//! What the headers of an answer say.

use std::time::Duration;

use captrack_domain::foreign_time::clamped;
use captrack_http::HeaderMap;
use captrack_http::header::{AGE, DATE, ETAG, EXPIRES, LAST_MODIFIED, RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::moment::{earlier, later, since};

/// Older than this is nothing that matters; a date beyond it is a mistake.
const OLDEST: Duration = Duration::from_secs(10 * 365 * 86_400);
/// An answer of more than a day's life is taken for a mistake: the section would never be asked again.
const LONGEST_LIFE: Duration = Duration::from_secs(86_400);
/// No answer lives longer than this, or twice as long as its route is cached: one odd `Expires` must not hide a ship for a day.
const QUARTER: Duration = Duration::from_secs(900);
/// So much later than its route is cached an answer may expire, for its entry to be as young as that says.
const SLACK: Duration = Duration::from_secs(60);
/// Whoever asks for a longer pause is asked again after this one. ESI's buckets fill up within a quarter of an hour.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// ESI forgets errors after a minute.
const LONGEST_RESET: Duration = Duration::from_secs(300);
/// ESI's buckets are of 15 minutes.
const LONGEST_WINDOW: Duration = Duration::from_secs(3600);

/// The headers that matter, parsed. What cannot be read counts as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EsiHeaders {
    /// The server's clock.
    pub date: Option<Timestamp>,
    /// How long a cache on the way has had the answer.
    pub age: Option<Duration>,
    /// When the body was made.
    pub last_modified: Option<Timestamp>,
    /// Until when it is served unchanged, by the server's clock.
    pub expires: Option<Timestamp>,
    /// For `If-None-Match`.
    pub etag: Option<String>,
    /// Pages in all.
    pub pages: Option<u32>,
    /// Seconds to wait.
    pub retry_after: Option<Duration>,
    /// The rate group's bucket.
    pub bucket: BucketHeaders,
    /// `X-ESI-Error-RouteLimit-Remain`.
    pub error_remain: Option<u32>,
    /// `X-ESI-Error-RouteLimit-Reset`.
    pub error_reset: Option<Duration>,
}

/// `X-Ratelimit-*`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct BucketHeaders {
    /// The group's name.
    pub group: Option<String>,
    /// Tokens and window, from `1200/15m`.
    pub limit: Option<(u32, Duration)>,
    /// Tokens left.
    pub remaining: Option<u32>,
}

impl EsiHeaders {
    /// Reads them.
    pub(crate) fn read(map: &HeaderMap) -> Self {
        Self {
            date: text(map, DATE.as_str()).and_then(http_date),
            age: seconds(map, AGE.as_str()),
            last_modified: text(map, LAST_MODIFIED.as_str()).and_then(http_date),
            expires: text(map, EXPIRES.as_str()).and_then(http_date),
            etag: text(map, ETAG.as_str()).filter(|etag| etag.len() <= 256).map(str::to_owned),
            pages: number(map, "x-pages"),
            retry_after: pause(map, RETRY_AFTER.as_str(), LONGEST_PAUSE),
            bucket: BucketHeaders {
                group: text(map, "x-ratelimit-group").filter(|group| group.len() <= 64).map(str::to_owned),
                limit: text(map, "x-ratelimit-limit").and_then(bucket_limit),
                remaining: number(map, "x-ratelimit-remaining"),
            },
            error_remain: number(map, "x-esi-error-limit-remain"),
            error_reset: pause(map, "x-esi-error-limit-reset", LONGEST_RESET),
        }
    }

    /// The server's clock when this answer left it: its `Date`, and how long a cache on the way has had it since (`Age`).
    pub(crate) fn server_now(&self) -> Option<Timestamp> {
        self.date.map(|date| later(date, self.age.unwrap_or_default()))
    }

    /// How long the answer of a route that is `cached` for so long lives from the moment it came: `Expires` less the server's own clock, so that a
    /// clock that goes wrong here does not matter.
    pub(crate) fn life(&self, now: Timestamp, cached: Duration) -> Duration {
        let Some(expires) = self.expires else { return cached };
        let longest = cached.saturating_mul(2).clamp(QUARTER, LONGEST_LIFE);
        since(self.server_now().unwrap_or(now), expires).min(longest)
    }

    /// When what the answer says was true, by the server's own clock. One rule for bodies and for "unchanged".
    ///
    /// `Last-Modified` says when it was made. A route that is invalidated by events says there when the fact changed; what is served was
    /// still true when its cache entry was filled, `cached` before `Expires`, so the later of the two counts. An "unchanged" that says
    /// neither can come from an entry that is about to expire, and so can one that expires later than any entry: that was put there on the way.
    pub(crate) fn true_at(&self, is_new: bool, now: Timestamp, cached: Duration) -> Timestamp {
        let server_now = self.server_now().unwrap_or(now);
        let latest = later(server_now, cached.saturating_add(SLACK));
        let filled = self.expires.map(|expires| earlier(if expires <= latest { expires } else { server_now }, cached));
        let otherwise = if is_new { server_now } else { earlier(server_now, cached) };
        self.last_modified.max(filled).unwrap_or(otherwise).min(server_now)
    }

    /// How old that was when the answer came.
    pub(crate) fn how_old(&self, is_new: bool, now: Timestamp, cached: Duration) -> Duration {
        since(self.true_at(is_new, now, cached), self.server_now().unwrap_or(now)).min(OLDEST)
    }
}

fn text<'a>(map: &'a HeaderMap, name: &str) -> Option<&'a str> {
    map.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|text| !text.is_empty())
}

fn number(map: &HeaderMap, name: &str) -> Option<u32> {
    text(map, name).and_then(|text| text.parse().ok())
}

fn seconds(map: &HeaderMap, name: &str) -> Option<Duration> {
    text(map, name).and_then(|text| text.parse().ok()).map(Duration::from_secs).filter(|wait| *wait <= LONGEST_LIFE)
}

/// How long to wait; nobody is believed to mean more than the longest.
fn pause(map: &HeaderMap, name: &str, longest: Duration) -> Option<Duration> {
    text(map, name).and_then(|text| text.parse().ok()).map(|wait| Duration::from_secs(wait).min(longest))
}

/// `Tue, 18 Aug 2026 11:05:00 GMT`. A wrong day of the week is forgiven; what lies far off is brought near, for 1970 means "at once".
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok().map(clamped)
}

/// `1200/15m` -> 1200 tokens in 900 s.
fn bucket_limit(text: &str) -> Option<(u32, Duration)> {
    let (tokens, window) = text.split_once('/')?;
    let window = window.trim();
    let unit = window.trim_start_matches(|c: char| c.is_ascii_digit());
    let count: u64 = window[..window.len() - unit.len()].parse().ok()?;
    let seconds = match unit {
        "s" | "" => count,
        "m" => count.checked_mul(60)?,
        "h" => count.checked_mul(3600)?,
        _ => return None,
    };
    let window = Duration::from_secs(seconds);
    let tokens: u32 = tokens.trim().parse().ok()?;
    (tokens > 0 && window > Duration::ZERO && window <= LONGEST_WINDOW).then_some((tokens, window))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn headers(pairs: &[(&'static str, &str)]) -> EsiHeaders {
        let map = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        EsiHeaders::read(&map)
    }

    #[test]
    fn dates_of_http_are_read() {
        assert_eq!(http_date("Tue, 18 Aug 2026 11:05:00 GMT"), Some(at("2026-08-18T11:05:00Z")));
        assert_eq!(http_date("Fri, 18 Aug 2026 11:05:00 GMT"), Some(at("2026-08-18T11:05:00Z")));
        assert_eq!(http_date("soon"), None);
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(at("2003-01-01T00:00:00Z")));
        assert_eq!(http_date("Thu, 30 Dec 9999 21:00:00 GMT"), Some(at("2200-01-01T00:00:00Z")));
    }

    #[test]
    fn the_life_of_an_answer_is_measured_by_the_servers_own_clock() {
        let headers =
            headers(&[("date", "Tue, 18 Aug 2026 12:00:00 GMT"), ("expires", "Tue, 18 Aug 2026 12:00:05 GMT")]);
        let hours_behind = at("2026-08-18T09:00:00Z");
        assert_eq!(headers.life(hours_behind, Duration::from_secs(60)), Duration::from_secs(5));
    }

    #[test]
    fn a_life_in_the_past_is_over_and_an_endless_one_is_cut() {
        let now = at("2026-08-18T12:00:00Z");
        let past = headers(&[("expires", "Tue, 18 Aug 2026 11:00:00 GMT")]);
        assert_eq!(past.life(now, Duration::from_secs(60)), Duration::ZERO);
        let endless = headers(&[("expires", "Tue, 18 Aug 2099 11:00:00 GMT")]);
        assert_eq!(endless.life(now, Duration::from_secs(60)), QUARTER);
        assert_eq!(endless.life(now, HOUR), 2 * HOUR);
        assert_eq!(endless.life(now, LONGEST_LIFE), LONGEST_LIFE, "what changes once a day");
        assert_eq!(EsiHeaders::default().life(now, Duration::from_secs(60)), Duration::from_secs(60));
    }

    const FIVE: Duration = Duration::from_secs(5);
    const HOUR: Duration = Duration::from_secs(3600);

    fn noon(pairs: &[(&'static str, &str)]) -> EsiHeaders {
        headers(&[&[("date", "Tue, 18 Aug 2026 12:00:00 GMT")], pairs].concat())
    }

    #[test]
    fn a_body_is_as_old_as_its_date_says_and_never_from_the_future() {
        let now = at("2026-08-18T12:00:00Z");
        let old = |headers: &EsiHeaders| headers.how_old(true, now, FIVE).as_secs();
        assert_eq!(old(&noon(&[("last-modified", "Tue, 18 Aug 2026 11:59:00 GMT")])), 60);
        assert_eq!(old(&noon(&[("last-modified", "Tue, 18 Aug 2026 13:00:00 GMT")])), 0);
        assert_eq!(old(&EsiHeaders::default()), 0);
        assert_eq!(old(&noon(&[("last-modified", "Tue, 18 Aug 1981 13:00:00 GMT")])), OLDEST.as_secs());
    }

    #[test]
    fn a_fact_that_changed_long_ago_is_as_fresh_as_the_cache_that_serves_it() {
        let docked_for_hours =
            noon(&[("last-modified", "Tue, 18 Aug 2026 07:00:00 GMT"), ("expires", "Tue, 18 Aug 2026 12:00:03 GMT")]);
        assert_eq!(docked_for_hours.how_old(true, at("2026-08-18T12:00:00Z"), FIVE).as_secs(), 2);
    }

    #[test]
    fn unchanged_is_as_old_as_the_entry_that_says_so_whoever_filled_it() {
        let now = at("2026-08-18T12:00:00Z");
        let filled_by_another = noon(&[("expires", "Tue, 18 Aug 2026 12:12:00 GMT")]);
        assert_eq!(filled_by_another.how_old(false, now, HOUR).as_secs(), 48 * 60);
        assert_eq!(noon(&[]).how_old(false, now, HOUR), HOUR, "it may be about to expire");
    }

    #[test]
    fn what_expires_later_than_any_entry_is_no_younger_for_it() {
        let now = at("2026-08-18T12:00:00Z");
        let put_there = ("expires", "Tue, 18 Aug 2026 16:00:00 GMT");
        let made = noon(&[("last-modified", "Tue, 18 Aug 2026 11:10:00 GMT"), put_there]);
        assert_eq!(made.how_old(true, now, HOUR).as_secs(), 50 * 60, "as it says itself");
        let old = noon(&[("last-modified", "Tue, 18 Aug 2026 04:00:00 GMT"), put_there]);
        assert_eq!(old.how_old(true, now, HOUR), HOUR, "the entry may be about to expire");
        assert_eq!(old.how_old(true, now, FIVE), FIVE);
        assert_eq!(noon(&[put_there]).how_old(false, now, HOUR), HOUR);
    }

    #[test]
    fn nobody_is_waited_for_longer_than_anybody_can_mean() {
        let told = headers(&[("retry-after", "86400"), ("x-esi-error-limit-reset", "7200")]);
        assert_eq!((told.retry_after, told.error_reset), (Some(LONGEST_PAUSE), Some(LONGEST_RESET)));
        let told = headers(&[("retry-after", "37"), ("x-esi-error-limit-reset", "41")]);
        assert_eq!(
            (told.retry_after, told.error_reset),
            (Some(Duration::from_secs(37)), Some(Duration::from_secs(41)))
        );
        assert_eq!(headers(&[("retry-after", "-1")]).retry_after, None);
    }

    #[test]
    fn a_clock_that_is_wrong_here_makes_nothing_older_or_longer_lived() {
        let answer =
            noon(&[("last-modified", "Tue, 18 Aug 2026 11:59:50 GMT"), ("expires", "Tue, 18 Aug 2026 12:59:50 GMT")]);
        for wrong in [at("2026-08-18T15:00:00Z"), at("2026-08-18T12:00:00Z"), at("2026-08-18T09:00:00Z")] {
            assert_eq!(answer.how_old(true, wrong, HOUR).as_secs(), 10);
            assert_eq!(answer.life(wrong, HOUR).as_secs(), 3590);
        }
    }

    #[test]
    fn a_date_that_a_cache_has_held_has_grown_older() {
        let held = noon(&[("age", "30"), ("expires", "Tue, 18 Aug 2026 12:01:00 GMT")]);
        assert_eq!(held.server_now(), Some(at("2026-08-18T12:00:30Z")));
        assert_eq!(held.life(at("2026-08-18T12:00:30Z"), HOUR).as_secs(), 30);
    }

    #[test]
    fn a_date_at_the_end_of_all_times_breaks_nothing() {
        let now = at("2026-08-18T12:00:00Z");
        for text in ["Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT"] {
            let strange = headers(&[("date", text), ("age", "86400"), ("expires", text), ("last-modified", text)]);
            assert!(strange.how_old(true, now, HOUR) <= OLDEST);
            assert!(strange.life(now, HOUR) <= LONGEST_LIFE);
        }
    }

    #[test]
    fn a_bucket_is_read_from_its_headers() {
        let headers = headers(&[
            ("x-ratelimit-group", "char-location"),
            ("x-ratelimit-limit", "1200/15m"),
            ("x-ratelimit-remaining", "1187"),
            ("x-ratelimit-used", "2"),
        ]);
        assert_eq!(headers.bucket.limit, Some((1200, Duration::from_secs(900))));
        assert_eq!(headers.bucket.remaining, Some(1187));
        assert_eq!(headers.bucket.group.as_deref(), Some("char-location"));
    }

    #[test]
    fn limits_that_make_no_sense_count_as_absent() {
        for text in ["1200", "1200/", "0/15m", "x/15m", "1200/15d", "1200/0m", "1200/24h", "/"] {
            assert_eq!(bucket_limit(text), None, "{text}");
        }
    }
}
