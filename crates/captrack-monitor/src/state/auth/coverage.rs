//! What AllianceAuth lacks of its characters, and whether that has become far more.

use std::time::Duration;

use captrack_domain::moment::later;
use captrack_ports::AuthCoverage;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// It is asked for this often: it is long, and changes with every read.
const RHYTHM: Duration = Duration::from_secs(3600);
/// What was best for so long ago is what is usual no more.
const USUAL: Duration = Duration::from_secs(7 * 86_400);
/// More than a fifth, and at least so many.
const MANY: usize = 5;

/// As it told last.
#[derive(Debug, Clone)]
pub struct ReportedCoverage {
    /// When.
    pub told_at: Timestamp,
    /// Sent along with the next question.
    pub etag: Option<String>,
    /// What.
    pub coverage: AuthCoverage,
}

impl ReportedCoverage {
    /// Whether it is to be asked for again.
    pub fn is_due(told: Option<&Self>, now: Timestamp) -> bool {
        told.is_none_or(|told| later(told.told_at, RHYTHM) <= now)
    }
}

/// How many could be read when it was most, lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BestCoverage {
    /// So many.
    pub readable: usize,
    /// When it was so last.
    pub at: Timestamp,
    /// How many can be read now.
    pub now: usize,
    /// Since when that is far fewer; none: it is not.
    pub dropped_since: Option<Timestamp>,
}

impl BestCoverage {
    /// After the server has told that so many can be read.
    pub fn after(before: Option<Self>, readable: usize, at: Timestamp) -> Self {
        let best = before.filter(|best| best.readable > readable && later(best.at, USUAL) > at);
        let Some(best) = best else {
            return Self { readable, at, now: readable, dropped_since: None };
        };
        let lacks = best.readable - readable;
        let is_many = lacks >= MANY && lacks * 5 > best.readable;
        Self { now: readable, dropped_since: is_many.then(|| best.dropped_since.unwrap_or(at)), ..best }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;

    fn after(told: &[(i64, usize)]) -> BestCoverage {
        let mut best = None;
        for (second, readable) in told {
            best = Some(BestCoverage::after(best, *readable, at(*second)));
        }
        best.unwrap()
    }

    #[test]
    fn a_drop_of_more_than_a_fifth_and_at_least_five_is_one_until_it_is_mended() {
        assert_eq!(after(&[(0, 100), (60, 79)]).dropped_since, Some(at(60)));
        assert_eq!(after(&[(0, 100), (60, 79), (120, 70)]).dropped_since, Some(at(60)), "since it began");
        assert_eq!(after(&[(0, 100), (60, 79), (120, 95)]).dropped_since, None);
        assert_eq!(after(&[(0, 100), (60, 80)]).dropped_since, None);
        assert_eq!(after(&[(0, 10), (60, 6)]).dropped_since, None, "of few");
        assert_eq!(after(&[(0, 10), (60, 5)]).dropped_since, Some(at(60)));
        assert_eq!(after(&[(0, 100), (60, 90), (120, 79)]).dropped_since, Some(at(120)), "bit by bit");
    }

    #[test]
    fn what_has_been_so_for_a_week_is_usual() {
        let week = 7 * 86_400;
        assert_eq!(after(&[(0, 100), (60, 50), (week - 1, 50)]).dropped_since, Some(at(60)));
        assert_eq!(
            after(&[(0, 100), (60, 50), (week, 50)]),
            BestCoverage { readable: 50, at: at(week), now: 50, dropped_since: None }
        );
    }
}
