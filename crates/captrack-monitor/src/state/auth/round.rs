//! A round of questions is under way: one at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether one is. A copy says the same at all times.
#[derive(Debug, Clone, Default)]
pub struct AuthRounds(Arc<AtomicBool>);

/// Held for as long as a round is under way. Dropped with the answers, or with whatever went wrong in between, so that the next round can
/// always begin.
#[derive(Debug)]
pub struct RoundGuard(AuthRounds);

impl AuthRounds {
    /// Whether a round is under way.
    pub fn is_under_way(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Begins one.
    pub fn begin(&self) -> RoundGuard {
        self.0.store(true, Ordering::Release);
        RoundGuard(self.clone())
    }
}

impl Drop for RoundGuard {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_over_whatever_becomes_of_it() {
        let rounds = AuthRounds::default();
        let under_way = rounds.begin();
        assert!(rounds.is_under_way());
        let broken = |_: RoundGuard| panic!("in the middle of it");
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || broken(under_way)));
        assert!(ended.is_err() && !rounds.is_under_way());
    }

    #[test]
    fn a_copy_is_no_round_and_hears_when_one_ends() {
        let rounds = AuthRounds::default();
        let copy = rounds.clone();
        assert!(!rounds.is_under_way());
        let under_way = rounds.begin();
        assert!(copy.is_under_way());
        drop(under_way);
        assert!(!copy.is_under_way());
    }
}
