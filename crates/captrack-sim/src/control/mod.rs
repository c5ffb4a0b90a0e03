//! The handle of tests and of the demo: it changes the world, injects faults, and looks at what was asked.

mod auth;
mod command;
mod servers;
mod views;
mod world;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::core::Core;
use crate::esi::others_ask;
use crate::stats::{RequestRecord, Stats};
use crate::{Fault, SimClock};

pub use auth::AuthControl;
pub(crate) use command::over_http;
pub use views::{DemoPilot, NewStructure, Placement, SimHullView, SimNewPilot, SimPilotView};

/// A handle on a running sim. Clones are handles on the same sim; one that outlives it still reads what was counted.
#[derive(Clone, Debug)]
pub struct Control {
    core: Arc<Core>,
}

impl Control {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// What the clock of a computer shows. The servers' may be ahead of it.
    pub fn now(&self) -> Timestamp {
        self.core.clock.computers()
    }

    /// What the servers' clock shows.
    pub fn servers_now(&self) -> Timestamp {
        self.core.now()
    }

    /// Time passes for everybody; returns what the clock of a computer shows then. A world with movement moves along, and where others ask
    /// ESI too they have done so meanwhile.
    pub fn advance(&self, by: Duration) -> Timestamp {
        let before = self.core.now();
        self.core.clock.advance(by);
        let now = self.core.now();
        others_ask(&self.core, before, now);
        if self.core.options.movement {
            self.core.world.lock().tick(now);
        }
        self.now()
    }

    /// Somebody turns the clock of the computer, forward or back. No time passes, and the servers' clock shows what it showed.
    pub fn turn_clock(&self, by: SignedDuration) {
        self.core.clock.turn_computers(by);
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

    /// Takes one fault away again; how many requests it has met. None: there is none like it, or it is used up.
    pub fn withdraw(&self, fault: &Fault) -> Option<u64> {
        self.core.faults.remove(fault)
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
