//! The way in: an address, and then the browser or a token.

use captrack_contract::{AuthSignInView, WindowCommand, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::kept_input::use_kept_input;
use crate::kit::text_field::TextField;
use crate::settings::allianceauth::browser_sign_in::Waiting;
use crate::settings::allianceauth::outcome::{going_on, refused};
use crate::settings::allianceauth::token::TokenForm;
use crate::words::text::{args, say, say_with};

/// Where it leads.
#[derive(Properties, PartialEq)]
pub struct WayInProps {
    /// The sign-in through the browser, as the desk has it.
    pub sign_in: Option<AuthSignInView>,
    /// The address it must be; none: the user gives one.
    #[prop_or_default]
    pub address: Option<String>,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Browser,
    Token,
}

/// The address with the two ways, the wait for the browser, and why it came to nothing.
#[component]
pub fn WayIn(props: &WayInProps) -> Html {
    let typed = use_kept_input("auth-address", || None::<String>);
    let way = use_kept_input("auth-way", || Way::Browser);
    let sign_in = props.sign_in.as_ref();
    let begun = sign_in.and_then(|sign_in| sign_in.address.clone());
    let address = props.address.clone().or_else(|| (*typed).clone()).or_else(|| begun.clone()).unwrap_or_default();
    if let Some(sign_in) = sign_in {
        let server = begun.unwrap_or_default();
        if sign_in.connecting {
            return html! {
                <div data-auth-way="connecting">{ going_on(say_with("auth-connecting", &args!("address" => server))) }</div>
            };
        }
        if let Some(page) = sign_in.page.clone() {
            // What was typed stands there again if the sign-in is given up.
            let keep = {
                let (typed, server) = (typed, server.clone());
                Callback::from(move |()| typed.set(Some(server.clone())))
            };
            return html! { <Waiting address={server} {page} refused={sign_in.refused.clone()} on_leave={keep} /> };
        }
    }
    let on_address = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    let take = |to: Way| {
        let way = way.clone();
        Callback::from(move |()| way.set(to))
    };
    let came_to = sign_in.and_then(|sign_in| sign_in.refused.clone());
    let fixed = props.address.is_some();
    match *way {
        Way::Browser => html! {
            <BrowserForm {address} {fixed} {came_to} {on_address} on_other={take(Way::Token)} />
        },
        Way::Token => html! {
            <TokenForm {address} {fixed} {came_to} {on_address} on_other={take(Way::Browser)} />
        },
    }
}

/// What both forms hold.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// What stands in the field.
    pub address: String,
    /// It cannot be another.
    pub fixed: bool,
    /// Why the last sign-in came to nothing.
    pub came_to: Option<String>,
    /// The user types.
    pub on_address: Callback<String>,
    /// The user takes the other way.
    pub on_other: Callback<()>,
}

/// The field for the address; nothing where it is settled.
pub fn address_field(props: &FormProps, on_input: Callback<String>) -> Html {
    if props.fixed {
        return Html::default();
    }
    html! {
        <TextField
            id="auth-address"
            label={say("auth-address-label")}
            value={props.address.clone()}
            example={say("auth-address-example")}
            keyboard="url"
            {on_input}
        />
    }
}

/// The address, and the button that opens the browser.
#[component]
fn BrowserForm(props: &FormProps) -> Html {
    let link = use_link();
    let why = use_state(|| None::<String>);
    let busy = use_state_eq(|| false);
    let on_input = {
        let (why, on_address) = (why.clone(), props.on_address.clone());
        Callback::from(move |text: String| {
            why.set(None);
            on_address.emit(text);
        })
    };
    let onsubmit = {
        let (link, why, busy, address) = (link.clone(), why.clone(), busy.clone(), props.address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            why.set(None);
            let (window, why, busy) = (link.clone(), why.clone(), busy.clone());
            let command = commands::BeginAuthSignIn { address: address.trim().to_owned() };
            link.settle(command, move |answer| {
                busy.set(false);
                match answer {
                    Ok(_) => window.ask_window(WindowCommand::OpenAuthPage),
                    Err(refusal) => why.set(Some(refusal.said())),
                }
            });
        })
    };
    let shown = why.as_deref().or(props.came_to.as_deref());
    html! {
        <form class="auth-form" data-auth-way="browser" {onsubmit}>
            { address_field(props, on_input) }
            { refused(shown) }
            <div class="buttons">
                <button class="button is-primary" type="submit" data-action="auth-sign-in" disabled={*busy || props.address.trim().is_empty()}>
                    { say("auth-sign-in") }
                </button>
                <button class="button" type="button" data-action="auth-use-token" onclick={props.on_other.reform(|_: MouseEvent| ())}>
                    { say("auth-use-token") }
                </button>
            </div>
        </form>
    }
}
