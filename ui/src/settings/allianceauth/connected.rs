//! What is known of the connection, and what can be done with it.

use crate::words::core::said;
use captrack_contract::worded;
use std::rc::Rc;

use captrack_contract::{AuthView, SettingsView, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::platform::clock::use_as_of_now;
use crate::settings::allianceauth::connect_form::WayIn;
use crate::settings::allianceauth::disconnect::DisconnectDialog;
use crate::settings::allianceauth::outcome::{going_on, refused};
use crate::settings::allianceauth::rules::Rules;
use crate::settings::allianceauth::words::{ConnectionFact, facts};
use crate::words::text::say;

/// Which connection.
#[derive(Properties, PartialEq)]
pub struct ConnectedProps {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// The connection.
    pub auth: AuthView,
    /// Rules are edited and not saved.
    pub edited: bool,
}

/// The connection, a new token for it, and the rules for all desks.
#[component]
pub fn Connected(props: &ConnectedProps) -> Html {
    let link = use_link();
    let auth = &props.auth;
    let checking = use_state_eq(|| false);
    let leaving = use_state_eq(|| false);
    // The connection that is to have another token: once it has one, the question is answered.
    let renewing = use_state_eq(|| None);
    let check = {
        let (link, checking) = (link.clone(), checking.clone());
        Callback::from(move |_: MouseEvent| {
            checking.set(true);
            let (told, checking) = (link.clone(), checking.clone());
            link.settle(commands::CheckNow, move |answer| {
                checking.set(false);
                if let Err(refusal) = answer {
                    told.refused(&refusal);
                }
            });
        })
    };
    let renew = {
        let (renewing, connected_at) = (renewing.clone(), auth.connected_at);
        Callback::from(move |_: MouseEvent| renewing.set(Some(connected_at)))
    };
    let keep_token = {
        let (renewing, link) = (renewing.clone(), link.clone());
        Callback::from(move |_: MouseEvent| {
            renewing.set(None);
            link.ask(commands::CancelAuthSignIn);
        })
    };
    let leave = {
        let leaving = leaving.clone();
        Callback::from(move |_: MouseEvent| leaving.set(true))
    };
    let stay = {
        let leaving = leaving.clone();
        Callback::from(move |()| leaving.set(false))
    };
    let sign_in = props.view.auth_sign_in.clone();
    let under_way = sign_in.as_ref().is_some_and(|sign_in| sign_in.page.is_some() || sign_in.connecting);
    let is_renewing = under_way || *renewing == Some(auth.connected_at);
    html! {
        <>
            <section class="panel" data-panel="allianceauth">
                <div class="webhook-head">
                    <h2>{ auth.server.clone() }</h2>
                    { state(auth) }
                </div>
                { trouble(auth) }
                if !is_renewing {
                    // A link that nobody waited for.
                    { stray(sign_in.as_ref().and_then(|sign_in| sign_in.refused.as_deref()), &keep_token) }
                }
                <Facts auth={auth.clone()} />
                if *checking {
                    { going_on(say("auth-checking")) }
                }
                <div class="buttons">
                    <button class="button" type="button" data-action="auth-check" disabled={*checking} onclick={check}>
                        { say("check-now") }
                    </button>
                    <button class="button" type="button" data-action="auth-renew" disabled={is_renewing} onclick={renew}>
                        { say("auth-renew") }
                    </button>
                    <button class="button" type="button" data-action="auth-disconnect" onclick={leave}>
                        { say("auth-disconnect") }
                    </button>
                </div>
            </section>
            if is_renewing {
                <section class="panel" data-panel="renew">
                    <div class="webhook-head">
                        <h2>{ say("auth-renew-heading") }</h2>
                        if !under_way {
                            <button class="button is-small is-plain" type="button" data-action="auth-keep-token" onclick={keep_token}>
                                { say("cancel") }
                            </button>
                        }
                    </div>
                    <p class="quiet">{ say("auth-renew-what") }</p>
                    <WayIn {sign_in} address={auth.address.clone()} />
                </section>
            }
            <Rules auth={auth.clone()} rights={props.view.rights.clone()} edited={props.edited} />
            if *leaving {
                <DisconnectDialog server={auth.server.clone()} on_close={stay} />
            }
        </>
    }
}

fn state(auth: &AuthView) -> Html {
    let (class, key) = match (&auth.trouble, auth.last_success) {
        (Some(_), _) => ("is-trouble", "auth-state-trouble"),
        (None, Some(_)) => ("is-well", "auth-state-well"),
        (None, None) => ("", "auth-state-new"),
    };
    html! { <span class={classes!("webhook-state", class)} data-state={key}>{ say(key) }</span> }
}

/// Why it does not answer as it should, and what that means for the user.
fn trouble(auth: &AuthView) -> Html {
    let Some(trouble) = worded(auth.trouble_text.as_ref(), auth.trouble.as_deref()) else { return Html::default() };
    html! {
        <div class="auth-trouble" role="status" data-trouble={if auth.needs_user { "needs-user" } else { "waits" }}>
            <Drawing icon={Icon::Warning} />
            <div>
                <p><b>{ said(&trouble) }</b></p>
                <p>{ say(if auth.needs_user { "auth-needs-user" } else { "auth-waits" }) }</p>
            </div>
        </div>
    }
}

fn stray(sentence: Option<&str>, on_close: &Callback<MouseEvent>) -> Html {
    let Some(sentence) = sentence else { return Html::default() };
    html! {
        <div class="auth-stray">
            { refused(Some(sentence)) }
            <button class="button is-small" type="button" data-action="put-away" onclick={on_close.clone()}>{ say("put-away") }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FactsProps {
    auth: AuthView,
}

/// What is known, line by line.
#[component]
fn Facts(props: &FactsProps) -> Html {
    let facts: Vec<ConnectionFact> = use_as_of_now(props.auth.clone(), facts);
    html! {
        <dl class="pairs">
            for fact in facts {
                <div key={fact.name()} class={classes!(fact.is_trouble.then_some("is-trouble"))} data-fact={fact.name()}>
                    <dt>{ fact.label() }</dt>
                    <dd title={fact.title.clone()}>
                        if fact.is_trouble {
                            <Drawing icon={Icon::Warning} size={14} />
                        }
                        { fact.text.clone() }
                    </dd>
                </div>
            }
        </dl>
    }
}
