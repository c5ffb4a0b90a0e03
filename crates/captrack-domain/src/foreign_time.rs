//! Times that another computer has written: bounded where they are parsed, so that arithmetic with them cannot overflow.
//!
//! A [`Timestamp`] near the end of its own range panics when a wait is added to it. Whatever arrives over the network is therefore read
//! as a [`ForeignTime`], or through [`sensible`] or [`clamped`], and is centuries away from that end afterwards.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Error, Expected, Unexpected};
use serde::{Deserialize, Deserializer};

/// EVE opened in May 2003: nothing that is told of it is older.
pub const EARLIEST: Timestamp = Timestamp::constant(1_041_379_200, 0);
/// The year 2200: later than anything a server can mean, and any wait can be added to it.
pub const LATEST: Timestamp = Timestamp::constant(7_258_118_400, 0);

/// The time, if a server can mean it.
pub fn sensible(at: Timestamp) -> Option<Timestamp> {
    (EARLIEST <= at && at <= LATEST).then_some(at)
}

/// The nearest time that a server can mean. For headers such as `Expires`, where 1970 says "at once".
pub fn clamped(at: Timestamp) -> Timestamp {
    at.clamp(EARLIEST, LATEST)
}

/// Seconds since 1970, if they are a time that a server can mean.
pub fn from_seconds(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok().and_then(sensible)
}

/// A time in the body of an answer. Reading fails where it is none that a server can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ForeignTime(Timestamp);

impl ForeignTime {
    /// The time as the server gave it; between 2003 and 2200.
    pub const fn at(self) -> Timestamp {
        self.0
    }
}

impl<'de> Deserialize<'de> for ForeignTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let at = Timestamp::deserialize(from)?;
        let refused = || D::Error::invalid_value(Unexpected::Str(&at.to_string()), &SensibleTimes);
        sensible(at).map(Self).ok_or_else(refused)
    }
}

/// What a time in a body has to be.
struct SensibleTimes;

impl Expected for SensibleTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{EARLIEST} to {LATEST}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_that_no_server_can_mean_is_none() {
        for text in ["-009999-01-02T01:59:59Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2002-12-31T23:59:59Z"]
        {
            assert_eq!(sensible(at(text)), None, "{text}");
            assert_eq!(clamped(at(text)), EARLIEST, "{text}");
        }
        for text in ["2200-01-01T00:00:01Z", "9999-12-30T22:00:00Z"] {
            assert_eq!(sensible(at(text)), None, "{text}");
            assert_eq!(clamped(at(text)), LATEST, "{text}");
        }
        for text in ["2003-01-01T00:00:00Z", "2026-11-28T12:00:00Z", "2200-01-01T00:00:00Z"] {
            assert_eq!(sensible(at(text)), Some(at(text)), "{text}");
            assert_eq!(clamped(at(text)), at(text), "{text}");
        }
        assert_eq!((EARLIEST, LATEST), (at("2003-01-01T00:00:00Z"), at("2200-01-01T00:00:00Z")));
    }

    #[test]
    fn a_century_can_be_added_to_and_taken_from_every_sensible_time() {
        let century = (100 * 365 * 24).hours();
        assert!(LATEST + century > LATEST);
        assert!(EARLIEST - century < EARLIEST);
    }

    #[test]
    fn seconds_are_bounded_too() {
        assert_eq!(from_seconds(1_764_331_200), Some(at("2025-11-28T12:00:00Z")));
        for seconds in [i64::MIN, -1, 0, 253_402_207_200, i64::MAX] {
            assert_eq!(from_seconds(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn a_body_is_read_with_its_times_or_not_at_all() {
        let read = |json: &str| serde_json::from_str::<Option<ForeignTime>>(json).map(|read| read.map(ForeignTime::at));
        assert_eq!(read("\"2026-11-28T12:00:00Z\"").unwrap(), Some(at("2026-11-28T12:00:00Z")));
        assert_eq!(read("null").unwrap(), None);
        for wrong in ["\"9999-12-31T23:59:59Z\"", "\"1-01-01T00:00:00Z\"", "\"yesterday\"", "7"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let refused = read("\"9999-12-30T22:00:00Z\"").unwrap_err().to_string();
        assert!(refused.contains("expected 2003-01-01T00:00:00Z to 2200-01-01T00:00:00Z"), "{refused}");
    }
}
