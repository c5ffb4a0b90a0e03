//! One webhook: how it stands with it, what waits, what became of the last messages, what was refused.

use crate::words::core::said;
use captrack_contract::worded;
use captrack_contract::{LimitView, QueueView, WaitingView};
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::platform::clock::use_as_of_now;
use crate::relay::deliveries::Deliveries;
use crate::relay::undeliverable::Undeliverable;
use crate::relay::webhook_state::webhook_state;
use crate::relay::webhook_steps::{outcome, use_webhook_steps};
use crate::relay::words as said;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// Which webhook.
#[derive(Properties, PartialEq)]
pub struct QueueProps {
    /// The webhook.
    pub queue: QueueView,
    /// This desk relays.
    pub on: bool,
    /// What was refused can be sent again or thrown away.
    pub may_administer: bool,
}

/// The webhook.
#[component]
pub fn Queue(props: &QueueProps) -> Html {
    let queue = &props.queue;
    let name = words::webhook_name(queue.webhook);
    let steps = use_webhook_steps();
    let test = {
        let (steps, webhook) = (steps.clone(), queue.webhook);
        Callback::from(move |_: MouseEvent| steps.test(webhook))
    };
    html! {
        <section class="panel" data-webhook={name} data-queue={queue.waiting.to_string()} aria-label={said::webhook(queue.webhook)}>
            <div class="webhook-head">
                <h2>{ said::webhook(queue.webhook) }</h2>
                { webhook_state(queue.masked_url.is_some(), queue.trouble.is_some(), props.on) }
            </div>
            if let Some(masked) = &queue.masked_url {
                <div class="field-row">
                    <code class="webhook-url">{ masked.clone() }</code>
                    <button
                        class="button"
                        type="button"
                        data-action="test-webhook"
                        aria-label={say_with("webhook-test-of", &args!("webhook" => said::webhook(queue.webhook).to_string()))}
                        disabled={*steps.busy || !props.may_administer}
                        onclick={test}
                    >
                        { say("webhook-test") }
                    </button>
                </div>
                { outcome(steps.outcome.as_ref()) }
            } else {
                <p class="quiet">{ say(match queue.webhook {
                    WebhookName::Critical => "discord-no-critical",
                    WebhookName::Standard => "discord-no-standard",
                }) }</p>
            }
            if let Some(trouble) = worded(queue.trouble_text.as_ref(), queue.trouble.as_deref()) {
                <p class="outcome" data-outcome="refused" data-trouble="true"><Drawing icon={Icon::Warning} />{ said(&trouble) }</p>
            }
            if queue.masked_url.is_some() {
                <Allowed limit={queue.limit} paused_until={queue.paused_until} />
            }
            <h3>{ say_with("discord-waiting", &args!("n" => queue.waiting)) }</h3>
            if !queue.next.is_empty() {
                <ol class="waiting">
                    for waiting in &queue.next {
                        <Waiting key={waiting.id} waiting={waiting.clone()} />
                    }
                </ol>
                if queue.waiting > queue.next.len() {
                    <p class="quiet">{ say_with("discord-waiting-more", &args!("n" => queue.waiting - queue.next.len())) }</p>
                }
            }
            if !queue.undeliverable.is_empty() {
                <Undeliverable rows={queue.undeliverable.clone()} may_administer={props.may_administer} />
            }
            <h3>{ say("discord-last") }</h3>
            if queue.deliveries.is_empty() {
                <p class="quiet" data-empty="deliveries">{ say("webhook-never-delivered") }</p>
            } else {
                <Deliveries deliveries={queue.deliveries.clone()} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AllowedProps {
    limit: Option<LimitView>,
    paused_until: Option<Timestamp>,
}

/// What Discord allows now, and until when nothing is sent.
#[component]
fn Allowed(props: &AllowedProps) -> Html {
    let limit = use_as_of_now(props.limit, |limit, now| limit.as_ref().map(|limit| said::limit(limit, now)));
    let pause = use_as_of_now(props.paused_until, |until, now| until.and_then(|until| said::pause(until, now)));
    html! {
        <p class="delivery quiet">
            <span data-limit={limit.is_some().to_string()}>{ limit.unwrap_or_else(|| say("discord-limit-unknown")) }</span>
            if let Some(pause) = pause {
                <span class="is-paused" data-paused="true"><Drawing icon={Icon::Clock} size={14} />{ pause }</span>
            }
        </p>
    }
}

#[derive(Properties, PartialEq)]
struct WaitingProps {
    waiting: WaitingView,
}

/// A notice that waits: what, since when, how often it was tried and why that failed.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let waiting = &props.waiting;
    let age = use_as_of_now(waiting.decided_at, |at, now| ShownAge::of(*at, now));
    html! {
        <li data-waiting={waiting.id.to_string()}>
            <span class="waiting-what">{ words::core::said(&waiting.what_text) }</span>
            <span class="waiting-since" title={time::exact(waiting.decided_at)}>
                { say_with("discord-since", &args!("age" => age.text().to_string())) }
            </span>
            if waiting.attempts > 0 {
                <small>
                    { say_with("discord-attempts", &args!("n" => waiting.attempts)) }
                    if let Some(reason) = &waiting.reason {
                        { " " }{ captrack_contract::said(waiting.reason_text.as_ref(), reason) }
                    }
                </small>
            }
        </li>
    }
}
