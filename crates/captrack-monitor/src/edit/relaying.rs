//! The relay's settings: webhooks, and whether this desk relays at all.

use captrack_contract::{ErrorCode, Refusal, SettingChange};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;
use captrack_domain::words::sentence;
use captrack_ports::Secret;
use jiff::Timestamp;

use crate::commit::{Change, commit, lock_for_edit};
use crate::config::option_differences;
use crate::edit::Edit;
use crate::notices::activity::{line, webhook_subject};
use crate::shared::refusal::{secrets_refused, store_refused};
use crate::state::relay::{Relay, RelayWebhook};

impl Edit<'_> {
    /// Keeps a webhook's address among the secrets. The first webhook turns the relay on.
    pub async fn set_webhook(&self, webhook: WebhookName, url: &Secret, by: &str) -> Result<(), Refusal> {
        let masked =
            self.ports.webhook.check_address(url).map_err(|why| Refusal::new(ErrorCode::Invalid, sentence(&why)))?;
        let name = webhook.secret_name();
        let before = self.ports.secrets.get(name).await.map_err(|error| secrets_refused(&error))?;
        self.ports.secrets.put(name, url).await.map_err(|error| secrets_refused(&error))?;
        self.ports.webhook.address_changed(webhook);
        let is_the_same = before.as_ref().is_some_and(|before| before.reveal() == url.reveal());
        // What was posted through another address cannot be edited any more.
        let lost = if is_the_same { Vec::new() } else { vec![webhook] };
        let edited = self
            .edit_relay(by, lost, |relay| {
                let first = relay.webhooks.is_empty();
                // When it was pinged last counts on: it is the same people.
                let pinged_at = relay.webhooks.get(&webhook).and_then(|webhook| webhook.pinged_at);
                relay.webhooks.insert(webhook, RelayWebhook { masked, pinged_at, ..RelayWebhook::default() });
                relay.on |= first;
            })
            .await;
        if edited.is_err() {
            self.put_address_back(webhook, before).await;
        } else {
            // What was known of the other address says nothing of this one.
            self.deliver.memory.relay_pause.lock().forget(webhook);
            self.deliver.memory.suspects.lock().forget(webhook);
            self.outbox.notify_one();
        }
        edited
    }

    /// An address that could not be written down is not used either.
    async fn put_address_back(&self, webhook: WebhookName, before: Option<Secret>) {
        let name = webhook.secret_name();
        let put_back = match before {
            Some(before) => self.ports.secrets.put(name, &before).await,
            None => self.ports.secrets.delete(name).await,
        };
        if let Err(error) = put_back {
            tracing::error!(%webhook, %error, "the address of before could not be put back; set it again");
        }
        self.ports.webhook.address_changed(webhook);
    }

    /// Forgets a webhook's address.
    pub async fn clear_webhook(&self, webhook: WebhookName, by: &str) -> Result<(), Refusal> {
        self.edit_relay(by, vec![webhook], |relay| {
            relay.webhooks.remove(&webhook);
        })
        .await?;
        // Only now: an address that is still written down must still be there.
        self.ports.secrets.delete(webhook.secret_name()).await.map_err(|error| secrets_refused(&error))?;
        self.ports.webhook.address_changed(webhook);
        Ok(())
    }

    /// Sends a test message; a sentence tells what Discord answered.
    pub async fn test_webhook(&self, webhook: WebhookName) -> Result<String, Refusal> {
        if !self.lock().await.relay.webhooks.contains_key(&webhook) {
            let sentence = format!("The {webhook} webhook has no address yet: set it first.");
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        }
        match self.ports.webhook.test(webhook).await {
            Ok(sentence) => {
                // It answers: what was wrong with it before no longer counts, and what waits goes.
                self.deliver.webhook_works(webhook).await.map_err(|error| store_refused(&error))?;
                self.deliver.memory.relay_pause.lock().forget(webhook);
                self.outbox.notify_one();
                Ok(sentence)
            }
            Err(sentence) => Err(Refusal::new(ErrorCode::Unavailable, sentence)),
        }
    }

    /// Turns the relay on or off. Turned on, what stands is posted once, packed.
    pub async fn set_relay(&self, on: bool, by: &str) -> Result<(), Refusal> {
        if on && self.lock().await.relay.webhooks.is_empty() {
            return Err(Refusal::new(ErrorCode::Invalid, "There is nowhere to relay to: set a webhook first."));
        }
        self.edit_relay(by, Vec::new(), |relay| relay.on = on).await
    }

    /// How messages are written from now on. What was sent stays as it is.
    pub async fn save_relay_options(&self, options: RelayOptions, by: &str) -> Result<(), Refusal> {
        options.validate().map_err(|error| Refusal::new(ErrorCode::Invalid, sentence(&error.to_string())))?;
        if let Some(link) = &options.link {
            self.ports.webhook.check_link(link).map_err(|why| Refusal::new(ErrorCode::Invalid, sentence(&why)))?;
        }
        let now = self.now();
        self.edit_relay(by, Vec::new(), |relay| {
            if relay.options.digest != options.digest {
                // The first is the next, not one whose hour has passed today.
                relay.digest_at = Some(now);
            }
            relay.options = options;
        })
        .await
    }

    async fn edit_relay(
        &self,
        by: &str,
        relay_lost: Vec<WebhookName>,
        edit: impl FnOnce(&mut Relay),
    ) -> Result<(), Refusal> {
        let mut state = lock_for_edit(self.shared).await?;
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
            relay_lost,
            activity: differences(&before, after, by, self.now()),
            ..Change::edit()
        };
        let committed = commit(self.shared, &mut state, change).await;
        if committed.is_err() {
            state.relay = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.outbox.notify_one();
        Ok(())
    }
}

/// What an edit of the relay did. Addresses are told with their tokens masked.
fn differences(before: &Relay, after: &Relay, by: &str, at: Timestamp) -> Vec<Activity> {
    let mut lines = Vec::new();
    for webhook in WebhookName::ALL {
        let address = |relay: &Relay| relay.webhooks.get(&webhook).map(|known| known.masked.clone());
        // Set again counts, too: the token is not seen. An edit touches nothing else of a webhook.
        let is_new = before.webhooks.get(&webhook) != after.webhooks.get(&webhook);
        if is_new {
            lines.push(line(at, by, ActivityKind::Webhook, webhook_subject(webhook), address(before), address(after)));
        }
    }
    if before.on != after.on {
        let word = |relay: &Relay| Some(if relay.on { "on" } else { "off" }.to_owned());
        lines.push(line(at, by, ActivityKind::Relay, "Relay to Discord", word(before), word(after)));
    }
    let settings = option_differences(&before.options, &after.options).into_iter();
    let setting =
        |change: SettingChange| line(at, by, ActivityKind::Relay, change.setting, Some(change.old), Some(change.new));
    lines.extend(settings.map(setting));
    lines
}
