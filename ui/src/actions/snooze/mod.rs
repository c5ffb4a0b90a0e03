//! Snoozing and clearing snoozes, once for mouse, keys and menus: the command, the words, and the way back.

pub mod panel;
pub mod question;

use captrack_contract::{PilotRef, SnoozeLength, SnoozeRestore, Undo, commands};
use yew::AttrValue;

use crate::desk::link::DeskLink;
use crate::words;
use crate::words::text::{args, say_with};

/// Silences pilots, says so, and offers the way back.
pub fn snooze(link: &DeskLink, pilots: Vec<PilotRef>, length: SnoozeLength, why: Option<String>, whom: &str) {
    let length_in_words = words::snooze_length(length).to_string();
    let text = say_with("told-snoozed", &args!("whom" => whom, "length" => length_in_words));
    let told = link.clone();
    link.ask_then(commands::Snooze { pilots, length, why }, move |changed| tell(&told, text, changed.undo));
}

/// Ends snoozes, says so, and offers the way back.
pub fn clear(link: &DeskLink, pilots: Vec<PilotRef>, whom: &str) {
    let text = say_with("told-cleared", &args!("whom" => whom));
    let told = link.clone();
    link.ask_then(commands::ClearSnooze { pilots }, move |changed| tell(&told, text, changed.undo));
}

fn tell(link: &DeskLink, text: AttrValue, undo: Vec<SnoozeRestore>) {
    match undo_of(undo) {
        Some(undo) => link.done_with_undo(text, undo),
        None => link.done(text),
    }
}

/// What undoes a change of snoozes; none where nothing was changed.
fn undo_of(snoozes: Vec<SnoozeRestore>) -> Option<Undo> {
    (!snoozes.is_empty()).then_some(Undo::PutSnoozes(commands::PutSnoozes { snoozes }))
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;

    use super::*;

    #[test]
    fn every_change_of_snoozes_can_be_undone_and_what_changed_nothing_cannot() {
        let snoozes = vec![SnoozeRestore { pilot: PilotId(1), put: None, over: None }];
        assert_eq!(undo_of(snoozes.clone()), Some(Undo::PutSnoozes(commands::PutSnoozes { snoozes })));
        assert_eq!(undo_of(vec![]), None);
    }
}
