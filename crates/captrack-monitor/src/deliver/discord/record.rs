//! What the history of deliveries says of a request.

use std::time::Duration;

use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{Post, Telling, Verdict};
use captrack_store::{Delivery, DeliveryKind, DeliveryOutcome};
use jiff::Timestamp;

use crate::notices::live_messages::of_watched;
use crate::notices::named::Named;
use crate::state::State;

/// A request that was answered, or not.
pub(super) struct Asking<'a> {
    pub(super) webhook: WebhookName,
    pub(super) kind: DeliveryKind,
    pub(super) verdict: &'a Verdict,
    pub(super) took: Duration,
    pub(super) at: Timestamp,
}

impl Asking<'_> {
    /// Its line, about hulls.
    pub(super) fn about(&self, state: &State, tellings: &[Telling]) -> Delivery {
        let mut named = Named::default();
        let tellings = of_watched(state, tellings);
        for telling in &tellings {
            named.add(telling.main, telling.hulls.iter().map(|told| &told.line));
        }
        let hulls: usize = tellings.iter().map(|telling| telling.hulls.len()).sum();
        Delivery { hulls: u32::try_from(hulls).unwrap_or(u32::MAX), ..self.line(named.words(state)) }
    }

    /// Its line, about something else.
    pub(super) fn line(&self, what: String) -> Delivery {
        let (outcome, reason) = outcome(self.verdict);
        Delivery {
            webhook: self.webhook.name().to_owned(),
            at: self.at,
            latency: self.took,
            kind: self.kind,
            outcome,
            hulls: 0,
            what,
            reason,
        }
    }
}

fn outcome(verdict: &Verdict) -> (DeliveryOutcome, Option<String>) {
    match verdict {
        Verdict::Delivered(_) => (DeliveryOutcome::Delivered, None),
        Verdict::Wait(wait) => {
            (DeliveryOutcome::Limited, Some(format!("Discord asked to wait {} s", wait.as_secs_f64().ceil())))
        }
        Verdict::Undeliverable(why) => (DeliveryOutcome::Refused, Some(why.clone())),
        Verdict::WebhookDead(why) => (DeliveryOutcome::WebhookDead, Some(why.clone())),
        Verdict::MessageGone => {
            (DeliveryOutcome::MessageGone, Some("the message was deleted on Discord, or cannot be edited".to_owned()))
        }
        Verdict::Retry(why) | Verdict::NotNow(why) => (DeliveryOutcome::Retried, Some(why.clone())),
    }
}

/// A message of its own, about no hulls.
pub(super) fn plain(body: serde_json::Value) -> Post {
    Post { body, covers: Vec::new(), tellings: Vec::new(), pings: false }
}
