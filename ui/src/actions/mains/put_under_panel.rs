//! The panel that asks whether pilots shall come under a main.

use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::actions::mains::moved_pilots::{Mover, named};
use crate::actions::mains::put_under;
use crate::desk::link::use_link;
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// Whom and under whom.
#[derive(Properties, PartialEq)]
pub struct PutUnderPanelProps {
    /// The element id of what it hangs from.
    pub anchor: AttrValue,
    /// Whom.
    pub movers: Vec<Mover>,
    /// Under which main.
    pub main: PilotId,
    /// Its name.
    pub name: AttrValue,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn PutUnderPanel(props: &PutUnderPanelProps) -> Html {
    let link = use_link();
    let leave = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        move || {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
        }
    };
    let yes = {
        let (leave, movers, main) = (leave.clone(), props.movers.clone(), (props.main, props.name.to_string()));
        Callback::from(move |_: MouseEvent| {
            leave();
            put_under(&link, &movers, Some(main.clone()));
        })
    };
    let no = Callback::from(move |_: MouseEvent| leave());
    let question = say_with(
        "put-under-question",
        &args!("pilot" => named(&props.movers).to_string(), "main" => props.name.as_str()),
    );
    html! {
        <Popover
            id="put-under-panel"
            anchor={props.anchor.clone()}
            label={question.clone()}
            on_close={props.on_close.clone()}
        >
            <p class="popover-title"><b>{ question }</b></p>
            <p class="popover-note">{ say(if props.movers.len() == 1 { "put-under-meaning" } else { "put-several-meaning" }) }</p>
            <div class="popover-buttons">
                <button class="button" type="button" data-item="true" data-action="put-under-cancel" onclick={no}>
                    { say("cancel") }
                </button>
                <button class="button is-primary" type="button" data-item="true" data-action="put-under" onclick={yes}>
                    { say("put-under") }
                </button>
            </div>
        </Popover>
    }
}
