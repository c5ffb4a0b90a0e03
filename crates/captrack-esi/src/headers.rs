//! What the headers of an answer say.

use std::time::Duration;

use captrack_domain::foreign_time::clamped;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, ETAG, EXPIRES, HeaderMap, LAST_MODIFIED, RETRY_AFTER};

/// An answer of more than a day's life is taken for a mistake: the section would never be asked again.
const LONGEST_LIFE: Duration = Duration::from_secs(86_400);

/// The headers that matter, parsed. What cannot be read counts as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    /// The server's clock.
    pub date: Option<Timestamp>,
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
    /// `X-ESI-Error-Limit-Remain`.
    pub error_remain: Option<u32>,
    /// `X-ESI-Error-Limit-Reset`.
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

impl Headers {
    /// Reads them.
    pub(crate) fn read(map: &HeaderMap) -> Self {
        Self {
            date: text(map, DATE.as_str()).and_then(http_date),
            last_modified: text(map, LAST_MODIFIED.as_str()).and_then(http_date),
            expires: text(map, EXPIRES.as_str()).and_then(http_date),
            etag: text(map, ETAG.as_str()).filter(|etag| etag.len() <= 256).map(str::to_owned),
            pages: number(map, "x-pages"),
            retry_after: seconds(map, RETRY_AFTER.as_str()),
            bucket: BucketHeaders {
                group: text(map, "x-ratelimit-group").filter(|group| group.len() <= 64).map(str::to_owned),
                limit: text(map, "x-ratelimit-limit").and_then(bucket_limit),
                remaining: number(map, "x-ratelimit-remaining"),
            },
            error_remain: number(map, "x-esi-error-limit-remain"),
            error_reset: seconds(map, "x-esi-error-limit-reset"),
        }
    }

    /// How long the answer lives from the moment it came: `Expires` less the server's own `Date`, so that a clock that goes
    /// wrong here does not matter.
    pub(crate) fn life(&self, now: Timestamp, otherwise: Duration) -> Duration {
        let Some(expires) = self.expires else { return otherwise };
        let life = expires.duration_since(self.date.unwrap_or(now));
        Duration::try_from(life).unwrap_or(Duration::ZERO).min(LONGEST_LIFE)
    }

    /// When the body was true: its `Last-Modified`, or else the server's `Date`, never later than the moment of asking.
    ///
    /// A route that is invalidated by events says in `Last-Modified` when the fact changed; what is served was still true when its
    /// cache was filled, `cached` before `Expires`, so the later of the two counts.
    pub(crate) fn as_of(&self, now: Timestamp, cached: Duration) -> Timestamp {
        let filled = self.expires.map(|expires| expires - cached);
        self.last_modified.max(filled.filter(|_| self.last_modified.is_some())).or(self.date).unwrap_or(now).min(now)
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
    (tokens > 0 && window > Duration::ZERO && window <= LONGEST_LIFE).then_some((tokens, window))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn headers(pairs: &[(&'static str, &str)]) -> Headers {
        let map = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Headers::read(&map)
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
        assert_eq!(endless.life(now, Duration::from_secs(60)), LONGEST_LIFE);
        assert_eq!(Headers::default().life(now, Duration::from_secs(60)), Duration::from_secs(60));
    }

    #[test]
    fn a_body_is_never_from_the_future() {
        let now = at("2026-08-18T12:00:00Z");
        let early = headers(&[("last-modified", "Tue, 18 Aug 2026 11:59:00 GMT")]);
        let minute = Duration::from_secs(60);
        assert_eq!(early.as_of(now, minute), at("2026-08-18T11:59:00Z"));
        let future = headers(&[("last-modified", "Tue, 18 Aug 2026 13:00:00 GMT")]);
        assert_eq!(future.as_of(now, minute), now);
        assert_eq!(Headers::default().as_of(now, minute), now);
    }

    #[test]
    fn a_fact_that_changed_long_ago_is_as_fresh_as_the_cache_that_serves_it() {
        let now = at("2026-08-18T12:00:00Z");
        let docked_for_hours = headers(&[
            ("last-modified", "Tue, 18 Aug 2026 07:00:00 GMT"),
            ("expires", "Tue, 18 Aug 2026 12:00:03 GMT"),
        ]);
        assert_eq!(docked_for_hours.as_of(now, Duration::from_secs(5)), at("2026-08-18T11:59:58Z"));
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
        for text in ["1200", "1200/", "0/15m", "x/15m", "1200/15d", "1200/0m", "/"] {
            assert_eq!(bucket_limit(text), None, "{text}");
        }
    }
}
