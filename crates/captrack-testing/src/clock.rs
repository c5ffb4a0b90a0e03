//! A clock that shows what a test wants.

use std::time::Duration;

use captrack_ports::Clock;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

use crate::switch::Switch;

/// Follows the time of a simulated world, or stands until a test lets time pass; can be turned against that time. Its computer stands in UTC.
pub struct TestClock {
    world: Box<dyn Fn() -> Timestamp + Send + Sync>,
    passed: Mutex<SignedDuration>,
    turned: Mutex<SignedDuration>,
    server_time: Mutex<Option<Timestamp>>,
    knows_steady: bool,
    /// The computer's sleep; none: it cannot be told from a clock that was put forward.
    sleep: Option<Mutex<Sleep>>,
    /// Whoever asks what time it is crashes while this refuses.
    pub panics: Switch,
}

/// For how long a computer has slept.
#[derive(Debug, Clone, Copy, Default)]
struct Sleep {
    slept: Duration,
    /// It sleeps since then.
    since: Option<Timestamp>,
}

impl Sleep {
    fn by(&self, now: Timestamp) -> Duration {
        let this_time = self.since.map(|since| Duration::try_from(now.duration_since(since)).unwrap_or_default());
        self.slept + this_time.unwrap_or_default()
    }
}

impl TestClock {
    /// A clock of a world with a time of its own, such as the sim's.
    pub fn following(world: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            world: Box::new(world),
            passed: Mutex::default(),
            turned: Mutex::default(),
            server_time: Mutex::default(),
            knows_steady: false,
            sleep: None,
            panics: Switch::default(),
        }
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

    /// The same, on a computer that knows for how long it has slept.
    #[must_use]
    pub fn with_sleep(self) -> Self {
        Self { knows_steady: true, sleep: Some(Mutex::default()), ..self }
    }

    /// The computer falls asleep: what measures how long the program runs stands still from now on.
    pub fn fall_asleep(&self) {
        self.change_sleep(|sleep, now| sleep.since = sleep.since.or(Some(now)));
    }

    /// The computer wakes up.
    pub fn wake_up(&self) {
        self.change_sleep(|sleep, now| *sleep = Sleep { slept: sleep.by(now), since: None });
    }

    fn change_sleep(&self, change: impl FnOnce(&mut Sleep, Timestamp)) {
        if let Some(sleep) = &self.sleep {
            change(&mut sleep.lock(), self.real());
        }
    }

    /// Time passes, beyond what passes in its world.
    pub fn pass(&self, time: Duration) {
        let mut passed = self.passed.lock();
        *passed = passed.saturating_add(SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX));
    }

    /// Shows so much more than the time that it is from now on; less where it is negative.
    pub fn turn(&self, ahead: SignedDuration) {
        *self.turned.lock() = ahead;
    }

    /// By how much it is turned.
    pub fn turned(&self) -> SignedDuration {
        *self.turned.lock()
    }

    /// What a server said last of the time.
    pub fn server_time(&self) -> Option<Timestamp> {
        *self.server_time.lock()
    }

    /// The time that it is, however the clock is turned.
    fn real(&self) -> Timestamp {
        let world = (self.world)();
        world.checked_add(*self.passed.lock()).unwrap_or(world)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.panics.crash();
        let real = self.real();
        real.checked_add(*self.turned.lock()).unwrap_or(real)
    }

    fn steady(&self) -> Option<Duration> {
        let since = || self.real().duration_since(Timestamp::UNIX_EPOCH);
        let runs = self.knows_steady.then(|| Duration::try_from(since()).unwrap_or_default())?;
        Some(runs.saturating_sub(self.asleep().unwrap_or_default()))
    }

    fn asleep(&self) -> Option<Duration> {
        Some(self.sleep.as_ref()?.lock().by(self.real()))
    }

    fn note_server_time(&self, date: Timestamp) {
        *self.server_time.lock() = Some(date);
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_turned_shows_another_time_and_measures_the_same() {
        let clock = TestClock::standing(Timestamp::UNIX_EPOCH).with_steady();
        clock.pass(Duration::from_secs(60));
        clock.turn(SignedDuration::from_secs(-7));
        assert_eq!((clock.now().as_second(), clock.steady()), (53, Some(Duration::from_secs(60))));
        assert_eq!(clock.turned(), SignedDuration::from_secs(-7));
    }

    #[test]
    fn while_its_computer_sleeps_the_time_goes_on_and_the_measure_stands_still() {
        let clock = TestClock::standing(Timestamp::UNIX_EPOCH).with_sleep();
        clock.pass(Duration::from_secs(60));
        clock.fall_asleep();
        clock.pass(Duration::from_secs(3600));
        assert_eq!((clock.steady(), clock.asleep()), (Some(Duration::from_secs(60)), Some(Duration::from_secs(3600))));
        clock.wake_up();
        clock.pass(Duration::from_secs(5));
        assert_eq!(clock.now().as_second(), 3665);
        assert_eq!((clock.steady(), clock.asleep()), (Some(Duration::from_secs(65)), Some(Duration::from_secs(3600))));
    }
}
