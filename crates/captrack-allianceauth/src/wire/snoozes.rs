//! `GET` and `POST snoozes`.

use captrack_domain::foreign_time::ForeignTime;
use captrack_domain::ids::PilotId;
use captrack_ports::{DecisionList, SharedSnooze, SnoozeDecision};
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireVersion;
use super::results::WireDecision;
use super::rows::WireRows;
use crate::foreign_sentence;

/// The longest reason that the bridge takes, in characters.
pub(super) const LONGEST_WHY: usize = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    snoozes: WireRows<WireSnooze>,
}

impl Body {
    pub(crate) fn read(self) -> DecisionList<SnoozeDecision> {
        self.snoozes.read()
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireSnooze {
    pilot_id: i64,
    state: State,
    since: Option<ForeignTime>,
    until: Option<ForeignTime>,
    decided_at: ForeignTime,
    by: String,
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Snoozed,
    Cleared,
}

impl WireDecision for WireSnooze {
    type Decision = SnoozeDecision;

    fn subject(&self) -> i64 {
        self.pilot_id
    }

    fn read(self) -> Option<SnoozeDecision> {
        let snooze = match self.state {
            State::Snoozed => Some(SharedSnooze {
                since: self.since?.at(),
                until: self.until.map(ForeignTime::at),
                why: self.why.as_deref().and_then(foreign_sentence::sentence),
            }),
            State::Cleared => None,
        };
        Some(SnoozeDecision {
            subject: character(self.pilot_id)?,
            made: snooze,
            decided_at: self.decided_at.at(),
            by: foreign_sentence::name(&self.by),
            local: None,
        })
    }
}

/// The bytes that one takes of such a body at most.
pub(crate) fn size(decision: &SnoozeDecision) -> usize {
    most_bytes(decision.made.as_ref().and_then(|made| made.why.as_deref()))
}

/// The bytes of a decision with this reason: a character of it may be written in six, and the names and times of a decision take fewer than 300.
pub(super) fn most_bytes(why: Option<&str>) -> usize {
    let longest = why.map_or(0, |why| why.len().min(LONGEST_WHY.saturating_mul(4)));
    longest.saturating_mul(6).saturating_add(300)
}

/// The body that sends some.
pub(crate) fn request(decisions: &[SnoozeDecision]) -> Value {
    let one = |decision: &SnoozeDecision| {
        let (id, decided_at) = (decision.subject.0, decision.decided_at);
        match &decision.made {
            Some(SharedSnooze { since, until, why }) => json!({
                "pilot_id": id,
                "state": "snoozed",
                "decided_at": decided_at,
                "since": since,
                "until": until,
                "why": why.as_deref().map(cut),
            }),
            None => json!({ "pilot_id": id, "state": "cleared", "decided_at": decided_at }),
        }
    };
    json!({ "decisions": decisions.iter().map(one).collect::<Vec<_>>() })
}

/// A character's id.
pub(super) fn character(id: i64) -> Option<PilotId> {
    (id > 0).then_some(PilotId(id))
}

/// A reason that the bridge takes.
pub(super) fn cut(why: &str) -> String {
    why.chars().take(LONGEST_WHY).collect()
}
