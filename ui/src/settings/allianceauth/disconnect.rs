//! The question before the desk parts from its AllianceAuth.

use captrack_contract::commands;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::dialog::Dialog;
use crate::words::core::said;
use crate::words::text::{args, say, say_with};

/// From which.
#[derive(Properties, PartialEq)]
pub struct DisconnectDialogProps {
    /// What the site calls itself.
    pub server: String,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// Everything that will be gone, before it is.
#[component]
pub fn DisconnectDialog(props: &DisconnectDialogProps) -> Html {
    let link = use_link();
    let busy = use_state_eq(|| false);
    let on_close = props.on_close.clone();
    let disconnect = {
        let (busy, on_close) = (busy.clone(), on_close.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (told, busy, on_close) = (link.clone(), busy.clone(), on_close.clone());
            link.settle(commands::DisconnectAuth, move |answer| {
                busy.set(false);
                on_close.emit(());
                match answer {
                    Ok(parted) => told.done(say_with("auth-disconnected", &args!("remains" => said(&parted.remains)))),
                    Err(refusal) => told.refused(&refusal),
                }
            });
        })
    };
    let server = props.server.as_str();
    html! {
        <Dialog
            name="auth-disconnect"
            title={say_with("auth-disconnect-title", &args!("server" => server))}
            on_close={on_close.clone()}
        >
            <p>{ say("auth-disconnect-what") }</p>
            <p class="quiet">{ say_with("auth-disconnect-token", &args!("server" => server)) }</p>
            <div class="buttons is-end">
                <button
                    class="button"
                    type="button"
                    data-action="auth-stay"
                    autofocus=true
                    onclick={on_close.reform(|_: MouseEvent| ())}
                >
                    { say("auth-disconnect-no") }
                </button>
                <button
                    class="button is-danger"
                    type="button"
                    data-action="auth-disconnect-confirmed"
                    disabled={*busy}
                    onclick={disconnect}
                >
                    { say("auth-disconnect-yes") }
                </button>
            </div>
        </Dialog>
    }
}
