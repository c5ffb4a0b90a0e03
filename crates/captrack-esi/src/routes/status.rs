//! GET `/status`. ESI: status, 600 tokens/15 min per source address, cached 30 s.

use serde::Deserialize;

use crate::gate::Look;
use crate::http::Reply;

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    vip: Option<bool>,
}

/// What a good answer tells. One that cannot be read is no proof of an outage.
pub(crate) fn read(reply: &Reply) -> Look {
    match reply.parse::<Status>() {
        Ok(Some(Status { vip: Some(true) })) => Look::Vip,
        _ => Look::Up,
    }
}
