//! The time, so that tests can turn it.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Gives the time to everything that asks for it, so that one place corrects it and tests can turn it.
pub trait Clock: Send + Sync {
    /// Now, in UTC, in whole milliseconds as the store keeps them.
    fn now(&self) -> Timestamp;

    /// How long the program runs, by a measure that no step of the clock touches; it may stand still while the computer sleeps. None: nobody
    /// steps this clock unseen.
    fn steady(&self) -> Option<Duration> {
        None
    }

    /// A server has just said what time it is, over TLS or from this computer itself. Whole seconds.
    fn note_server_time(&self, _date: Timestamp) {}

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

    fn steady(&self) -> Option<Duration> {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        Some(BEGAN.elapsed())
    }
}
