//! Messages about nobody but a pilot who was forgotten: they say so, and are forgotten with them.
//!
//! Best effort: it waits in memory only, since nothing that would name the pilot may be kept.

use std::collections::VecDeque;
use std::time::Instant;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_store::{DeliveryKind, StoreError};

use super::Drained;
use super::pauses::Asked;
use super::record::Asking;
use super::speech::Speech;
use crate::monitor::Monitor;
use crate::ports::{Telling, ToldHull, Verdict, WebhookName};

/// So often a message is asked to say it.
const ATTEMPTS: u32 = 5;

/// A message that has nothing to say any more.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wordless {
    webhook: WebhookName,
    discord_id: String,
    attempts: u32,
}

/// Messages that have nothing to say any more.
#[derive(Debug, Default)]
pub(crate) struct Farewell(VecDeque<Wordless>);

impl Farewell {
    pub(crate) fn waits(&self, webhook: WebhookName) -> bool {
        self.0.iter().any(|message| message.webhook == webhook)
    }

    /// What was posted through another address cannot be edited.
    pub(crate) fn forget(&mut self, webhook: WebhookName) {
        self.0.retain(|message| message.webhook != webhook);
    }

    pub(crate) fn extend(&mut self, messages: Vec<(WebhookName, String)>) {
        let wordless = |(webhook, discord_id)| Wordless { webhook, discord_id, attempts: 0 };
        self.0.extend(messages.into_iter().map(wordless));
    }

    fn take(&mut self, webhook: WebhookName) -> Option<Wordless> {
        let at = self.0.iter().position(|message| message.webhook == webhook)?;
        self.0.remove(at)
    }
}

impl Monitor {
    /// The messages that speak of nobody but this pilot, by webhook and Discord's id.
    pub(crate) async fn messages_about_alone(
        &self,
        pilot: PilotId,
        theirs: &[HullKey],
    ) -> Result<Vec<(WebhookName, String)>, StoreError> {
        let is_theirs = |told: &ToldHull| {
            told.line.pilot == pilot
                || theirs.contains(&told.line.key)
                || matches!(told.alert, AlertId::Fleet(main, _) if main == pilot)
        };
        let mut alone = Vec::new();
        for webhook in WebhookName::ALL {
            for message in self.store.open_messages(webhook.name()).await? {
                let Ok(tellings) = message.tellings::<Telling>() else { continue };
                if tellings.iter().flat_map(|telling| &telling.hulls).all(is_theirs) {
                    alone.push((webhook, message.discord_id));
                }
            }
        }
        Ok(alone)
    }

    /// Makes the next message that has nothing to say any more say so.
    pub(super) async fn take_leave(&self, webhook: WebhookName) -> Result<Drained, StoreError> {
        if !self.farewells.lock().waits(webhook) || !self.may_ask(webhook, Asked::Edit).await {
            return Ok(Drained::Idle);
        }
        let Some(mut message) = self.farewells.lock().take(webhook) else { return Ok(Drained::Idle) };
        let speech = Speech::quiet(&*self.lock().await);
        let body = self.ports.webhook.rewrite(&[], &speech.wording());
        let began = Instant::now();
        let verdict = self.ports.webhook.edit(webhook, &message.discord_id, &body).await;
        let now = self.now();
        let asking = Asking { webhook, kind: DeliveryKind::Edit, verdict: &verdict, took: began.elapsed(), at: now };
        let mut tx = self.store.begin().await?;
        tx.append_delivery(&asking.line("what is no longer watched".to_owned())).await?;
        tx.commit().await?;
        let again = match verdict {
            Verdict::Delivered(_) | Verdict::MessageGone | Verdict::Undeliverable(_) => return Ok(Drained::Sent),
            Verdict::WebhookDead(why) => {
                self.webhook_died(webhook, why).await?;
                false
            }
            Verdict::Wait(wait) => {
                self.relay_pause.lock().wait(webhook, now, wait);
                true
            }
            Verdict::Retry(why) => {
                tracing::warn!(%webhook, why, "a message about a forgotten pilot was not edited");
                self.relay_pause.lock().fail(webhook, Asked::Edit, now, rand::random());
                message.attempts += 1;
                message.attempts < ATTEMPTS
            }
        };
        if again {
            self.farewells.lock().0.push_back(message);
        }
        Ok(Drained::Idle)
    }
}
