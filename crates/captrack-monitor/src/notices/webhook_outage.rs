//! Webhooks that take nothing: refused by Discord, or out of reach. Pure.

use std::time::Duration;

use captrack_domain::moment::later;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;

use crate::state::relay::{Relay, WebhookFailure};

/// A webhook that was out of reach for so long is told of.
const TOLD_AFTER: Duration = Duration::from_secs(120);

/// A webhook that takes nothing now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookOutage {
    /// Which.
    pub webhook: WebhookName,
    /// Since when.
    pub since: Timestamp,
    /// Discord has refused it, in its own words; else nothing reaches Discord.
    pub refused: bool,
    /// That it is so: `Discord has refused the critical webhook since 14:05 EVE`
    pub what: Text,
    /// That it is so, when it is tried again, why, and what to do: for the screen, in sentences.
    pub text: Text,
}

/// What there is to say of all of them, the critical one first; none: nothing.
pub fn outages_text(outages: &[WebhookOutage]) -> Option<Text> {
    (!outages.is_empty()).then(|| Text::sentences(outages.iter().map(|outage| outage.text.clone())))
}

/// The webhooks that this desk relays to and that take nothing now, the critical one first: what waits for them cannot be delivered.
pub fn undeliverable(relay: &Relay, now: Timestamp) -> Vec<WebhookOutage> {
    WebhookName::ALL.into_iter().filter(|_| relay.on).filter_map(|webhook| outage(relay, webhook, now)).collect()
}

/// That a webhook takes nothing now, whether this desk relays or not.
pub fn outage(relay: &Relay, webhook: WebhookName, now: Timestamp) -> Option<WebhookOutage> {
    let known = relay.webhooks.get(&webhook)?;
    match (&known.refused, &known.failing) {
        (Some(refused), _) => {
            let stands_in = webhook == WebhookName::Critical && relay.stands_in();
            let stands_in = stands_in.then(|| text!("webhook-stands-in"));
            Some(refused_webhook(webhook, refused, stands_in, now))
        }
        (None, Some(failing)) if later(failing.since, TOLD_AFTER) <= now => {
            Some(failing_webhook(webhook, failing, now))
        }
        (None, _) => None,
    }
}

fn refused_webhook(
    webhook: WebhookName,
    refused: &RefusedAccess,
    stands_in: Option<Text>,
    now: Timestamp,
) -> WebhookOutage {
    let what = text!("webhook-refused", webhook = webhook_name(webhook), since = Argument::at(refused.since, now));
    let next = if refused.may_be_tried(now) {
        text!("webhook-outage-tried-now", what = what.clone())
    } else {
        text!("webhook-outage-next-try", what = what.clone(), next = Argument::at(refused.next_try, now))
    };
    let sentences =
        [next.into(), refused.why.clone().as_sentence().into()].into_iter().chain(stands_in.map(Argument::from));
    WebhookOutage { webhook, since: refused.since, refused: true, what, text: Text::sentences(sentences) }
}

fn failing_webhook(webhook: WebhookName, failing: &WebhookFailure, now: Timestamp) -> WebhookOutage {
    let what = text!("webhook-failing", webhook = webhook_name(webhook), since = Argument::at(failing.since, now));
    let sentences = [text!("webhook-outage", what = what.clone()), failing.why.clone().as_sentence()];
    WebhookOutage { webhook, since: failing.since, refused: false, what, text: Text::sentences(sentences) }
}

/// `critical`
pub fn webhook_name(webhook: WebhookName) -> Text {
    match webhook {
        WebhookName::Critical => text!("webhook-critical"),
        WebhookName::Standard => text!("webhook-standard"),
    }
}

#[cfg(test)]
mod tests {
    use WebhookName::{Critical, Standard};

    use captrack_text::{Language, sentence};

    use super::*;
    use crate::state::relay::RelayWebhook;

    fn said(text: &Text) -> String {
        sentence(text, Language::English)
    }

    fn at(minutes: u64) -> Timestamp {
        "2026-11-22T14:05:00Z".parse::<Timestamp>().unwrap() + Duration::from_secs(60 * minutes)
    }

    fn with(webhook: RelayWebhook) -> Relay {
        let mut relay = Relay { on: true, ..Relay::default() };
        relay.webhooks.insert(Critical, webhook);
        relay
    }

    fn refused(now: Timestamp) -> Relay {
        let refused = RefusedAccess::new(now, Text::said("Discord does not know this webhook"));
        with(RelayWebhook { refused: Some(refused), ..RelayWebhook::default() })
    }

    #[test]
    fn a_refused_webhook_is_told_with_its_times_and_tried_on_its_schedule() {
        let relay = refused(at(0));
        let found = outage(&relay, Critical, at(1)).unwrap();
        assert_eq!(
            said(&found.text),
            "Discord has refused the critical webhook since 14:05 EVE; next try 14:10 EVE. Discord does not know this webhook."
        );
        assert!(!relay.usable(Critical, at(4)));
        assert!(relay.usable(Critical, at(5)));
        assert_eq!(
            said(&outage(&relay, Critical, at(60 * 24)).unwrap().what),
            "Discord has refused the critical webhook since 22 Nov 14:05 EVE"
        );
        assert_eq!(undeliverable(&relay, at(1)), [found]);
        assert!(undeliverable(&Relay { on: false, ..relay }, at(1)).is_empty(), "nothing is sent on purpose");
    }

    #[test]
    fn where_the_standard_webhook_stands_in_that_is_said_too() {
        let mut relay = refused(at(0));
        relay.webhooks.insert(Standard, RelayWebhook::default());
        let stands_in =
            |relay: &Relay| said(&outage(relay, Critical, at(1)).unwrap().text).contains("go to the standard webhook");
        assert!(!stands_in(&relay));
        relay.options.critical_to_standard = true;
        assert!(stands_in(&relay));
    }

    #[test]
    fn what_is_wrong_with_both_webhooks_is_said_together() {
        let mut relay = refused(at(0));
        let other = RefusedAccess::new(at(3), Text::said("Discord does not know this webhook"));
        relay.webhooks.insert(Standard, RelayWebhook { refused: Some(other), ..RelayWebhook::default() });
        let words = said(&outages_text(&undeliverable(&relay, at(4))).unwrap());
        assert!(
            words.starts_with("Discord has refused the critical webhook since 14:05 EVE; next try 14:10 EVE."),
            "{words}"
        );
        assert!(
            words.contains(" Discord has refused the standard webhook since 14:08 EVE; next try 14:13 EVE."),
            "{words}"
        );
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_keep_a_webhook_from_being_tried() {
        let relay = refused(at(60 * 24 * 400));
        assert!(relay.usable(Critical, at(0)));
        let mut forward = RefusedAccess::new(at(0), Text::said("x"));
        forward.again(at(60 * 24 * 400), Text::said("x"));
        let relay = with(RelayWebhook { refused: Some(forward), ..RelayWebhook::default() });
        assert!(relay.usable(Critical, at(10)));
    }

    #[test]
    fn what_does_not_reach_discord_is_told_after_two_minutes() {
        let mut webhook = RelayWebhook::default();
        webhook.fails(at(0), &Text::said("first"));
        webhook.fails(at(1), &Text::said("the connection broke"));
        let relay = with(webhook);
        assert_eq!(outage(&relay, Critical, at(1)), None, "a moment is no outage");
        let found = outage(&relay, Critical, at(2)).unwrap();
        assert_eq!(
            said(&found.text),
            "Nothing has reached Discord through the critical webhook since 14:05 EVE. The connection broke."
        );
        assert!(relay.usable(Critical, at(2)), "it is tried all the time");
        assert_eq!(outage(&relay, Standard, at(2)), None);
    }

    #[test]
    fn what_an_older_version_kept_is_tried_at_once() {
        let json = r#"{"on":true,"webhooks":{"critical":{"masked":"m","trouble":"Discord no longer knows this webhook (404)"}}}"#;
        let mut relay: Relay = serde_json::from_str(json).unwrap();
        relay.mend(at(0));
        let webhook = &relay.webhooks[&Critical];
        assert_eq!(
            webhook.refused,
            Some(RefusedAccess::without_its_time(at(0), Text::said("Discord no longer knows this webhook (404)")))
        );
        assert!(relay.usable(Critical, at(0)));
        let kept = serde_json::to_string(&relay).unwrap();
        assert!(!kept.contains("trouble") && !kept.contains("failing"), "{kept}");
        let mut read: Relay = serde_json::from_str(&kept).unwrap();
        read.mend(at(9));
        assert_eq!(read, relay);
    }
}
