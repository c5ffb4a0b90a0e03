//! What becomes of a post, written down in one transaction: its rows, the message it made, the history.

use captrack_domain::activity::ActivityKind;
use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeOccasion};
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{HullNews, MessagePart, Post, PostReceipt};
use captrack_store::{NewMessage, NoticeId, StoreError, Tx, settings};
use jiff::Timestamp;

use super::delivery_attempt::DeliveryAttempt;
use super::message_edits::must_be_edited;
use crate::commit::outbox::edit_wait;
use crate::deliver::Dispatcher;
use crate::notices::activity::{BY_ITSELF, line};
use crate::notices::live_messages::{named, without_forgotten_pilots};
use crate::notices::named_hulls::NamedHulls;
use crate::state::relay::Relay;

impl Dispatcher<'_> {
    /// A post that did not go its way: its rows wait on, with the reason.
    pub(super) async fn write_down(
        &self,
        asking: &DeliveryAttempt<'_>,
        waiting: &[(i64, Notice)],
        post: &Post,
    ) -> Result<(), StoreError> {
        // The state is held, so that nobody is forgotten while a name is written down.
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let delivery = asking.about(&state, &post.message_parts);
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
    pub(super) async fn mark_delivered(
        &self,
        asking: &DeliveryAttempt<'_>,
        waiting: &[(i64, Notice)],
        post: &Post,
        posted: &PostReceipt,
    ) -> Result<(), StoreError> {
        let (webhook, now) = (asking.webhook, asking.at);
        let mut state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut told = NamedHulls::default();
        for (row, notice, hulls) in rows(waiting, post) {
            told.add(notice.main, notice.hulls.iter().filter(|line| hulls.contains(&line.key)));
            let mut rest = notice.clone();
            rest.hulls.retain(|line| !hulls.contains(&line.key));
            if rest.hulls.is_empty() {
                tx.mark_delivered(row, now).await?;
            } else {
                tx.put_remaining(row, &rest.hulls).await?;
            }
        }
        for (rows, named) in lists_that_go_on(waiting, post) {
            tx.put_named_before(&rows, named).await?;
        }
        let subject = crate::notices::activity::webhook_subject(webhook);
        let named_now = Some(told.text(&state).into());
        tx.append_activity(&[line(now, BY_ITSELF, ActivityKind::NoticeSent, subject, None, named_now)]).await?;
        tx.append_delivery(&asking.about(&state, &post.message_parts)).await?;
        let message_parts = without_forgotten_pilots(&state, &post.message_parts);
        // It is about nobody but somebody who was forgotten meanwhile: that has to be edited, whatever it told.
        let is_kept = if message_parts.is_empty() && !post.message_parts.is_empty() {
            keep(&mut tx, webhook, &message_parts, posted, now).await?
        } else {
            remember(&mut tx, webhook, &message_parts, posted, now).await?
        };
        if is_kept && message_parts != post.message_parts {
            must_be_edited(&mut tx, &message_parts).await?;
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
        state.live_messages.speak_of(named(&message_parts).map(|(alert, _)| alert));
        Ok(())
    }

    /// Discord refused what a message named: kept, with the reason. The rest of its rows goes on.
    pub(super) async fn mark_refused(
        &self,
        asking: &DeliveryAttempt<'_>,
        waiting: &[(i64, Notice)],
        post: &Post,
        reason: &Text,
    ) -> Result<(), StoreError> {
        let now = asking.at;
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut told = NamedHulls::default();
        for (row, notice, hulls) in rows(waiting, post) {
            told.add(notice.main, notice.hulls.iter().filter(|line| hulls.contains(&line.key)));
            tx.mark_hulls_undeliverable(row, hulls, reason, now).await?;
        }
        let subject = crate::notices::activity::webhook_subject(asking.webhook);
        let (old, new) = (told.text(&state).into(), text!("activity-refused", why = reason.clone()).into());
        tx.append_activity(&[line(now, BY_ITSELF, ActivityKind::NoticeRefused, subject, Some(old), Some(new))]).await?;
        tx.append_delivery(&asking.about(&state, &post.message_parts)).await?;
        tx.commit().await
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

/// The rows of lists of which a message named a part, each list with how many of its hulls have been named by now.
fn lists_that_go_on(waiting: &[(i64, Notice)], post: &Post) -> Vec<(Vec<NoticeId>, u32)> {
    let go_on = post.message_parts.iter().filter(|message_part| message_part.after > 0);
    let list = |message_part: &MessagePart| {
        let massing = message_part.hulls.first().and_then(|told| told.alert.massing());
        let of_it = |notice: &Notice| {
            (notice.level, notice.main, notice.alert.massing()) == (message_part.level, message_part.main, massing)
        };
        let rows = waiting.iter().filter(|(_, notice)| of_it(notice)).map(|(row, _)| NoticeId(*row)).collect();
        let named = u32::try_from(message_part.hulls.len()).unwrap_or(u32::MAX);
        (rows, message_part.before.saturating_add(named))
    };
    go_on.map(list).collect()
}

fn covered<'a>(waiting: &'a [(i64, Notice)], post: &'a Post) -> impl Iterator<Item = (NoticeId, &'a Notice)> {
    rows(waiting, post).map(|(row, notice, _)| (row, notice))
}

/// Keeps what a message says, so that it can be edited; not a reminder, which says again what older messages say, and not one that
/// tells of ends only. Whether it is kept.
async fn remember(
    tx: &mut Tx,
    webhook: WebhookName,
    message_parts: &[MessagePart],
    posted: &PostReceipt,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let hulls = || message_parts.iter().flat_map(|message_part| &message_part.hulls);
    let grown: Vec<AlertId> = hulls().filter(|told| told.news == HullNews::Grew).map(|told| told.alert).collect();
    // Before it is one of them: the older messages about the same alerts list what this one names.
    tx.mark_messages_due(&grown, later(now, edit_wait())).await?;
    let reminds = message_parts.iter().all(|message_part| message_part.tone == NoticeOccasion::Reminder);
    let over = hulls().all(|told| told.news.is_over());
    if reminds || over {
        return Ok(false);
    }
    keep(tx, webhook, message_parts, posted, now).await
}

async fn keep(
    tx: &mut Tx,
    webhook: WebhookName,
    message_parts: &[MessagePart],
    posted: &PostReceipt,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if posted.message_id.is_empty() {
        return Ok(false);
    }
    let message = NewMessage {
        webhook: webhook.name(),
        discord_id: &posted.message_id,
        thread: None,
        posted_at: now,
        message_parts,
    };
    tx.put_message(&message).await.map(|_| true)
}

/// The relay's memory after a message that pinged.
fn pinged(relay: &Relay, webhook: WebhookName, post: &Post, now: Timestamp) -> Relay {
    let mut relay = relay.clone();
    if let Some(webhook) = relay.webhooks.get_mut(&webhook) {
        webhook.pinged_at = Some(now);
    }
    if post.message_parts.iter().any(|message_part| message_part.tone == NoticeOccasion::FirstRead) {
        relay.first_read_pinged = Some(now);
    }
    relay
}
