//! The panel that says that somebody has seen what alerts under a main, and why that is well.

use captrack_contract::{PilotRef, commands};
use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::kept_input::use_kept_input;
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// Under which mains.
#[derive(Properties, PartialEq)]
pub struct AcknowledgePanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// Which mains.
    pub mains: Vec<PilotId>,
    /// They in words.
    pub name: AttrValue,
    /// They are acknowledged.
    #[prop_or_default]
    pub on_done: Callback<()>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn AcknowledgePanel(props: &AcknowledgePanelProps) -> Html {
    let link = use_link();
    let reason = use_kept_input(&format!("acknowledge-reason/{}", props.anchor), String::new);
    let oninput = {
        let reason = reason.clone();
        Callback::from(move |event: InputEvent| reason.set(dom::value_of(&event)))
    };
    let onsubmit = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        let (mains, name, reason) = (props.mains.clone(), props.name.clone(), reason.clone());
        let on_done = props.on_done.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let why = Some(reason.trim().to_owned()).filter(|why| !why.is_empty());
            reason.set(String::new());
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
            on_done.emit(());
            let mains = mains.iter().copied().map(PilotRef::Id).collect();
            let text = say_with("told-acknowledged", &args!("main" => name.to_string()));
            link.change(commands::Acknowledge { mains, why }, text);
        })
    };
    let label = say_with("acknowledge-main", &args!("main" => props.name.to_string()));
    html! {
        <Popover id="acknowledge-panel" anchor={props.anchor.clone()} {label} on_close={props.on_close.clone()}>
            <form {onsubmit}>
                <p class="popover-title">{ say("acknowledge") }<b>{ props.name.clone() }</b></p>
                <p class="popover-note">{ say("acknowledge-meaning") }</p>
                <label class="popover-field">
                    <span>{ say("reason") }</span>
                    <input
                        type="text"
                        maxlength="80"
                        value={(*reason).clone()}
                        placeholder={say("acknowledge-reason-example")}
                        data-item="true"
                        data-field="acknowledge-reason"
                        {oninput}
                    />
                </label>
                <div class="popover-buttons">
                    <button class="button is-primary" type="submit" data-item="true" data-action="acknowledge-confirm">
                        { say("acknowledge") }
                    </button>
                </div>
            </form>
        </Popover>
    }
}
