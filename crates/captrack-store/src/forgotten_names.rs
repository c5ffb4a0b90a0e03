//! A name is taken out of what is kept as words or as a text.

use captrack_domain::text::{Argument, Text};

use crate::column;
use crate::error::StoreError;

/// The text with `nobody` in the place of the name, where that stands by itself: `Mira` stays in `Miranda`.
pub(crate) fn without(text: &str, name: &str, nobody: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (head, tail) = (&rest[..at], &rest[at + name.len()..]);
        let before = head.chars().next_back().or_else(|| kept.chars().next_back());
        let stands_alone =
            !before.is_some_and(char::is_alphanumeric) && !tail.chars().next().is_some_and(char::is_alphanumeric);
        kept.push_str(head);
        kept.push_str(if stands_alone { nobody } else { name });
        rest = tail;
    }
    kept.push_str(rest);
    kept
}

/// A stored reason with `nobody` in the place of the name.
pub(crate) fn reason_without(
    table: &'static str,
    stored: Option<String>,
    name: &str,
    nobody: &str,
) -> Result<Option<String>, StoreError> {
    let Some(mut reason) = column::reason(stored) else { return Ok(None) };
    take_out(&mut reason, name, nobody);
    column::json(table, &reason).map(Some)
}

fn take_out(text: &mut Text, name: &str, nobody: &str) {
    text.arguments.values_mut().for_each(|argument| take_out_of(argument, name, nobody));
}

fn take_out_of(argument: &mut Argument, name: &str, nobody: &str) {
    match argument {
        Argument::Name(words) | Argument::Said(words) => *words = without(words, name, nobody),
        Argument::Text(text) => take_out(text, name, nobody),
        Argument::List { items, .. } => items.iter_mut().for_each(|item| take_out_of(item, name, nobody)),
        Argument::Number(_) | Argument::Time(_) | Argument::TimeAt { .. } | Argument::Length(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::text;
    use captrack_domain::text::{Argument, Text};

    use super::{reason_without, without};
    use crate::column;

    #[test]
    fn a_name_is_taken_out_of_every_place_of_a_reason_and_out_of_the_words_of_an_earlier_version() {
        let reason = |name: &str| {
            let refused = text!("activity-refused", why = Argument::Said(format!("title: {name}")));
            Text::sentences([text!("activity-by", by = name), refused])
        };
        // One who is called as a text is by its code.
        for name in ["Vanishing Vera", "said"] {
            let stored = column::json("outbox", &reason(name)).unwrap();
            let kept = column::reason(reason_without("outbox", Some(stored), name, "nobody").unwrap());
            assert_eq!(kept, Some(reason("nobody")));
        }
        let words = reason_without("outbox", Some("title: Vera".to_owned()), "Vera", "nobody").unwrap();
        assert_eq!(column::reason(words), Some(Text::said("title: nobody")));
        assert_eq!(reason_without("outbox", None, "Vera", "nobody").unwrap(), None);
    }

    #[test]
    fn a_name_is_taken_out_where_it_stands_by_itself() {
        let cases = [
            ("Mira", "X"),
            ("Mira and Mira's alt", "X and X's alt"),
            ("(Mira)", "(X)"),
            ("Miranda, SamMira, Mira2", "Miranda, SamMira, Mira2"),
            ("MiraMira", "MiraMira"),
            ("nobody", "nobody"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(without(text, "Mira", "X"), expected);
        }
        assert_eq!(without("Ünï Pilot: ëMira Ünï", "Ünï", "X"), "X Pilot: ëMira X");
        assert_eq!(without("unchanged", "", "X"), "unchanged");
    }
}
