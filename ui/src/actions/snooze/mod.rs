//! Snoozing and clearing snoozes, once for mouse, keys and menus: the command, the words, and the way back.

pub mod end;
pub mod panel;
pub mod question;

use captrack_contract::{CardSnooze, PilotRef, SnoozeView, commands};

use crate::actions::snooze::end::SnoozeEnd;
use crate::desk::link::DeskLink;
use crate::platform::clock;
use crate::words::text::{args, say_with};

/// Silences pilots, says so, and offers the way back.
pub fn snooze(link: &DeskLink, pilots: Vec<PilotRef>, end: SnoozeEnd, why: Option<String>, whom: &str) {
    let now = clock::now();
    let text = say_with("told-snoozed", &args!("whom" => whom, "length" => end.words(now).to_string()));
    link.change(commands::Snooze { pilots, length: end.length(now), why }, text);
}

/// How one pilot is snoozed.
pub fn of_one(snooze: Option<SnoozeView>) -> CardSnooze {
    snooze.map_or(CardSnooze::Nobody, CardSnooze::All)
}

/// Ends snoozes, says so, and offers the way back.
pub fn clear(link: &DeskLink, pilots: Vec<PilotRef>, whom: &str) {
    link.change(commands::ClearSnooze { pilots }, say_with("told-cleared", &args!("whom" => whom)));
}
