//! The panel that silences pilots: for how long, and why.

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::{CardSnooze, PilotRef, SnoozeFrom, SnoozeLength, SnoozeReach, commands};
use captrack_domain::downtime;
use captrack_domain::ids::PilotId;
use jiff::{SignedDuration, Timestamp};
use yew::prelude::*;

use crate::actions::action_target::ActionTarget;
use crate::actions::snooze;
use crate::actions::snooze::end::SnoozeEnd;
use crate::actions::snooze::question::SnoozeQuestion;
use crate::desk::link::use_link;
use crate::kit::kept_input::use_kept_input;
use crate::kit::popover::Popover;
use crate::kit::until_time::UntilTime;
use crate::platform::clock::{self, use_as_of_now};
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::text::{args, say, say_with};

/// Whom to silence.
#[derive(Properties, PartialEq)]
pub struct SnoozePanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// Whom.
    pub whom: ActionTarget,
    /// Their ids.
    pub pilots: Vec<PilotId>,
    /// How they are snoozed by now.
    pub snoozed: CardSnooze,
    /// The card that they were chosen on; none: they were chosen from a list.
    #[prop_or_default]
    pub from: Option<SnoozeFrom>,
    /// The durations on offer, in seconds.
    pub durations: SharedRef<Vec<u64>>,
    /// They are snoozed.
    #[prop_or_default]
    pub on_done: Callback<()>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// When a snooze that begins now ends: `until 18:40 EVE`.
fn ends(seconds: u64, now: Timestamp) -> Option<AttrValue> {
    let length = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    Some(words::until(now.checked_add(length).ok()?, now))
}

/// An end that was chosen, and what it would silence.
type Asking = Option<(SnoozeEnd, SnoozeReach)>;

/// The panel. A length that silences more than one sees here is asked about first, in the same place.
#[component]
pub fn SnoozePanel(props: &SnoozePanelProps) -> Html {
    let link = use_link();
    let reason = use_kept_input(&format!("snooze-reason/{}", props.anchor), String::new);
    let asking = use_state(|| Asking::None);
    let is_open = use_is_open();
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
        let (link, leave, refs) = (link.clone(), leave.clone(), refs.clone());
        let whom = cleared(&props.snoozed).unwrap_or_else(|| whom.clone());
        Callback::from(move |_: MouseEvent| {
            leave();
            snooze::clear(&link, refs.clone(), &whom);
        })
    };
    let snooze = {
        let (link, reason, refs, whom) = (link.clone(), reason.clone(), refs.clone(), whom.clone());
        let on_done = props.on_done.clone();
        Callback::from(move |end: SnoozeEnd| {
            let why = Some(reason.trim().to_owned()).filter(|why| !why.is_empty());
            reason.set(String::new());
            leave();
            on_done.emit(());
            snooze::snooze(&link, refs.clone(), end, why, &whom);
        })
    };
    let choose = {
        let (snooze, asking, from) = (snooze.clone(), asking.setter(), props.from.clone());
        Callback::from(move |end: SnoozeEnd| {
            let question = commands::SnoozeReach { pilots: refs.clone(), from: from.clone() };
            let (snooze, asking, is_open) = (snooze.clone(), asking.clone(), is_open.clone());
            link.look_up(question, move |reach| {
                // Whoever has left the panel meanwhile has thought better of it.
                if !is_open.get() {
                    return;
                }
                if reach.needs_a_question() {
                    asking.set(Some((end, reach)));
                } else {
                    snooze.emit(end);
                }
            });
        })
    };
    let oninput = {
        let reason = reason.clone();
        Callback::from(move |event: InputEvent| reason.set(dom::value_of(&event)))
    };
    let content = if let Some((end, reach)) = (*asking).clone() {
        let on_no = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(None))
        };
        html! {
            <SnoozeQuestion
                whom={whom.clone()}
                length={end.words(clock::now())}
                {reach}
                on_card={props.from.is_some()}
                on_yes={snooze.reform(move |()| end)}
                {on_no}
            />
        }
    } else {
        html! {
            <>
                <p class="popover-title">{ say("snooze") }<b>{ whom.clone() }</b></p>
                if props.snoozed != CardSnooze::Nobody {
                    <Standing snoozed={props.snoozed.clone()} of={props.pilots.len()} />
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
                    <Length key={seconds.to_string()} {seconds} on_choose={choose.clone()} />
                }
                <UntilDowntime on_choose={choose.clone()} />
                <button
                    class="popover-item"
                    type="button"
                    data-item="true"
                    data-snooze="until-cleared"
                    onclick={choose.reform(|_: MouseEvent| SnoozeEnd::After(SnoozeLength::UntilCleared))}
                >
                    { words::snooze_length(SnoozeLength::UntilCleared) }
                </button>
                <UntilTime name="snooze" button={say("snooze")} on_choose={choose.reform(SnoozeEnd::At)} />
                if props.snoozed != CardSnooze::Nobody {
                    <button
                        class="popover-item popover-apart"
                        type="button"
                        data-item="true"
                        data-action="clear-snooze"
                        onclick={clear}
                    >
                        { clear_text(&props.snoozed) }
                    </button>
                }
            </>
        }
    };
    html! {
        <Popover
            id="snooze-panel"
            anchor={props.anchor.clone()}
            label={say_with("snooze-whom", &args!("whom" => whom.to_string()))}
            wide={asking.is_some()}
            on_close={props.on_close.clone()}
        >
            { content }
        </Popover>
    }
}

/// True until the component has gone.
#[hook]
fn use_is_open() -> Rc<Cell<bool>> {
    let is_open = use_memo((), |()| Cell::new(true));
    {
        let is_open = is_open.clone();
        use_effect_with((), move |()| move || is_open.set(false));
    }
    is_open
}

/// The snooze that holds.
#[derive(Properties, PartialEq)]
struct StandingProps {
    snoozed: CardSnooze,
    of: usize,
}

/// What holds, as of now.
fn standing((snoozed, of): &(CardSnooze, usize), now: Timestamp) -> AttrValue {
    match snoozed {
        CardSnooze::Nobody => AttrValue::default(),
        CardSnooze::All(snooze) => {
            say_with("snoozed-now", &args!("note" => words::snooze_note(snooze, now).to_string()))
        }
        CardSnooze::Some { pilots, first } => {
            let end = words::snooze_end(first, now).to_string();
            say_with("snoozed-now-some", &args!("n" => *pilots, "of" => *of, "end" => end))
        }
    }
}

/// What ending the snooze is called where only some are snoozed.
fn clear_text(snoozed: &CardSnooze) -> AttrValue {
    match snoozed {
        CardSnooze::Some { pilots, .. } => say_with("snooze-clear-some", &args!("n" => *pilots)),
        CardSnooze::Nobody | CardSnooze::All(_) => say("snooze-clear"),
    }
}

/// Who is told to be snoozed no longer, where not all are snoozed.
fn cleared(snoozed: &CardSnooze) -> Option<AttrValue> {
    match snoozed {
        CardSnooze::Some { pilots, .. } => Some(say_with("chosen-pilots", &args!("n" => *pilots))),
        CardSnooze::Nobody | CardSnooze::All(_) => None,
    }
}

/// What holds now, and that a choice takes its place.
#[component]
fn Standing(props: &StandingProps) -> Html {
    let note = use_as_of_now((props.snoozed.clone(), props.of), standing);
    html! { <p class="popover-note" data-note="snoozed">{ note }</p> }
}

/// A length on offer.
#[derive(Properties, PartialEq)]
struct LengthProps {
    seconds: u64,
    on_choose: Callback<SnoozeEnd>,
}

/// The length, and when a snooze of it would end.
#[component]
fn Length(props: &LengthProps) -> Html {
    let seconds = props.seconds;
    let end = use_as_of_now(seconds, |seconds, now| ends(*seconds, now));
    html! {
        <button
            class="popover-item"
            type="button"
            data-item="true"
            data-snooze={seconds.to_string()}
            onclick={props.on_choose.reform(move |_: MouseEvent| SnoozeEnd::After(SnoozeLength::Seconds(seconds)))}
        >
            { words::snooze_length(SnoozeLength::Seconds(seconds)) }
            if let Some(end) = end {
                { " " }<small>{ end }</small>
            }
        </button>
    }
}

/// An end that is chosen.
#[derive(Properties, PartialEq)]
struct EndProps {
    on_choose: Callback<SnoozeEnd>,
}

/// Until the next downtime, and when that is.
#[component]
fn UntilDowntime(props: &EndProps) -> Html {
    let next = use_as_of_now((), |(), now| downtime::next(now).map(|end| (end, words::until(end, now))));
    let Some((end, until)) = next else { return Html::default() };
    html! {
        <button
            class="popover-item"
            type="button"
            data-item="true"
            data-snooze="downtime"
            onclick={props.on_choose.reform(move |_: MouseEvent| SnoozeEnd::At(end))}
        >
            { say("snooze-until-downtime") }{ " " }<small>{ until }</small>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{snoozed_until, then};

    #[test]
    fn a_partly_snoozed_card_says_how_many_of_how_many_and_clears_those() {
        let first = snoozed_until(Some("2026-11-22T18:40:00Z"));
        let some = CardSnooze::Some { pilots: 1, first: first.clone() };
        assert_eq!(
            standing(&(some.clone(), 12), then()),
            "1 of 12 pilots snoozed, the first until 18:40 EVE. A new choice replaces it for all 12."
        );
        assert_eq!(clear_text(&some), "Clear the one snooze");
        assert_eq!(cleared(&some).unwrap(), "one pilot");
        let all = CardSnooze::All(first);
        assert_eq!(standing(&(all.clone(), 12), then()), "Snoozed until 18:40 EVE, by Mira. A new choice replaces it.");
        assert_eq!(cleared(&all), None);
    }
}
