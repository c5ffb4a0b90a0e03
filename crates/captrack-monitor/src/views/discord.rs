//! The Discord page: what waits, what became of the last messages, the next one as Discord will show it.

use captrack_contract::{
    DeliveryView, DiscordView, LimitView, MessageOutcome, QueueView, UndeliverableView, WaitingView,
};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::WebhookRequest;
use captrack_store::{Delivery, DeliveryKind, DeliveryOutcome, StoreError, UndeliverableNotice, WaitingNotice};
use captrack_text::english;
use jiff::Timestamp;

use crate::deliver::discord::{WordingParts, as_posted};
use crate::judge::facts::refresh::refresh_for_show;
use crate::notices::named_hulls::NamedHulls;
use crate::notices::transition_notices::current_notices;
use crate::state::State;
use crate::state::relay::Relay;
use crate::views::Views;

/// So many notices that wait are shown.
const NEXT: u32 = 50;
/// So many deliveries are shown.
const DELIVERIES: u32 = 50;
/// So many refused notices are shown.
const UNDELIVERABLE: u32 = 200;

impl Views<'_> {
    /// The Discord page.
    pub async fn discord_view(&self) -> Result<DiscordView, StoreError> {
        let relay = self.lock().await.relay.clone();
        let waiting: usize = self.webhook_views().await?.iter().map(|webhook| webhook.waiting).sum();
        let mut queues = Vec::new();
        let mut next: Vec<(WebhookName, Vec<WaitingNotice>)> = Vec::new();
        for webhook in WebhookName::ALL {
            let rows = self.store.waiting(&relay.receivers_of(webhook), NEXT).await?;
            queues.push(self.queue(&relay, webhook, &rows).await?);
            let posted = self.deliver.without_ends(self.deliver.without_returns(rows).await?).await?;
            if !posted.is_empty() {
                next.push((webhook, posted));
            }
        }
        let now = self.now();
        let next = next.into_iter().min_by_key(|(webhook, rows)| turn(&relay, *webhook, rows, now));
        let preview_is_next = waiting > 0 && next.is_some();
        let preview = self.preview_of(next).await;
        Ok(DiscordView { on: relay.on, options: relay.options, queues, preview, preview_is_next })
    }

    async fn queue(
        &self,
        relay: &Relay,
        webhook: WebhookName,
        rows: &[WaitingNotice],
    ) -> Result<QueueView, StoreError> {
        let views = self.webhook_views().await?;
        let view = views.into_iter().find(|view| view.webhook == webhook);
        let deliveries = self.store.deliveries(webhook.name(), DELIVERIES).await?;
        let refused = self.store.undeliverable_to(&relay.receivers_of(webhook), UNDELIVERABLE).await?;
        let now = self.now();
        let paused = self.deliver.memory.relay_pause.lock().until(webhook, WebhookRequest::Post, now);
        let limited = self.ports.webhook.wait(webhook, WebhookRequest::Post).map(|wait| later(now, wait));
        let state = self.lock().await;
        Ok(QueueView {
            webhook,
            masked_url: view.as_ref().and_then(|view| view.masked_url.clone()),
            trouble: view.as_ref().and_then(|view| view.trouble.clone()),
            trouble_text: view.as_ref().and_then(|view| view.trouble_text.clone()),
            waiting: view.as_ref().map_or(0, |view| view.waiting),
            last_delivery: view.and_then(|view| view.last_delivery),
            next: rows.iter().map(|row| waiting_view(&state, row)).collect(),
            deliveries: deliveries.into_iter().map(delivery_view).collect(),
            undeliverable: refused.into_iter().map(|row| undeliverable_view(&state, row)).collect(),
            limit: self.ports.webhook.limit(webhook).map(|limit| LimitView {
                limit: limit.limit,
                remaining: limit.remaining,
                resets_at: limit.resets_at,
            }),
            paused_until: paused.max(limited),
        })
    }

    /// The next message; when nothing waits, one about all that stands.
    async fn preview_of(&self, next: Option<(WebhookName, Vec<WaitingNotice>)>) -> Option<serde_json::Value> {
        let now = self.now();
        let mut state = self.lock().await;
        refresh_for_show(&mut state, now);
        let (webhook, notices): (WebhookName, Vec<(i64, Notice)>) = match next {
            Some((webhook, rows)) => (webhook, as_posted(rows)),
            None => (WebhookName::Critical, (0..).zip(current_notices(&state, now)).collect()),
        };
        let speech = WordingParts::about(&state, webhook, &notices, now);
        self.ports.webhook.compose(&notices, &speech.wording()).map(|post| post.body)
    }
}

/// When it is a webhook's turn, of several for which something waits: one that can be used before one that cannot, the more urgent news
/// before the other, then what may be sent earlier.
fn turn(
    relay: &Relay,
    webhook: WebhookName,
    rows: &[WaitingNotice],
    now: Timestamp,
) -> (bool, Option<AlertLevel>, Option<Timestamp>) {
    let level = rows.iter().map(|row| row.notice.level).min();
    let due_at = rows.iter().filter(|row| Some(row.notice.level) == level).map(|row| row.due_at).min();
    (!relay.usable(webhook, now), level, due_at)
}

/// `Kara Volkov: 1 titan new`.
fn what(state: &State, notice: &Notice) -> Text {
    let mut named = NamedHulls::default();
    named.add(notice.main, &notice.hulls);
    let news = match notice.kind {
        NoticeKind::Opened => text!("news-opened"),
        NoticeKind::Grew => text!("news-more"),
        NoticeKind::Moved => text!("news-moved"),
        NoticeKind::SnoozeEnded => text!("news-snooze-ended"),
        NoticeKind::Resolved => text!("news-resolved"),
        NoticeKind::Reminder => text!("news-still-open"),
    };
    text!("notice-what", named = named.text(state), news = news)
}

fn waiting_view(state: &State, row: &WaitingNotice) -> WaitingView {
    let told = what(state, &row.notice);
    let what_text = if row.continues { text!("notice-again", what = told) } else { told };
    WaitingView {
        id: row.id.0,
        what: english(&what_text),
        what_text,
        decided_at: row.notice.decided_at,
        attempts: row.attempts,
        reason: row.reason.as_ref().map(english),
        reason_text: row.reason.clone(),
    }
}

fn delivery_view(delivery: Delivery) -> DeliveryView {
    let outcome = match delivery.outcome {
        DeliveryOutcome::Delivered => MessageOutcome::Delivered,
        DeliveryOutcome::Limited => MessageOutcome::Limited,
        DeliveryOutcome::Retried => MessageOutcome::Retried,
        DeliveryOutcome::Refused => MessageOutcome::Refused,
        DeliveryOutcome::MessageGone => MessageOutcome::MessageGone,
        DeliveryOutcome::WebhookDead => MessageOutcome::WebhookDead,
    };
    DeliveryView {
        at: delivery.at,
        latency_ms: u64::try_from(delivery.latency.as_millis()).unwrap_or(u64::MAX),
        what: delivery.what,
        what_text: delivery.what_text,
        edit: delivery.kind == DeliveryKind::Edit,
        hulls: delivery.hulls as usize,
        outcome,
        reason: delivery.reason.as_ref().map(english),
        reason_text: delivery.reason,
    }
}

fn undeliverable_view(state: &State, row: UndeliverableNotice) -> UndeliverableView {
    let at: Timestamp = row.at;
    let what_text = row.notice.map_or_else(|| text!("notice-of-another-version"), |notice| what(state, &notice));
    UndeliverableView {
        id: row.id.0,
        what: english(&what_text),
        what_text,
        reason: row.reason.as_ref().map(english),
        reason_text: row.reason,
        at,
    }
}
