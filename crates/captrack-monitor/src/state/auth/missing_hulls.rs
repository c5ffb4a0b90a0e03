//! Ships that the newest lists of their pilots lack. A roster that suddenly lacks many of all is doubted as a whole: each pilot has too few for that to
//! be seen of one. Pure.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use jiff::Timestamp;

/// So many must be lacking at least.
const AT_LEAST: usize = 5;

/// The ships that are lacking, of those that AllianceAuth should list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingHulls {
    hulls: BTreeSet<HullKey>,
    /// Of so many.
    of: usize,
    /// Since when they are so many that nobody can believe it.
    since: Option<Timestamp>,
}

impl MissingHulls {
    /// After a roster: these are lacking now, of so many.
    pub fn note(&mut self, hulls: BTreeSet<HullKey>, of: usize, now: Timestamp) {
        let are_many = hulls.len() >= AT_LEAST && hulls.len() * 5 > of;
        *self = Self { hulls, of, since: are_many.then(|| self.since.unwrap_or(now)) };
    }

    /// Those that are lacking.
    pub const fn hulls(&self) -> &BTreeSet<HullKey> {
        &self.hulls
    }

    /// How many, of how many, and since when, where that is more than a fifth and at least five.
    pub fn doubtful(&self) -> Option<(usize, usize, Timestamp)> {
        self.since.map(|since| (self.hulls.len(), self.of, since))
    }

    /// The clock went back.
    pub fn not_after(&mut self, now: Timestamp) {
        self.since = self.since.map(|since| since.min(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::{at, key};

    #[test]
    fn more_than_a_fifth_and_at_least_five_are_doubted_until_they_are_listed_again() {
        let mut unlisted = MissingHulls::default();
        for (lacks, of, second, doubtful) in [
            (4, 4, 0, None),
            (5, 25, 60, None),
            (6, 25, 120, Some((6, 25, at(120)))),
            (25, 25, 180, Some((25, 25, at(120)))),
            (0, 25, 240, None),
            (25, 25, 300, Some((25, 25, at(300)))),
        ] {
            unlisted.note((1..=lacks).map(key).collect(), of, at(second));
            assert_eq!(unlisted.doubtful(), doubtful, "{lacks} of {of}");
        }
    }
}
