//! The handle of tests and of the demo: it changes the world, injects faults, and looks at what was asked.

mod auth;
mod command;
mod servers;
mod views;
mod world;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::core::Core;
use crate::stats::{RequestRecord, Stats};
use crate::{Fault, SimClock};

pub use auth::AuthControl;
pub(crate) use command::over_http;
pub use views::{DemoPilot, HullView, NewPilot, NewStructure, PilotView, Placement};

/// A handle on a running sim. Clones are handles on the same sim; one that outlives it still reads what was counted.
#[derive(Clone, Debug)]
pub struct Control {
    core: Arc<Core>,
}

impl Control {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// The sim's time.
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// Puts the sim's clock forward and returns its time. A world with movement moves along.
    pub fn advance(&self, by: Duration) -> Timestamp {
        let now = self.core.clock.advance(by);
        if self.core.options.movement {
            self.core.world.lock().tick(now);
        }
        now
    }

    /// Lets happen what happens by itself until now, also in a world without movement of its own.
    pub fn tick(&self) {
        let now = self.core.now();
        self.core.world.lock().tick(now);
    }

    /// Which clock the sim lives by.
    pub fn clock(&self) -> SimClock {
        self.core.options.clock
    }

    /// Puts a fault in the way of requests.
    pub fn inject(&self, fault: Fault) {
        self.core.faults.add(fault);
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.core.faults.clear();
    }

    /// What was counted.
    pub fn stats(&self) -> Stats {
        self.core.tally.stats()
    }

    /// The latest requests, oldest first.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.core.tally.requests()
    }

    /// Begins counting anew.
    pub fn reset_stats(&self) {
        self.core.tally.reset();
    }
}
