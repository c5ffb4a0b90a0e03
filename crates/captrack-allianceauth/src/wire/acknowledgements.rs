//! `GET` and `POST acknowledgements`.

use captrack_domain::foreign_time::ForeignTime;
use captrack_ports::{AcknowledgementDecision, DecisionList, SharedAcknowledgement};
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireVersion;
use super::results::WireDecision;
use super::rows::WireRows;
use super::snoozes::{character, cut, most_bytes};
use crate::foreign_sentence;

/// So many hulls the bridge takes. One that is left out is news again, which is the safe side.
const MOST_HULLS: usize = 2000;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    acknowledgements: WireRows<WireAcknowledgement>,
}

impl Body {
    pub(crate) fn read(self) -> DecisionList<AcknowledgementDecision> {
        self.acknowledgements.read()
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireAcknowledgement {
    main_id: i64,
    state: State,
    hulls: Vec<String>,
    decided_at: ForeignTime,
    by: String,
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Acknowledged,
    Cleared,
}

impl WireDecision for WireAcknowledgement {
    type Decision = AcknowledgementDecision;

    fn subject(&self) -> i64 {
        self.main_id
    }

    /// A hull key of a kind that is not known here is left out: that hull is news, which is the safe side.
    fn read(self) -> Option<AcknowledgementDecision> {
        let acknowledged = (self.state == State::Acknowledged).then(|| SharedAcknowledgement {
            hulls: self.hulls.iter().take(MOST_HULLS).filter_map(|key| key.parse().ok()).collect(),
            why: self.why.as_deref().and_then(foreign_sentence::sentence),
        });
        Some(AcknowledgementDecision {
            subject: character(self.main_id)?,
            made: acknowledged,
            decided_at: self.decided_at.at(),
            by: foreign_sentence::name(&self.by),
            local: None,
        })
    }
}

/// The longest key of a hull, with its quotes and a comma.
const LONGEST_KEY: usize = 48;

/// The bytes that one takes of such a body at most.
pub(crate) fn size(decision: &AcknowledgementDecision) -> usize {
    let Some(SharedAcknowledgement { hulls, why }) = &decision.made else { return most_bytes(None) };
    most_bytes(why.as_deref()).saturating_add(hulls.len().min(MOST_HULLS).saturating_mul(LONGEST_KEY))
}

/// The body that sends some.
pub(crate) fn request(decisions: &[AcknowledgementDecision]) -> Value {
    let one = |decision: &AcknowledgementDecision| {
        let (id, decided_at) = (decision.subject.0, decision.decided_at);
        match &decision.made {
            Some(SharedAcknowledgement { hulls, why }) => json!({
                "main_id": id,
                "state": "acknowledged",
                "decided_at": decided_at,
                "hulls": hulls.iter().take(MOST_HULLS).collect::<Vec<_>>(),
                "why": why.as_deref().map(cut),
            }),
            None => json!({ "main_id": id, "state": "cleared", "decided_at": decided_at }),
        }
    };
    json!({ "decisions": decisions.iter().map(one).collect::<Vec<_>>() })
}
