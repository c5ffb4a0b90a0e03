//! Acknowledgements: somebody has seen what alerts under a main. No snooze: the hulls keep their levels.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::{Alert, AlertId};
use crate::evaluate::{Evaluation, HullFact};
use crate::hull::HullKey;
use crate::ids::PilotId;

/// What alerts under a main has been seen: silent until another ship alerts there or all of it is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The main whose card was acknowledged.
    pub main: PilotId,
    /// When it was decided, by corrected time.
    pub at: Timestamp,
    /// Who: a pilot's name or "this desk".
    pub by: String,
    /// The reason, if one was given.
    pub why: Option<String>,
    /// The hulls that alerted then and whose alerts are not over: any other is news. One that leaves a fleet which goes on and comes
    /// back to it is still of them.
    pub hulls: BTreeSet<HullKey>,
}

/// By main; a main has one at most. An acknowledgement that is over is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acknowledgements(pub BTreeMap<PilotId, Acknowledgement>);

impl Acknowledgements {
    /// None: nobody has acknowledged this main, or it is over.
    pub fn of(&self, main: PilotId) -> Option<&Acknowledgement> {
        self.0.get(&main)
    }

    /// Whether somebody has acknowledged this hull of this main.
    pub fn has(&self, main: PilotId, hull: HullKey) -> bool {
        self.of(main).is_some_and(|acknowledgement| acknowledgement.hulls.contains(&hull))
    }
}

/// Why an acknowledgement is over without anybody taking it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcknowledgementEnd {
    /// A further hull alerts under that main.
    Broken,
    /// Nothing that was acknowledged alerts any more.
    Over,
}

/// What somebody sees who acknowledges a main: the hulls that alert there, those that would if nobody were snoozed, and those of
/// alerts that are about to end.
pub fn hulls_seen(
    main: PilotId,
    facts: &[HullFact],
    evaluation: &Evaluation,
    alerts: &BTreeMap<AlertId, Alert>,
) -> BTreeSet<HullKey> {
    let judged = facts.iter().zip(&evaluation.verdicts);
    let alerting = judged
        .filter(|(fact, verdict)| fact.main == main && verdict.as_ref().is_some_and(|verdict| verdict.would_alert))
        .map(|(fact, _)| fact.key);
    let open = alerts.values().filter(|alert| alert.main == main && !alert.is_closed());
    alerting.chain(open.flat_map(|alert| alert.hulls.iter().copied())).collect()
}

impl FromIterator<Acknowledgement> for Acknowledgements {
    fn from_iter<I: IntoIterator<Item = Acknowledgement>>(all: I) -> Self {
        Self(all.into_iter().map(|one| (one.main, one)).collect())
    }
}
