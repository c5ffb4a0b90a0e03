//! A clock that shows what a test wants.

use std::time::Duration;

use captrack_ports::Clock;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

/// Follows the time of a simulated world, or stands; can be turned against it. Stands in UTC.
pub struct TestClock {
    world: Box<dyn Fn() -> Timestamp + Send + Sync>,
    turned: Mutex<SignedDuration>,
    told: Mutex<Option<Timestamp>>,
    knows_steady: bool,
}

impl TestClock {
    /// A clock of a world with a time of its own, such as the sim's.
    pub fn following(world: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { world: Box::new(world), turned: Mutex::default(), told: Mutex::default(), knows_steady: false }
    }

    /// A clock that stands at `now`.
    pub fn standing(now: Timestamp) -> Self {
        Self::following(move || now)
    }

    /// The same clock on a computer that measures how long the program runs: a step of the clock is noticed.
    #[must_use]
    pub fn with_steady(self) -> Self {
        Self { knows_steady: true, ..self }
    }

    /// Shows so much more than the world's time from now on; less where it is negative.
    pub fn turn(&self, ahead: SignedDuration) {
        *self.turned.lock() = ahead;
    }

    /// By how much it is turned.
    pub fn turned(&self) -> SignedDuration {
        *self.turned.lock()
    }

    /// What a server said last of the time.
    pub fn server_time(&self) -> Option<Timestamp> {
        *self.told.lock()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let now = (self.world)();
        now.checked_add(*self.turned.lock()).unwrap_or(now)
    }

    fn steady(&self) -> Option<Duration> {
        let since = || (self.world)().duration_since(Timestamp::UNIX_EPOCH);
        self.knows_steady.then(|| Duration::try_from(since()).unwrap_or_default())
    }

    fn note_server_time(&self, date: Timestamp) {
        *self.told.lock() = Some(date);
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}
