//! Rules for all desks: whether there are any, and for those who may: publishing them.

use crate::words::core::said;
use captrack_contract::worded;
use captrack_contract::{AuthView, Right, Rights, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::dialog::Dialog;
use crate::settings::allianceauth::outcome::refused;
use crate::words::text::{args, say, say_with};

/// Whose rules.
#[derive(Properties, PartialEq)]
pub struct RulesProps {
    /// The connection.
    pub auth: AuthView,
    /// What this desk's user may do.
    pub rights: Rights,
    /// Rules are edited and not saved.
    pub edited: bool,
}

/// How it is, and what can be done about it.
#[component]
pub fn Rules(props: &RulesProps) -> Html {
    let link = use_link();
    let auth = &props.auth;
    let asking = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let carry_out = |publish: bool| {
        let (link, busy, close, server) = (link.clone(), busy.clone(), close.clone(), auth.server.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (told, busy, close, server) = (link.clone(), busy.clone(), close.clone(), server.clone());
            link.settle(commands::PublishPolicy { publish }, move |answer| {
                busy.set(false);
                close.emit(());
                match answer {
                    Ok(()) => {
                        let key = if publish { "auth-rules-published-now" } else { "auth-rules-taken-back" };
                        told.done(say_with(key, &args!("server" => server)));
                    }
                    Err(refusal) => told.refused(&refusal),
                }
            });
        })
    };
    let server = auth.server.as_str();
    let how = if auth.rules_published { "auth-rules-published" } else { "auth-rules-none" };
    html! {
        <section class="panel" data-panel="auth-rules" data-published={auth.rules_published.to_string()}>
            <h2>{ say("auth-rules") }</h2>
            <p>{ say_with(how, &args!("server" => server)) }</p>
            { refused(worded(auth.rules_trouble_text.as_ref(), auth.rules_trouble.as_deref()).as_ref().map(said).as_deref()) }
            {
                match &props.rights.administer {
                    Right::Withheld(why) => html! { <p class="quiet" data-note="withheld">{ said(why) }</p> },
                    Right::Granted if auth.rules_published => html! {
                        <>
                            <p class="quiet">{ say("auth-rules-saving-publishes") }</p>
                            <button class="button" type="button" data-action="auth-take-back" disabled={*busy} onclick={carry_out(false)}>
                                { say("auth-take-back") }
                            </button>
                        </>
                    },
                    Right::Granted => html! {
                        <button class="button" type="button" data-action="auth-publish" disabled={*busy} onclick={ask}>
                            { say("auth-publish") }
                        </button>
                    },
                }
            }
            if *asking {
                <Dialog name="auth-publish" title={say("auth-publish-title")} on_close={close.clone()}>
                    <p>{ say_with("auth-publish-what", &args!("server" => server)) }</p>
                    if props.edited {
                        <p class="quiet" data-note="edited">{ say("auth-publish-unsaved") }</p>
                    }
                    <div class="buttons is-end">
                        <button
                            class="button"
                            type="button"
                            data-action="auth-publish-no"
                            autofocus=true
                            onclick={close.reform(|_: MouseEvent| ())}
                        >
                            { say("cancel") }
                        </button>
                        <button
                            class="button is-primary"
                            type="button"
                            data-action="auth-publish-confirmed"
                            disabled={*busy}
                            onclick={carry_out(true)}
                        >
                            { say("auth-publish-yes") }
                        </button>
                    </div>
                </Dialog>
            }
        </section>
    }
}
