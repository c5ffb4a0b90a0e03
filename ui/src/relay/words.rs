//! The relay in words. Pure.

use captrack_contract::{LimitView, MessageOutcome};
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use yew::AttrValue;

use crate::kit::icon::Icon;
use crate::words::text::{args, say, say_with};

/// What a webhook is called.
pub fn webhook(webhook: WebhookName) -> AttrValue {
    say(match webhook {
        WebhookName::Critical => "webhook-critical",
        WebhookName::Standard => "webhook-standard",
    })
}

/// What became of a message: the name in attributes, the shape, the word.
pub fn outcome(outcome: MessageOutcome) -> (&'static str, Icon, AttrValue) {
    match outcome {
        MessageOutcome::Delivered => ("delivered", Icon::Tick, say("outcome-delivered")),
        MessageOutcome::Limited => ("limited", Icon::Clock, say("outcome-limited")),
        MessageOutcome::Retried => ("retried", Icon::Again, say("outcome-retried")),
        MessageOutcome::Refused => ("refused", Icon::Cross, say("outcome-refused")),
        MessageOutcome::WebhookDead => ("webhook_dead", Icon::Warning, say("outcome-webhook-dead")),
        MessageOutcome::MessageGone => ("message_gone", Icon::Cross, say("outcome-message-gone")),
    }
}

/// `84 ms`, `1.2 s`.
pub fn latency(millis: u64) -> AttrValue {
    if millis < 1000 {
        say_with("latency-millis", &args!("n" => millis))
    } else {
        say_with("latency-seconds", &args!("time" => tenths(millis)))
    }
}

fn tenths(millis: u64) -> String {
    let tenths = millis.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How long until then in milliseconds; nothing when it is past.
fn left(then: Timestamp, now: Timestamp) -> Option<u64> {
    u64::try_from(then.duration_since(now).as_millis()).ok().filter(|left| *left > 0)
}

/// `3 of 5 requests left, all of them again in 1.2 s`; a window that has ended is full.
pub fn limit(limit: &LimitView, now: Timestamp) -> AttrValue {
    let all = limit.limit;
    match left(limit.resets_at, now) {
        Some(left) if limit.remaining < all => say_with(
            "discord-limit",
            &args!("value" => limit.remaining.to_string(), "count" => all.to_string(), "time" => tenths(left)),
        ),
        _ => say_with("discord-limit-full", &args!("count" => all.to_string())),
    }
}

/// `CapTrack sends nothing for 4.0 s.`; none when the pause is over.
pub fn pause(until: Timestamp, now: Timestamp) -> Option<AttrValue> {
    match left(until, now)? {
        left if left < 60_000 => Some(say_with("discord-paused-seconds", &args!("time" => tenths(left)))),
        _ => {
            Some(say_with("discord-paused-until", &args!("time" => crate::words::time::short(until, now).to_string())))
        }
    }
}

/// `3 minutes ago` and `in 2 hours`, as Discord has it.
pub fn ago(at: Timestamp, now: Timestamp) -> AttrValue {
    let seconds = now.duration_since(at).as_secs();
    let n = seconds.unsigned_abs();
    let (key, n) = match (n, seconds >= 0) {
        (0..60, true) => ("ago-seconds", n),
        (60..3600, true) => ("ago-minutes", n / 60),
        (3600..86_400, true) => ("ago-hours", n / 3600),
        (_, true) => ("ago-days", n / 86_400),
        (0..60, false) => ("in-seconds", n),
        (60..3600, false) => ("in-minutes", n / 60),
        (_, false) => ("in-hours", n / 3600),
    };
    say_with(key, &args!("n" => n))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::fixtures::then;

    fn later(millis: i64) -> Timestamp {
        then() + SignedDuration::from_millis(millis)
    }

    #[test]
    fn a_limit_says_what_is_left_and_when_all_is() {
        let view = |remaining, millis| LimitView { limit: 5, remaining, resets_at: later(millis) };
        assert_eq!(limit(&view(3, 1150), then()), "3 of 5 requests left, all of them again in 1.2 s");
        assert_eq!(limit(&view(0, -10), then()), "All 5 requests left");
        assert_eq!(limit(&view(5, 900), then()), "All 5 requests left");
    }

    #[test]
    fn a_pause_is_told_until_it_is_over() {
        assert_eq!(pause(later(4000), then()).unwrap(), "CapTrack sends nothing for 4.0 s.");
        assert_eq!(pause(later(90_000), then()).unwrap(), "CapTrack sends nothing until 15:43 EVE.");
        assert_eq!(pause(then(), then()), None);
    }

    #[test]
    fn answers_are_timed_in_the_unit_that_fits() {
        assert_eq!(latency(84), "84 ms");
        assert_eq!(latency(1150), "1.2 s");
    }

    #[test]
    fn times_are_told_from_now_as_discord_does() {
        for (millis, words) in [
            (0, "0 seconds ago"),
            (-1_000, "1 second ago"),
            (-180_000, "3 minutes ago"),
            (-7_300_000, "2 hours ago"),
            (-86_400_000, "1 day ago"),
            (120_000, "in 2 minutes"),
            (7_300_000, "in 2 hours"),
        ] {
            assert_eq!(ago(later(millis), then()), words);
        }
    }
}
