//! The panel that asks before a pilot is forgotten.

use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::actions::sign_out::sign_out;
use crate::desk::link::use_link;
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// Whom.
#[derive(Properties, PartialEq)]
pub struct SignOutPanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// The pilot.
    pub pilot: PilotId,
    /// The name.
    pub name: AttrValue,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel: everything that will be gone, before it is.
#[component]
pub fn SignOutPanel(props: &SignOutPanelProps) -> Html {
    let link = use_link();
    let leave = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        move || {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
        }
    };
    let keep = {
        let leave = leave.clone();
        Callback::from(move |_: MouseEvent| leave())
    };
    let confirmed = {
        let pilot = props.pilot;
        Callback::from(move |_: MouseEvent| {
            leave();
            sign_out(&link, pilot, || ());
        })
    };
    html! {
        <Popover
            id="sign-out-panel"
            anchor={props.anchor.clone()}
            label={say_with("sign-out-whom", &args!("pilot" => props.name.as_str()))}
            wide=true
            on_close={props.on_close.clone()}
        >
            <p class="popover-title"><b>{ say_with("sign-out-whom", &args!("pilot" => props.name.as_str())) }</b></p>
            <p class="popover-note">{ say_with("sign-out-question", &args!("pilot" => props.name.as_str())) }</p>
            <div class="popover-buttons">
                <button class="button" type="button" data-item="true" data-action="sign-out-kept" onclick={keep}>
                    { say("sign-out-no") }
                </button>
                <button
                    class="button is-danger"
                    type="button"
                    data-item="true"
                    data-action="sign-out-confirmed"
                    onclick={confirmed}
                >
                    { say("sign-out-yes") }
                </button>
            </div>
        </Popover>
    }
}
