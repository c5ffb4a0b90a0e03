//! What Discord says of a webhook: that it takes messages, refuses them, or is out of reach.

use captrack_domain::activity::ActivityKind;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::webhook_name::WebhookName;
use captrack_store::StoreError;

use crate::commit::{Change, commit};
use crate::deliver::Deliver;
use crate::notices::activity::{BY_ITSELF, line, webhook_subject};

impl Deliver<'_> {
    /// Discord took something through a webhook: that takes back whatever was wrong with it.
    pub(crate) async fn webhook_works(&self, webhook: WebhookName) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let Some(known) = state.relay.webhooks.get_mut(&webhook) else { return Ok(()) };
        let failing = known.failing.take();
        let Some(refused) = known.refused.take() else { return Ok(()) };
        tracing::info!(%webhook, since = %refused.since, "Discord takes the webhook again");
        let told = line(
            self.now(),
            BY_ITSELF,
            ActivityKind::Webhook,
            webhook_subject(webhook),
            Some(refused.why.clone()),
            None,
        );
        let committed =
            commit(self.shared, &mut state, Change { relay: true, activity: vec![told], ..Change::edit() }).await;
        if committed.is_err()
            && let Some(known) = state.relay.webhooks.get_mut(&webhook)
        {
            (known.failing, known.refused) = (failing, Some(refused));
        }
        committed
    }

    /// Discord has refused a webhook, in its own words: it is tried again, ever more seldom.
    pub(crate) async fn webhook_refused(&self, webhook: WebhookName, why: String) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let now = self.now();
        let Some(known) = state.relay.webhooks.get_mut(&webhook) else { return Ok(()) };
        let before = known.refused.clone();
        known.failing = None;
        match &mut known.refused {
            Some(refused) => refused.again(now, why.clone()),
            none => *none = Some(RefusedAccess::new(now, why.clone())),
        }
        let next_try = known.refused.as_ref().map(|refused| refused.next_try.to_string());
        tracing::error!(%webhook, why, next_try, "Discord has refused a webhook");
        let is_news = before.is_none();
        let told =
            is_news.then(|| line(now, BY_ITSELF, ActivityKind::Webhook, webhook_subject(webhook), None, Some(why)));
        let activity = told.into_iter().collect();
        let committed = commit(self.shared, &mut state, Change { relay: true, activity, ..Change::edit() }).await;
        if committed.is_err()
            && let Some(known) = state.relay.webhooks.get_mut(&webhook)
        {
            known.refused = before;
        }
        drop(state);
        // The other webhook has something to tell, or stands in.
        self.outbox.notify_one();
        committed
    }

    /// Something did not reach Discord through a webhook.
    pub(crate) async fn webhook_fails(&self, webhook: WebhookName, why: &str) {
        let now = self.now();
        if let Some(known) = self.lock().await.relay.webhooks.get_mut(&webhook) {
            known.fails(now, why);
        }
    }
}
