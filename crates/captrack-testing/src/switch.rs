//! What makes a port refuse.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a port that crashes on purpose says.
pub const PANIC: &str = "broken, as the test wants it";

/// Refuses for a while, and counts how often somebody met that.
#[derive(Debug, Default)]
pub struct Switch {
    refuses: AtomicBool,
    /// So many who ask next are let through all the same.
    lets_pass: AtomicU64,
    met: AtomicU64,
}

impl Switch {
    /// Refuses from now on, or no longer.
    pub fn set(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    /// Refuses from now on, after it has let so many through.
    pub fn refuse_after(&self, others: u64) {
        self.lets_pass.store(others, Ordering::SeqCst);
        self.set(true);
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
        let is_let_through =
            || self.lets_pass.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        let refuses = self.refuses.load(Ordering::SeqCst) && !is_let_through();
        self.met.fetch_add(u64::from(refuses), Ordering::SeqCst);
        refuses
    }
}
