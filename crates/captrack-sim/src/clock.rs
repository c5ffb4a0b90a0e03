//! The sim's own time: the wall clock, or one that a test steps.

use std::time::Duration;

use jiff::Timestamp;
use parking_lot::Mutex;

/// Which clock the sim lives by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SimClock {
    /// The wall clock; `advance` puts it forward for good.
    #[default]
    Wall,
    /// A clock that stands at [`SimOptions::start`](crate::SimOptions::start) until it is advanced.
    Manual,
}

/// The running clock.
#[derive(Debug)]
pub(crate) struct Clock {
    kind: SimClock,
    start: Timestamp,
    ahead: Mutex<Duration>,
}

impl Clock {
    pub(crate) fn new(kind: SimClock, start: Timestamp) -> Self {
        Self { kind, start, ahead: Mutex::new(Duration::ZERO) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let base = match self.kind {
            SimClock::Wall => Timestamp::now(),
            SimClock::Manual => self.start,
        };
        base + *self.ahead.lock()
    }

    pub(crate) fn advance(&self, by: Duration) -> Timestamp {
        *self.ahead.lock() += by;
        self.now()
    }
}
