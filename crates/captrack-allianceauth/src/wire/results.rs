//! What became of decisions that were sent: one result each, in the order in which they went.

use captrack_ports::Shared;
use serde::Deserialize;

use super::{Version, rows};
use crate::text;

/// When the reason cannot be shown.
const UNSAID: &str = "It makes no sense to the server.";

/// A decision as the bridge tells it.
pub(crate) trait Told {
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
    _version: Version,
    results: Vec<Row<T>>,
}

#[derive(Debug, Deserialize)]
struct Row<T> {
    #[serde(rename = "pilot_id", alias = "main_id")]
    subject: i64,
    outcome: Outcome,
    stored: Option<rows::Row<T>>,
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

impl<T: Told> Body<T> {
    /// The outcomes of decisions about these characters. None: the answer does not fit what was sent.
    pub(crate) fn read(self, sent: impl ExactSizeIterator<Item = i64>) -> Option<Vec<Shared<T::Decision>>> {
        if self.results.len() != sent.len() {
            return None;
        }
        self.results.into_iter().zip(sent).map(|(row, subject)| row.read(subject)).collect()
    }
}

impl<T: Told> Row<T> {
    fn read(self, sent: i64) -> Option<Shared<T::Decision>> {
        let is_told = self.stored.is_some();
        let stored = self.stored.and_then(rows::Row::good);
        if self.subject != sent || stored.as_ref().is_some_and(|stored| stored.subject() != sent) {
            return None;
        }
        match (self.outcome, stored.and_then(Told::read)) {
            (Outcome::Stored, Some(stored)) => Some(Shared::Stored(stored)),
            (Outcome::Superseded, Some(stored)) => Some(Shared::Superseded(stored)),
            // The server has decided; of a decision that makes no sense nothing can be taken over.
            (Outcome::Stored | Outcome::Superseded, None) if is_told => Some(Shared::Unknown),
            (Outcome::Unknown, _) => Some(match self.refused {
                Some(why) => Shared::Refused(text::sentence(&why).unwrap_or_else(|| UNSAID.to_owned())),
                None => Shared::Unknown,
            }),
            (Outcome::Stored | Outcome::Superseded, None) => None,
        }
    }
}
