//! The panel that asks whether a pilot shall come under a main.

use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::components::popover::Popover;
use crate::dom;
use crate::link::use_link;
use crate::menu::Mover;
use crate::moving::put_under;
use crate::text::{args, say, say_with};

/// Whom and under whom.
#[derive(Properties, PartialEq)]
pub struct PutUnderPanelProps {
    /// The element id of what it hangs from.
    pub anchor: AttrValue,
    /// Whom.
    pub mover: Mover,
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
        let (leave, mover, main) = (leave.clone(), props.mover.clone(), (props.main, props.name.to_string()));
        Callback::from(move |_: MouseEvent| {
            leave();
            put_under(&link, &mover, Some(main.clone()));
        })
    };
    let no = Callback::from(move |_: MouseEvent| leave());
    let (pilot, main) = (props.mover.name.as_str(), props.name.as_str());
    let question = say_with("put-under-question", &args!("pilot" => pilot, "main" => main));
    html! {
        <Popover
            id="put-under-panel"
            anchor={props.anchor.clone()}
            label={question.clone()}
            on_close={props.on_close.clone()}
        >
            <p class="popover-title"><b>{ question }</b></p>
            <p class="popover-note">{ say("put-under-meaning") }</p>
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
