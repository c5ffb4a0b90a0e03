//! Snoozing and clearing snoozes, once for mouse, keys and menus: the command, the words, and the way back.

use captrack_contract::{Command, DecidedSince, PilotRef, Reply, SnoozeLength};
use yew::AttrValue;

use crate::link::Link;
use crate::text::{args, say, say_with};
use crate::words;

/// So many pilots are named where somebody has decided since.
const NAMES: usize = 3;

/// Silences pilots, says so, and offers the way back.
pub fn snooze(link: &Link, pilots: Vec<PilotRef>, length: SnoozeLength, why: Option<String>, whom: &str) {
    let length_in_words = words::snooze_length(length).to_string();
    let text = say_with("told-snoozed", &args!("whom" => whom, "length" => length_in_words));
    let told = link.clone();
    link.ask_then(Command::Snooze { pilots, length, why }, move |reply| tell(&told, text, reply));
}

/// Ends snoozes, says so, and offers the way back.
pub fn clear(link: &Link, pilots: Vec<PilotRef>, whom: &str) {
    let text = say_with("told-cleared", &args!("whom" => whom));
    let told = link.clone();
    link.ask_then(Command::ClearSnooze { pilots }, move |reply| tell(&told, text, reply));
}

fn tell(link: &Link, text: AttrValue, reply: Reply) {
    match undo_of(reply) {
        Some(undo) => link.done_with_undo(text, undo),
        None => link.done(text),
    }
}

/// What undoes a change of snoozes.
fn undo_of(reply: Reply) -> Option<Command> {
    match reply {
        Reply::SnoozesChanged { undo } if !undo.is_empty() => Some(Command::PutSnoozes { snoozes: undo }),
        _ => None,
    }
}

/// What an undo has come to, in words.
pub fn undone(reply: &Reply) -> AttrValue {
    match reply {
        Reply::SnoozesPut { decided_since } if !decided_since.is_empty() => {
            let pilots = names(decided_since.iter().map(|one| one.pilot.as_str()));
            match by(decided_since) {
                Some(by) => say_with("undone-but-by", &args!("pilots" => pilots, "by" => by)),
                None => say_with("undone-but", &args!("pilots" => pilots)),
            }
        }
        _ => say("undone"),
    }
}

/// Who has decided, if one person has decided about all of them.
fn by(decided_since: &[DecidedSince]) -> Option<String> {
    let first = decided_since.first()?.by.clone()?;
    decided_since.iter().all(|one| one.by.as_ref() == Some(&first)).then_some(first)
}

/// The first few names, and how many more there are.
fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let named = names.take(NAMES).collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { say_with("names-and-more", &args!("names" => named, "n" => more)).to_string() }
}

#[cfg(test)]
mod tests {
    use captrack_contract::PutSnooze;
    use captrack_domain::ids::PilotId;

    use super::*;

    fn put(decided: &[(&str, Option<&str>)]) -> Reply {
        let decided =
            decided.iter().map(|(pilot, by)| DecidedSince { pilot: (*pilot).to_owned(), by: by.map(str::to_owned) });
        Reply::SnoozesPut { decided_since: decided.collect() }
    }

    #[test]
    fn every_change_of_snoozes_can_be_undone_and_what_changed_nothing_cannot() {
        let undo = vec![PutSnooze { pilot: PilotId(1), put: None, over: None }];
        let command = undo_of(Reply::SnoozesChanged { undo: undo.clone() });
        assert_eq!(command, Some(Command::PutSnoozes { snoozes: undo }));
        assert_eq!(undo_of(Reply::SnoozesChanged { undo: vec![] }), None);
    }

    #[test]
    fn an_undo_says_whose_snooze_stays_because_somebody_decided_since() {
        assert_eq!(undone(&put(&[])), "Undone.");
        assert_eq!(undone(&Reply::Done), "Undone.");
        assert_eq!(
            undone(&put(&[("Kara Volkov", Some("Mira"))])),
            "Undone, except for Kara Volkov: Mira changed that snooze since then."
        );
        assert_eq!(
            undone(&put(&[("A", Some("Mira")), ("B", None), ("C", None), ("D", None)])),
            "Undone, except for A, B, C and 1 more: someone changed that snooze since then."
        );
    }
}
