//! What the monitor knows of Discord: never an address, only whether there is one.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_contract::ProblemKind;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::moment::later;
use captrack_domain::notice::Receiver;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text::Text;
use captrack_domain::watch_event::SourceName;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The relay's settings. Kept in the store; the addresses themselves are among the secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relay {
    /// This desk relays.
    pub on: bool,
    /// The webhooks that have an address.
    pub webhooks: BTreeMap<WebhookName, RelayWebhook>,
    /// How messages are written.
    pub options: RelayOptions,
    /// When a message about what already stood last pinged.
    pub first_read_pinged: Option<Timestamp>,
    /// When the last digest was posted, or when digests were last asked for.
    pub digest_at: Option<Timestamp>,
    /// Discord was told that nothing has answered since then, and not yet that something does again.
    pub silence_told: Option<Timestamp>,
    /// The same of AllianceAuth.
    #[serde(default)]
    pub auth_silence_told: Option<Timestamp>,
    /// Problems that Discord was told of, since when they were there, and not yet that they are mended.
    pub problems_told: BTreeMap<ProblemKind, Timestamp>,
    /// Webhooks of which the other one was told that they take nothing since then, and not yet that they do again.
    pub outages_told: BTreeMap<WebhookName, Timestamp>,
}

/// A webhook that has an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelayWebhook {
    /// The address with its token masked.
    pub masked: String,
    /// Discord has refused it: it is tried again at its times, and one good answer takes that back.
    pub refused: Option<RefusedAccess>,
    /// Nothing reaches Discord through it. Found out anew after a restart.
    #[serde(skip)]
    pub failing: Option<WebhookFailure>,
    /// What older versions kept in the place of `refused`; see [`Relay::mend`].
    #[serde(rename = "trouble", skip_serializing)]
    pub trouble_of_old: Option<String>,
    /// When it last took a message.
    pub last_delivery: Option<Timestamp>,
    /// When a message to it last pinged somebody.
    pub pinged_at: Option<Timestamp>,
}

/// No refusal is kept for longer than this before it is tried again; more is a clock that was put back.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);
/// What already stands pings once; what is read within this time after is part of the same.
const ONE_FIRST_READ: Duration = Duration::from_secs(600);

/// Who on Discord is told of a level.
pub const fn discord_receiver(level: AlertLevel) -> Receiver {
    match level {
        AlertLevel::Critical => Receiver::DiscordCritical,
        AlertLevel::Alerting => Receiver::DiscordStandard,
    }
}

impl Relay {
    /// Since when a source was silent, as Discord was told; none: it answers, or nobody was told.
    pub(crate) const fn silence_of(&mut self, source: SourceName) -> &mut Option<Timestamp> {
        match source {
            SourceName::Eve => &mut self.silence_told,
            SourceName::AllianceAuth => &mut self.auth_silence_told,
        }
    }

    /// Brings what an older version kept into today's form.
    pub(crate) fn mend(&mut self, now: Timestamp) {
        for webhook in self.webhooks.values_mut() {
            webhook.mend(now);
        }
    }

    /// The webhook that gets what a receiver is told: critical goes to the standard one when it has none of its own, or while that one stands
    /// in for it.
    pub fn webhook_for(&self, receiver: Receiver) -> Option<WebhookName> {
        let has = |name| self.webhooks.contains_key(&name).then_some(name);
        match receiver {
            Receiver::Os => None,
            Receiver::DiscordCritical if self.stands_in() => Some(WebhookName::Standard),
            Receiver::DiscordCritical => has(WebhookName::Critical).or_else(|| has(WebhookName::Standard)),
            Receiver::DiscordStandard => has(WebhookName::Standard),
        }
    }

    /// The standard webhook takes what is critical, as the user wants it while Discord refuses the critical webhook.
    pub fn stands_in(&self) -> bool {
        let refused = |name| self.webhooks.get(&name).map(|webhook| webhook.refused.is_some());
        self.options.critical_to_standard
            && refused(WebhookName::Critical) == Some(true)
            && refused(WebhookName::Standard) == Some(false)
    }

    /// Whether news of that level reaches Discord from this desk.
    pub fn reaches(&self, level: AlertLevel) -> bool {
        self.on && self.webhook_for(discord_receiver(level)).is_some()
    }

    /// Whether a message to a webhook may ping now.
    pub fn may_ping(&self, webhook: WebhookName, now: Timestamp) -> bool {
        let apart = Duration::from_secs(u64::from(self.options.pings.apart_minutes) * 60);
        let last = self.webhooks.get(&webhook).and_then(|webhook| webhook.pinged_at);
        // A clock that was put back must not silence anybody for long.
        last.is_none_or(|last| now < last || later(last, apart) <= now)
    }

    /// Whether what already stood, as was decided then, may still ping.
    pub fn may_ping_for_first_read(&self, decided_at: Timestamp) -> bool {
        self.first_read_pinged.is_none_or(|pinged| later(pinged, ONE_FIRST_READ) < decided_at)
    }

    /// Whether a webhook may be tried now.
    pub fn usable(&self, webhook: WebhookName, now: Timestamp) -> bool {
        self.on && self.webhooks.get(&webhook).is_some_and(|webhook| webhook.may_be_tried(now))
    }

    /// A webhook has taken something.
    pub fn delivered(&mut self, webhook: WebhookName, now: Timestamp) {
        if let Some(webhook) = self.webhooks.get_mut(&webhook) {
            webhook.last_delivery = Some(now);
        }
    }

    /// The receivers that a webhook serves.
    pub fn receivers_of(&self, webhook: WebhookName) -> Vec<Receiver> {
        [Receiver::DiscordCritical, Receiver::DiscordStandard]
            .into_iter()
            .filter(|receiver| self.webhook_for(*receiver) == Some(webhook))
            .collect()
    }
}

/// Nothing was taken since then: each request failed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookFailure {
    /// Since when.
    pub since: Timestamp,
    /// The last reason.
    pub why: Text,
}

impl RelayWebhook {
    /// Whether it may be asked for something now: Discord has not refused it, or it is time to try again.
    pub fn may_be_tried(&self, now: Timestamp) -> bool {
        self.refused.as_ref().is_none_or(|refused| {
            let clock_was_put_back = now < refused.since || later(now, LONGEST_WAIT) < refused.next_try;
            refused.may_be_tried(now) || clock_was_put_back
        })
    }

    /// A request did not reach Discord, or something in between answered.
    pub fn fails(&mut self, now: Timestamp, why: &Text) {
        let since = self.failing.as_ref().map_or(now, |failing| failing.since.min(now));
        self.failing = Some(WebhookFailure { since, why: why.clone() });
    }

    /// What an older version kept of a refusal, without its times, as one that is tried at once.
    pub(crate) fn mend(&mut self, now: Timestamp) {
        if let Some(why) = self.trouble_of_old.take() {
            self.refused.get_or_insert_with(|| RefusedAccess::without_its_time(now, Text::said(why)));
        }
        if let Some(refused) = &mut self.refused {
            refused.mend_times(now);
        }
    }
}

/// The webhook of that name.
pub fn webhook_named(name: &str) -> Option<WebhookName> {
    WebhookName::ALL.into_iter().find(|webhook| webhook.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::constant(1_795_348_800, 0) + Duration::from_secs(60 * minutes.unsigned_abs())
    }

    #[test]
    fn pings_keep_their_distance_on_each_webhook() {
        let mut relay = Relay { on: true, ..Relay::default() };
        let pinged = RelayWebhook { pinged_at: Some(at(10)), ..RelayWebhook::default() };
        relay.webhooks.insert(WebhookName::Critical, pinged);
        relay.webhooks.insert(WebhookName::Standard, RelayWebhook::default());
        assert!(relay.may_ping(WebhookName::Critical, at(10)), "one a message, unless something else is set");
        relay.options.pings.apart_minutes = 15;
        assert!(!relay.may_ping(WebhookName::Critical, at(24)));
        assert!(relay.may_ping(WebhookName::Critical, at(25)));
        assert!(relay.may_ping(WebhookName::Critical, at(9)), "the clock was put back");
        assert!(relay.may_ping(WebhookName::Standard, at(11)));
    }

    #[test]
    fn what_already_stood_pings_once() {
        let mut relay = Relay::default();
        assert!(relay.may_ping_for_first_read(at(0)));
        relay.first_read_pinged = Some(at(1));
        assert!(!relay.may_ping_for_first_read(at(0)));
        assert!(!relay.may_ping_for_first_read(at(11)), "the next pilot of the same afternoon");
        assert!(relay.may_ping_for_first_read(at(12)));
    }

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
    fn the_standard_webhook_stands_in_only_where_that_is_wanted_and_while_it_is_well() {
        let mut relay = Relay { on: true, ..Relay::default() };
        let refused =
            || RelayWebhook { refused: Some(RefusedAccess::new(at(0), Text::said("x"))), ..RelayWebhook::default() };
        relay.webhooks.insert(WebhookName::Critical, refused());
        relay.webhooks.insert(WebhookName::Standard, RelayWebhook::default());
        assert_eq!(relay.webhook_for(Receiver::DiscordCritical), Some(WebhookName::Critical), "not by itself");
        relay.options.critical_to_standard = true;
        assert_eq!(relay.webhook_for(Receiver::DiscordCritical), Some(WebhookName::Standard));
        assert_eq!(relay.receivers_of(WebhookName::Standard).len(), 2);
        assert!(relay.receivers_of(WebhookName::Critical).is_empty());
        relay.webhooks.insert(WebhookName::Standard, refused());
        assert_eq!(relay.webhook_for(Receiver::DiscordCritical), Some(WebhookName::Critical), "both are refused");
        relay.webhooks.insert(WebhookName::Critical, RelayWebhook::default());
        assert_eq!(
            relay.webhook_for(Receiver::DiscordStandard),
            Some(WebhookName::Standard),
            "never the other way round"
        );
    }

    #[test]
    fn a_critical_webhook_alone_gets_no_standard_news() {
        let mut relay = Relay { on: true, ..Relay::default() };
        relay.webhooks.insert(WebhookName::Critical, RelayWebhook::default());
        assert!(relay.reaches(AlertLevel::Critical));
        assert!(!relay.reaches(AlertLevel::Alerting));
    }
}
