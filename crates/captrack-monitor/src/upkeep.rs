//! What is done once a day: history is pruned, the fleet of the day written down.

pub mod history;
pub mod hulls_in_space;

use std::collections::BTreeSet;
use std::ops::Deref;

use captrack_domain::alert::AlertState;
use captrack_domain::moment::earlier;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::MessagePart;
use captrack_store::StoreError;

use crate::notices::live_messages::named;
use crate::shared::MonitorCore;
use crate::state::REMEMBER_CLOSED;
use crate::upkeep::history::KEEP_HISTORY;

/// Deletes what is old, and writes the fleet of the day down.
#[derive(Clone, Copy)]
pub struct Upkeep<'a> {
    pub(crate) shared: &'a MonitorCore,
}

impl Deref for Upkeep<'_> {
    type Target = MonitorCore;

    fn deref(&self) -> &MonitorCore {
        self.shared
    }
}

impl Upkeep<'_> {
    /// Deletes what is older than it is kept: hull events, delivered notices, messages and the activity log for 90 days, closed alerts as long
    /// as they can be continued. A single step, taken once a day.
    pub async fn prune(&self) -> Result<(), StoreError> {
        let now = self.now();
        let kept_since = earlier(now, KEEP_HISTORY);
        let mut tx = self.store.begin().await?;
        let notices = tx.prune_outbox(kept_since).await?;
        let alerts = tx.prune_alerts(kept_since).await? + tx.prune_watch_alerts(kept_since).await?;
        let activity = tx.prune_activity(kept_since).await?;
        let deliveries = tx.prune_deliveries(kept_since).await?;
        let messages = tx.prune_messages(kept_since).await?;
        tx.commit().await?;
        tracing::info!(notices, alerts, activity, deliveries, messages, "old history deleted");
        let mut state = self.lock().await;
        let forgettable = earlier(now, REMEMBER_CLOSED);
        state.alerts.retain(|_, alert| !matches!(alert.state, AlertState::Closed { at } if at < forgettable));
        if !state.watch.alerts.is_empty() {
            let is_old = |state: &AlertState| matches!(state, AlertState::Closed { at } if *at < forgettable);
            state.watch.alerts.retain(|_, alert| !is_old(&alert.state));
        }
        state.departed.clear();
        drop(state);
        self.forget_floating().await?;
        self.forget_old_messages().await?;
        self.prune_looked_up().await?;
        self.keep_history().await
    }

    /// Messages that are closed are not looked at any more.
    async fn forget_old_messages(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let mut alerts = BTreeSet::new();
        for webhook in WebhookName::ALL {
            for message in self.store.open_messages(webhook.name()).await? {
                let message_parts = message.message_parts::<MessagePart>().unwrap_or_default();
                alerts.extend(named(&message_parts).map(|(alert, _)| alert));
            }
        }
        state.live_messages.forget_all_but(&alerts);
        Ok(())
    }
}
