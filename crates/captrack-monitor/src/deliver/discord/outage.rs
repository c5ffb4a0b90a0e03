//! What is done about a webhook that takes nothing: pauses, and the question whether it is there again.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, WebhookRequest};
use captrack_store::{NoticeId, StoreError, WaitingNotice};

use super::DrainStep;
use super::refused_parts::SET_ASIDE;
use crate::deliver::Dispatcher;

/// A wait of this length is told like a failure.
const LONG: Duration = Duration::from_secs(60);

impl Dispatcher<'_> {
    /// Looks whether a refused webhook is there again, without a message: nothing waited that would have shown it.
    pub(super) async fn look_next(&self, webhook: WebhookName) -> Result<DrainStep, StoreError> {
        let is_refused =
            self.lock().await.relay.webhooks.get(&webhook).is_some_and(|webhook| webhook.refused.is_some());
        // A message whose try has only just failed on the way would have shown more.
        if !is_refused
            || !self.may_ask(webhook, WebhookRequest::Post).await
            || !self.may_ask(webhook, WebhookRequest::Look).await
        {
            return Ok(DrainStep::Idle);
        }
        match self.ports.webhook.look(webhook).await {
            DeliveryVerdict::Delivered(_) => {
                self.memory.relay_pause.lock().clear(webhook, WebhookRequest::Look);
                self.webhook_works(webhook).await?;
                return Ok(DrainStep::Sent);
            }
            DeliveryVerdict::WebhookDead(why) => self.webhook_refused(webhook, why).await?,
            DeliveryVerdict::Wait(wait) => self.note_rate_limit(webhook, WebhookRequest::Look, wait).await,
            DeliveryVerdict::Retry(why) | DeliveryVerdict::NotNow(why) | DeliveryVerdict::Undeliverable(why) => {
                self.failed(webhook, WebhookRequest::Look, &why).await;
            }
            DeliveryVerdict::MessageGone => self.failed(webhook, WebhookRequest::Look, &Text::said("")).await,
        }
        Ok(DrainStep::Idle)
    }

    /// A request failed on the way: the webhook is left alone for a while, longer each time.
    pub(super) async fn failed(&self, webhook: WebhookName, asked: WebhookRequest, why: &Text) {
        self.memory.relay_pause.lock().fail(webhook, asked, self.now(), rand::random());
        if asked == WebhookRequest::Post {
            self.webhook_fails(webhook, why).await;
        }
    }

    /// Discord asked to wait; for long, that is an outage.
    pub(super) async fn note_rate_limit(&self, webhook: WebhookName, asked: WebhookRequest, wait: Duration) {
        let now = self.now();
        self.memory.relay_pause.lock().wait(webhook, asked, now, wait);
        if wait >= LONG && asked == WebhookRequest::Post {
            // A length, since the text is kept: a clock that is put right makes a moment untrue.
            self.webhook_fails(webhook, &text!("discord-long-wait", wait = wait)).await;
        }
    }

    /// Holds back rows of which every hull is set aside. Gives the others.
    pub(super) async fn hold_back_what_is_aside(
        &self,
        due: Vec<WaitingNotice>,
        aside: &BTreeSet<HullKey>,
    ) -> Result<Vec<WaitingNotice>, StoreError> {
        let is_aside = |row: &WaitingNotice| {
            !row.notice.hulls.is_empty() && row.notice.hulls.iter().all(|line| aside.contains(&line.key))
        };
        let (held, rest): (Vec<WaitingNotice>, Vec<WaitingNotice>) = due.into_iter().partition(is_aside);
        if !held.is_empty() {
            let rows: Vec<NoticeId> = held.iter().map(|row| row.id).collect();
            let mut tx = self.store.begin().await?;
            tx.hold_back(&rows, later(self.now(), SET_ASIDE)).await?;
            tx.commit().await?;
        }
        Ok(rest)
    }
}
