//! One message to Discord at a time, most urgent first, within what Discord allows.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_contract::RelayOptions;
use captrack_domain::activity::ActivityKind;
use captrack_domain::hull::HullKey;
use captrack_domain::notice::Notice;
use captrack_store::{NoticeId, Pending, StoreError};
use jiff::Timestamp;

use crate::activity::{BY_ITSELF, line};
use crate::dispatch::named::Named;
use crate::monitor::Monitor;
use crate::ports::{Post, Verdict, WebhookName, Wording};

/// So many rows are looked at to compose one message.
const WINDOW: usize = 200;
/// The first wait after a failure; it doubles up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(300);

/// Until when each webhook is left alone, and how often it has failed in a row.
#[derive(Debug, Default)]
pub(crate) struct Pauses {
    until: BTreeMap<WebhookName, (Timestamp, u32)>,
    /// So many messages are still to carry one row only.
    alone: BTreeMap<WebhookName, usize>,
}

impl Pauses {
    /// The address is new: what held up the old one does not count.
    pub(crate) fn forget(&mut self, webhook: WebhookName) {
        self.until.remove(&webhook);
        self.alone.remove(&webhook);
    }

    fn send_alone(&mut self, webhook: WebhookName, rows: usize) {
        self.alone.insert(webhook, rows);
    }

    fn alone(&self, webhook: WebhookName) -> bool {
        self.alone.contains_key(&webhook)
    }

    /// A message went its way: one less has to go alone.
    fn gone(&mut self, webhook: WebhookName) {
        let left = self.alone.get(&webhook).map_or(0, |rows| rows - 1);
        if left == 0 {
            self.alone.remove(&webhook)
        } else {
            self.alone.insert(webhook, left)
        };
    }
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// A message was sent and accepted, or refused for good: there may be more.
    Sent,
    /// Nothing may be sent now.
    Idle,
}

impl Monitor {
    /// Sends the next message, if one may be sent now. The single step that tests take.
    pub async fn drain_one(&self, now: Timestamp) -> Result<Drained, StoreError> {
        for webhook in WebhookName::ALL {
            if self.drain_webhook(webhook, now).await? == Drained::Sent {
                return Ok(Drained::Sent);
            }
        }
        Ok(Drained::Idle)
    }

    async fn drain_webhook(&self, webhook: WebhookName, now: Timestamp) -> Result<Drained, StoreError> {
        if !self.may_send(webhook, now).await {
            return Ok(Drained::Idle);
        }
        let pending = self.pending_for(webhook, now).await?;
        // A message that was refused is sent again row by row, so that one bad row does not take the others with it.
        let window = if self.relay_pause.lock().alone(webhook) { 1 } else { WINDOW };
        let waiting: Vec<(i64, Notice)> =
            pending.iter().take(window).map(|pending| (pending.id.0, pending.notice.clone())).collect();
        let class_names = BTreeMap::new();
        let options = RelayOptions::default();
        let wording = Wording { options: &options, pings: false, first_read_pings: false, class_names: &class_names };
        let Some(post) = self.ports.webhook.compose(&waiting, &wording) else { return Ok(Drained::Idle) };
        let verdict = self.ports.webhook.post(webhook, &post).await;
        self.settle(webhook, &waiting, &post, verdict).await
    }

    async fn may_send(&self, webhook: WebhookName, now: Timestamp) -> bool {
        let state = self.lock().await;
        let usable = state.relay.webhooks.get(&webhook).is_some_and(|webhook| webhook.trouble.is_none());
        if !state.relay.on || !usable {
            return false;
        }
        let paused = self.relay_pause.lock().until.get(&webhook).is_some_and(|(until, _)| now < *until);
        !paused && self.ports.webhook.wait(webhook).is_none()
    }

    async fn pending_for(&self, webhook: WebhookName, now: Timestamp) -> Result<Vec<Pending>, StoreError> {
        let receivers = self.lock().await.relay.receivers_of(webhook);
        let mut pending = Vec::new();
        for receiver in receivers {
            pending.extend(self.store.pending(receiver, now).await?);
        }
        Ok(pending)
    }

    async fn settle(
        &self,
        webhook: WebhookName,
        waiting: &[(i64, Notice)],
        post: &Post,
        verdict: Verdict,
    ) -> Result<Drained, StoreError> {
        let now = self.now();
        match verdict {
            Verdict::Delivered(_) => {
                self.mark(webhook, waiting, post, None).await?;
                self.relay_pause.lock().gone(webhook);
                self.relay_pause.lock().until.remove(&webhook);
                let mut state = self.lock().await;
                if let Some(webhook) = state.relay.webhooks.get_mut(&webhook) {
                    webhook.last_delivery = Some(now);
                }
                Ok(Drained::Sent)
            }
            Verdict::Undeliverable(reason) if post.covers.len() > 1 => {
                tracing::warn!(%webhook, reason, "Discord refused a message about several alerts; they are sent one by one");
                self.relay_pause.lock().send_alone(webhook, post.covers.len());
                Ok(Drained::Sent)
            }
            Verdict::Undeliverable(reason) => {
                tracing::error!(%webhook, reason, "Discord refused a message; it is kept");
                self.mark(webhook, waiting, post, Some(&reason)).await?;
                self.relay_pause.lock().gone(webhook);
                Ok(Drained::Sent)
            }
            Verdict::Wait(wait) => {
                self.pause(webhook, now + wait, false);
                Ok(Drained::Idle)
            }
            Verdict::Retry(why) => {
                tracing::warn!(%webhook, why, "a message was not delivered; it is tried again");
                let failures = self.relay_pause.lock().until.get(&webhook).map_or(0, |(_, failures)| *failures);
                let wait = FIRST_RETRY.saturating_mul(1 << failures.min(10)).min(LONGEST_RETRY);
                self.pause(webhook, now + wait + wait.mul_f64(0.2 * rand::random::<f64>()), true);
                Ok(Drained::Idle)
            }
            // No message is edited here.
            Verdict::MessageGone => Ok(Drained::Idle),
            Verdict::WebhookDead(why) => {
                tracing::error!(%webhook, why, "a webhook is dead; the relay leaves it alone");
                self.set_webhook_trouble(webhook, Some(why)).await?;
                Ok(Drained::Idle)
            }
        }
    }

    fn pause(&self, webhook: WebhookName, until: Timestamp, failed: bool) {
        let mut pauses = self.relay_pause.lock();
        let entry = pauses.until.entry(webhook).or_insert((until, 0));
        entry.0 = until;
        entry.1 += u32::from(failed);
    }

    /// Takes what a message named out of its rows; a row of which nothing is left is done.
    async fn mark(
        &self,
        webhook: WebhookName,
        waiting: &[(i64, Notice)],
        post: &Post,
        refused: Option<&str>,
    ) -> Result<(), StoreError> {
        let now = self.now();
        // The state is held, so that nobody is forgotten while a name is written down.
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut told = Named::default();
        for (row, named) in &post.covers {
            let Some((_, notice)) = waiting.iter().find(|(id, _)| id == row) else { continue };
            let id = NoticeId(*row);
            told.add(notice.main, notice.hulls.iter().filter(|line| named.contains(&line.key)));
            let rest = remaining(notice, named);
            match (refused, rest.is_empty()) {
                (Some(reason), _) => tx.mark_undeliverable(id, reason, now).await?,
                (None, true) => tx.mark_delivered(id, now).await?,
                (None, false) => drop(tx.put_remaining(id, &rest).await?),
            }
        }
        let subject = crate::relaying::subject(webhook);
        let named = told.words(&state);
        let (kind, old, new) = match refused {
            None => (ActivityKind::NoticeSent, None, named),
            Some(reason) => (ActivityKind::NoticeRefused, Some(named), format!("refused: {reason}")),
        };
        tx.append_activity(&[line(now, BY_ITSELF, kind, subject, old, Some(new))]).await?;
        tx.commit().await
    }

    /// When the next message may go out.
    pub(crate) async fn next_delivery(&self) -> Result<Option<Timestamp>, StoreError> {
        let relay = self.lock().await.relay.clone();
        let now = self.now();
        let mut next = self.next_for_desktop(now).await?;
        for (webhook, settings) in relay.webhooks.iter().filter(|_| relay.on) {
            if settings.trouble.is_some() {
                continue;
            }
            let paused = self.relay_pause.lock().until.get(webhook).map(|(until, _)| *until);
            let limited = self.ports.webhook.wait(*webhook).map(|wait| now + wait);
            for receiver in relay.receivers_of(*webhook) {
                let Some(due) = self.store.next_due(receiver).await? else { continue };
                let due = [paused, limited].into_iter().flatten().fold(due, Timestamp::max);
                next = Some(next.map_or(due, |next| next.min(due)));
            }
        }
        Ok(next)
    }
}

fn remaining(notice: &Notice, named: &[HullKey]) -> Vec<captrack_domain::notice::HullLine> {
    notice.hulls.iter().filter(|line| !named.contains(&line.key)).cloned().collect()
}
