//! Acknowledging what alerts under a main, and taking that back: once for mouse and keys.

pub mod panel;

use captrack_contract::{PilotRef, Undo, commands};
use captrack_domain::ids::PilotId;

use crate::desk::link::DeskLink;
use crate::words::text::{args, say_with};

/// Takes an acknowledgement of a main back; tells so, with the way back: the same once more, for the same reason.
pub fn take_back(link: &DeskLink, main: PilotId, name: &str, why: Option<&str>) {
    let mains = vec![PilotRef::Id(main)];
    let text = say_with("told-taken-back", &args!("main" => name));
    let undo = Undo::Acknowledge(commands::Acknowledge { mains: mains.clone(), why: why.map(str::to_owned) });
    let told = link.clone();
    link.ask_then(commands::ClearAcknowledgement { mains }, move |()| told.done_with_undo(text, undo));
}
