//! Signing in: the button with the consent beside it, the wait for the browser, and how it ended.

use yew::prelude::*;

use crate::actions::sign_in::{SignInStage, use_sign_in};
use crate::desk::link::use_link;
use crate::kit::copy_field::copy;
use crate::kit::icon::{Drawing, Icon};
use crate::words::text::{args, say, say_with};

/// How it is offered.
#[derive(Properties, PartialEq)]
pub struct SignInBoxProps {
    /// Signing in needs a client id, and there is one.
    pub possible: bool,
}

/// The button, the wait, the outcome.
#[component]
pub fn SignInBox(props: &SignInBoxProps) -> Html {
    let flow = use_sign_in();
    let link = use_link();
    let begin = {
        let flow = flow.clone();
        Callback::from(move |_: MouseEvent| flow.begin())
    };
    let open_again = {
        let flow = flow.clone();
        Callback::from(move |_: MouseEvent| flow.open_again())
    };
    let give_up = {
        let flow = flow.clone();
        Callback::from(move |_: MouseEvent| flow.give_up())
    };
    let starting = *flow.state == SignInStage::Starting;
    let offer = html! {
        <>
            <button
                id="sign-in"
                class="button is-primary is-large"
                type="button"
                data-action="sign-in"
                disabled={!props.possible || starting}
                aria-describedby="consent"
                onclick={begin}
            >
                { say(if starting { "sign-in-starting" } else { "sign-in" }) }
            </button>
            <p class="consent" id="consent">{ say("consent") }</p>
        </>
    };
    html! {
        <div class="sign-in" data-sign-in={name(&flow.state)}>
            {
                match &*flow.state {
                    SignInStage::Idle | SignInStage::Starting => offer,
                    SignInStage::Waiting { authorize_url } => {
                        let copy_address = {
                            let url = authorize_url.clone();
                            Callback::from(move |_: MouseEvent| copy(&link, &say("sign-in-address"), &url))
                        };
                        html! {
                            <div class="sign-in-waiting" role="status">
                                <span class="spinner" aria-hidden="true" />
                                <div>
                                    <p><b>{ say("sign-in-waiting") }</b></p>
                                    <p class="quiet">{ say("sign-in-waiting-how") }</p>
                                    <div class="buttons">
                                        <button class="button" type="button" data-action="sign-in-page" onclick={open_again}>
                                            { say("sign-in-open-again") }
                                        </button>
                                        <button class="button" type="button" data-action="copy" onclick={copy_address}>
                                            { say("sign-in-copy-address") }
                                        </button>
                                        <button class="button" type="button" data-action="sign-in-cancel" onclick={give_up}>
                                            { say("cancel") }
                                        </button>
                                    </div>
                                </div>
                            </div>
                        }
                    }
                    SignInStage::Done { name } => html! {
                        <>
                            <p class="outcome" role="status" data-outcome="done">
                                <Drawing icon={Icon::Tick} />
                                { say_with("signed-in", &args!("pilot" => name.as_str())) }
                            </p>
                            { offer }
                        </>
                    },
                    SignInStage::Refused(refusal) => html! {
                        <>
                            <p class="outcome" role="alert" data-outcome="refused">
                                <Drawing icon={Icon::Warning} />
                                { refusal.said() }
                            </p>
                            { offer }
                        </>
                    },
                }
            }
        </div>
    }
}

const fn name(state: &SignInStage) -> &'static str {
    match state {
        SignInStage::Idle => "idle",
        SignInStage::Starting => "starting",
        SignInStage::Waiting { .. } => "waiting",
        SignInStage::Done { .. } => "done",
        SignInStage::Refused(_) => "refused",
    }
}
