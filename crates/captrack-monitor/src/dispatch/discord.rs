//! One message to Discord at a time and webhook, most urgent first, within what Discord allows.
//!
//! A webhook is asked for posts first, then for edits, then for what no alert waits for. The webhooks go side by side: one that does
//! not answer holds up nobody else.

use std::time::{Duration, Instant};

use captrack_domain::activity::ActivityKind;
use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::notice::{Notice, Occasion};
use captrack_store::{DeliveryKind, NewMessage, NoticeId, StoreError, Tx, Waiting, settings};
use jiff::Timestamp;

use crate::activity::{BY_ITSELF, line};
use crate::dispatch::named::Named;
use crate::living::{named, of_watched};
use crate::monitor::Monitor;
use crate::ports::{Post, Posted, Tale, Telling, Verdict, WebhookName};
use crate::relay::Relay;

mod editing;
mod ended;
mod farewell;
mod notes;
mod pauses;
mod record;
mod speech;

pub(crate) use editing::EDIT_WAIT;
pub(crate) use farewell::Farewell;
pub(crate) use pauses::{Asked, Pauses};
pub(crate) use speech::Speech;

use editing::must_be_edited;
use ended::settle_rest;
use record::Asking;

/// So many rows are looked at to compose one message.
const WINDOW: u32 = 200;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// A message was sent and accepted, or refused for good: there may be more.
    Sent,
    /// Nothing may be sent now.
    Idle,
}

impl Monitor {
    /// Does the next thing that may be done on Discord now. The single step that tests take.
    pub async fn drain_one(&self, now: Timestamp) -> Result<Drained, StoreError> {
        for webhook in WebhookName::ALL {
            if self.step(webhook, now).await? == Drained::Sent {
                return Ok(Drained::Sent);
            }
        }
        Ok(Drained::Idle)
    }

    /// Does all that may be done on Discord now.
    pub(crate) async fn drain_discord(&self, now: Timestamp) -> Result<(), StoreError> {
        let drain = async |webhook| {
            while self.step(webhook, now).await? == Drained::Sent {}
            Ok(())
        };
        let (critical, standard) = futures::join!(drain(WebhookName::Critical), drain(WebhookName::Standard));
        critical.and(standard)
    }

    /// Posts before edits before the rest.
    async fn step(&self, webhook: WebhookName, now: Timestamp) -> Result<Drained, StoreError> {
        if self.post_next(webhook, now).await? == Drained::Sent
            || self.edit_next(webhook, now).await? == Drained::Sent
            || self.take_leave(webhook).await? == Drained::Sent
        {
            return Ok(Drained::Sent);
        }
        self.note_next(webhook, now).await
    }

    async fn post_next(&self, webhook: WebhookName, now: Timestamp) -> Result<Drained, StoreError> {
        if !self.may_ask(webhook, Asked::Post).await {
            return Ok(Drained::Idle);
        }
        let due = self.due_for(webhook, now).await?;
        if due.is_empty() {
            return Ok(Drained::Idle);
        }
        let due = self.leave_ends_to_edits(due, now).await?;
        // A message that was refused is sent again row by row, so that one bad row does not take the others with it.
        let window = if self.relay_pause.lock().alone(webhook) { 1 } else { due.len() };
        let waiting: Vec<(i64, Notice)> = due.into_iter().take(window).map(|row| (row.id.0, row.notice)).collect();
        let speech = Speech::about(&*self.lock().await, webhook, &waiting, now);
        let Some(post) = self.ports.webhook.compose(&waiting, &speech.wording()) else {
            return self.settle_what_says_nothing(&waiting).await;
        };
        let began = Instant::now();
        let verdict = self.ports.webhook.post(webhook, &post).await;
        self.settle(webhook, &waiting, &post, verdict, began.elapsed()).await
    }

    /// Whether a webhook may be asked for something now.
    pub(crate) async fn may_ask(&self, webhook: WebhookName, asked: Asked) -> bool {
        if !self.lock().await.relay.usable(webhook) {
            return false;
        }
        let paused = self.relay_pause.lock().until(webhook, asked, self.now()).is_some();
        !paused && self.ports.webhook.wait(webhook).is_none()
    }

    /// What may be posted now, the first in the order of sending.
    async fn due_for(&self, webhook: WebhookName, now: Timestamp) -> Result<Vec<Waiting>, StoreError> {
        let receivers = self.lock().await.relay.receivers_of(webhook);
        let mut waiting = self.store.waiting(&receivers, WINDOW).await?;
        // What was decided in the future waits for a clock that was put back since.
        waiting.retain(|row| row.due_at <= now || now < row.notice.decided_at);
        Ok(waiting)
    }

    async fn settle_what_says_nothing(&self, waiting: &[(i64, Notice)]) -> Result<Drained, StoreError> {
        let empty: Vec<i64> =
            waiting.iter().filter(|(_, notice)| notice.hulls.is_empty()).map(|(row, _)| *row).collect();
        if empty.is_empty() {
            return Ok(Drained::Idle);
        }
        let mut tx = self.store.begin().await?;
        for row in empty {
            tx.mark_delivered(NoticeId(row), self.now()).await?;
        }
        tx.commit().await?;
        Ok(Drained::Sent)
    }

    async fn settle(
        &self,
        webhook: WebhookName,
        waiting: &[(i64, Notice)],
        post: &Post,
        verdict: Verdict,
        took: Duration,
    ) -> Result<Drained, StoreError> {
        let now = self.now();
        let asking = Asking { webhook, kind: DeliveryKind::Post, verdict: &verdict, took, at: now };
        match &verdict {
            Verdict::Delivered(posted) => {
                self.mark_delivered(&asking, waiting, post, posted).await?;
                self.relay_pause.lock().gone(webhook);
                self.relay_pause.lock().works(webhook, Asked::Post);
                Ok(Drained::Sent)
            }
            Verdict::Undeliverable(reason) if post.covers.len() > 1 => {
                tracing::warn!(%webhook, reason, "Discord refused a message about several alerts; they are sent one by one");
                self.write_down(&asking, waiting, post).await?;
                self.relay_pause.lock().send_alone(webhook, post.covers.len());
                Ok(Drained::Sent)
            }
            Verdict::Undeliverable(reason) => {
                tracing::error!(%webhook, reason, "Discord refused a message; it is kept");
                self.mark_refused(&asking, waiting, post, reason).await?;
                self.relay_pause.lock().gone(webhook);
                Ok(Drained::Sent)
            }
            Verdict::Wait(wait) => {
                self.write_down(&asking, waiting, post).await?;
                self.relay_pause.lock().wait(webhook, now, *wait);
                Ok(Drained::Idle)
            }
            Verdict::Retry(why) => {
                tracing::warn!(%webhook, why, "a message was not delivered; it is tried again");
                self.write_down(&asking, waiting, post).await?;
                self.relay_pause.lock().fail(webhook, Asked::Post, now, rand::random());
                Ok(Drained::Idle)
            }
            Verdict::WebhookDead(why) => {
                self.write_down(&asking, waiting, post).await?;
                self.webhook_died(webhook, why.clone()).await?;
                Ok(Drained::Idle)
            }
            // That is never said of a post.
            Verdict::MessageGone => Ok(Drained::Idle),
        }
    }

    pub(super) async fn webhook_died(&self, webhook: WebhookName, why: String) -> Result<(), StoreError> {
        tracing::error!(%webhook, why, "a webhook is dead; the relay leaves it alone");
        self.set_webhook_trouble(webhook, Some(why)).await
    }

    /// A post that did not go its way: its rows wait on, with the reason.
    async fn write_down(&self, asking: &Asking<'_>, waiting: &[(i64, Notice)], post: &Post) -> Result<(), StoreError> {
        // The state is held, so that nobody is forgotten while a name is written down.
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let delivery = asking.about(&state, &post.tellings);
        if let Some(reason) = &delivery.reason {
            for (row, _) in covered(waiting, post) {
                // When it is tried again is for the webhook to say, not for the row.
                tx.retry_later(row, Timestamp::UNIX_EPOCH, reason).await?;
            }
        }
        tx.append_delivery(&delivery).await?;
        tx.commit().await
    }

    /// Takes what a message named out of its rows, and remembers the message; a row of which nothing is left is done.
    async fn mark_delivered(
        &self,
        asking: &Asking<'_>,
        waiting: &[(i64, Notice)],
        post: &Post,
        posted: &Posted,
    ) -> Result<(), StoreError> {
        let (webhook, now) = (asking.webhook, asking.at);
        let mut state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut told = Named::default();
        for (row, notice, hulls) in rows(waiting, post) {
            told.add(notice.main, notice.hulls.iter().filter(|line| hulls.contains(&line.key)));
            let mut rest = notice.clone();
            rest.hulls.retain(|line| !hulls.contains(&line.key));
            settle_rest(&mut tx, row, &rest, now).await?;
        }
        let subject = crate::relaying::subject(webhook);
        let named_now = told.words(&state);
        tx.append_activity(&[line(now, BY_ITSELF, ActivityKind::NoticeSent, subject, None, Some(named_now))]).await?;
        tx.append_delivery(&asking.about(&state, &post.tellings)).await?;
        let tellings = of_watched(&state, &post.tellings);
        let is_kept = remember(&mut tx, webhook, &tellings, posted, now).await?;
        if is_kept && tellings != post.tellings {
            must_be_edited(&mut tx, &tellings).await?;
        }
        let relay = post.pings.then(|| pinged(&state.relay, webhook, post, now));
        if let Some(relay) = &relay {
            tx.put_setting(settings::RELAY, relay).await?;
        }
        tx.commit().await?;
        if let Some(relay) = relay {
            state.relay = relay;
        }
        state.relay.delivered(webhook, now);
        // What has changed while it was under way shows with the next look.
        state.living.speak_of(named(&tellings).map(|(alert, _)| alert));
        if tellings.is_empty() && !post.tellings.is_empty() {
            // It is about nobody but somebody who was forgotten meanwhile.
            self.farewells.lock().extend(vec![(webhook, posted.message_id.clone())]);
        }
        Ok(())
    }

    /// Discord refused what a message named: kept, with the reason. The rest of its rows goes on.
    async fn mark_refused(
        &self,
        asking: &Asking<'_>,
        waiting: &[(i64, Notice)],
        post: &Post,
        reason: &str,
    ) -> Result<(), StoreError> {
        let now = asking.at;
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut told = Named::default();
        for (row, notice, hulls) in rows(waiting, post) {
            told.add(notice.main, notice.hulls.iter().filter(|line| hulls.contains(&line.key)));
            tx.mark_hulls_undeliverable(row, hulls, reason, now).await?;
        }
        let subject = crate::relaying::subject(asking.webhook);
        let (old, new) = (Some(told.words(&state)), Some(format!("refused: {reason}")));
        tx.append_activity(&[line(now, BY_ITSELF, ActivityKind::NoticeRefused, subject, old, new)]).await?;
        tx.append_delivery(&asking.about(&state, &post.tellings)).await?;
        tx.commit().await
    }

    /// When something may next be done on Discord or on the desktop.
    pub(crate) async fn next_delivery(&self) -> Result<Option<Timestamp>, StoreError> {
        let relay = self.lock().await.relay.clone();
        let now = self.now();
        let mut next = self.next_for_desktop(now).await?;
        for webhook in WebhookName::ALL.into_iter().filter(|webhook| relay.usable(*webhook)) {
            let limited = self.ports.webhook.wait(webhook).map(|wait| now + wait);
            let mut post: Option<Timestamp> = None;
            for receiver in relay.receivers_of(webhook) {
                post = crate::facts::earliest(post, self.store.next_due(receiver).await?);
            }
            let edit = self.store.next_edit_due(webhook.name()).await?;
            let edit = if self.farewells.lock().waits(webhook) { Some(now) } else { edit };
            for (asked, due) in [(Asked::Post, post), (Asked::Edit, edit)] {
                let paused = self.relay_pause.lock().until(webhook, asked, now);
                let due = due.map(|due| [paused, limited].into_iter().flatten().fold(due, Timestamp::max));
                next = crate::facts::earliest(next, due);
            }
        }
        Ok(next)
    }
}

/// The rows that a message names hulls of.
fn rows<'a>(
    waiting: &'a [(i64, Notice)],
    post: &'a Post,
) -> impl Iterator<Item = (NoticeId, &'a Notice, &'a [HullKey])> {
    post.covers.iter().filter_map(|(row, hulls)| {
        let (_, notice) = waiting.iter().find(|(id, _)| id == row)?;
        Some((NoticeId(*row), notice, hulls.as_slice()))
    })
}

fn covered<'a>(waiting: &'a [(i64, Notice)], post: &'a Post) -> impl Iterator<Item = (NoticeId, &'a Notice)> {
    rows(waiting, post).map(|(row, notice, _)| (row, notice))
}

/// Keeps what a message says, so that it can be edited; not a reminder, which says again what older messages say, and not one that
/// tells of ends only. Whether it is kept.
async fn remember(
    tx: &mut Tx,
    webhook: WebhookName,
    tellings: &[Telling],
    posted: &Posted,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let hulls = || tellings.iter().flat_map(|telling| &telling.hulls);
    let grown: Vec<AlertId> = hulls().filter(|told| told.tale == Tale::Grew).map(|told| told.alert).collect();
    // Before it is one of them: the older messages about the same alerts list what this one names.
    tx.mark_messages_due(&grown, now + EDIT_WAIT).await?;
    let reminds = tellings.iter().all(|telling| telling.tone == Occasion::Reminder);
    let over = hulls().all(|told| told.tale.is_over());
    if posted.message_id.is_empty() || reminds || over {
        return Ok(false);
    }
    let message =
        NewMessage { webhook: webhook.name(), discord_id: &posted.message_id, thread: None, posted_at: now, tellings };
    tx.put_message(&message).await.map(|_| true)
}

/// The relay's memory after a message that pinged.
fn pinged(relay: &Relay, webhook: WebhookName, post: &Post, now: Timestamp) -> Relay {
    let mut relay = relay.clone();
    if let Some(webhook) = relay.webhooks.get_mut(&webhook) {
        webhook.pinged_at = Some(now);
    }
    if post.tellings.iter().any(|telling| telling.tone == Occasion::FirstRead) {
        relay.first_read_pinged = Some(now);
    }
    relay
}
