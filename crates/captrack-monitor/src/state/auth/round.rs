//! A round of questions is under way: one at a time.

use std::sync::Arc;

/// Who asks. Dropped with the answers, or with whatever went wrong in between, so that the next round can always begin.
#[derive(Debug, Default)]
pub struct Rounds(Arc<()>);

/// Held for as long as a round is under way.
#[derive(Debug)]
pub struct UnderWay {
    _held: Arc<()>,
}

impl Rounds {
    /// Whether a round is under way.
    pub fn is_under_way(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Begins one.
    pub fn begin(&self) -> UnderWay {
        UnderWay { _held: Arc::clone(&self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_over_whatever_becomes_of_it() {
        let rounds = Rounds::default();
        let under_way = rounds.begin();
        assert!(rounds.is_under_way());
        let broken = |_: UnderWay| panic!("in the middle of it");
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || broken(under_way)));
        assert!(ended.is_err() && !rounds.is_under_way());
    }
}
