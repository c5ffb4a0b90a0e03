//! Until when a card is silenced, by whom and why.

use captrack_contract::{CardSnooze, SnoozeView};
use yew::prelude::*;

use crate::clock::use_as_of_now;
use crate::text::{args, say_with};
use crate::time;
use crate::words;

/// Which snooze.
#[derive(Properties, PartialEq)]
pub struct SnoozeNoteProps {
    /// How the card's pilots are snoozed.
    pub snooze: CardSnooze,
}

/// In words; nothing when nobody is snoozed.
pub fn text(snooze: &CardSnooze, now: jiff::Timestamp) -> Option<AttrValue> {
    match snooze {
        CardSnooze::Nobody => None,
        CardSnooze::All(snooze) => Some(words::snooze_note(snooze, now)),
        CardSnooze::Some { pilots, first } => Some(say_with(
            "snooze-note-some",
            &args!("n" => *pilots, "end" => words::snooze_end(first, now).to_string()),
        )),
    }
}

fn end(snooze: &CardSnooze) -> Option<&SnoozeView> {
    match snooze {
        CardSnooze::Nobody => None,
        CardSnooze::All(snooze) | CardSnooze::Some { first: snooze, .. } => Some(snooze),
    }
}

/// The note.
#[component]
pub fn SnoozeNote(props: &SnoozeNoteProps) -> Html {
    let text = use_as_of_now(props.snooze.clone(), text);
    let exact = end(&props.snooze).and_then(|snooze| snooze.until);
    let title = text.as_ref().map(|text| match exact {
        Some(until) => {
            say_with("snooze-note-title", &args!("note" => text.as_str(), "time" => time::exact(until).to_string()))
        }
        None => text.clone(),
    });
    html! {
        if let Some(text) = text {
            <span class="snooze-note" {title}>{ text }</span>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{snoozed_until, then};

    #[test]
    fn a_snooze_says_until_when_by_whom_and_why() {
        let said = |snooze: &CardSnooze| text(snooze, then()).map(|text| text.to_string());
        let mut evening = snoozed_until(Some("2026-11-22T18:40:00Z"));
        assert_eq!(said(&CardSnooze::All(evening.clone())).unwrap(), "until 18:40 EVE, by Mira");
        evening.why = Some("on deployment".into());
        assert_eq!(said(&CardSnooze::All(evening.clone())).unwrap(), "until 18:40 EVE, by Mira, “on deployment”");
        let some = CardSnooze::Some { pilots: 2, first: evening };
        assert_eq!(said(&some).unwrap(), "2 pilots snoozed, the first until 18:40 EVE");
        let one = CardSnooze::Some { pilots: 1, first: snoozed_until(None) };
        assert_eq!(said(&one).unwrap(), "1 pilot snoozed until cleared");
        assert_eq!(said(&CardSnooze::Nobody), None);
    }
}
