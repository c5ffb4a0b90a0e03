//! One message to Discord at a time and webhook, most urgent first, within what Discord allows.
//!
//! A webhook is asked for posts first, then for edits, then for what no alert waits for. The webhooks go side by side: one that does
//! not answer holds up nobody else.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::notice::Notice;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, Post, WebhookRequest};
use captrack_store::{DeliveryKind, NoticeId, StoreError, WaitingNotice};
use jiff::Timestamp;

use crate::deliver::Dispatcher;

mod accepted_messages;
mod delivery_attempt;
mod delivery_outcome;
mod message_edits;
mod notes;
mod outage;
mod pauses;
mod refused_parts;
mod reopened_alerts;
mod resolved_alerts;
mod unrecorded_messages;
mod webhook_state;
mod wording_parts;

pub(crate) use pauses::Pauses;
pub(crate) use refused_parts::RefusedParts;
pub(crate) use reopened_alerts::as_posted;
pub(crate) use unrecorded_messages::UnrecordedMessage;
pub(crate) use wording_parts::WordingParts;

use delivery_attempt::DeliveryAttempt;
use refused_parts::{NextBatch, RefusalStep};

/// So many rows are looked at to compose one message.
const WINDOW: u32 = 200;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrainStep {
    /// A message was sent and accepted, or refused for good: there may be more.
    Sent,
    /// Nothing may be sent now.
    Idle,
}

/// A message that was sent.
struct Sent<'a> {
    /// What waited, of which it names a part.
    waiting: &'a [(i64, Notice)],
    /// What it was to name.
    batch: &'a NextBatch,
    post: &'a Post,
}

/// The hulls that wait to be named.
fn named_by(waiting: &[(i64, Notice)]) -> BTreeSet<HullKey> {
    waiting.iter().flat_map(|(_, notice)| &notice.hulls).map(|line| line.key).collect()
}

/// The hulls that a message names, each once, in its order.
fn covered(post: &Post) -> Vec<HullKey> {
    let mut seen = BTreeSet::new();
    post.covers.iter().flat_map(|(_, hulls)| hulls).copied().filter(|key| seen.insert(*key)).collect()
}

impl Dispatcher<'_> {
    /// Does the next thing that may be done on Discord now. The single step that tests take.
    pub async fn drain_one(&self, now: Timestamp) -> Result<DrainStep, StoreError> {
        for webhook in WebhookName::ALL {
            if self.step(webhook, now).await? == DrainStep::Sent {
                return Ok(DrainStep::Sent);
            }
        }
        Ok(DrainStep::Idle)
    }

    /// Does all that may be done on Discord now.
    pub(crate) async fn drain_discord(&self, now: Timestamp) -> Result<(), StoreError> {
        let drain = async |webhook| {
            while self.step(webhook, now).await? == DrainStep::Sent {}
            Ok(())
        };
        let (critical, standard) = futures::join!(drain(WebhookName::Critical), drain(WebhookName::Standard));
        critical.and(standard)
    }

    /// Posts before edits before the rest; of a refused webhook, which may be tried again, whatever of these comes first is the try. A store that
    /// cannot be written holds up none of the others: that it cannot is one of the things to be said.
    async fn step(&self, webhook: WebhookName, now: Timestamp) -> Result<DrainStep, StoreError> {
        let mut failed = Ok(DrainStep::Idle);
        let mut is_done = |tried: Result<DrainStep, StoreError>| {
            let is_sent = matches!(tried, Ok(DrainStep::Sent));
            if tried.is_err() && failed.is_ok() {
                failed = tried;
            }
            is_sent
        };
        if is_done(self.post_next(webhook, now).await)
            || is_done(self.edit_next(webhook, now).await)
            || is_done(self.note_next(webhook, now).await)
            || is_done(self.look_next(webhook).await)
        {
            return Ok(DrainStep::Sent);
        }
        failed
    }

    async fn post_next(&self, webhook: WebhookName, now: Timestamp) -> Result<DrainStep, StoreError> {
        let written = self.record_accepted(webhook).await;
        match self.post_what_waits(webhook, now).await? {
            DrainStep::Sent => Ok(DrainStep::Sent),
            DrainStep::Idle => written.map(|()| DrainStep::Idle),
        }
    }

    async fn post_what_waits(&self, webhook: WebhookName, now: Timestamp) -> Result<DrainStep, StoreError> {
        if !self.may_ask(webhook, WebhookRequest::Post).await {
            return Ok(DrainStep::Idle);
        }
        let due = self.without_accepted(self.due_for(webhook, now).await?);
        if due.is_empty() {
            return Ok(DrainStep::Idle);
        }
        let due = self.leave_returns_to_edits(due, now).await?;
        let due = self.leave_ends_to_edits(due, now).await?;
        let aside = self.memory.refused_parts.lock().aside(webhook, self.now());
        let due = self.hold_back_what_is_aside(due, &aside).await?;
        let waiting = as_posted(due);
        // Of a message that was refused first one part is tried, then another, so that what is at fault does not take the rest with it.
        let batch =
            self.memory.refused_parts.lock().next(webhook, &named_by(&waiting).difference(&aside).copied().collect());
        let batch = batch.without(&aside, &named_by(&waiting));
        let speech = WordingParts::about(&*self.lock().await, webhook, &waiting, now).of_lot(&batch);
        let Some(mut post) = self.ports.webhook.compose(&speech.of_notices(&waiting), &speech.wording()) else {
            return self.settle_what_says_nothing(&waiting).await;
        };
        speech.remember_names(&mut post, &waiting);
        let began = Instant::now();
        let verdict = self.ports.webhook.post(webhook, &post).await;
        self.settle(webhook, &Sent { waiting: &waiting, batch: &batch, post: &post }, verdict, began.elapsed()).await
    }

    /// Whether a webhook may be asked for something now.
    pub(crate) async fn may_ask(&self, webhook: WebhookName, asked: WebhookRequest) -> bool {
        let now = self.now();
        if !self.lock().await.relay.usable(webhook, now) {
            return false;
        }
        let paused = self.memory.relay_pause.lock().until(webhook, asked, now).is_some();
        !paused && self.ports.webhook.wait(webhook, asked).is_none()
    }

    /// What may be posted now, the first in the order of sending.
    async fn due_for(&self, webhook: WebhookName, now: Timestamp) -> Result<Vec<WaitingNotice>, StoreError> {
        let receivers = self.lock().await.relay.receivers_of(webhook);
        let mut waiting = self.store.waiting(&receivers, WINDOW).await?;
        // What was decided in the future waits for a clock that was put back since.
        waiting.retain(|row| row.due_at <= now || now < row.notice.decided_at);
        Ok(waiting)
    }

    async fn settle_what_says_nothing(&self, waiting: &[(i64, Notice)]) -> Result<DrainStep, StoreError> {
        let empty: Vec<i64> =
            waiting.iter().filter(|(_, notice)| notice.hulls.is_empty()).map(|(row, _)| *row).collect();
        if empty.is_empty() {
            return Ok(DrainStep::Idle);
        }
        let mut tx = self.store.begin().await?;
        for row in empty {
            tx.mark_delivered(NoticeId(row), self.now()).await?;
        }
        tx.commit().await?;
        Ok(DrainStep::Sent)
    }

    async fn settle(
        &self,
        webhook: WebhookName,
        sent: &Sent<'_>,
        verdict: DeliveryVerdict,
        took: Duration,
    ) -> Result<DrainStep, StoreError> {
        let (Sent { waiting, batch, post }, now) = (sent, self.now());
        let asking = DeliveryAttempt { webhook, kind: DeliveryKind::Post, verdict: &verdict, took, at: now };
        match &verdict {
            DeliveryVerdict::Delivered(posted) => {
                let (waiting, post, posted) = (waiting.to_vec(), (*post).clone(), posted.clone());
                let named = covered(&post);
                self.note_accepted(UnrecordedMessage { webhook, waiting, post, posted, took, at: now }).await;
                self.memory.refused_parts.lock().taken(webhook, &named);
                self.memory.relay_pause.lock().clear(webhook, WebhookRequest::Post);
                self.webhook_works(webhook).await?;
                Ok(DrainStep::Sent)
            }
            DeliveryVerdict::Undeliverable(reason) | DeliveryVerdict::NotNow(reason) => {
                let fate = self.memory.refused_parts.lock().refused(webhook, batch, &covered(post));
                let is_final = matches!(verdict, DeliveryVerdict::Undeliverable(_));
                match (fate, is_final) {
                    (RefusalStep::SentAgain, _) => {
                        tracing::warn!(%webhook, %reason, "Discord refused a message; it is sent more plainly or in parts");
                        self.write_down(&asking, waiting, post).await?;
                    }
                    (RefusalStep::GivenUp, true) => {
                        tracing::error!(%webhook, %reason, "Discord refuses to name a hull; it is kept");
                        self.mark_refused(&asking, waiting, post, reason).await?;
                    }
                    (RefusalStep::GivenUp, false) => {
                        tracing::warn!(%webhook, %reason, "Discord does not take a hull now; it is named again later");
                        self.write_down(&asking, waiting, post).await?;
                        self.memory.refused_parts.lock().set_aside(webhook, &covered(post), now);
                    }
                }
                if fate == RefusalStep::GivenUp && self.memory.refused_parts.lock().all_in_vain(webhook) {
                    self.memory.relay_pause.lock().fail(webhook, WebhookRequest::Post, now, rand::random());
                }
                Ok(DrainStep::Sent)
            }
            // Pauses are kept first: they hold also where nothing can be written.
            DeliveryVerdict::Wait(wait) => {
                self.note_rate_limit(webhook, WebhookRequest::Post, *wait).await;
                self.write_down(&asking, waiting, post).await.map(|()| DrainStep::Idle)
            }
            DeliveryVerdict::Retry(why) => {
                tracing::warn!(%webhook, %why, "a message was not delivered; it is tried again");
                self.failed(webhook, WebhookRequest::Post, why).await;
                self.write_down(&asking, waiting, post).await.map(|()| DrainStep::Idle)
            }
            DeliveryVerdict::WebhookDead(why) => {
                let written = self.write_down(&asking, waiting, post).await;
                self.webhook_refused(webhook, why.clone()).await?;
                written.map(|()| DrainStep::Idle)
            }
            DeliveryVerdict::MessageGone => {
                // Not a word about a post; whoever says it may know better later.
                self.memory.relay_pause.lock().fail(webhook, WebhookRequest::Post, now, rand::random());
                self.write_down(&asking, waiting, post).await.map(|()| DrainStep::Idle)
            }
        }
    }

    /// When something may next be done on Discord or on the desktop.
    pub(crate) async fn next_delivery(&self) -> Result<Option<Timestamp>, StoreError> {
        let relay = self.lock().await.relay.clone();
        let now = self.now();
        let mut next = self.next_for_desktop(now).await?;
        for webhook in WebhookName::ALL {
            if !relay.usable(webhook, now) {
                let refused = relay.webhooks.get(&webhook).and_then(|webhook| webhook.refused.as_ref());
                next =
                    crate::judge::facts::earliest(next, refused.filter(|_| relay.on).map(|refused| refused.next_try));
                continue;
            }
            let mut post: Option<Timestamp> = None;
            for receiver in relay.receivers_of(webhook) {
                post = crate::judge::facts::earliest(post, self.store.next_due(receiver).await?);
            }
            let edit = self.store.next_edit_due(webhook.name()).await?;
            for (asked, due) in [(WebhookRequest::Post, post), (WebhookRequest::Edit, edit)] {
                let limited = self.ports.webhook.wait(webhook, asked).map(|wait| later(now, wait));
                let paused = self.memory.relay_pause.lock().until(webhook, asked, now);
                let due = due.map(|due| [paused, limited].into_iter().flatten().fold(due, Timestamp::max));
                next = crate::judge::facts::earliest(next, due);
            }
        }
        Ok(next)
    }
}
