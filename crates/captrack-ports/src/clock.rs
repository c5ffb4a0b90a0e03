//! The time, so that tests can turn it.

use std::sync::LazyLock;
use std::time::Duration;

#[cfg(unix)]
use boot_time::Instant as WithSleep;
use jiff::Timestamp;
use jiff::tz::TimeZone;
#[cfg(unix)]
use std::time::Instant as WithoutSleep;
#[cfg(windows)]
use std::time::Instant as WithSleep;
#[cfg(windows)]
use suspend_time::SuspendUnawareInstant as WithoutSleep;

/// When this program began to measure: on some systems Rust's own `Instant` goes on while the computer sleeps, on others it stands still.
static BEGAN: LazyLock<(WithoutSleep, WithSleep)> = LazyLock::new(|| (WithoutSleep::now(), WithSleep::now()));

/// Gives the time to everything that asks for it, so that one place corrects it and tests can turn it.
pub trait Clock: Send + Sync {
    /// Now, in UTC, in whole milliseconds as the store keeps them.
    fn now(&self) -> Timestamp;

    /// How long the program runs, by a measure that no step of the clock touches and that stands still while the computer sleeps. None: nobody
    /// steps this clock unseen.
    fn steady(&self) -> Option<Duration> {
        None
    }

    /// For how long the computer has slept since the program began to measure. None: it cannot be told from a clock that was put forward.
    fn asleep(&self) -> Option<Duration> {
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
        Some(BEGAN.0.elapsed())
    }

    fn asleep(&self) -> Option<Duration> {
        let awake = BEGAN.0.elapsed();
        Some(BEGAN.1.elapsed().saturating_sub(awake))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_that_is_awake_measures_how_long_the_program_runs_and_no_sleep() {
        let before = WallClock.steady().unwrap();
        while WallClock.steady().unwrap() == before {
            std::hint::spin_loop();
        }
        assert!(WallClock.asleep().unwrap() < Duration::from_secs(1), "{:?}", WallClock.asleep());
    }
}
