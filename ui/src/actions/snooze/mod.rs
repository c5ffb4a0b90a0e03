//! Snoozing and clearing snoozes, once for mouse, keys and menus: the command, the words, and the way back.

pub mod panel;
pub mod question;

use captrack_contract::{PilotRef, SnoozeLength, commands};

use crate::desk::link::DeskLink;
use crate::words;
use crate::words::text::{args, say_with};

/// Silences pilots, says so, and offers the way back.
pub fn snooze(link: &DeskLink, pilots: Vec<PilotRef>, length: SnoozeLength, why: Option<String>, whom: &str) {
    let length_in_words = words::snooze_length(length).to_string();
    let text = say_with("told-snoozed", &args!("whom" => whom, "length" => length_in_words));
    link.change(commands::Snooze { pilots, length, why }, text);
}

/// Ends snoozes, says so, and offers the way back.
pub fn clear(link: &DeskLink, pilots: Vec<PilotRef>, whom: &str) {
    link.change(commands::ClearSnooze { pilots }, say_with("told-cleared", &args!("whom" => whom)));
}
