//! Whether this desk relays to Discord, and how that goes.

use captrack_contract::{DiscordView, QueueView, commands, worded};
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;

use super::Performer;
use super::files::print_line;
use crate::args::RelayArgs;
use crate::error::DeskError;
use crate::said::said;

/// `captrack relay`.
pub(super) async fn switch_or_tell(performer: &Performer, what: RelayArgs) -> Result<(), DeskError> {
    match what {
        RelayArgs::On => performer.ask(commands::SetRelay { on: true }).await,
        RelayArgs::Off => performer.ask(commands::SetRelay { on: false }).await,
        RelayArgs::StandInOn => stand_in(performer, true).await,
        RelayArgs::StandInOff => stand_in(performer, false).await,
        RelayArgs::Status => {
            let view = performer.ask(commands::Discord).await?;
            lines(&view).iter().try_for_each(|line| print_line(line))
        }
    }
}

async fn stand_in(performer: &Performer, on: bool) -> Result<(), DeskError> {
    let view = performer.ask(commands::Discord).await?;
    let options = RelayOptions { critical_to_standard: on, ..view.options };
    performer.ask(commands::SaveRelayOptions { options }).await
}

/// Whether it is on, then what there is to say of each webhook.
fn lines(view: &DiscordView) -> Vec<String> {
    let on = if view.on { text!("relay-on") } else { text!("relay-off") };
    let mut lines = vec![said(&on)];
    if view.options.critical_to_standard {
        lines.push(said(&text!("relay-stands-in")));
    }
    for queue in &view.queues {
        lines.extend(of_webhook(queue));
    }
    lines
}

fn of_webhook(queue: &QueueView) -> Vec<String> {
    let url = queue.masked_url.as_deref();
    let mut lines = vec![said(&match (queue.webhook, url) {
        (WebhookName::Critical, Some(url)) => text!("relay-critical", url = url),
        (WebhookName::Critical, None) => text!("relay-critical-not-set"),
        (WebhookName::Standard, Some(url)) => text!("relay-standard", url = url),
        (WebhookName::Standard, None) => text!("relay-standard-not-set"),
    })];
    lines.extend(
        worded(queue.trouble_text.as_ref(), queue.trouble.as_deref())
            .map(|why| format!("  {}", said(&why.as_sentence()))),
    );
    let mut further = |text: Text| lines.push(format!("  {}", said(&text)));
    if url.is_some() {
        further(text!("relay-waiting", n = queue.waiting));
        further(match queue.last_delivery {
            Some(last) => text!("relay-last-delivery", time = last),
            None => text!("relay-no-delivery"),
        });
    }
    if !queue.undeliverable.is_empty() {
        further(text!("relay-refused", n = queue.undeliverable.len()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use captrack_contract::UndeliverableView;

    use super::*;

    fn queue(webhook: WebhookName) -> QueueView {
        QueueView {
            webhook,
            masked_url: None,
            trouble: None,
            trouble_text: None,
            waiting: 0,
            last_delivery: None,
            next: Vec::new(),
            deliveries: Vec::new(),
            undeliverable: Vec::new(),
            limit: None,
            paused_until: None,
        }
    }

    #[test]
    fn the_status_says_in_words_how_each_webhook_does() {
        let at: jiff::Timestamp = "2026-11-22T18:40:12Z".parse().unwrap();
        let refused = UndeliverableView {
            id: 7,
            what: "what cannot be read".to_owned(),
            what_text: text!("delivery-unreadable"),
            reason: None,
            reason_text: None,
            at,
        };
        let critical = QueueView {
            masked_url: Some("https://discord.com/api/webhooks/1/…".to_owned()),
            trouble: Some("discord no longer knows this webhook".to_owned()),
            waiting: 3,
            last_delivery: Some(at),
            undeliverable: vec![refused],
            ..queue(WebhookName::Critical)
        };
        let view = DiscordView {
            on: true,
            options: RelayOptions::default(),
            queues: vec![critical, queue(WebhookName::Standard)],
            preview: None,
            preview_is_next: false,
        };
        let wanted = [
            "The relay to Discord is on.",
            "critical webhook: https://discord.com/api/webhooks/1/…",
            "  Discord no longer knows this webhook.",
            "  waiting: 3",
            "  last delivery: 2026-11-22 18:40 EVE",
            "  refused by Discord: 1",
            "standard webhook: not set",
        ];
        assert_eq!(lines(&view), wanted);
    }
}
