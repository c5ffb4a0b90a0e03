//! Discord's rate limits, as its headers tell them. Nothing here is a constant of Discord's: those change.

use std::time::Duration;

use captrack_domain::moment::later;
use captrack_http::HeaderMap;
use captrack_ports::WebhookLimit;
use jiff::Timestamp;
use serde::Deserialize;

/// The clock counts whole milliseconds; a request a hair too early would be refused.
const MARGIN: Duration = Duration::from_millis(5);
/// When a 429 says nothing of how long, the first and the longest wait: an address that Discord's edge has shut out is not let in sooner by
/// asking every minute.
const UNSAID: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(600));
/// The shortest and longest wait when one 429 follows another.
const PATIENCE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(60));
/// No server can mean more.
const DAY: Duration = Duration::from_secs(86_400);

/// No request before it has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RatePause {
    began: Timestamp,
    length: Duration,
}

impl RatePause {
    pub(crate) const fn new(now: Timestamp, length: Duration) -> Self {
        Self { began: now, length }
    }

    /// What is left of it. A clock that was set back makes it begin again, not last for hours.
    pub(crate) fn left(&mut self, now: Timestamp) -> Option<Duration> {
        self.began = self.began.min(now);
        let passed = now.duration_since(self.began).unsigned_abs();
        self.length.checked_sub(passed).filter(|left| !left.is_zero())
    }
}

/// The limit of one webhook.
#[derive(Debug, Default)]
pub(crate) struct WebhookBucket {
    pause: Option<RatePause>,
    limit: Option<WebhookLimit>,
    /// 429s in a row.
    refusals: u32,
}

impl WebhookBucket {
    /// How long no request may be made.
    pub(crate) fn left(&mut self, now: Timestamp) -> Option<Duration> {
        self.pause.as_mut()?.left(now)
    }

    /// What the last answer that told it allowed. Once its window has ended all of it is left.
    pub(crate) fn limit(&self, now: Timestamp) -> Option<WebhookLimit> {
        let limit = self.limit?;
        Some(if limit.resets_at <= now { WebhookLimit { remaining: limit.limit, ..limit } } else { limit })
    }

    /// An answer that was no 429 came.
    pub(crate) fn answered(&mut self, headers: &RateHeaders, now: Timestamp) {
        self.refusals = 0;
        self.limit = headers.limit(now).or(self.limit);
        let empty = headers.remaining == Some(0);
        let length = headers.reset_after.filter(|_| empty).max(headers.retry_after);
        self.pause = length.map(|length| RatePause::new(now, length + MARGIN));
    }

    /// A 429 came: how long to wait, and whether every webhook has to.
    pub(crate) fn refused(&mut self, headers: &RateHeaders, body: &str, now: Timestamp) -> (Duration, bool) {
        let limited: Option<Limited> = serde_json::from_str(body).ok();
        let asked = limited
            .as_ref()
            .and_then(|limited| seconds(limited.retry_after))
            .or(headers.retry_after)
            .or(headers.reset_after)
            .unwrap_or_else(|| UNSAID.1.min(UNSAID.0 * 4_u32.saturating_pow(self.refusals)));
        // Discord's own 429 names its scope. One that does not comes from its edge and is for this computer, not for a webhook.
        let from_the_edge = limited.is_none() && !headers.scoped;
        let global = headers.global || from_the_edge || limited.is_some_and(|limited| limited.global);
        let patience = match self.refusals {
            0 => Duration::ZERO,
            again => PATIENCE.1.min(PATIENCE.0 * 2_u32.saturating_pow(again - 1)),
        };
        self.refusals = self.refusals.saturating_add(1).min(16);
        self.limit = headers.limit(now).or(self.limit);
        let wait = asked.max(patience) + MARGIN;
        self.pause = Some(RatePause::new(now, wait));
        (wait, global)
    }
}

/// The JSON of a 429.
#[derive(Debug, Deserialize)]
struct Limited {
    retry_after: f64,
    #[serde(default)]
    global: bool,
}

/// What the headers of an answer tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RateHeaders {
    limit: Option<u32>,
    remaining: Option<u32>,
    reset_after: Option<Duration>,
    retry_after: Option<Duration>,
    global: bool,
    scoped: bool,
    /// Discord's name of the bucket.
    pub(crate) bucket: Option<String>,
}

impl RateHeaders {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let length = |name: &str| text(name).and_then(|text| text.trim().parse().ok()).and_then(seconds);
        let scope = text("x-ratelimit-scope");
        Self {
            limit: text("x-ratelimit-limit").and_then(|text| text.trim().parse().ok()),
            remaining: text("x-ratelimit-remaining").and_then(|text| text.trim().parse().ok()),
            reset_after: length("x-ratelimit-reset-after"),
            retry_after: length("retry-after"),
            global: scope == Some("global")
                || text("x-ratelimit-global").is_some_and(|text| text.eq_ignore_ascii_case("true")),
            scoped: scope.is_some() || headers.contains_key("x-ratelimit-bucket"),
            bucket: text("x-ratelimit-bucket").filter(|name| !name.is_empty()).map(ToOwned::to_owned),
        }
    }
}

impl RateHeaders {
    fn limit(&self, now: Timestamp) -> Option<WebhookLimit> {
        Some(WebhookLimit { limit: self.limit?, remaining: self.remaining?, resets_at: later(now, self.reset_after?) })
    }
}

/// Seconds with a fraction; nonsense is nothing.
fn seconds(seconds: f64) -> Option<Duration> {
    if seconds > DAY.as_secs_f64() {
        return Some(DAY);
    }
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use captrack_http::{HeaderName, HeaderValue};

    use super::*;

    fn now() -> Timestamp {
        "2026-11-22T15:00:00Z".parse().unwrap()
    }

    fn told(pairs: &[(&'static str, &'static str)]) -> RateHeaders {
        RateHeaders::read(
            &pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect(),
        )
    }

    fn rounded(length: Option<Duration>) -> Option<u128> {
        length.map(|length| length.as_millis())
    }

    #[test]
    fn an_empty_bucket_pauses_until_it_is_full_again() {
        let mut bucket = WebhookBucket::default();
        bucket.answered(&told(&[("x-ratelimit-remaining", "1"), ("x-ratelimit-reset-after", "1.5")]), now());
        assert_eq!(bucket.left(now()), None);
        bucket.answered(&told(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "1.25")]), now());
        assert_eq!(rounded(bucket.left(now())), Some(1255));
        assert_eq!(rounded(bucket.left(now() + Duration::from_secs(1))), Some(255));
        assert_eq!(bucket.left(now() + Duration::from_secs(2)), None);
    }

    #[test]
    fn what_is_left_of_a_limit_is_known_from_the_last_answer_until_its_window_ends() {
        let mut bucket = WebhookBucket::default();
        bucket.answered(&RateHeaders::default(), now());
        assert_eq!(bucket.limit(now()), None, "nothing was said of it");
        let headers = [("x-ratelimit-limit", "5"), ("x-ratelimit-remaining", "1"), ("x-ratelimit-reset-after", "2.0")];
        bucket.answered(&told(&headers), now());
        bucket.answered(&RateHeaders::default(), now());
        let resets_at = now() + Duration::from_secs(2);
        assert_eq!(bucket.limit(now()), Some(WebhookLimit { limit: 5, remaining: 1, resets_at }));
        assert_eq!(bucket.limit(resets_at), Some(WebhookLimit { limit: 5, remaining: 5, resets_at }));
    }

    #[test]
    fn a_clock_set_back_does_not_stretch_a_pause() {
        let mut pause = RatePause::new(now(), Duration::from_secs(2));
        let earlier = now() - Duration::from_secs(3600);
        assert_eq!(pause.left(earlier), Some(Duration::from_secs(2)));
        assert_eq!(pause.left(earlier + Duration::from_secs(2)), None);
    }

    #[test]
    fn the_body_of_a_429_is_more_exact_than_its_header() {
        let mut bucket = WebhookBucket::default();
        let told = told(&[("retry-after", "1"), ("x-ratelimit-scope", "user")]);
        let body = r#"{"message":"You are being rate limited.","retry_after":0.336,"global":false}"#;
        assert_eq!(bucket.refused(&told, body, now()), (Duration::from_millis(341), false));
        assert_eq!(rounded(bucket.left(now())), Some(341));
    }

    #[test]
    fn a_global_429_is_for_every_webhook() {
        let body = r#"{"message":"You are being rate limited.","retry_after":64.57,"global":true}"#;
        let (wait, global) = WebhookBucket::default().refused(&told(&[]), body, now());
        assert_eq!((wait.as_millis(), global), (64_575, true));
        let headers = told(&[("x-ratelimit-scope", "global"), ("retry-after", "3")]);
        assert!(WebhookBucket::default().refused(&headers, "", now()).1);
    }

    #[test]
    fn a_429_from_the_edge_has_no_json_and_is_for_this_computer() {
        let told_length = told(&[("retry-after", "7")]);
        let (wait, global) = WebhookBucket::default().refused(&told_length, "error code: 1015", now());
        assert_eq!((wait.as_secs(), global), (7, true));
        let (wait, global) = WebhookBucket::default().refused(&RateHeaders::default(), "<html>", now());
        assert_eq!((wait.as_secs(), global), (5, true));
    }

    #[test]
    fn an_address_that_is_shut_out_without_a_word_of_how_long_is_asked_ever_more_seldom() {
        let mut bucket = WebhookBucket::default();
        let body = r#"{"code":0,"message":"You are being blocked from accessing our API temporarily"}"#;
        let waits: Vec<(u64, bool)> = (0..6)
            .map(|_| bucket.refused(&RateHeaders::default(), body, now()))
            .map(|(wait, everybody)| (wait.as_secs(), everybody))
            .collect();
        assert_eq!(waits, [5, 20, 80, 320, 600, 600].map(|wait| (wait, true)));
        bucket.answered(&RateHeaders::default(), now());
        assert_eq!(bucket.refused(&RateHeaders::default(), body, now()).0.as_secs(), 5, "it was let in between");
    }

    #[test]
    fn a_429_without_json_that_names_its_scope_is_for_one_webhook() {
        let told = told(&[("retry-after", "2"), ("x-ratelimit-scope", "shared")]);
        assert!(!WebhookBucket::default().refused(&told, "", now()).1);
    }

    #[test]
    fn one_429_after_the_other_makes_it_wait_longer_whatever_they_say() {
        let mut bucket = WebhookBucket::default();
        let body = r#"{"message":"","retry_after":0.0,"global":false}"#;
        let waits: Vec<u128> =
            (0..10).map(|_| bucket.refused(&RateHeaders::default(), body, now()).0.as_millis()).collect();
        assert_eq!(waits[..4], [5, 505, 1005, 2005]);
        assert_eq!(waits[9], 60_005);
        bucket.answered(&RateHeaders::default(), now());
        assert_eq!(bucket.left(now()), None);
        assert_eq!(bucket.refused(&RateHeaders::default(), body, now()).0.as_millis(), 5);
    }

    #[test]
    fn nonsense_in_a_header_is_no_header() {
        for value in ["-1", "NaN", "soon", ""] {
            assert_eq!(told(&[("retry-after", value)]), RateHeaders::default(), "{value}");
        }
        assert_eq!(told(&[("retry-after", "inf")]).retry_after, Some(DAY));
        assert_eq!(told(&[("x-ratelimit-remaining", "many")]), RateHeaders::default());
    }
}
