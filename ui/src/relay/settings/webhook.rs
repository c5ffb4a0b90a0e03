//! One webhook: its URL goes in and never comes back out.

use crate::words::core::said;
use captrack_contract::commands;
use captrack_contract::worded;
use captrack_contract::{Confidential, WebhookView};
use captrack_domain::webhook_name::WebhookName;
use yew::prelude::*;

use crate::kit::ask_line::AskLine;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::use_kept_input;
use crate::platform::clock::use_as_of_now;
use crate::platform::dom;
use crate::relay::webhook_state::webhook_state;
use crate::relay::webhook_steps::{outcome, use_webhook_steps};
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// Which webhook.
#[derive(Properties, PartialEq)]
pub struct WebhookProps {
    /// The webhook without its secret.
    pub view: WebhookView,
    /// This desk relays.
    pub relay: bool,
    /// This desk's user may look and not change anything.
    pub locked: bool,
}

/// The webhook: set, test, clear.
#[component]
pub fn Webhook(props: &WebhookProps) -> Html {
    let view = &props.view;
    let webhook = view.webhook;
    let name = words::webhook_name(webhook);
    let typed = use_kept_input(&format!("webhook/{name}"), String::new);
    let field_id = format!("webhook-{name}");
    let set = view.masked_url.is_some();
    let asking = use_state_eq(|| false);

    let steps = use_webhook_steps();
    let busy = *steps.busy;
    let oninput = {
        let (typed, outcome) = (typed.clone(), steps.outcome.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(dom::value_of(&event));
            outcome.set(None);
        })
    };
    let onsubmit = {
        let (steps, typed) = (steps.clone(), typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let url = Confidential(typed.trim().to_owned());
            let typed = typed.clone();
            steps.carry_out(commands::SetWebhook { webhook, url }, move |()| {
                typed.set(String::new());
                say("webhook-saved").to_string()
            });
        })
    };
    let test = {
        let steps = steps.clone();
        Callback::from(move |_: MouseEvent| steps.test(webhook))
    };
    let clear = {
        let (steps, asking, typed, field_id) = (steps.clone(), asking.setter(), typed.clone(), field_id.clone());
        Callback::from(move |()| {
            asking.set(false);
            let (typed, field_id) = (typed.clone(), field_id.clone());
            steps.carry_out(commands::ClearWebhook { webhook }, move |()| {
                typed.set(String::new());
                // The button that asked goes with the address.
                dom::focus(dom::by_id(&field_id));
                say("webhook-cleared").to_string()
            });
        })
    };
    let ask = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let remove_id = format!("webhook-{name}-remove");
    let keep = {
        let (asking, remove_id) = (asking.setter(), remove_id.clone());
        Callback::from(move |()| {
            asking.set(false);
            dom::focus(dom::by_id(&remove_id));
        })
    };
    let (title, meaning) = match webhook {
        WebhookName::Critical => (say("webhook-critical"), say("webhook-critical-meaning")),
        WebhookName::Standard => (say("webhook-standard"), say("webhook-standard-meaning")),
    };
    html! {
        <section class="panel webhook" data-webhook={name}>
            <div class="webhook-head">
                <h2>{ title }</h2>
                { webhook_state(view.masked_url.is_some(), view.trouble.is_some(), props.relay) }
            </div>
            <p class="quiet">{ meaning }</p>
            if let Some(masked) = &view.masked_url {
                <div class="field-row">
                    <code class="webhook-url">{ masked.clone() }</code>
                    <button class="button" type="button" data-action="test-webhook" disabled={busy || props.locked} onclick={test}>
                        { say("webhook-test") }
                    </button>
                    <button
                        id={remove_id}
                        class="button"
                        type="button"
                        data-action="clear-webhook"
                        aria-expanded={asking.to_string()}
                        disabled={busy || props.locked}
                        onclick={ask}
                    >
                        { say("webhook-clear-more") }
                    </button>
                </div>
                if *asking && !props.locked {
                    <AskLine
                        name="clear-webhook"
                        question={say(match webhook {
                            WebhookName::Critical => "webhook-clear-question-critical",
                            WebhookName::Standard => "webhook-clear-question-standard",
                        })}
                        yes={say("webhook-clear")}
                        on_yes={clear}
                        on_no={keep}
                    />
                }
            }
            if !props.locked {
                <form class="field-form" {onsubmit}>
                    <label for={field_id.clone()}>{ say(if set { "webhook-replace" } else { "webhook-url" }) }</label>
                    <div class="field-row">
                        <input
                            id={field_id}
                            class="field"
                            type="password"
                            autocomplete="off"
                            spellcheck="false"
                            data-field="webhook-url"
                            placeholder={say("webhook-example")}
                            value={(*typed).clone()}
                            {oninput}
                        />
                        <button
                            class="button"
                            type="submit"
                            data-action="save-webhook"
                            disabled={busy || typed.trim().is_empty()}
                        >
                            { say("save") }
                        </button>
                    </div>
                </form>
            }
            { outcome(steps.outcome.as_ref()) }
            if let Some(trouble) = worded(view.trouble_text.as_ref(), view.trouble.as_deref()) {
                <p class="outcome" data-outcome="refused" data-trouble="true"><Drawing icon={Icon::Warning} />{ said(&trouble) }</p>
            }
            if set {
                <Delivery view={view.clone()} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DeliveryProps {
    view: WebhookView,
}

/// When it last took a message, and how many wait.
#[component]
fn Delivery(props: &DeliveryProps) -> Html {
    let age = use_as_of_now(props.view.last_delivery, |last, now| last.map(|last| ShownAge::of(last, now)));
    let title = props.view.last_delivery.map(time::exact);
    let delivered = match age {
        Some(age) => say_with("webhook-delivered", &args!("age" => age.text().to_string())),
        None => say("webhook-never-delivered"),
    };
    html! {
        <p class="quiet delivery">
            <span {title}>{ delivered }</span>
            if props.view.waiting > 0 {
                <span data-waiting={props.view.waiting.to_string()}>
                    { say_with("webhook-waiting", &args!("n" => props.view.waiting)) }
                </span>
            }
        </p>
    }
}
