//! `POST refresh`.

use std::collections::BTreeSet;

use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::RefreshAnswer;
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireVersion;
use crate::foreign_sentence::sentence;

/// Nobody waits longer than this for a read; in seconds.
const LONGEST_WAIT: u64 = 86_400;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
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
    /// What is told of those who were asked about, once each: of anybody else nothing is believed.
    pub(crate) fn read(self, asked: &[PilotId]) -> RefreshAnswer {
        let mut open: BTreeSet<PilotId> = asked.iter().copied().collect();
        let mut asked_about = |id: i64| Some(PilotId(id)).filter(|pilot| open.remove(pilot));
        let why = |said: &str| sentence(said).map_or_else(|| text!("auth-not-read-now"), Text::said);
        RefreshAnswer {
            queued: (self.queued.iter())
                .filter_map(|one| Some((asked_about(one.pilot_id)?, one.ready_in.min(LONGEST_WAIT))))
                .collect(),
            refused: (self.refused.iter())
                .filter_map(|one| Some((asked_about(one.pilot_id)?, why(&one.sentence))))
                .collect(),
        }
    }
}

/// The body that asks for some.
pub(crate) fn request(pilots: &[PilotId]) -> Value {
    json!({ "pilots": pilots.iter().map(|pilot| pilot.0).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_of_those_who_were_asked_about_anything_is_believed_and_once() {
        let body = json!({
            "version": 1,
            "queued": [{ "pilot_id": 1, "ready_in": u64::MAX }, { "pilot_id": 9, "ready_in": 10 }, { "pilot_id": 1, "ready_in": 10 }],
            "refused": [
                { "pilot_id": 1, "sentence": "Not now." },
                { "pilot_id": 2, "sentence": "No token." },
                { "pilot_id": 8, "sentence": "Who?" },
            ],
        });
        let body: Body = serde_json::from_value(body).unwrap();
        let read = body.read(&[PilotId(1), PilotId(2), PilotId(3)]);
        assert_eq!(read.queued, [(PilotId(1), LONGEST_WAIT)]);
        assert_eq!(read.refused, [(PilotId(2), Text::said("No token."))]);
    }
}
