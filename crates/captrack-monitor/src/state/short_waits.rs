//! Shorter waits of CapTrack's own, for the program under test: how often ships are polled, and how long changes of a message are gathered.
//!
//! One number for the process, 1 unless an endpoints file asks for more, which only one with an ESI on this computer may. What a server
//! asks for (`Expires`, budgets, Discord's limits) is never shortened.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// So much shorter at most.
const MOST: u32 = 100;

static FACTOR: AtomicU32 = AtomicU32::new(1);

/// Waits are so many times shorter from now on.
pub fn shorten_waits(times: u32) {
    FACTOR.store(times.clamp(1, MOST), Ordering::Relaxed);
}

/// A wait of CapTrack's own, as long as it is here.
pub fn shortened(wait: Duration) -> Duration {
    wait / FACTOR.load(Ordering::Relaxed).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_as_long_as_it_is_unless_somebody_asked_otherwise() {
        let wait = Duration::from_secs(30);
        assert_eq!(shortened(wait), wait);
    }
}
