//! What somebody has done about a card: seen it, or silenced its pilots; who, when and why.

use crate::words::core::author;
use captrack_contract::{AcknowledgementView, CardSnooze, ReadRequestView, SnoozeView};
use jiff::Timestamp;
use yew::prelude::*;

use crate::platform::clock::use_as_of_now;
use crate::words;
use crate::words::text::{args, say_with};
use crate::words::time;

/// What has been done.
#[derive(Properties, PartialEq)]
pub struct CardNotesProps {
    /// Since when what alerted last has alerted, if anything does.
    pub since: Option<Timestamp>,
    /// How many ships alert that the user has not looked at.
    pub new: u32,
    /// How the card's pilots are snoozed.
    pub snooze: CardSnooze,
    /// Who has seen it, if somebody has.
    pub acknowledged: Option<AcknowledgementView>,
    /// That AllianceAuth was asked to have its pilots read.
    pub read_asked: Option<ReadRequestView>,
}

/// `Asked for 14:05 EVE, read 14:06 EVE`.
pub fn read_text(asked: &ReadRequestView, now: Timestamp) -> AttrValue {
    let clock = |at| time::short(at, now).to_string();
    match asked.read_at {
        Some(read_at) => {
            say_with("read-asked-and-read", &args!("asked" => clock(asked.asked_at), "read" => clock(read_at)))
        }
        None => say_with("read-asked", &args!("asked" => clock(asked.asked_at))),
    }
}

/// `since 14:05 EVE`, or `2 new, since 14:05 EVE`.
pub fn since_text((since, new): (Timestamp, u32), now: Timestamp) -> AttrValue {
    let time = time::short(since, now).to_string();
    match new {
        0 => say_with("since", &args!("time" => time)),
        new => say_with("new-since", &args!("n" => new, "time" => time)),
    }
}

/// A snooze in words; nothing when nobody is snoozed.
pub fn snooze_text(snooze: &CardSnooze, now: Timestamp) -> Option<AttrValue> {
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

/// `seen by Mira, “op in Fountain”`.
pub fn seen_text(seen: &AcknowledgementView) -> AttrValue {
    match &seen.why {
        Some(why) => say_with("seen-by-why", &args!("by" => author(&seen.by), "why" => why.as_str())),
        None => say_with("seen-by", &args!("by" => author(&seen.by))),
    }
}

/// The notes, one above the other.
#[component]
pub fn CardNotes(props: &CardNotesProps) -> Html {
    let snooze = use_as_of_now(props.snooze.clone(), snooze_text);
    let read = use_as_of_now(props.read_asked.clone(), |asked: &Option<ReadRequestView>, now| {
        asked.as_ref().map(|asked| (read_text(asked, now), asked.read_at))
    });
    let since = use_as_of_now(props.since.map(|since| (since, props.new)), |since: &Option<(Timestamp, u32)>, now| {
        since.map(|since| since_text(since, now))
    });
    let titled = |text: &AttrValue, at: Option<Timestamp>| match at {
        Some(at) => say_with("note-title", &args!("note" => text.as_str(), "time" => time::exact(at).to_string())),
        None => text.clone(),
    };
    if snooze.is_none() && props.acknowledged.is_none() && read.is_none() && since.is_none() {
        return Html::default();
    }
    // Then the chips beside it have the room.
    let is_short = snooze.is_none() && props.acknowledged.is_none() && read.is_none();
    html! {
        <div class={classes!("notes", is_short.then_some("is-short"))}>
            if let Some(text) = since {
                <p
                    class={classes!("note", (props.new > 0).then_some("is-new"))}
                    data-note="since"
                    data-new={props.new.to_string()}
                    title={titled(&text, props.since)}
                >
                    { text }
                </p>
            }
            if let Some((text, read_at)) = read {
                <p class="note" data-note="read-asked" title={titled(&text, read_at)}>{ text }</p>
            }
            if let Some(seen) = &props.acknowledged {
                <p class="note" data-note="acknowledged" title={titled(&seen_text(seen), Some(seen.at))}>
                    { seen_text(seen) }
                </p>
            }
            if let Some(text) = snooze {
                <p
                    class="note"
                    data-note="snoozed"
                    title={titled(&text, end(&props.snooze).and_then(|snooze| snooze.until))}
                >
                    { text }
                </p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{snoozed_until, then};

    #[test]
    fn a_snooze_says_until_when_by_whom_and_why() {
        let said = |snooze: &CardSnooze| snooze_text(snooze, then()).map(|text| text.to_string());
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

    #[test]
    fn what_alerts_says_since_when_and_how_much_of_it_is_new() {
        let since = "2026-11-22T14:05:10Z".parse().unwrap();
        assert_eq!(since_text((since, 0), then()), "since 14:05 EVE");
        assert_eq!(since_text((since, 2), then()), "2 new, since 14:05 EVE");
    }

    #[test]
    fn a_read_that_was_asked_for_says_when_and_when_it_came() {
        let at = |text: &str| text.parse().unwrap();
        let mut asked = ReadRequestView { asked_at: at("2026-11-22T14:05:10Z"), read_at: None };
        assert_eq!(read_text(&asked, then()), "Asked AllianceAuth for a read at 14:05 EVE");
        asked.read_at = Some(at("2026-11-22T14:06:40Z"));
        assert_eq!(read_text(&asked, then()), "Asked for 14:05 EVE, read 14:06 EVE");
    }

    #[test]
    fn an_acknowledgement_says_by_whom_and_why() {
        let mut seen = AcknowledgementView { at: then(), by: "Mira".into(), why: None };
        assert_eq!(seen_text(&seen), "acknowledged by Mira");
        seen.why = Some("op in Fountain".into());
        assert_eq!(seen_text(&seen), "acknowledged by Mira, “op in Fountain”");
    }
}
