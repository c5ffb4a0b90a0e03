//! For how long one can pause with one press, from the window or the tray.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::moment::later;
use crate::time_of_day;

/// A pause on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseLength {
    /// For an hour.
    Hour,
    /// Until the next morning.
    Tomorrow,
    /// Until somebody resumes.
    UntilResumed,
}

impl PauseLength {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Tomorrow, Self::UntilResumed];

    /// Its name in the ids of menu items and buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Tomorrow => "tomorrow",
            Self::UntilResumed => "until-resumed",
        }
    }

    /// The one of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.name() == name)
    }

    /// When a pause that begins now ends; none: when somebody resumes.
    pub fn end(self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Hour => Some(later(now, Duration::from_secs(3600))),
            Self::Tomorrow => time_of_day::tomorrow(zone, now),
            Self::UntilResumed => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_end() {
        let at = |time: &str| Some(time.parse::<Timestamp>().unwrap());
        let now = at("2026-11-22T15:40:00Z").unwrap();
        let end = |length: PauseLength| length.end(&TimeZone::UTC, now);
        assert_eq!(end(PauseLength::Hour), at("2026-11-22T16:40:00Z"));
        assert_eq!(end(PauseLength::Tomorrow), at("2026-11-23T08:00:00Z"));
        assert_eq!(end(PauseLength::UntilResumed), None);
    }

    #[test]
    fn each_is_found_by_its_name_as_menu_items_have_it() {
        for length in PauseLength::ALL {
            assert_eq!(PauseLength::of(length.name()), Some(length));
        }
        assert_eq!(PauseLength::of("until-resumed"), Some(PauseLength::UntilResumed));
        assert_eq!(PauseLength::of("week"), None);
    }
}
