//! Dates as HTTP headers and JSON bodies write them.

use jiff::{Timestamp, Unit};

/// Cuts a time to whole seconds, as header dates do.
pub(crate) fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// `Sun, 22 Nov 2026 15:00:00 GMT` (RFC 9110, IMF-fixdate).
pub(crate) fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Reads what [`http_date`] writes.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let civil = jiff::civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// `2026-11-22T15:00:00Z`: ESI writes whole seconds.
pub(crate) fn json_date(at: Timestamp) -> String {
    whole_seconds(at).to_string()
}

/// Seconds from `from` to `to`, rounded up, never negative.
pub(crate) fn seconds_until(from: Timestamp, to: Timestamp) -> i64 {
    let millis = (to - from).total(Unit::Millisecond).unwrap_or(0.0);
    ((millis / 1000.0).ceil() as i64).max(0)
}

/// The next 11:05 UTC: when static data of ESI expires.
pub(crate) fn next_static_refresh(now: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400;
    const REFRESH: i64 = 11 * 3600 + 5 * 60;
    let second = now.as_second();
    let today = second.div_euclid(DAY) * DAY + REFRESH;
    let next = if today > second { today } else { today + DAY };
    Timestamp::from_second(next).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_date_reads_back_as_it_was_written() {
        let at: Timestamp = "2026-11-22T15:04:05Z".parse().unwrap();
        assert_eq!(http_date(at), "Sun, 22 Nov 2026 15:04:05 GMT");
        assert_eq!(parse_http_date(&http_date(at)), Some(at));
    }

    #[test]
    fn static_data_expires_at_five_past_eleven() {
        let before: Timestamp = "2026-11-22T11:04:59Z".parse().unwrap();
        let after: Timestamp = "2026-11-22T11:05:00Z".parse().unwrap();
        assert_eq!(next_static_refresh(before).to_string(), "2026-11-22T11:05:00Z");
        assert_eq!(next_static_refresh(after).to_string(), "2026-11-23T11:05:00Z");
    }

    #[test]
    fn seconds_are_rounded_up_and_never_negative() {
        let at: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-11-22T11:00:01.2Z".parse().unwrap();
        assert_eq!(seconds_until(at, later), 2);
        assert_eq!(seconds_until(later, at), 0);
    }
}
