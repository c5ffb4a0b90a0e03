//! How long a snooze is chosen to hold: for a length, or until a time. Pure.

use captrack_contract::SnoozeLength;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use yew::AttrValue;

use crate::words;
use crate::words::text::{args, say_with};
use crate::words::{time, time_of_day};

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
            Self::At(end) => {
                let seconds = end.duration_since(now).as_secs().max(1);
                SnoozeLength::Seconds(seconds.unsigned_abs())
            }
        }
    }

    /// `for 1 h`, `until 18:40 EVE`.
    pub fn words(self, now: Timestamp) -> AttrValue {
        match self {
            Self::After(length) => words::snooze_length(length),
            Self::At(end) => until(end, now),
        }
    }
}

/// `until 18:40 EVE`
pub fn until(end: Timestamp, now: Timestamp) -> AttrValue {
    say_with("snoozed-until", &args!("time" => time::short(end, now).to_string()))
}

/// The next time at which a clock of this zone shows what was typed; none: that is no time of the day.
pub fn next_at(typed: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let time = time_of_day::parsed(typed)?;
    let today = now.to_zoned(zone.clone()).date();
    let days = [Some(today), today.tomorrow().ok()];
    let ends = days.into_iter().flatten().filter_map(|day| day.to_datetime(time).to_zoned(zone.clone()).ok());
    ends.map(|end| end.timestamp()).find(|end| *end > now)
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_time_is_the_next_one_of_this_computers_clock_and_is_said_in_eve_time() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        let now = at("2026-11-22T15:40:00Z");
        let evening = next_at("18:00", &berlin, now).unwrap();
        assert_eq!(evening, at("2026-11-22T17:00:00Z"));
        assert_eq!(SnoozeEnd::At(evening).length(now), SnoozeLength::Seconds(4800));
        assert_eq!(SnoozeEnd::At(evening).words(now), "until 17:00 EVE");
        assert_eq!(next_at("1630", &berlin, now), Some(at("2026-11-23T15:30:00Z")), "tomorrow");
        assert_eq!(next_at("tonight", &berlin, now), None);
        assert_eq!(next_at("", &berlin, now), None);
    }

    #[test]
    fn a_length_is_what_it_is() {
        let hour = SnoozeEnd::After(SnoozeLength::Seconds(3600));
        assert_eq!(hour.length(at("2026-11-22T15:40:00Z")), SnoozeLength::Seconds(3600));
        assert_eq!(hour.words(at("2026-11-22T15:40:00Z")), "for 1 h");
    }
}
