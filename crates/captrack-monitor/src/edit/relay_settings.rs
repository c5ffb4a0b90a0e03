//! The relay's settings: webhooks, and whether this desk relays at all.

use captrack_contract::{ErrorCode, Refusal, SettingChange};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::Secret;
use captrack_text::Language;
use jiff::Timestamp;

use crate::commit::edit::EditDraft;
use crate::config::option_differences;
use crate::edit::Editor;
use crate::notices::activity::{line, setting_line, webhook_subject};
use crate::notices::webhook_outage::webhook_name;
use crate::shared::refusal::{invalid, secrets_refused, store_refused};
use crate::state::edits::StateEdits;
use crate::state::relay::{Relay, RelayWebhook};

impl Editor<'_> {
    /// Keeps a webhook's address among the secrets. The first webhook turns the relay on.
    pub async fn set_webhook(&self, webhook: WebhookName, url: &Secret, by: &str) -> Result<(), Refusal> {
        let masked =
            self.ports.webhook.check_address(url).map_err(|why| Refusal::of(ErrorCode::Invalid, why.as_sentence()))?;
        let name = webhook.secret_name();
        let before = self.ports.secrets.get(name).await.map_err(|error| secrets_refused(&error))?;
        let is_the_same = before.is_some_and(|before| before.reveal() == url.reveal());
        // What was posted through another address cannot be edited any more.
        let lost = if is_the_same { Vec::new() } else { vec![webhook] };
        let edit = self.edit_relay(by, lost, |draft| {
            let relay = &mut draft.state.relay;
            let first = relay.webhooks.is_empty();
            // When it was pinged last counts on: it is the same people.
            let pinged_at = relay.webhooks.get(&webhook).and_then(|webhook| webhook.pinged_at);
            relay.webhooks.insert(webhook, RelayWebhook { masked, pinged_at, ..RelayWebhook::default() });
            relay.on |= first;
            Ok(())
        });
        let edited = self.with_secret(name, url, edit).await;
        // Also where it was taken back: it may have been looked up meanwhile.
        self.ports.webhook.address_changed(webhook);
        edited?;
        // What was known of the other address says nothing of this one.
        self.deliver.memory.relay_pause.lock().forget(webhook);
        self.deliver.memory.refused_parts.lock().forget(webhook);
        self.outbox.notify_one();
        Ok(())
    }

    /// Forgets a webhook's address.
    pub async fn clear_webhook(&self, webhook: WebhookName, by: &str) -> Result<(), Refusal> {
        self.edit_relay(by, vec![webhook], |draft| {
            draft.state.relay.webhooks.remove(&webhook);
            Ok(())
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
            let text = text!("refused-webhook-not-set", webhook = webhook_name(webhook));
            return Err(Refusal::of(ErrorCode::Invalid, text));
        }
        match self.ports.webhook.test(webhook).await {
            Ok(answer) => {
                // It answers: what was wrong with it before no longer counts, and what waits goes.
                self.deliver.webhook_works(webhook).await.map_err(|error| store_refused(&error))?;
                self.deliver.memory.relay_pause.lock().forget(webhook);
                self.outbox.notify_one();
                Ok(captrack_text::sentence(&answer, Language::spoken()))
            }
            Err(why) => Err(Refusal::of(ErrorCode::Unavailable, why)),
        }
    }

    /// Turns the relay on or off. Turned on, what stands is posted once, packed.
    pub async fn set_relay(&self, on: bool, by: &str) -> Result<(), Refusal> {
        self.edit_relay(by, Vec::new(), |draft| {
            if on && draft.state.relay.webhooks.is_empty() {
                return Err(Refusal::of(ErrorCode::Invalid, text!("refused-no-webhook")));
            }
            draft.put(StateEdits { relay_on: Some(on), ..StateEdits::default() });
            Ok(())
        })
        .await
    }

    /// How messages are written from now on. What was sent stays as it is.
    pub async fn save_relay_options(&self, options: RelayOptions, by: &str) -> Result<(), Refusal> {
        options.validate().map_err(|error| invalid(error.text()))?;
        if let Some(link) = &options.link {
            self.ports.webhook.check_link(link).map_err(|why| Refusal::of(ErrorCode::Invalid, why.as_sentence()))?;
        }
        self.edit_relay(by, Vec::new(), |draft| {
            put_options(draft, options);
            Ok(())
        })
        .await
    }

    async fn edit_relay(
        &self,
        by: &str,
        lost: Vec<WebhookName>,
        edit: impl FnOnce(&mut EditDraft) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let edit_relay = |draft: &mut EditDraft| {
            let before = draft.state.relay.clone();
            edit(draft)?;
            note_relay(draft, &before, by);
            draft.change.relay_lost = lost;
            Ok(())
        };
        self.change(edit_relay).await.map(drop)
    }
}

/// What follows from an edit of the relay: what it reaches from now on and no longer, and what the log says.
pub(super) fn note_relay(draft: &mut EditDraft, before: &Relay, by: &str) {
    let after = &draft.state.relay;
    let reached = |now: &Relay, then: &Relay| -> Vec<AlertLevel> {
        let levels = [AlertLevel::Critical, AlertLevel::Alerting];
        levels.into_iter().filter(|level| now.reaches(*level) && !then.reaches(*level)).collect()
    };
    draft.change.relay = true;
    draft.change.relay_starts = reached(after, before);
    draft.change.relay_stops = reached(before, after);
    draft.change.activity.extend(differences(before, after, by, draft.now));
}

/// How messages are written from now on.
pub(super) fn put_options(draft: &mut EditDraft, options: RelayOptions) {
    if draft.state.relay.options.digest != options.digest {
        // The first is the next, not one whose hour has passed today.
        draft.state.relay.digest_at = Some(draft.now);
    }
    draft.put(StateEdits { relay_options: Some(options), ..StateEdits::default() });
}

/// What an edit of the relay did. Addresses are told with their tokens masked.
fn differences(before: &Relay, after: &Relay, by: &str, at: Timestamp) -> Vec<Activity> {
    let mut lines = Vec::new();
    for webhook in WebhookName::ALL {
        let address = |relay: &Relay| relay.webhooks.get(&webhook).map(|known| known.masked.clone().into());
        // Set again counts, too: the token is not seen. An edit touches nothing else of a webhook.
        let is_new = before.webhooks.get(&webhook) != after.webhooks.get(&webhook);
        if is_new {
            lines.push(line(at, by, ActivityKind::Webhook, webhook_subject(webhook), address(before), address(after)));
        }
    }
    if before.on != after.on {
        let value = |relay: &Relay| if relay.on { text!("value-on") } else { text!("value-off") };
        let change = SettingChange { setting: text!("setting-relay"), old: value(before), new: value(after) };
        lines.push(setting_line(at, by, ActivityKind::Relay, &change));
    }
    let settings = option_differences(&before.options, &after.options);
    lines.extend(settings.iter().map(|change| setting_line(at, by, ActivityKind::Relay, change)));
    lines
}
