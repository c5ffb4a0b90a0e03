//! EVE's daily downtime, 11:00 to 11:15 UTC, in which nobody is asked and nobody answers.

use captrack_domain::moment::later;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

const STARTS: Time = Time::constant(11, 0, 0, 0);
const LASTS: SignedDuration = SignedDuration::from_mins(15);
/// Over more days a quarter of an hour does not matter.
const DAYS: i8 = 3;

/// Whether it is downtime now.
pub fn is_downtime(now: Timestamp) -> bool {
    starts_on(now).is_some_and(|start| start <= now && now < later(start, LASTS))
}

/// How much of the time from one moment to another was downtime.
pub fn downtime_between(since: Timestamp, now: Timestamp) -> SignedDuration {
    let mut sum = SignedDuration::ZERO;
    for days in 0..DAYS {
        let Some(start) = now.checked_sub((24 * i32::from(days)).hours()).ok().and_then(starts_on) else { continue };
        let overlap = later(start, LASTS).min(now).duration_since(start.max(since));
        sum += overlap.max(SignedDuration::ZERO);
    }
    sum
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
        assert!(!is_downtime(time("22T10:59:59")));
        assert!(is_downtime(time("22T11:00:00")));
        assert!(is_downtime(time("22T11:14:59")));
        assert!(!is_downtime(time("22T11:15:00")));
    }

    #[test]
    fn what_lies_between_two_moments_is_counted() {
        let minutes = |since, now| downtime_between(time(since), time(now)).as_mins();
        assert_eq!(minutes("22T10:00:00", "22T10:59:00"), 0);
        assert_eq!(minutes("22T10:00:00", "22T11:05:00"), 5);
        assert_eq!(minutes("22T11:05:00", "22T13:00:00"), 10);
        assert_eq!(minutes("22T12:00:00", "23T10:00:00"), 0);
        assert_eq!(minutes("22T10:00:00", "23T12:00:00"), 30);
        assert_eq!(minutes("22T13:00:00", "22T10:00:00"), 0, "a clock that went back");
    }
}
