//! Look-ups that are under way, and those that wait after a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::ids::{GroupId, LocationId, TypeId};
use jiff::Timestamp;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookUpSubject {
    /// Names of corporations, alliances, mains and types, all at once.
    Names,
    /// A structure.
    Structure(LocationId),
    /// A type of ship.
    Type(TypeId),
    /// A group of types.
    Group(GroupId),
}

/// What is under way, and what waits after a failure.
#[derive(Debug, Clone, Default)]
pub struct LookUps {
    pub under_way: BTreeSet<LookUpSubject>,
    pub waits: BTreeMap<LookUpSubject, LookUpWait>,
}

#[derive(Debug, Clone, Copy)]
pub struct LookUpWait {
    pub failures: u32,
    pub until: Timestamp,
}

impl LookUps {
    /// Whether it is neither under way nor waiting.
    pub fn may_be_asked(&self, subject: LookUpSubject, now: Timestamp) -> bool {
        !self.under_way.contains(&subject) && self.waits.get(&subject).is_none_or(|wait| wait.until <= now)
    }

    /// It was asked about in vain: it waits, longer each time.
    pub fn failed(&mut self, subject: LookUpSubject, now: Timestamp) {
        let failures = self.waits.get(&subject).map_or(0, |wait| wait.failures);
        let length = FIRST_WAIT.saturating_mul(1 << failures.min(12)).min(LONGEST_WAIT);
        let until = now.checked_add(length).unwrap_or(now);
        self.waits.insert(subject, LookUpWait { failures: failures.saturating_add(1), until });
    }

    /// *Now* went back: what waits is asked about again.
    pub fn forget_waits(&mut self) {
        self.waits.clear();
    }

    /// Those that were under way will not come back.
    pub fn cut_off(&mut self) {
        self.under_way.clear();
    }
}
