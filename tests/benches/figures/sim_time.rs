//! The sim's clock as the desk's.

use captrack_ports::Clock;
use captrack_sim::Control;
use jiff::Timestamp;

/// Told by the sim.
pub struct SimTime(pub Control);

impl Clock for SimTime {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}
