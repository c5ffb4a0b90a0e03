//! What the monitor knows of Discord: never an address, only whether there is one.

use std::collections::BTreeMap;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::notice::Receiver;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ports::WebhookName;

/// The relay's settings. Kept in the store; the addresses themselves are among the secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relay {
    /// This desk relays.
    pub on: bool,
    /// The webhooks that have an address.
    pub webhooks: BTreeMap<WebhookName, RelayWebhook>,
}

/// A webhook that has an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelayWebhook {
    /// The address with its token masked.
    pub masked: String,
    /// Why it is not used; one sentence.
    pub trouble: Option<String>,
    /// When it last took a message.
    pub last_delivery: Option<Timestamp>,
}

/// Who on Discord is told of a level.
pub const fn discord_receiver(level: AlertLevel) -> Receiver {
    match level {
        AlertLevel::Critical => Receiver::DiscordCritical,
        AlertLevel::Alerting => Receiver::DiscordStandard,
    }
}

impl Relay {
    /// The webhook that gets what a receiver is told: critical goes to the standard one when it has none of its own.
    pub fn webhook_for(&self, receiver: Receiver) -> Option<WebhookName> {
        let has = |name| self.webhooks.contains_key(&name).then_some(name);
        match receiver {
            Receiver::Os => None,
            Receiver::DiscordCritical => has(WebhookName::Critical).or_else(|| has(WebhookName::Standard)),
            Receiver::DiscordStandard => has(WebhookName::Standard),
        }
    }

    /// Whether news of that level reaches Discord from this desk.
    pub fn reaches(&self, level: AlertLevel) -> bool {
        self.on && self.webhook_for(discord_receiver(level)).is_some()
    }

    /// The receivers that a webhook serves.
    pub fn receivers_of(&self, webhook: WebhookName) -> Vec<Receiver> {
        [Receiver::DiscordCritical, Receiver::DiscordStandard]
            .into_iter()
            .filter(|receiver| self.webhook_for(*receiver) == Some(webhook))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_critical_webhook_critical_goes_to_the_standard_one() {
        let mut relay = Relay { on: true, ..Relay::default() };
        assert!(!relay.reaches(AlertLevel::Critical));
        relay.webhooks.insert(WebhookName::Standard, RelayWebhook::default());
        assert_eq!(relay.receivers_of(WebhookName::Standard).len(), 2);
        relay.webhooks.insert(WebhookName::Critical, RelayWebhook::default());
        assert_eq!(relay.webhook_for(Receiver::DiscordCritical), Some(WebhookName::Critical));
        relay.on = false;
        assert!(!relay.reaches(AlertLevel::Critical));
    }

    #[test]
    fn a_critical_webhook_alone_gets_no_standard_news() {
        let mut relay = Relay { on: true, ..Relay::default() };
        relay.webhooks.insert(WebhookName::Critical, RelayWebhook::default());
        assert!(relay.reaches(AlertLevel::Critical));
        assert!(!relay.reaches(AlertLevel::Alerting));
    }
}
