//! Acknowledgements: somebody has seen what alerts under a main. No snooze: the hulls keep their levels.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::hull::HullKey;
use crate::ids::PilotId;

/// What alerts under a main has been seen: silent until a further hull alerts there or all of it is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Under which main.
    pub main: PilotId,
    /// When.
    pub at: Timestamp,
    /// Who: a pilot's name or "this desk".
    pub by: String,
    /// The reason, if one was given.
    pub why: Option<String>,
    /// The hulls that alerted then and have not stopped since: any other is news.
    pub hulls: BTreeSet<HullKey>,
}

/// The acknowledgements, by main.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acknowledgements(pub BTreeMap<PilotId, Acknowledgement>);

impl Acknowledgements {
    /// The acknowledgement of a main.
    pub fn of(&self, main: PilotId) -> Option<&Acknowledgement> {
        self.0.get(&main)
    }
}

impl FromIterator<Acknowledgement> for Acknowledgements {
    fn from_iter<I: IntoIterator<Item = Acknowledgement>>(all: I) -> Self {
        Self(all.into_iter().map(|one| (one.main, one)).collect())
    }
}
