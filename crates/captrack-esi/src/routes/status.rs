//! GET `/status`. ESI: status, 600 tokens/15 min per source address, cached 30 s.

use serde::Deserialize;

use crate::gate::StatusAnswer;
use crate::http::EsiReply;

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    vip: Option<bool>,
}

/// What a good answer tells. One that cannot be read is no proof of an outage.
pub(crate) fn read(reply: &EsiReply) -> StatusAnswer {
    match reply.parse::<Status>() {
        Ok(Some(Status { vip: Some(true) })) => StatusAnswer::Vip,
        _ => StatusAnswer::Up,
    }
}
