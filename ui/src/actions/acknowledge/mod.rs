//! Acknowledging what alerts under a main, and taking that back: once for mouse and keys.

pub mod panel;

use captrack_contract::{PilotRef, commands};
use captrack_domain::ids::PilotId;

use crate::desk::link::DeskLink;
use crate::words::text::{args, say_with};

/// Takes an acknowledgement of a main back; tells so, with the way back.
pub fn take_back(link: &DeskLink, main: PilotId, name: &str) {
    let mains = vec![PilotRef::Id(main)];
    link.change(commands::ClearAcknowledgement { mains }, say_with("told-taken-back", &args!("main" => name)));
}
