//! How long a snooze is chosen to hold: for a length, or until a time. Pure.

use captrack_contract::SnoozeLength;
use captrack_domain::moment::seconds_until;
use jiff::Timestamp;
use yew::AttrValue;

use crate::words;

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnoozeEnd {
    /// For so long.
    After(SnoozeLength),
    /// Until then.
    At(Timestamp),
}

impl SnoozeEnd {
    /// How long that is from now.
    pub fn length(self, now: Timestamp) -> SnoozeLength {
        match self {
            Self::After(length) => length,
            Self::At(end) => SnoozeLength::Seconds(seconds_until(end, now)),
        }
    }

    /// `for 1 h`, `until 18:40 EVE`.
    pub fn words(self, now: Timestamp) -> AttrValue {
        match self {
            Self::After(length) => words::snooze_length(length),
            Self::At(end) => words::until(end, now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_time_is_said_in_eve_time_and_is_a_length_from_now() {
        let (evening, now) = (at("2026-11-22T17:00:00Z"), at("2026-11-22T15:40:00Z"));
        assert_eq!(SnoozeEnd::At(evening).length(now), SnoozeLength::Seconds(4800));
        assert_eq!(SnoozeEnd::At(evening).words(now), "until 17:00 EVE");
    }

    #[test]
    fn a_length_is_what_it_is() {
        let hour = SnoozeEnd::After(SnoozeLength::Seconds(3600));
        assert_eq!(hour.length(at("2026-11-22T15:40:00Z")), SnoozeLength::Seconds(3600));
        assert_eq!(hour.words(at("2026-11-22T15:40:00Z")), "for 1 h");
    }
}
