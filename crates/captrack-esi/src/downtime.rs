//! EVE's daily downtime.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// From 11:00 UTC …
const STARTS: i64 = 11 * 3600;
/// … to 11:15 UTC, when the cluster is usually back.
const ENDS: i64 = STARTS + 15 * 60;

/// How long to pause from now on; none outside 11:00 to 11:15 UTC.
pub(crate) fn downtime(now: Timestamp) -> Option<Duration> {
    let time = now.to_zoned(TimeZone::UTC).time();
    let second = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let left = u64::try_from(ENDS - second).ok()?;
    (second >= STARTS && left > 0).then(|| Duration::from_secs(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_from_eleven_to_a_quarter_past() {
        let left = |text: &str| downtime(text.parse().unwrap()).map(|left| left.as_secs());
        assert_eq!(left("2026-08-18T10:59:59Z"), None);
        assert_eq!(left("2026-08-18T11:00:00Z"), Some(900));
        assert_eq!(left("2026-08-18T11:14:59Z"), Some(1));
        assert_eq!(left("2026-08-18T11:15:00Z"), None);
        assert_eq!(left("2026-08-18T23:05:00Z"), None);
    }
}
