//! Discord's rate limits: five requests in two seconds to a webhook, and thirty new messages in a minute in its channel, whichever webhook of
//! the channel posts them.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::digest::entity_tag;
use crate::http::SimReply;

const BURST: usize = 5;
const BURST_WINDOW: SignedDuration = SignedDuration::from_secs(2);
const MESSAGES: usize = 30;
const MESSAGE_WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// When a webhook was used by method, and when a channel got new messages.
#[derive(Debug, Default)]
pub(super) struct WebhookRate {
    bursts: HashMap<(String, String), VecDeque<Timestamp>>,
    messages: HashMap<String, VecDeque<Timestamp>>,
}

/// Whether a request may go on.
pub(super) enum RateVerdict {
    Go(BucketState),
    Wait(SimReply),
}

/// What the headers say about the bucket.
pub(super) struct BucketState {
    bucket: String,
    remaining: usize,
    reset_after: f64,
    reset: f64,
}

impl BucketState {
    pub(super) fn onto(&self, reply: SimReply) -> SimReply {
        reply
            .with("x-ratelimit-limit", BURST)
            .with("x-ratelimit-remaining", self.remaining)
            .with("x-ratelimit-reset", format!("{:.3}", self.reset))
            .with("x-ratelimit-reset-after", format!("{:.3}", self.reset_after))
            .with("x-ratelimit-bucket", &self.bucket)
    }
}

impl WebhookRate {
    /// Counts a request, or says how long it has to wait. Refused requests do not count.
    pub(super) fn ask(
        &mut self,
        webhook: &str,
        channel: &str,
        method: &str,
        creates: bool,
        now: Timestamp,
    ) -> RateVerdict {
        let burst = self.bursts.entry((webhook.to_owned(), method.to_owned())).or_default();
        drop_old(burst, BURST_WINDOW, now);
        let messages = self.messages.entry(channel.to_owned()).or_default();
        drop_old(messages, MESSAGE_WINDOW, now);
        let bucket = bucket(webhook, method);
        if burst.len() >= BURST {
            let headers = describe(burst, 0, bucket, now);
            return RateVerdict::Wait(headers.onto(wait(headers.reset_after, "user")));
        }
        if creates && messages.len() >= MESSAGES {
            let after = messages.front().map_or(0.0, |oldest| seconds(now, *oldest + MESSAGE_WINDOW));
            let headers = describe(burst, BURST - burst.len(), bucket, now);
            return RateVerdict::Wait(headers.onto(wait(after, "shared")));
        }
        burst.push_back(now);
        if creates {
            messages.push_back(now);
        }
        RateVerdict::Go(describe(burst, BURST - burst.len(), bucket, now))
    }
}

fn wait(after: f64, scope: &str) -> SimReply {
    let body = json!({ "message": "You are being rate limited.", "retry_after": after, "global": false, "code": 0 });
    SimReply::json(429, &body).with("retry-after", after.ceil().max(1.0) as i64).with("x-ratelimit-scope", scope)
}

fn describe(burst: &VecDeque<Timestamp>, remaining: usize, bucket: String, now: Timestamp) -> BucketState {
    let resets = burst.front().map_or(now, |oldest| *oldest + BURST_WINDOW);
    BucketState { bucket, remaining, reset_after: seconds(now, resets), reset: resets.as_millisecond() as f64 / 1000.0 }
}

fn bucket(webhook: &str, method: &str) -> String {
    entity_tag(format!("{webhook}/{method}").as_bytes()).trim_matches('"')[..32].to_owned()
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_millisecond() - from.as_millisecond()).max(0) as f64 / 1000.0
}

fn drop_old(uses: &mut VecDeque<Timestamp>, window: SignedDuration, now: Timestamp) {
    while uses.front().is_some_and(|at| *at + window <= now) {
        uses.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(rate: &mut WebhookRate, now: Timestamp) -> Option<SimReply> {
        match rate.ask("1", "c", "POST", true, now) {
            RateVerdict::Go(_) => None,
            RateVerdict::Wait(reply) => Some(reply),
        }
    }

    #[test]
    fn the_sixth_message_within_two_seconds_waits() {
        let mut rate = WebhookRate::default();
        let now = crate::SimOptions::default().start;
        for _ in 0..5 {
            assert!(refused(&mut rate, now).is_none());
        }
        let reply = refused(&mut rate, now + SignedDuration::from_millis(500)).unwrap();
        let body: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(body["retry_after"], 1.5);
        assert!(refused(&mut rate, now + BURST_WINDOW).is_none());
    }

    #[test]
    fn the_thirty_first_message_within_a_minute_waits() {
        let mut rate = WebhookRate::default();
        let now = crate::SimOptions::default().start;
        for second in 0..30 {
            assert!(refused(&mut rate, now + SignedDuration::from_secs(second)).is_none(), "{second}");
        }
        let reply = refused(&mut rate, now + SignedDuration::from_secs(30)).unwrap();
        assert!(reply.headers.contains(&("x-ratelimit-scope", "shared".to_owned())));
        assert!(refused(&mut rate, now + SignedDuration::from_secs(60)).is_none());
    }
}
