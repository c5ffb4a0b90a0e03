//! The button that silences pilots, and the panel with how long.

use captrack_contract::{Command, PilotRef, SnoozeLength};
use captrack_domain::ids::PilotId;
use web_sys::Element;
use yew::prelude::*;

use crate::components::icon::{Drawing, Icon};
use crate::components::popover::Popover;
use crate::dom;
use crate::link::use_link;
use crate::shared::Shared;
use crate::text::{args, say, say_with};
use crate::words;

/// Whom the menu silences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// One pilot.
    Pilot {
        /// The name.
        name: String,
    },
    /// All pilots of a card.
    Card {
        /// The main's name.
        main: String,
        /// How many.
        pilots: usize,
    },
}

impl Whom {
    /// `Kara Volkov`, `all 3 pilots of Kara Volkov`.
    pub fn text(&self) -> AttrValue {
        match self {
            Self::Pilot { name } => name.clone().into(),
            Self::Card { main, pilots } => say_with("whom-card", &args!("pilots" => *pilots, "main" => main.as_str())),
        }
    }
}

/// How the button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// With its word, on a card.
    Word,
    /// A moon, on a row.
    Moon,
}

/// Whom to silence, and how.
#[derive(Properties, PartialEq)]
pub struct SnoozeMenuProps {
    /// The element id of the button; stable, so that the focus finds it again.
    pub id: AttrValue,
    /// Whom.
    pub whom: Whom,
    /// Their ids.
    pub pilots: Vec<PilotId>,
    /// Some of them are snoozed now.
    pub snoozed: bool,
    /// The durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// How the button looks.
    pub look: Look,
    /// What the button says on hovering, when that is more than its name.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// The button and, when pressed, the panel.
#[component]
pub fn SnoozeMenu(props: &SnoozeMenuProps) -> Html {
    let link = use_link();
    let button = use_node_ref();
    let open = use_state_eq(|| false);
    let reason = use_state(String::new);
    let panel_id = format!("{}-panel", props.id);
    let whom = props.whom.text();

    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = {
        let (open, reason) = (open.clone(), reason.clone());
        Callback::from(move |()| {
            open.set(false);
            reason.set(String::new());
        })
    };
    let leave = {
        let (close, button) = (close.clone(), button.clone());
        move || {
            dom::focus(button.cast::<Element>());
            close.emit(());
        }
    };
    let refs: Vec<PilotRef> = props.pilots.iter().copied().map(PilotRef::Id).collect();
    let clear = {
        let (link, leave, refs, whom) = (link.clone(), leave.clone(), refs.clone(), whom.clone());
        Callback::from(move |_: MouseEvent| {
            leave();
            let (told, text) = (link.clone(), say_with("told-cleared", &args!("whom" => whom.to_string())));
            let command = Command::ClearSnooze { pilots: refs.clone() };
            link.ask_then(command, move |_| told.done(text));
        })
    };
    let snooze = |length: SnoozeLength| {
        let (link, leave, refs, whom) = (link.clone(), leave.clone(), refs.clone(), whom.clone());
        let (reason, was_snoozed) = (reason.clone(), props.snoozed);
        Callback::from(move |_: MouseEvent| {
            // Read before leaving, which forgets it.
            let why = Some(reason.trim().to_owned()).filter(|why| !why.is_empty());
            leave();
            let text = say_with(
                "told-snoozed",
                &args!(
                    "whom" => whom.to_string(),
                    "length" => words::snooze_length(length).to_string(),
                ),
            );
            let command = Command::Snooze { pilots: refs.clone(), length, why };
            let (told, pilots) = (link.clone(), refs.clone());
            link.ask_then(command, move |_| {
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
    let name = say_with("snooze-whom", &args!("whom" => whom.to_string()));
    // A button with its word needs no hint, and a hint would lie over the open panel.
    let title = (props.look == Look::Moon && !*open).then(|| props.hint.clone().unwrap_or_else(|| name.clone()));
    let (class, content) = match props.look {
        Look::Word => ("button", html! { <>{ say("snooze") }<Drawing icon={Icon::Down} size={14} /></> }),
        Look::Moon => ("icon-button", html! { <Drawing icon={Icon::Moon} size={15} /> }),
    };
    html! {
        <>
            <button
                ref={button.clone()}
                id={props.id.clone()}
                class={classes!(class, "snooze-button", props.snoozed.then_some("is-snoozed"))}
                type="button"
                data-action="snooze"
                aria-label={name.clone()}
                {title}
                aria-haspopup="dialog"
                aria-expanded={open.to_string()}
                aria-controls={open.then(|| panel_id.clone())}
                onclick={toggle}
            >
                { content }
            </button>
            if *open {
                <Popover id={panel_id} anchor={button} label={name} on_close={close}>
                    <p class="popover-title">{ say("snooze") }<b>{ whom.clone() }</b></p>
                    <label class="popover-field">
                        <span>{ say("snooze-reason") }</span>
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
                        <button
                            key={seconds.to_string()}
                            class="popover-item"
                            type="button"
                            data-item="true"
                            data-snooze={seconds.to_string()}
                            onclick={snooze(SnoozeLength::Seconds(seconds))}
                        >
                            { words::snooze_length(SnoozeLength::Seconds(seconds)) }
                        </button>
                    }
                    <button
                        class="popover-item"
                        type="button"
                        data-item="true"
                        data-snooze="until-cleared"
                        onclick={snooze(SnoozeLength::UntilCleared)}
                    >
                        { words::snooze_length(SnoozeLength::UntilCleared) }
                    </button>
                    if props.snoozed {
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
        </>
    }
}
