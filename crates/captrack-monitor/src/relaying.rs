//! The relay's settings: webhooks, and whether this desk relays at all.

use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::evaluate::AlertLevel;
use captrack_store::StoreError;

use crate::commit::Change;
use crate::monitor::Monitor;
use crate::ports::{Secret, WebhookName};
use crate::refusal::{capitalised, secrets_refused, store_refused};
use crate::relay::{Relay, RelayWebhook};

impl Monitor {
    /// Keeps a webhook's address among the secrets. The first webhook turns the relay on.
    pub async fn set_webhook(&self, webhook: WebhookName, url: &Secret) -> Result<(), Refusal> {
        let masked =
            self.ports.webhook.check_address(url).map_err(|why| Refusal::new(ErrorCode::Invalid, capitalised(&why)))?;
        self.ports.secrets.put(webhook.secret_name(), url).await.map_err(|error| secrets_refused(&error))?;
        self.ports.webhook.address_changed(webhook);
        self.relay_pause.lock().forget(webhook);
        self.edit_relay(|relay| {
            let first = relay.webhooks.is_empty();
            relay.webhooks.insert(webhook, RelayWebhook { masked, ..RelayWebhook::default() });
            relay.on |= first;
        })
        .await
    }

    /// Forgets a webhook's address.
    pub async fn clear_webhook(&self, webhook: WebhookName) -> Result<(), Refusal> {
        self.ports.secrets.delete(webhook.secret_name()).await.map_err(|error| secrets_refused(&error))?;
        self.ports.webhook.address_changed(webhook);
        self.edit_relay(|relay| {
            relay.webhooks.remove(&webhook);
        })
        .await
    }

    /// Sends a test message; a sentence tells what Discord answered.
    pub async fn test_webhook(&self, webhook: WebhookName) -> Result<String, Refusal> {
        if !self.lock().await.relay.webhooks.contains_key(&webhook) {
            let sentence = format!("The {webhook} webhook has no address yet: set it first.");
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        }
        match self.ports.webhook.test(webhook).await {
            Ok(sentence) => {
                // It answers: what was wrong with it before no longer counts.
                self.set_webhook_trouble(webhook, None).await.map_err(|error| store_refused(&error))?;
                Ok(sentence)
            }
            Err(sentence) => Err(Refusal::new(ErrorCode::Unavailable, sentence)),
        }
    }

    /// Turns the relay on or off. Turned on, what stands is posted once, packed.
    pub async fn set_relay(&self, on: bool) -> Result<(), Refusal> {
        if on && self.lock().await.relay.webhooks.is_empty() {
            return Err(Refusal::new(ErrorCode::Invalid, "There is nowhere to relay to: set a webhook first."));
        }
        self.edit_relay(|relay| relay.on = on).await
    }

    async fn edit_relay(&self, edit: impl FnOnce(&mut Relay)) -> Result<(), Refusal> {
        let mut state = self.lock_for_edit().await?;
        let before = state.relay.clone();
        edit(&mut state.relay);
        let after = &state.relay;
        let changed = |now: &Relay, then: &Relay| -> Vec<AlertLevel> {
            let levels = [AlertLevel::Critical, AlertLevel::Alerting];
            levels.into_iter().filter(|level| now.reaches(*level) && !then.reaches(*level)).collect()
        };
        let change = Change {
            relay: true,
            relay_starts: changed(after, &before),
            relay_stops: changed(&before, after),
            ..Change::edit()
        };
        let committed = self.commit(&mut state, change).await;
        if committed.is_err() {
            state.relay = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.outbox.notify_one();
        Ok(())
    }

    pub(crate) async fn set_webhook_trouble(
        &self,
        webhook: WebhookName,
        trouble: Option<String>,
    ) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let Some(known) = state.relay.webhooks.get_mut(&webhook) else { return Ok(()) };
        if known.trouble == trouble {
            return Ok(());
        }
        known.trouble = trouble;
        self.commit(&mut state, Change { relay: true, ..Change::edit() }).await
    }
}
