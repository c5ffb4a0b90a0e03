//! What leaders decide together: snoozes and acknowledgements.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// Decisions as a server lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionList<T> {
    /// Those that could be read, in the server's order.
    pub decisions: Vec<T>,
    /// How many rows made no sense and were left out.
    pub left_out: usize,
}

impl<T> From<Vec<T>> for DecisionList<T> {
    fn from(decisions: Vec<T>) -> Self {
        Self { decisions, left_out: 0 }
    }
}

/// What a leader decided about a character; the newest counts on all desks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decision<T> {
    /// Whom it is about: the pilot of a snooze, the main of an acknowledgement.
    #[serde(alias = "pilot", alias = "main")]
    pub subject: PilotId,
    /// What holds from then on; none: what there was is ended.
    #[serde(alias = "snooze", alias = "acknowledged")]
    pub made: Option<T>,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// Who; left to the server when a decision is sent.
    pub by: String,
    /// Why it counts on this computer alone, as a sentence; none: it is shared. Never sent.
    #[serde(default)]
    pub local: Option<String>,
}

/// What leaders decide on: the names of its fields in the bridge's JSON.
pub trait Shareable: Serialize {
    /// The field for whom it is about: `pilot` or `main`.
    const SUBJECT: &'static str;
    /// The field for what holds from then on.
    const MADE: &'static str;
}

impl<T: Shareable> Serialize for Decision<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry(T::SUBJECT, &self.subject)?;
        row.serialize_entry(T::MADE, &self.made)?;
        row.serialize_entry("decided_at", &self.decided_at)?;
        row.serialize_entry("by", &self.by)?;
        if let Some(local) = &self.local {
            row.serialize_entry("local", local)?;
        }
        row.end()
    }
}

/// A decision about a pilot's snooze.
pub type SnoozeDecision = Decision<SharedSnooze>;

/// A decision about a main's acknowledgement.
pub type AcknowledgementDecision = Decision<SharedAcknowledgement>;

/// A snooze as it is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedSnooze {
    /// When it began.
    pub since: Timestamp,
    /// When it ends; none: until cleared.
    pub until: Option<Timestamp>,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Shareable for SharedSnooze {
    const SUBJECT: &'static str = "pilot";
    const MADE: &'static str = "snooze";
}

/// An acknowledgement as it is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedAcknowledgement {
    /// The hulls that alerted then.
    pub hulls: BTreeSet<HullKey>,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Shareable for SharedAcknowledgement {
    const SUBJECT: &'static str = "main";
    const MADE: &'static str = "acknowledged";
}

/// What became of a decision that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareOutcome<T> {
    /// It counts now; as the server has it.
    Stored(T),
    /// A newer one was there: that one counts.
    Superseded(T),
    /// The server does not know the character, or the token's owner may not see it: it counts on this desk alone.
    Unknown,
    /// The server does not take it, for this reason: it counts on this desk alone.
    Refused(Text),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it was written down before both kinds were one type.
    const ROWS: [&str; 3] = [
        r#"{"pilot":7,"snooze":{"since":"2026-11-22T12:00:00Z","until":null,"why":"moving"},"decided_at":"2026-11-22T12:00:00Z","by":"Mira"}"#,
        r#"{"pilot":7,"snooze":null,"decided_at":"2026-11-22T12:00:00Z","by":"Mira","local":"It is not known there."}"#,
        r#"{"main":7,"acknowledged":{"hulls":["item/1"],"why":null},"decided_at":"2026-11-22T12:00:00Z","by":"Mira"}"#,
    ];

    #[test]
    fn decisions_are_written_down_as_they_always_were() {
        let [snoozed, cleared, acknowledged] = ROWS;
        for row in [snoozed, cleared] {
            let decision: SnoozeDecision = serde_json::from_str(row).unwrap();
            assert_eq!((decision.subject, serde_json::to_string(&decision).unwrap().as_str()), (PilotId(7), row));
        }
        let decision: AcknowledgementDecision = serde_json::from_str(acknowledged).unwrap();
        assert!(decision.made.is_some());
        assert_eq!(serde_json::to_string(&decision).unwrap(), acknowledged);
    }
}
