//! Taking a step back: the command that does it, and what it has come to in words.

use captrack_contract::{LaterDecision, Undo};
use yew::AttrValue;

use crate::desk::link::DeskLink;
use crate::words::text::{args, say, say_with};

/// So many pilots are named where somebody has decided since.
const NAMES: usize = 3;

/// Takes a step back, and goes on with those about whom somebody has decided since; a refusal is told.
pub fn carry_out(link: &DeskLink, undo: Undo, then: impl FnOnce(Vec<LaterDecision>) + 'static) {
    match undo {
        Undo::PutSnoozes(put) => link.ask_then(put, |put| then(put.decided_since)),
        Undo::Acknowledge(again) => link.ask_then(again, |()| then(Vec::new())),
        Undo::ClearAcknowledgement(clear) => link.ask_then(clear, |()| then(Vec::new())),
        Undo::SetMain(back) => link.ask_then(back, |()| then(Vec::new())),
        Undo::SetPaused(pause) => link.ask_then(pause, |()| then(Vec::new())),
    }
}

/// What it has come to.
pub fn words(decided_since: &[LaterDecision]) -> AttrValue {
    if decided_since.is_empty() {
        return say("undone");
    }
    let pilots = names(decided_since.iter().map(|one| one.pilot.as_str()));
    match by(decided_since) {
        Some(by) => say_with("undone-but-by", &args!("pilots" => pilots, "by" => by)),
        None => say_with("undone-but", &args!("pilots" => pilots)),
    }
}

/// Who has decided, if one person has decided about all of them.
fn by(decided_since: &[LaterDecision]) -> Option<String> {
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
    use super::*;

    fn decided(by: &[(&str, Option<&str>)]) -> Vec<LaterDecision> {
        let one = |(pilot, by): &(&str, Option<&str>)| LaterDecision {
            pilot: (*pilot).to_owned(),
            by: by.map(str::to_owned),
        };
        by.iter().map(one).collect()
    }

    #[test]
    fn an_undo_says_whose_snooze_stays_because_somebody_decided_since() {
        assert_eq!(words(&[]), "Undone.");
        assert_eq!(
            words(&decided(&[("Kara Volkov", Some("Mira"))])),
            "Undone, except for Kara Volkov: Mira has changed that snooze since."
        );
        assert_eq!(
            words(&decided(&[("A", Some("Mira")), ("B", None), ("C", None), ("D", None)])),
            "Undone, except for A, B, C and 1 more: someone has changed that snooze since."
        );
    }
}
