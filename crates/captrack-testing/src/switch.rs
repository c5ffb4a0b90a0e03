//! What makes a port refuse.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a port that crashes on purpose says.
pub const PANIC: &str = "broken, as the test wants it";

/// Refuses for a while, and counts how often somebody met that.
#[derive(Debug, Default)]
pub struct Switch {
    refuses: AtomicBool,
    met: AtomicU64,
}

impl Switch {
    /// Refuses from now on, or no longer.
    pub fn set(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    /// Crashes while it refuses: a defect behind a port.
    ///
    /// # Panics
    /// While it refuses.
    pub fn crash(&self) {
        assert!(!self.refuses(), "{PANIC}");
    }

    /// How often it has refused since this was asked last.
    pub fn take_met(&self) -> u64 {
        self.met.swap(0, Ordering::SeqCst)
    }

    /// Whether it refuses whoever asks now, who is counted.
    pub fn refuses(&self) -> bool {
        let refuses = self.refuses.load(Ordering::SeqCst);
        self.met.fetch_add(u64::from(refuses), Ordering::SeqCst);
        refuses
    }
}
