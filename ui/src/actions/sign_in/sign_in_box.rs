//! Signing in: the button with the consent beside it, the wait for the browser, and how it ended.

use yew::prelude::*;

use crate::actions::sign_in::{SignInStage, use_sign_in};
use crate::desk::link::use_link;
use crate::kit::copy_field::copy;
use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// The button that begins.
const BUTTON: &str = "sign-in";
/// The first button while the browser is waited for.
const AGAIN: &str = "sign-in-again";

/// How it is offered.
#[derive(Properties, PartialEq)]
pub struct SignInBoxProps {
    /// Signing in needs a client id, and there is one.
    pub possible: bool,
    /// A pilot is signed in already.
    #[prop_or_default]
    pub has_pilots: bool,
    /// The user is done with it; none: it stays where it is.
    #[prop_or_default]
    pub on_close: Option<Callback<()>>,
    /// The user has asked for it, and goes on with its button.
    #[prop_or_default]
    pub take_focus: bool,
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
    use_focus(&flow.state, props.take_focus);
    let close = props.on_close.clone().map(|on_close| on_close.reform(|_: MouseEvent| ()));
    let starting = *flow.state == SignInStage::Starting;
    let offer = html! {
        <>
            <div class="buttons">
                <button
                    id={BUTTON}
                    class="button is-primary is-large"
                    type="button"
                    data-action="sign-in"
                    disabled={!props.possible || starting}
                    aria-describedby="consent"
                    onclick={begin}
                >
                    { say(offer_text(&flow.state, props.has_pilots)) }
                </button>
                if let Some(close) = close {
                    <button class="button is-large" type="button" data-action="sign-in-close" disabled={starting} onclick={close}>
                        { say("import-close") }
                    </button>
                }
            </div>
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
                                        <button id={AGAIN} class="button" type="button" data-action="sign-in-page" onclick={open_again}>
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

/// What the button says: who has signed one pilot in goes on with the next.
const fn offer_text(stage: &SignInStage, has_pilots: bool) -> &'static str {
    match stage {
        SignInStage::Starting => "sign-in-starting",
        SignInStage::Done { .. } => "sign-in-another",
        _ if has_pilots => "sign-in-another",
        _ => "sign-in",
    }
}

/// The focus stays with the sign-in from step to step: each takes away the button that had it.
#[hook]
fn use_focus(stage: &SignInStage, from_the_start: bool) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(name(stage), move |stage| {
        let goes_on = !is_first.replace(false) && dom::focused().is_none();
        if goes_on || (from_the_start && *stage == name(&SignInStage::Idle)) {
            dom::focus(dom::by_id(if *stage == "waiting" { AGAIN } else { BUTTON }));
        }
    });
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
