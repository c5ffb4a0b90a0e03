//! What undoing a change has come to, in words. Pure.

use crate::words::core::author;
use captrack_contract::{EditUndone, LaterChange};
use yew::AttrValue;

use crate::words::core::said;
use crate::words::text::{args, say_with};

/// So many things are named that somebody has changed since.
const NAMED: usize = 3;

/// What was undone, and what was not because somebody has changed it since.
pub fn words(undone: &EditUndone) -> AttrValue {
    let what = said(&undone.words);
    let changed = undone.changed_since.as_slice();
    if changed.is_empty() {
        return say_with("undone", &args!("what" => what));
    }
    let but = names(changed.iter().map(|change| said(&change.what)));
    match by(changed) {
        Some(by) => say_with("undone-but-by", &args!("what" => what, "but" => but, "by" => author(&by))),
        None => say_with("undone-but", &args!("what" => what, "but" => but)),
    }
}

/// Who has changed it, if one person has changed all of it.
fn by(changed: &[LaterChange]) -> Option<String> {
    let first = changed.first()?.by.clone()?;
    changed.iter().all(|one| one.by.as_ref() == Some(&first)).then_some(first)
}

/// The first few names, and how many more there are.
fn names(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let named = names.take(NAMED).collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { say_with("names-and-more", &args!("names" => named, "n" => more)).to_string() }
}

#[cfg(test)]
mod tests {
    use captrack_domain::text;

    use super::*;

    fn undone(changed: &[(&str, Option<&str>)]) -> EditUndone {
        let one = |(pilot, by): &(&str, Option<&str>)| LaterChange {
            what: text!("undo-part-snooze", pilot = *pilot),
            by: by.map(str::to_owned),
        };
        EditUndone {
            words: text!("undo-snoozed", subject = "Kara Volkov"),
            changed_since: changed.iter().map(one).collect(),
        }
    }

    #[test]
    fn an_undo_says_what_it_undid_and_what_stays_because_somebody_has_changed_it_since() {
        assert_eq!(words(&undone(&[])), "Undone: Snoozed Kara Volkov.");
        assert_eq!(
            words(&undone(&[("Cato", Some("Mira"))])),
            "Undone: Snoozed Kara Volkov. Except for the snooze of Cato: Mira has changed that since."
        );
        assert_eq!(
            words(&undone(&[("A", Some("Mira")), ("B", None), ("C", None), ("D", None)])),
            "Undone: Snoozed Kara Volkov. Except for the snooze of A, the snooze of B, the snooze of C and 1 more: someone has changed that since."
        );
    }
}
