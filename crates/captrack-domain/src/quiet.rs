//! Quiet hours: when the desktop is not disturbed.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// Hours of every day in which nothing pops up, by this computer's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// When they begin, by this computer's wall clock, not by EVE time.
    pub from: Time,
    /// When they end; before `from`: on the next day.
    pub to: Time,
    /// What is critical is shown all the same.
    pub critical_breaks_through: bool,
}

impl QuietHours {
    /// Whether it is quiet at that time of the day. The end itself no longer is; hours of no length are none.
    pub fn hold(&self, time: Time) -> bool {
        if self.from <= self.to { self.from <= time && time < self.to } else { time >= self.from || time < self.to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(from: (i8, i8), to: (i8, i8)) -> QuietHours {
        QuietHours {
            from: Time::constant(from.0, from.1, 0, 0),
            to: Time::constant(to.0, to.1, 0, 0),
            critical_breaks_through: true,
        }
    }

    #[test]
    fn hours_may_span_midnight_and_their_end_is_no_longer_quiet() {
        let night = quiet((22, 30), (7, 0));
        for (hour, minute, is_quiet) in [(22, 29, false), (22, 30, true), (0, 0, true), (6, 59, true), (7, 0, false)] {
            assert_eq!(night.hold(Time::constant(hour, minute, 0, 0)), is_quiet, "{hour}:{minute}");
        }
        let noon = quiet((12, 0), (13, 0));
        assert!(noon.hold(Time::constant(12, 30, 0, 0)));
        assert!(!noon.hold(Time::constant(13, 0, 0, 0)));
        assert!(!quiet((9, 0), (9, 0)).hold(Time::constant(9, 0, 0, 0)));
    }
}
