//! The browser has AllianceAuth's page: its link comes back by itself, or the user pastes the code.

use captrack_contract::{Confidential, Refusal, WindowCommand, commands};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::desk;
use crate::desk::link::{DeskLink, use_link};
use crate::kit::copy_field::copy;
use crate::kit::kept_input::use_kept_input;
use crate::platform::dom;
use crate::settings::allianceauth::outcome::refused;
use crate::words::text::{args, say, say_with};

/// What is waited for.
#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    /// Where.
    pub address: String,
    /// The page's address, for a browser that did not open.
    pub page: String,
    /// Why the last answer was not taken.
    pub refused: Option<String>,
    /// The user gives it up.
    pub on_leave: Callback<()>,
}

/// The wait, and the field for the code.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let link = use_link();
    let code = use_kept_input("auth-code", String::new);
    let busy = use_state_eq(|| false);
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| dom::focus(field.cast::<Element>()));
    }
    let oninput = {
        let code = code.clone();
        Callback::from(move |event: InputEvent| code.set(dom::value_of(&event)))
    };
    let onsubmit = {
        let (link, code, busy) = (link.clone(), code.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            let (told, busy) = (link.clone(), busy.clone());
            let answer = Confidential(code.trim().to_owned());
            link.settle(commands::FinishAuthSignIn { answer }, move |answer| {
                busy.set(false);
                if let Err(refusal) = answer {
                    tell(told, refusal);
                }
            });
        })
    };
    let open_again = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| link.ask_window(WindowCommand::OpenAuthPage))
    };
    let copy_address = {
        let (link, page) = (link.clone(), props.page.clone());
        Callback::from(move |_: MouseEvent| copy(&link, &say("auth-page-address"), &page))
    };
    let cancel = {
        let leave = props.on_leave.clone();
        Callback::from(move |_: MouseEvent| {
            leave.emit(());
            link.ask(commands::CancelAuthSignIn);
        })
    };
    html! {
        <div class="sign-in-waiting" data-auth-way="waiting">
            <span class="spinner" aria-hidden="true" />
            <div class="auth-waiting">
                <p role="status"><b>{ say_with("auth-waiting", &args!("address" => props.address.as_str())) }</b></p>
                <p class="quiet">{ say("auth-waiting-how") }</p>
                <form class="field-form" {onsubmit}>
                    <label for="auth-code">{ say("auth-code-label") }</label>
                    <div class="field-row">
                        <input
                            ref={field}
                            id="auth-code"
                            class="field is-code"
                            type="text"
                            autocomplete="off"
                            spellcheck="false"
                            data-field="auth-code"
                            placeholder="ctc_…"
                            value={(*code).clone()}
                            {oninput}
                        />
                        <button class="button" type="submit" data-action="auth-code" disabled={*busy || code.trim().is_empty()}>
                            { say("auth-connect-token") }
                        </button>
                    </div>
                    { refused(props.refused.as_deref()) }
                </form>
                <div class="buttons">
                    <button class="button" type="button" data-action="auth-page" onclick={open_again}>
                        { say("sign-in-open-again") }
                    </button>
                    <button class="button" type="button" data-action="copy" onclick={copy_address}>
                        { say("sign-in-copy-address") }
                    </button>
                    <button class="button" type="button" data-action="auth-cancel" onclick={cancel}>
                        { say("cancel") }
                    </button>
                </div>
            </div>
        </div>
    }
}

/// What it comes to is in the settings, as it is for a link that another process took; what is not, is told.
fn tell(link: DeskLink, refusal: Refusal) {
    spawn_local(async move {
        let settings = desk::ask(commands::Settings).await;
        let view = settings.as_ref().ok().and_then(|settings| settings.auth_sign_in.as_ref());
        if !view.is_some_and(|view| view.tells(&refusal)) {
            link.refused(&refusal);
        }
    });
}
