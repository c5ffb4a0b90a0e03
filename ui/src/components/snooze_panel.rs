//! The panel that silences pilots: for how long, and why.

use captrack_contract::{Command, PilotRef, SnoozeLength, SnoozeView};
use captrack_domain::ids::PilotId;
use jiff::{SignedDuration, Timestamp};
use yew::prelude::*;

use crate::clock::use_as_of_now;
use crate::components::popover::Popover;
use crate::dom;
use crate::link::use_link;
use crate::menu::Whom;
use crate::shared::Shared;
use crate::text::{args, say, say_with};
use crate::time;
use crate::words;

/// Whom to silence.
#[derive(Properties, PartialEq)]
pub struct SnoozePanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// Whom.
    pub whom: Whom,
    /// Their ids.
    pub pilots: Vec<PilotId>,
    /// The snooze that holds for them, or the first of theirs to end.
    pub snoozed: Option<SnoozeView>,
    /// The durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// When a snooze that begins now ends: `until 18:40 EVE`.
fn end(seconds: u64, now: Timestamp) -> Option<AttrValue> {
    let length = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    let until = now.checked_add(length).ok()?;
    Some(say_with("snoozed-until", &args!("time" => time::short(until, now).to_string())))
}

/// The panel.
#[component]
pub fn SnoozePanel(props: &SnoozePanelProps) -> Html {
    let link = use_link();
    let reason = use_state(String::new);
    let whom = props.whom.text();
    let refs: Vec<PilotRef> = props.pilots.iter().copied().map(PilotRef::Id).collect();
    let leave = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        move || {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
        }
    };
    let clear = {
        let (link, leave, refs, whom) = (link.clone(), leave.clone(), refs.clone(), whom.clone());
        Callback::from(move |_: MouseEvent| {
            leave();
            let (told, text) = (link.clone(), say_with("told-cleared", &args!("whom" => whom.to_string())));
            link.ask_then(Command::ClearSnooze { pilots: refs.clone() }, move |_| told.done(text));
        })
    };
    let snooze = {
        let (reason, was_snoozed, whom) = (reason.clone(), props.snoozed.is_some(), whom.clone());
        Callback::from(move |length: SnoozeLength| {
            let why = Some(reason.trim().to_owned()).filter(|why| !why.is_empty());
            leave();
            let length_in_words = words::snooze_length(length).to_string();
            let text = say_with("told-snoozed", &args!("whom" => whom.to_string(), "length" => length_in_words));
            let (told, pilots) = (link.clone(), refs.clone());
            link.ask_then(Command::Snooze { pilots: refs.clone(), length, why }, move |_| {
                // An earlier snooze cannot be put back, so only a first one can be undone.
                if was_snoozed {
                    told.done(text);
                } else {
                    told.done_with_undo(text, Command::ClearSnooze { pilots });
                }
            });
        })
    };
    let oninput = {
        let reason = reason.clone();
        Callback::from(move |event: InputEvent| reason.set(dom::value_of(&event)))
    };
    html! {
        <Popover
            id="snooze-panel"
            anchor={props.anchor.clone()}
            label={say_with("snooze-whom", &args!("whom" => whom.to_string()))}
            on_close={props.on_close.clone()}
        >
            <p class="popover-title">{ say("snooze") }<b>{ whom.clone() }</b></p>
            if let Some(snoozed) = props.snoozed.clone() {
                <Standing {snoozed} />
            }
            <label class="popover-field">
                <span>{ say("reason") }</span>
                <input
                    type="text"
                    maxlength="80"
                    value={(*reason).clone()}
                    placeholder={say("snooze-reason-example")}
                    data-field="snooze-reason"
                    {oninput}
                />
            </label>
            for seconds in props.durations.iter().copied() {
                <Length key={seconds.to_string()} {seconds} on_choose={snooze.clone()} />
            }
            <button
                class="popover-item"
                type="button"
                data-item="true"
                data-snooze="until-cleared"
                onclick={snooze.reform(|_: MouseEvent| SnoozeLength::UntilCleared)}
            >
                { words::snooze_length(SnoozeLength::UntilCleared) }
            </button>
            if props.snoozed.is_some() {
                <button
                    class="popover-item popover-apart"
                    type="button"
                    data-item="true"
                    data-action="clear-snooze"
                    onclick={clear}
                >
                    { say("snooze-clear") }
                </button>
            }
        </Popover>
    }
}

/// The snooze that holds.
#[derive(Properties, PartialEq)]
struct StandingProps {
    snoozed: SnoozeView,
}

/// What holds now, and that a choice takes its place.
#[component]
fn Standing(props: &StandingProps) -> Html {
    let note = use_as_of_now(props.snoozed.clone(), words::snooze_note);
    html! {
        <p class="popover-note" data-note="snoozed">
            { say_with("snoozed-now", &args!("note" => note.to_string())) }
        </p>
    }
}

/// A length on offer.
#[derive(Properties, PartialEq)]
struct LengthProps {
    seconds: u64,
    on_choose: Callback<SnoozeLength>,
}

/// The length, and when a snooze of it would end.
#[component]
fn Length(props: &LengthProps) -> Html {
    let seconds = props.seconds;
    let end = use_as_of_now(seconds, |seconds, now| end(*seconds, now));
    html! {
        <button
            class="popover-item"
            type="button"
            data-item="true"
            data-snooze={seconds.to_string()}
            onclick={props.on_choose.reform(move |_: MouseEvent| SnoozeLength::Seconds(seconds))}
        >
            { words::snooze_length(SnoozeLength::Seconds(seconds)) }
            if let Some(end) = end {
                { " " }<small>{ end }</small>
            }
        </button>
    }
}
