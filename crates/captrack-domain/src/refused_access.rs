//! Access that a service has refused: a pilot's sign-in, a token, a webhook. One refusal is never final: it is asked again, ever more
//! seldom, and one good answer takes it back.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::{Text, kept};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// So many refusals, over at least [`CERTAIN_AFTER`], are taken for the service's last word: only then is the user asked to act.
const CERTAIN_TIMES: u32 = 3;
/// See [`CERTAIN_TIMES`].
const CERTAIN_AFTER: Duration = Duration::from_secs(6 * 3600);

/// That access was refused: since when, how often, with which words, and when it is tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedAccess {
    /// When it was refused first. The epoch where that was not kept, see [`Self::without_its_time`].
    #[serde(default)]
    pub since: Timestamp,
    /// When it is tried again: after 5, 15 and 60 min, then hourly, after a day daily.
    #[serde(default)]
    pub next_try: Timestamp,
    /// How often it was refused in a row; at least 1.
    #[serde(default = "once")]
    pub times: u32,
    /// What was last said.
    #[serde(deserialize_with = "kept")]
    pub why: Text,
}

impl RefusedAccess {
    /// It was refused for the first time.
    pub fn new(now: Timestamp, why: Text) -> Self {
        let mut refused = Self { since: now, next_try: now, times: 0, why: Text::said("") };
        refused.again(now, why);
        refused
    }

    /// It was refused before, at a time that was not kept: it is tried at once, and counts from now on.
    pub fn without_its_time(now: Timestamp, why: Text) -> Self {
        Self { since: now, next_try: now, times: 1, why }
    }

    /// Gives one that was kept without its times, as older versions did, those of [`Self::without_its_time`].
    pub fn mend_times(&mut self, now: Timestamp) {
        if self.since == Timestamp::UNIX_EPOCH {
            *self = Self::without_its_time(now, self.why.clone());
        }
    }

    /// A further refusal: counts it, keeps its words and puts the next try off.
    pub fn again(&mut self, now: Timestamp, why: Text) {
        // A clock that was put back must not make it look older or younger than it is.
        self.since = self.since.min(now);
        self.times = self.times.saturating_add(1);
        self.next_try = now.checked_add(wait(self.times, self.lasts(now))).unwrap_or(now);
        self.why = why;
    }

    /// The clock was put right: it is not tried later than its schedule has it, whenever it was refused last.
    pub fn keep_schedule(&mut self, now: Timestamp) {
        let latest = now.checked_add(wait(self.times, self.lasts(now))).unwrap_or(now);
        self.next_try = self.next_try.min(latest);
    }

    /// Whether it may be tried now.
    pub fn may_be_tried(&self, now: Timestamp) -> bool {
        self.next_try <= now
    }

    /// Whether it has been refused so often, over so long, that the user has to act. It is tried again all the same.
    pub fn is_certain(&self, now: Timestamp) -> bool {
        self.times >= CERTAIN_TIMES && self.lasts(now) >= CERTAIN_AFTER
    }

    fn lasts(&self, now: Timestamp) -> Duration {
        Duration::try_from(now.duration_since(self.since)).unwrap_or_default()
    }
}

const fn once() -> u32 {
    1
}

/// How long to wait after the `times`th refusal in a row: 5, 15, 60 minutes, then an hour, and a day once it has lasted for one.
fn wait(times: u32, lasts: Duration) -> Duration {
    match times {
        _ if lasts >= DAY => DAY,
        0 | 1 => 5 * MINUTE,
        2 => 15 * MINUTE,
        _ => HOUR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        "2026-11-28T12:00:00Z".parse().unwrap()
    }

    /// Minutes from refusal to try, when each try is refused.
    fn waits(count: usize) -> Vec<u64> {
        let mut now = noon();
        let mut refused = RefusedAccess::new(now, Text::said("Refused."));
        let mut waits = Vec::new();
        for _ in 0..count {
            waits.push(refused.next_try.duration_since(now).as_secs().unsigned_abs() / 60);
            now = refused.next_try;
            refused.again(now, Text::said("Refused."));
        }
        waits
    }

    #[test]
    fn one_that_was_refused_again_while_the_clock_was_wrong_waits_no_longer_than_its_schedule() {
        let mut refused = RefusedAccess::new(noon(), Text::said("Refused."));
        refused.again(noon() + 3 * HOUR, Text::said("Refused."));
        refused.keep_schedule(noon() + MINUTE);
        assert_eq!(refused.next_try, noon() + 16 * MINUTE);
        let mut right = RefusedAccess::new(noon(), Text::said("Refused."));
        right.keep_schedule(noon() + 4 * MINUTE);
        assert_eq!(right.next_try, noon() + 5 * MINUTE, "what is right stays");
    }

    #[test]
    fn it_is_tried_ever_more_seldom_and_never_given_up() {
        let waits = waits(40);
        assert_eq!(waits[..5], [5, 15, 60, 60, 60]);
        assert_eq!(waits[30..], [1440; 10]);
        let first_daily = waits.iter().position(|minutes| *minutes == 1440).unwrap();
        let before: u64 = waits[..first_daily].iter().sum();
        assert!((1440..1500).contains(&before), "{before} min");
    }

    #[test]
    fn the_user_is_asked_after_three_refusals_over_six_hours() {
        let mut refused = RefusedAccess::new(noon(), Text::said("Refused."));
        refused.again(noon() + 7 * HOUR, Text::said("Refused."));
        assert!(!refused.is_certain(noon() + 7 * HOUR), "twice");
        refused.again(noon() + 8 * HOUR, Text::said("Refused."));
        assert!(refused.is_certain(noon() + 8 * HOUR));
        let mut quick = RefusedAccess::new(noon(), Text::said("Refused."));
        for minute in 1..9 {
            quick.again(noon() + minute * MINUTE, Text::said("Refused."));
        }
        assert!(!quick.is_certain(noon() + 9 * MINUTE), "an incident of minutes");
    }

    #[test]
    fn the_last_words_and_the_first_time_are_kept() {
        let mut refused = RefusedAccess::new(noon(), Text::said("First."));
        refused.again(noon() + 5 * MINUTE, Text::said("Second."));
        assert_eq!((refused.since, refused.why, refused.times), (noon(), Text::said("Second."), 2));
    }

    #[test]
    fn a_clock_put_back_begins_anew_and_waits_no_longer_than_usual() {
        let mut refused = RefusedAccess::new(noon(), Text::said("Refused."));
        let earlier = noon() - 5 * HOUR;
        refused.again(earlier, Text::said("Refused."));
        assert_eq!(refused.since, earlier);
        assert_eq!(refused.next_try, earlier + 15 * MINUTE);
        assert!(!refused.is_certain(earlier));
    }

    #[test]
    fn one_of_an_unknown_time_is_tried_at_once() {
        assert!(!RefusedAccess::new(noon(), Text::said("Refused.")).may_be_tried(noon()));
        let mut old: RefusedAccess = serde_json::from_str(r#"{"why":"Revoked."}"#).unwrap();
        old.mend_times(noon());
        assert_eq!(old, RefusedAccess::without_its_time(noon(), Text::said("Revoked.")));
        assert!(old.may_be_tried(noon()));
        let kept = RefusedAccess::new(noon(), Text::said("Refused."));
        let mut read: RefusedAccess = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
        read.mend_times(noon() + HOUR);
        assert_eq!(read, kept);
    }

    #[test]
    fn one_whose_count_was_not_kept_was_refused_once() {
        let old: RefusedAccess = serde_json::from_str(r#"{"since":"2026-11-28T12:00:00Z","why":"Revoked."}"#).unwrap();
        assert_eq!(old.times, 1);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let mut refused = RefusedAccess::new(Timestamp::MAX, Text::said("Refused."));
        refused.again(Timestamp::MIN, Text::said("Refused."));
        assert_eq!(refused.since, Timestamp::MIN);
    }
}
