//! Steps with a webhook, and what the last one came to, said beside its button.

use captrack_contract::commands::{self, Command};
use captrack_domain::webhook_name::WebhookName;
use yew::prelude::*;

use crate::desk::link::{DeskLink, use_link};
use crate::kit::icon::{Drawing, Icon};

/// What the last step with a webhook came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepResult {
    /// It worked.
    Done(String),
    /// It did not, and why.
    Refused(String),
}

/// Every step ends here: what it came to stands beside its button.
#[derive(Clone)]
pub struct WebhookSteps {
    link: DeskLink,
    /// One is under way.
    pub busy: UseStateHandle<bool>,
    /// What the last one came to.
    pub outcome: UseStateHandle<Option<StepResult>>,
}

impl WebhookSteps {
    /// `done`: what is told when it has worked.
    pub fn carry_out<C: Command + 'static>(&self, command: C, done: impl FnOnce(C::Reply) -> String + 'static) {
        self.busy.set(true);
        self.outcome.set(None);
        let (busy, outcome) = (self.busy.clone(), self.outcome.clone());
        self.link.settle(command, move |answer| {
            busy.set(false);
            outcome.set(Some(match answer {
                Ok(reply) => StepResult::Done(done(reply)),
                Err(refusal) => StepResult::Refused(refusal.said()),
            }));
        });
    }

    /// Sends a test message.
    pub fn test(&self, webhook: WebhookName) {
        self.carry_out(commands::TestWebhook { webhook }, |tested| tested.sentence);
    }
}

/// The steps of one webhook.
#[hook]
pub fn use_webhook_steps() -> WebhookSteps {
    WebhookSteps { link: use_link(), busy: use_state_eq(|| false), outcome: use_state(|| None) }
}

/// What the last step came to, in a line.
pub fn outcome(of: Option<&StepResult>) -> Html {
    match of {
        Some(StepResult::Done(sentence)) => html! {
            <p class="outcome" role="status" data-outcome="done"><Drawing icon={Icon::Tick} />{ sentence.clone() }</p>
        },
        Some(StepResult::Refused(sentence)) => html! {
            <p class="outcome" role="alert" data-outcome="refused"><Drawing icon={Icon::Warning} />{ sentence.clone() }</p>
        },
        None => Html::default(),
    }
}
