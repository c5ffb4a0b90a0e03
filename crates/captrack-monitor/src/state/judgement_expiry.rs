//! For how long a judgement holds.

use jiff::Timestamp;

/// The time for which the last judgement holds, as long as nothing is read or edited. The default: for none.
#[derive(Debug, Clone, Copy, Default)]
pub struct JudgedUntil {
    pub from: Option<Timestamp>,
    /// The first moment at which a fact becomes stale.
    pub facts_until: Option<Timestamp>,
    /// The first moment at which a snooze ends.
    pub snoozes_until: Option<Timestamp>,
    /// The first moment at which time alone changes what a watch rule says.
    pub watch_until: Option<Timestamp>,
}

impl JudgedUntil {
    /// Whether it holds at that moment.
    pub fn holds(self, now: Timestamp) -> bool {
        // A clock that was put back is judged anew.
        let not_over = |until: Option<Timestamp>| until.is_none_or(|until| now < until);
        self.from.is_some_and(|from| from <= now)
            && not_over(self.facts_until)
            && not_over(self.snoozes_until)
            && not_over(self.watch_until)
    }
}
