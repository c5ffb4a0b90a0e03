//! What became of decisions that were sent: one result each, in the order in which they went.

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::ShareOutcome;
use serde::Deserialize;

use super::{WireVersion, rows};
use crate::foreign_sentence::sentence;

/// A decision as the bridge tells it.
pub(crate) trait WireDecision {
    /// What the program knows it as.
    type Decision;
    /// The character it is about.
    fn subject(&self) -> i64;
    /// None: it makes no sense.
    fn read(self) -> Option<Self::Decision>;
}

#[derive(Debug, Deserialize)]
pub(crate) struct Body<T> {
    #[serde(rename = "version")]
    _version: WireVersion,
    results: Vec<Row<T>>,
}

#[derive(Debug, Deserialize)]
struct Row<T> {
    #[serde(rename = "pilot_id", alias = "main_id")]
    subject: i64,
    outcome: Outcome,
    stored: Option<rows::WireRow<T>>,
    /// Why the decision makes no sense to the server; bridges up to 0.1.0 do not tell it.
    #[serde(default)]
    refused: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Stored,
    Superseded,
    Unknown,
}

impl<T: WireDecision> Body<T> {
    /// The outcomes of decisions about these characters. None: the answer does not fit what was sent.
    pub(crate) fn read(self, sent: impl ExactSizeIterator<Item = i64>) -> Option<Vec<ShareOutcome<T::Decision>>> {
        if self.results.len() != sent.len() {
            return None;
        }
        self.results.into_iter().zip(sent).map(|(row, subject)| row.read(subject)).collect()
    }
}

impl<T: WireDecision> Row<T> {
    fn read(self, sent: i64) -> Option<ShareOutcome<T::Decision>> {
        let is_told = self.stored.is_some();
        let stored = self.stored.and_then(rows::WireRow::good);
        if self.subject != sent || stored.as_ref().is_some_and(|stored| stored.subject() != sent) {
            return None;
        }
        match (self.outcome, stored.and_then(WireDecision::read)) {
            (Outcome::Stored, Some(stored)) => Some(ShareOutcome::Stored(stored)),
            (Outcome::Superseded, Some(stored)) => Some(ShareOutcome::Superseded(stored)),
            // The server has decided; of a decision that makes no sense nothing can be taken over.
            (Outcome::Stored | Outcome::Superseded, None) if is_told => Some(ShareOutcome::Unknown),
            (Outcome::Unknown, _) => Some(match self.refused {
                Some(why) => {
                    ShareOutcome::Refused(sentence(&why).map_or_else(|| text!("auth-makes-no-sense"), Text::said))
                }
                None => ShareOutcome::Unknown,
            }),
            (Outcome::Stored | Outcome::Superseded, None) => None,
        }
    }
}
