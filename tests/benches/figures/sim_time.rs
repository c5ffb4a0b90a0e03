//! The sim's clock as the desk's.

use std::sync::Arc;

use captrack_sim::Control;
use captrack_testing::TestClock;

/// Told by the sim.
pub fn sim_time(world: &Control) -> Arc<TestClock> {
    let world = world.clone();
    Arc::new(TestClock::following(move || world.now()))
}
