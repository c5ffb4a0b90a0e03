//! A pause: monitoring that is off for a while, or until somebody resumes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Since when monitoring is off, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When it began, by corrected time.
    pub since: Timestamp,
    /// When it ends; `None`: when somebody resumes.
    pub until: Option<Timestamp>,
}

impl Pause {
    /// Whether monitoring is still off. At the end itself it is on again.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// How many whole days it has lasted.
    pub fn days(&self, now: Timestamp) -> i64 {
        now.duration_since(self.since).as_hours().max(0) / 24
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_ends_at_its_end_or_never_without_one() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let since = at("2026-11-22T15:40:00Z");
        let hour = Pause { since, until: Some(at("2026-11-22T16:40:00Z")) };
        assert!(hour.holds(at("2026-11-22T16:39:59Z")));
        assert!(!hour.holds(at("2026-11-22T16:40:00Z")));
        assert!(Pause { since, until: None }.holds(at("2036-11-22T16:40:00Z")));
    }

    #[test]
    fn whole_days_are_counted_and_a_clock_that_goes_back_makes_none() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let pause = Pause { since: at("2026-11-22T15:40:00Z"), until: None };
        assert_eq!(pause.days(at("2026-11-23T15:39:59Z")), 0);
        assert_eq!(pause.days(at("2026-11-23T15:40:00Z")), 1);
        assert_eq!(pause.days(at("2026-11-29T15:40:00Z")), 7);
        assert_eq!(pause.days(at("2026-11-01T15:40:00Z")), 0);
    }
}
