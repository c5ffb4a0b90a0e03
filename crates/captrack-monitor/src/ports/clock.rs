//! The time, so that tests can turn it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC, in whole milliseconds as the store keeps them.
    fn now(&self) -> Timestamp;

    /// Where this computer stands: quiet hours go by its clock on the wall. The system's own, unless a given clock says otherwise.
    fn time_zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}
