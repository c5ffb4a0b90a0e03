//! Noting what Discord has taken. Until the store can, none of it is sent again: a full disk must not become a storm of messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use captrack_domain::hull::HullKey;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::DeliveryVerdict;
use captrack_store::{DeliveryKind, StoreError, WaitingNotice};

use super::delivery_attempt::DeliveryAttempt;
use super::unrecorded_messages::UnrecordedMessage;
use crate::deliver::Dispatcher;

impl Dispatcher<'_> {
    /// Discord has taken a message: that is written down, now or as soon as it can be.
    pub(super) async fn note_accepted(&self, taken: UnrecordedMessage) {
        if let Err(error) = self.write_taken(&taken).await {
            tracing::error!(%error, "what Discord has taken could not be written down; it is tried again, and not sent again meanwhile");
            self.note_store_of_sent(Some(error.text()));
            self.memory.unwritten.lock().push(Arc::new(taken));
        }
    }

    /// Writes down what could not be before.
    pub(super) async fn record_accepted(&self, webhook: WebhookName) -> Result<(), StoreError> {
        let of_this: Vec<Arc<UnrecordedMessage>> =
            self.memory.unwritten.lock().iter().filter(|taken| taken.webhook == webhook).cloned().collect();
        for taken in of_this {
            self.write_taken(&taken).await?;
            self.memory.unwritten.lock().retain(|other| !Arc::ptr_eq(other, &taken));
            self.note_store_of_sent(None);
        }
        Ok(())
    }

    async fn write_taken(&self, taken: &UnrecordedMessage) -> Result<(), StoreError> {
        let verdict = DeliveryVerdict::Delivered(taken.posted.clone());
        let UnrecordedMessage { webhook, took, at, .. } = *taken;
        let asking = DeliveryAttempt { webhook, kind: DeliveryKind::Post, verdict: &verdict, took, at };
        self.mark_delivered(&asking, &taken.waiting, &taken.post, &taken.posted).await
    }

    /// What waits without what was taken already.
    pub(super) fn without_accepted(&self, mut due: Vec<WaitingNotice>) -> Vec<WaitingNotice> {
        let unwritten = self.memory.unwritten.lock();
        let mut taken: BTreeMap<i64, Vec<HullKey>> = BTreeMap::new();
        for (row, hulls) in unwritten.iter().flat_map(|taken| &taken.post.covers) {
            taken.entry(*row).or_default().extend(hulls);
        }
        due.retain_mut(|row| {
            let Some(hulls) = taken.get(&row.id.0) else { return true };
            row.notice.hulls.retain(|line| !hulls.contains(&line.key));
            !row.notice.hulls.is_empty()
        });
        due
    }
}
