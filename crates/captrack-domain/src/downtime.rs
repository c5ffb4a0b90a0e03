//! EVE's daily downtime, 11:00 to 11:15 UTC, when the cluster is usually back: nobody is asked and nobody answers.

use std::time::Duration;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::moment::later;

const STARTS: Time = Time::constant(11, 0, 0, 0);
const LASTS: SignedDuration = SignedDuration::from_mins(15);
/// Over more days a quarter of an hour does not matter.
const DAYS: i8 = 3;

/// How much of it is left; none outside of it.
pub fn left(now: Timestamp) -> Option<Duration> {
    let start = starts_on(now)?;
    let left = later(start, LASTS).duration_since(now);
    (start <= now && left > SignedDuration::ZERO).then_some(left.unsigned_abs())
}

/// When the next one begins.
pub fn next(now: Timestamp) -> Option<Timestamp> {
    let tomorrow = now.checked_add(24.hours()).ok();
    [Some(now), tomorrow].into_iter().flatten().filter_map(starts_on).find(|start| *start > now)
}

/// Whether EVE's daily restart is expected now: from 11:00 EVE, for 15 minutes.
pub fn is_downtime(now: Timestamp) -> bool {
    left(now).is_some()
}

/// How long it was from one moment to another, without the downtime between them.
pub fn without_downtime(since: Timestamp, until: Timestamp) -> SignedDuration {
    until.duration_since(since).saturating_sub(between(since, until))
}

/// How much of the time from one moment to another was downtime.
fn between(since: Timestamp, until: Timestamp) -> SignedDuration {
    let overlap = |days: i8| {
        let start = until.checked_sub((24 * i32::from(days)).hours()).ok().and_then(starts_on)?;
        let overlap = later(start, LASTS).min(until).duration_since(start.max(since));
        Some(overlap.max(SignedDuration::ZERO))
    };
    (0..DAYS).filter_map(overlap).fold(SignedDuration::ZERO, SignedDuration::saturating_add)
}

/// When it starts on the day of a moment.
fn starts_on(moment: Timestamp) -> Option<Timestamp> {
    let date = moment.to_zoned(TimeZone::UTC).date();
    Some(date.to_datetime(STARTS).to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        format!("2026-11-{text}Z").parse().unwrap()
    }

    #[test]
    fn it_is_a_quarter_of_an_hour_a_day() {
        let left = |text| left(time(text)).map(|left| left.as_secs());
        assert_eq!(left("22T10:59:59"), None);
        assert_eq!(left("22T11:00:00"), Some(900));
        assert_eq!(left("22T11:14:59"), Some(1));
        assert_eq!(left("22T11:15:00"), None);
        assert_eq!(left("22T23:05:00"), None);
        assert!(!is_downtime(time("22T10:59:59")) && is_downtime(time("22T11:14:59")));
    }

    #[test]
    fn what_lies_between_two_moments_is_counted_and_left_out() {
        let minutes = |since, until| between(time(since), time(until)).as_mins();
        assert_eq!(minutes("22T10:00:00", "22T10:59:00"), 0);
        assert_eq!(minutes("22T10:00:00", "22T11:05:00"), 5);
        assert_eq!(minutes("22T11:05:00", "22T13:00:00"), 10);
        assert_eq!(minutes("22T12:00:00", "23T10:00:00"), 0);
        assert_eq!(minutes("22T10:00:00", "23T12:00:00"), 30);
        assert_eq!(minutes("22T13:00:00", "22T10:00:00"), 0, "a clock that went back");
        assert_eq!(without_downtime(time("22T10:00:00"), time("22T12:00:00")).as_mins(), 105);
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        assert_eq!(left(Timestamp::MAX).is_some(), is_downtime(Timestamp::MAX));
        assert!(without_downtime(Timestamp::MIN, Timestamp::MAX) > SignedDuration::ZERO);
    }

    #[test]
    fn the_next_downtime_is_today_s_before_it_and_tomorrow_s_from_then_on() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        assert_eq!(next(at("2026-11-22T10:59:59Z")), Some(at("2026-11-22T11:00:00Z")));
        assert_eq!(next(at("2026-11-22T11:00:00Z")), Some(at("2026-11-23T11:00:00Z")));
    }
}
