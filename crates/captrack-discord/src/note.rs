//! A few sentences of the desk itself, without a sound. Pure.

use captrack_ports::Wording;
use serde_json::{Value, json};

use crate::embed::NEUTRAL;
use crate::limits::DESCRIPTION;
use crate::message::WITHOUT_SOUND;
use crate::message_content::signature;
use crate::pings::nobody;
use crate::text::escaped;

/// The body of a message that says this and nothing else.
pub fn note(text: &str, wording: &Wording<'_>) -> Value {
    let mut embed = json!({ "description": escaped(text, DESCRIPTION / 2), "color": NEUTRAL });
    if let Some(desk) = signature(wording) {
        embed["footer"] = json!({ "text": desk });
    }
    json!({ "embeds": [embed], "flags": WITHOUT_SOUND, "allowed_mentions": nobody() })
}
