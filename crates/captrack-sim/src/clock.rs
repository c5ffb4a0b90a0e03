//! The sim's own time: the wall clock, or one that a test steps.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

/// Which clock the sim lives by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SimClock {
    /// The wall clock; `advance` puts it forward for good.
    #[default]
    Wall,
    /// A clock that stands at [`SimOptions::start`](crate::SimOptions::start) until it is advanced.
    Manual,
    /// The clock of the async runtime it is asked in, from [`SimOptions::start`](crate::SimOptions::start) on: where tokio's time is paused, it
    /// passes only while everybody waits.
    Runtime,
}

/// The running clocks: that of the computers around, and that of the servers, which may differ.
#[derive(Debug)]
pub(crate) struct SimClocks {
    kind: SimClock,
    start: Timestamp,
    /// When it was started, by the runtime's clock.
    began: tokio::time::Instant,
    /// How far the computers' clock was put forward.
    ahead: Mutex<SignedDuration>,
    /// How far the servers' clock is ahead of the computers'.
    servers_ahead: Mutex<SignedDuration>,
}

impl SimClocks {
    pub(crate) fn new(kind: SimClock, start: Timestamp, servers_ahead: SignedDuration) -> Self {
        Self {
            kind,
            start,
            began: tokio::time::Instant::now(),
            ahead: Mutex::default(),
            servers_ahead: Mutex::new(servers_ahead),
        }
    }

    /// What the servers' clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.computers() + *self.servers_ahead.lock()
    }

    /// What the computers' clock shows.
    pub(crate) fn computers(&self) -> Timestamp {
        let base = match self.kind {
            SimClock::Wall => Timestamp::now(),
            SimClock::Manual => self.start,
            SimClock::Runtime => {
                self.start + SignedDuration::try_from(self.began.elapsed()).unwrap_or(SignedDuration::MAX)
            }
        };
        base + *self.ahead.lock()
    }

    /// Time passes.
    pub(crate) fn advance(&self, by: Duration) {
        *self.ahead.lock() += SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    }

    /// The computers' clock is turned; the servers' goes on as before.
    pub(crate) fn turn_computers(&self, by: SignedDuration) {
        *self.ahead.lock() += by;
        *self.servers_ahead.lock() -= by;
    }
}
