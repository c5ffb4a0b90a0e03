//! Connecting with a token that the user has. AllianceAuth shows one once: the page keeps it until it is taken, and no longer than its window.

use captrack_contract::{Confidential, commands};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::kept_input::use_kept_input;
use crate::platform::dom;
use crate::settings::allianceauth::connect_form::{FormProps, address_field};
use crate::settings::allianceauth::outcome::{going_on, refused};
use crate::words::text::say;

/// The address and the token.
#[component]
pub fn TokenForm(props: &FormProps) -> Html {
    let link = use_link();
    let token = use_kept_input("auth-token", String::new);
    let why = use_state(|| None::<String>);
    let busy = use_state_eq(|| false);
    let field = use_node_ref();
    {
        // The address is there already, or it is asked for first.
        let wants_token = !props.address.trim().is_empty();
        let field = field.clone();
        use_effect_with((), move |()| {
            if wants_token {
                dom::focus(field.cast::<Element>());
            }
        });
    }
    let on_input = {
        let (why, on_address) = (why.clone(), props.on_address.clone());
        Callback::from(move |text: String| {
            why.set(None);
            on_address.emit(text);
        })
    };
    let oninput = {
        let (why, token) = (why.clone(), token.clone());
        Callback::from(move |event: InputEvent| {
            why.set(None);
            token.set(dom::value_of(&event));
        })
    };
    let onsubmit = {
        let (why, busy, typed, address) = (why.clone(), busy.clone(), token.clone(), props.address.clone());
        let field = field.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let command = commands::ConnectAuth {
                address: address.trim().to_owned(),
                token: Confidential(typed.trim().to_owned()),
            };
            busy.set(true);
            why.set(None);
            let (why, busy, typed, field) = (why.clone(), busy.clone(), typed.clone(), field.clone());
            link.settle(command, move |answer| {
                busy.set(false);
                if answer.is_ok() {
                    typed.set(String::new());
                } else {
                    dom::select_all(field.cast::<HtmlInputElement>());
                }
                why.set(answer.err().map(|refusal| refusal.said()));
            });
        })
    };
    let incomplete = token.trim().is_empty() || props.address.trim().is_empty();
    html! {
        <form class="auth-form" data-auth-way="token" {onsubmit}>
            { address_field(props, on_input) }
            <div class="text-field">
                <label for="auth-token">{ say("auth-token-label") }</label>
                <div class="field-row">
                    <input
                        ref={field}
                        id="auth-token"
                        class="field is-code"
                        type="password"
                        autocomplete="off"
                        spellcheck="false"
                        data-field="auth-token"
                        placeholder="ctb_…"
                        aria-describedby="auth-token-note"
                        value={(*token).clone()}
                        {oninput}
                    />
                </div>
                <p id="auth-token-note" class="field-hint">{ say("auth-token-hint") }</p>
            </div>
            { refused(why.as_deref().or(props.came_to.as_deref().filter(|_| !*busy))) }
            if *busy {
                { going_on(say("auth-trying")) }
            }
            <div class="buttons">
                <button class="button is-primary" type="submit" data-action="auth-connect" disabled={*busy || incomplete}>
                    { say("auth-connect-token") }
                </button>
                <button class="button" type="button" data-action="auth-use-browser" onclick={props.on_other.reform(|_: MouseEvent| ())}>
                    { say("auth-use-browser") }
                </button>
            </div>
        </form>
    }
}
