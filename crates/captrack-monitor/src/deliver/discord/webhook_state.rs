//! What Discord says of a webhook: that it takes messages, refuses them, or is out of reach.

use std::convert::Infallible;

use captrack_domain::activity::ActivityKind;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_store::StoreError;
use jiff::Timestamp;

use crate::commit::edit::{EditDraft, edit};
use crate::deliver::Dispatcher;
use crate::notices::activity::{BY_ITSELF, webhook_subject};
use crate::state::relay::RelayWebhook;

impl Dispatcher<'_> {
    /// Discord took something through a webhook: that takes back whatever was wrong with it.
    pub(crate) async fn webhook_works(&self, webhook: WebhookName) -> Result<(), StoreError> {
        self.memory.relay_pause.lock().try_again(webhook);
        let mut state = self.lock().await;
        let Some(known) = state.relay.webhooks.get_mut(&webhook) else { return Ok(()) };
        if known.refused.is_none() {
            known.failing = None;
            return Ok(());
        }
        let mend = |draft: &mut EditDraft| {
            let known = draft.state.relay.webhooks.get_mut(&webhook);
            let refused = known.and_then(|known| {
                known.failing = None;
                known.refused.take()
            });
            if let Some(refused) = refused {
                tracing::info!(%webhook, since = %refused.since, "Discord takes the webhook again");
                draft.change.relay = true;
                draft.log(BY_ITSELF, ActivityKind::Webhook, webhook_subject(webhook), Some(refused.why.into()), None);
            }
            Ok::<_, Infallible>(())
        };
        edit(self.shared, &mut state, mend).await?;
        Ok(())
    }

    /// Discord has refused a webhook, in its own words: it is tried again, ever more seldom.
    pub(crate) async fn webhook_refused(&self, webhook: WebhookName, why: Text) -> Result<(), StoreError> {
        let put_down = |draft: &mut EditDraft| {
            let Some(known) = draft.state.relay.webhooks.get_mut(&webhook) else { return Ok::<_, Infallible>(()) };
            let is_news = known.refused.is_none();
            let refused = refuse(known, draft.now, &why);
            tracing::error!(%webhook, %why, next_try = %refused.next_try, "Discord has refused a webhook");
            draft.change.relay = true;
            if is_news {
                draft.log(BY_ITSELF, ActivityKind::Webhook, webhook_subject(webhook), None, Some(why.clone().into()));
            }
            Ok(())
        };
        let mut state = self.lock().await;
        let refused = edit(self.shared, &mut state, put_down).await;
        if refused.is_err()
            && let Some(known) = state.relay.webhooks.get_mut(&webhook)
        {
            // It is left alone until its time, whether or not that can be written.
            refuse(known, self.now(), &why);
        }
        drop(state);
        // The other webhook has something to tell, or stands in.
        self.outbox.notify_one();
        refused?;
        Ok(())
    }

    /// Something did not reach Discord through a webhook.
    pub(crate) async fn webhook_fails(&self, webhook: WebhookName, why: &Text) {
        let now = self.now();
        if let Some(known) = self.lock().await.relay.webhooks.get_mut(&webhook) {
            known.fails(now, why);
        }
    }
}

/// Discord has refused it, for the first time or once more.
fn refuse<'a>(known: &'a mut RelayWebhook, now: Timestamp, why: &Text) -> &'a RefusedAccess {
    known.failing = None;
    let refused = match known.refused.take() {
        Some(mut refused) => {
            refused.again(now, why.clone());
            refused
        }
        None => RefusedAccess::new(now, why.clone()),
    };
    known.refused.insert(refused)
}
