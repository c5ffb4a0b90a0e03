//! Ages, times and lengths of time in words. All of EVE lives in UTC, and so do these.

use jiff::{Timestamp, civil, tz::TimeZone};
use yew::AttrValue;

use crate::words::text::{args, say, say_with};

/// How old a fact is, in the one unit that it is shown in: equal ages look equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownAge {
    /// Less than a minute.
    Seconds(i64),
    /// Less than an hour.
    Minutes(i64),
    /// Less than a day.
    Hours {
        /// Full hours.
        hours: i64,
        /// Minutes besides.
        minutes: i64,
    },
    /// Less than two days: a day is much of that.
    ManyHours(i64),
    /// Two days or more.
    Days(i64),
}

impl ShownAge {
    /// The age at `now` of what was true at `then`; clocks that disagree make nothing younger than new.
    pub fn of(then: Timestamp, now: Timestamp) -> Self {
        Self::of_seconds(now.duration_since(then).as_secs().max(0))
    }

    const fn of_seconds(seconds: i64) -> Self {
        match seconds {
            0..60 => Self::Seconds(seconds),
            60..3600 => Self::Minutes(seconds / 60),
            3600..86_400 => Self::Hours { hours: seconds / 3600, minutes: seconds % 3600 / 60 },
            86_400..172_800 => Self::ManyHours(seconds / 3600),
            _ => Self::Days(seconds / 86_400),
        }
    }

    /// `4 s`, `12 min`, `2 h 10`, `3 d`.
    pub fn text(self) -> AttrValue {
        match self {
            Self::Seconds(n) => say_with("age-seconds", &args!("n" => n)),
            Self::Minutes(n) => say_with("age-minutes", &args!("n" => n)),
            Self::Hours { hours, minutes } => {
                say_with("age-hours", &args!("hours" => hours, "minutes" => format!("{minutes:02}")))
            }
            Self::ManyHours(n) => say_with("age-many-hours", &args!("n" => n)),
            Self::Days(n) => say_with("age-days", &args!("n" => n)),
        }
    }
}

/// How long from `now` until `then`, begun seconds counted; nothing when it is past.
pub fn until(then: Timestamp, now: Timestamp) -> Option<ShownAge> {
    let left = then.duration_since(now);
    let begun = i64::from(left.subsec_nanos() > 0);
    left.is_positive().then(|| ShownAge::of_seconds(left.as_secs() + begun))
}

/// `2026-11-22 15:42:07 EVE`.
pub fn exact(at: Timestamp) -> AttrValue {
    let time = at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    say_with("time-exact", &args!("time" => time))
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

/// `18:40 EVE` on the same day, `23 Nov 18:40 EVE` on another.
pub fn short(at: Timestamp, now: Timestamp) -> AttrValue {
    let day_of = |at: Timestamp| -> civil::Date { at.to_zoned(TimeZone::UTC).date() };
    let (day, today) = (day_of(at), day_of(now));
    let time = at.strftime("%H:%M").to_string();
    if day == today {
        return say_with("time-today", &args!("time" => time));
    }
    say_with("time-other-day", &args!("day" => day.day(), "month" => month(day).to_string(), "time" => time))
}

fn month(day: civil::Date) -> AttrValue {
    MONTHS
        .get(usize::try_from(day.month()).unwrap_or(1).saturating_sub(1))
        .map_or_else(AttrValue::default, |key| say(key))
}

/// `22 Nov 2026`.
pub fn day(day: civil::Date) -> AttrValue {
    let year = day.year().to_string();
    say_with("time-day", &args!("day" => day.day(), "month" => month(day).to_string(), "time" => year))
}

/// `15:42:07`, under a heading that says the day and that it is EVE time.
pub fn of_day(at: Timestamp) -> String {
    at.strftime("%H:%M:%S").to_string()
}

/// `90 min`, `6 h`, `3 days`: the longest unit that leaves no rest.
pub fn length(seconds: u64) -> AttrValue {
    match seconds {
        n if n >= 2 * 86_400 && n % 86_400 == 0 => say_with("length-days", &args!("n" => n / 86_400)),
        n if n >= 3600 && n % 3600 == 0 => say_with("length-hours", &args!("n" => n / 3600)),
        n => say_with("length-minutes", &args!("n" => n / 60)),
    }
}

/// The same sentence, in which no date is broken at its hyphens.
pub fn unbroken(sentence: &str) -> String {
    let mut unbroken = String::with_capacity(sentence.len() + 8);
    let mut before = ' ';
    let mut letters = sentence.chars().peekable();
    while let Some(letter) = letters.next() {
        unbroken.push(letter);
        if letter == '-' && before.is_ascii_digit() && letters.peek().is_some_and(char::is_ascii_digit) {
            unbroken.push('\u{2060}');
        }
        before = letter;
    }
    unbroken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_in_a_sentence_stays_together_and_other_hyphens_do_not() {
        assert_eq!(unbroken("until 2026-11-29, D-W7F0"), "until 2026-\u{2060}11-\u{2060}29, D-W7F0");
    }

    #[test]
    fn an_age_is_told_in_one_unit() {
        let now = at("2026-11-22T15:42:07Z");
        let said = |then: &str| ShownAge::of(at(then), now).text().to_string();
        assert_eq!(said("2026-11-22T15:42:04Z"), "3 s");
        assert_eq!(said("2026-11-22T15:41:08Z"), "59 s");
        assert_eq!(said("2026-11-22T15:41:07Z"), "1 min");
        assert_eq!(said("2026-11-22T15:30:00Z"), "12 min");
        assert_eq!(said("2026-11-22T13:32:00Z"), "2 h 10");
        assert_eq!(said("2026-11-22T13:37:07Z"), "2 h 05");
        assert_eq!(said("2026-11-19T15:00:00Z"), "3 d");
    }

    #[test]
    fn what_comes_from_the_future_is_new() {
        let now = at("2026-11-22T15:42:07Z");
        assert_eq!(ShownAge::of(at("2026-11-22T15:45:00Z"), now), ShownAge::Seconds(0));
    }

    #[test]
    fn ages_that_look_equal_are_equal() {
        let now = at("2026-11-22T15:42:07Z");
        let later = at("2026-11-22T15:42:11Z");
        let then = at("2026-11-22T15:30:00Z");
        assert_eq!(ShownAge::of(then, now), ShownAge::of(then, later));
    }

    #[test]
    fn the_next_check_counts_down_and_then_is_due() {
        let now = at("2026-11-22T15:42:07Z");
        let left = |then: &str| until(at(then), now).map(|left| left.text().to_string());
        assert_eq!(left("2026-11-22T15:42:18Z").as_deref(), Some("11 s"));
        assert_eq!(left("2026-11-22T15:42:07.2Z").as_deref(), Some("1 s"));
        assert_eq!(left("2026-11-22T15:52:07Z").as_deref(), Some("10 min"));
        assert_eq!(left("2026-11-22T15:42:07Z"), None);
    }

    #[test]
    fn times_are_eve_time_and_name_the_day_when_it_is_another() {
        let now = at("2026-11-22T15:42:07Z");
        assert_eq!(exact(now), "2026-11-22 15:42:07 EVE");
        assert_eq!(short(at("2026-11-22T18:40:00Z"), now), "18:40 EVE");
        assert_eq!(short(at("2026-11-23T08:05:00Z"), now), "23 Nov 08:05 EVE");
        assert_eq!(day(civil::date(2026, 11, 23)), "23 Nov 2026");
        assert_eq!(of_day(now), "15:42:07");
    }

    #[test]
    fn lengths_use_the_longest_unit_that_leaves_no_rest() {
        assert_eq!(length(300), "5 min");
        assert_eq!(length(3600), "1 h");
        assert_eq!(length(5400), "90 min");
        assert_eq!(length(24 * 3600), "24 h");
        assert_eq!(length(48 * 3600), "2 days");
        assert_eq!(length(30 * 86_400), "30 days");
    }
}
