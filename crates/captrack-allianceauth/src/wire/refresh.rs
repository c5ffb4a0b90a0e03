//! `POST refresh`.

use captrack_domain::ids::PilotId;
use captrack_ports::RefreshAnswer;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Version;
use crate::text;

/// Nobody waits longer than this for a read; in seconds.
const LONGEST_WAIT: u64 = 86_400;
/// When the reason cannot be shown.
const UNSAID: &str = "AllianceAuth does not read this pilot now.";

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: Version,
    queued: Vec<Queued>,
    refused: Vec<Refused>,
}

#[derive(Debug, Deserialize)]
struct Queued {
    pilot_id: i64,
    ready_in: u64,
}

#[derive(Debug, Deserialize)]
struct Refused {
    pilot_id: i64,
    sentence: String,
}

impl Body {
    pub(crate) fn read(self) -> RefreshAnswer {
        let sentence = |text: &str| text::sentence(text).unwrap_or_else(|| UNSAID.to_owned());
        RefreshAnswer {
            queued: self.queued.iter().map(|one| (PilotId(one.pilot_id), one.ready_in.min(LONGEST_WAIT))).collect(),
            refused: self.refused.iter().map(|one| (PilotId(one.pilot_id), sentence(&one.sentence))).collect(),
        }
    }
}

/// The body that asks for some.
pub(crate) fn request(pilots: &[PilotId]) -> Value {
    json!({ "pilots": pilots.iter().map(|pilot| pilot.0).collect::<Vec<_>>() })
}
