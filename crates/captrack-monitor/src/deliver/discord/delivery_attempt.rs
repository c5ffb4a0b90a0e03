//! What the history of deliveries says of a request.

use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, MessagePart, Post};
use captrack_store::{Delivery, DeliveryKind, DeliveryOutcome};
use captrack_text::english;
use jiff::Timestamp;

use crate::notices::live_messages::without_forgotten_pilots;
use crate::notices::named_hulls::NamedHulls;
use crate::state::State;

/// A request that was answered, or not.
pub(super) struct DeliveryAttempt<'a> {
    pub(super) webhook: WebhookName,
    pub(super) kind: DeliveryKind,
    pub(super) verdict: &'a DeliveryVerdict,
    pub(super) took: Duration,
    pub(super) at: Timestamp,
}

impl DeliveryAttempt<'_> {
    /// Its line, about hulls.
    pub(super) fn about(&self, state: &State, message_parts: &[MessagePart]) -> Delivery {
        let mut named = NamedHulls::default();
        let message_parts = without_forgotten_pilots(state, message_parts);
        for message_part in &message_parts {
            named.add(message_part.main, message_part.hulls.iter().map(|told| &told.line));
        }
        let hulls: usize = message_parts.iter().map(|message_part| message_part.hulls.len()).sum();
        Delivery { hulls: u32::try_from(hulls).unwrap_or(u32::MAX), ..self.line(&named.text(state)) }
    }

    /// Its line, about something else.
    pub(super) fn line(&self, what: &Text) -> Delivery {
        let (outcome, reason) = outcome(self.verdict);
        Delivery {
            webhook: self.webhook.name().to_owned(),
            at: self.at,
            latency: self.took,
            kind: self.kind,
            outcome,
            hulls: 0,
            what: english(what),
            what_text: Some(what.clone()),
            reason,
        }
    }
}

fn outcome(verdict: &DeliveryVerdict) -> (DeliveryOutcome, Option<Text>) {
    match verdict {
        DeliveryVerdict::Delivered(_) => (DeliveryOutcome::Delivered, None),
        DeliveryVerdict::Wait(wait) => {
            let secs = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
            (DeliveryOutcome::Limited, Some(text!("delivery-limited", secs = secs)))
        }
        DeliveryVerdict::Undeliverable(why) => (DeliveryOutcome::Refused, Some(why.clone())),
        DeliveryVerdict::WebhookDead(why) => (DeliveryOutcome::WebhookDead, Some(why.clone())),
        DeliveryVerdict::MessageGone => (DeliveryOutcome::MessageGone, Some(text!("delivery-message-gone"))),
        DeliveryVerdict::Retry(why) | DeliveryVerdict::NotNow(why) => (DeliveryOutcome::Retried, Some(why.clone())),
    }
}

/// A message of its own, about no hulls.
pub(super) fn plain(body: serde_json::Value) -> Post {
    Post { body, covers: Vec::new(), message_parts: Vec::new(), pings: false }
}
