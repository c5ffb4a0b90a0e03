//! Times of the day as people type them, and the next time at which a clock shows one. Always 24 hours, whatever the desktop's language.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// Until then *until tomorrow* lasts, by the clock of whoever says it.
const MORNING: Time = Time::constant(8, 0, 0, 0);

/// `22:30`, `2230`, `7:05`, `7`: the time of the day, if it is one.
pub fn parsed(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let number = |digits: &str| {
        let digits_only = (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<i8>().ok().filter(|_| digits_only)
    };
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

/// `07:05`.
pub fn text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The next time at which a clock of this zone shows it; none only at the end of time.
pub fn next(time: Time, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let today = now.to_zoned(zone.clone()).date();
    let days = [Some(today), today.tomorrow().ok()];
    let moments = days.into_iter().flatten().filter_map(|day| day.to_datetime(time).to_zoned(zone.clone()).ok());
    moments.map(|moment| moment.timestamp()).find(|moment| *moment > now)
}

/// Eight in the morning of the next day in this zone.
pub fn tomorrow(zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let tomorrow = now.to_zoned(zone.clone()).date().tomorrow().ok()?;
    tomorrow.to_datetime(MORNING).to_zoned(zone.clone()).ok().map(|moment| moment.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_time_is_the_next_one_that_a_clock_of_the_zone_shows() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        let now = at("2026-11-22T15:40:00Z");
        let next = |typed: &str| next(parsed(typed).unwrap(), &berlin, now).unwrap();
        assert_eq!(next("18:00"), at("2026-11-22T17:00:00Z"));
        assert_eq!(next("16:40"), at("2026-11-23T15:40:00Z"), "this very minute has come");
        assert_eq!(next("0"), at("2026-11-22T23:00:00Z"));
    }

    #[test]
    fn tomorrow_is_the_next_morning_of_the_zone() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        assert_eq!(tomorrow(&berlin, at("2026-11-22T15:40:00Z")), Some(at("2026-11-23T07:00:00Z")));
        assert_eq!(
            tomorrow(&berlin, at("2026-11-22T23:30:00Z")),
            Some(at("2026-11-24T07:00:00Z")),
            "past midnight there"
        );
        assert_eq!(tomorrow(&TimeZone::UTC, at("2026-11-22T23:30:00Z")), Some(at("2026-11-23T08:00:00Z")));
    }

    #[test]
    fn times_are_read_as_people_type_them_and_written_in_one_way() {
        for (typed, written) in [
            ("22:30", "22:30"),
            (" 7:05 ", "07:05"),
            ("7", "07:00"),
            ("22", "22:00"),
            ("0", "00:00"),
            ("2230", "22:30"),
            ("705", "07:05"),
            ("8.15", "08:15"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(parsed(typed).map(text).as_deref(), Some(written), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_of_the_day_is_none() {
        for typed in ["", "24:00", "12:60", "noon", "7 pm", "1:2:3", "12345", "-1", "+5", "7:", ":30", "é30"] {
            assert_eq!(parsed(typed), None, "{typed}");
        }
    }
}
