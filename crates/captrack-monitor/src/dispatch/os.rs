//! The desktop's notifications: one a main, replaced in place, closed when nothing critical stands.
//!
//! The outbox says *that* somebody must be told; what the notification then says is how things stand at that moment.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Occasion, Receiver};
use captrack_store::{Pending, StoreError};
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::notification::{main_notification, main_tag, summary_notification};
use crate::ports::OsNotification;
use crate::state::State;

/// What stands on the desktop, by tag, and of which main.
pub(crate) type Shown = BTreeMap<PilotId, OsNotification>;

impl Monitor {
    /// Shows what is due. Rows are marked after the desktop has taken the notification.
    pub async fn drain_os(&self, now: Timestamp) -> Result<(), StoreError> {
        let Some(notifier) = self.ports.notifier.clone() else { return Ok(()) };
        let pending = self.store.pending(Receiver::Os, now).await?;
        if pending.is_empty() {
            return Ok(());
        }
        let (first, news): (Vec<&Pending>, Vec<&Pending>) =
            pending.iter().partition(|pending| pending.notice.occasion == Occasion::FirstRead);
        let mains: BTreeSet<PilotId> = news.iter().map(|pending| pending.notice.main).collect();
        let mut notifications: Vec<(Option<PilotId>, OsNotification)> = Vec::new();
        {
            let state = self.lock().await;
            for main in mains {
                notifications.extend(main_notification(&state, main, true, now).map(|one| (Some(main), one)));
            }
            let told: BTreeSet<PilotId> = first.iter().map(|pending| pending.notice.main).collect();
            notifications.extend(summary_notification(&state, &told).map(|one| (None, one)));
        }
        // By main; none: the summary.
        let mut refused: BTreeMap<Option<PilotId>, String> = BTreeMap::new();
        for (main, notification) in notifications {
            match notifier.show(notification.clone()).await {
                Ok(()) => {
                    if let Some(main) = main {
                        self.shown.lock().await.insert(main, notification);
                    }
                }
                Err(error) => drop(refused.insert(main, error.to_string())),
            }
        }
        let mut tx = self.store.begin().await?;
        for pending in &pending {
            let is_news = pending.notice.occasion != Occasion::FirstRead;
            match refused.get(&is_news.then_some(pending.notice.main)) {
                None => tx.mark_delivered(pending.id, self.now()).await?,
                Some(why) => {
                    tracing::warn!(why, "the desktop did not take a notification; it is tried again");
                    let again = self.now() + std::time::Duration::from_secs(15);
                    tx.retry_later(pending.id, again, why).await?;
                }
            }
        }
        tx.commit().await
    }

    /// Brings what stands on the desktop up to date: closes what no longer alerts, replaces what changed, silently.
    pub async fn reconcile_os(&self) {
        let Some(notifier) = self.ports.notifier.clone() else { return };
        let mut shown = self.shown.lock().await;
        let mains: Vec<PilotId> = shown.keys().copied().collect();
        for main in mains {
            let wanted = {
                let state = self.lock().await;
                main_notification(&state, main, false, self.now())
            };
            let outcome = match wanted {
                None => {
                    shown.remove(&main);
                    notifier.close(&main_tag(main)).await
                }
                Some(wanted) if shown.get(&main).is_some_and(|standing| differs(standing, &wanted)) => {
                    shown.insert(main, wanted.clone());
                    notifier.show(wanted).await
                }
                Some(_) => Ok(()),
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "a notification could not be brought up to date");
            }
        }
    }

    /// The user dismissed a notification: it is not brought back by a mere change of its text.
    pub async fn notification_dismissed(&self, main: PilotId) {
        self.shown.lock().await.remove(&main);
    }
}

fn differs(standing: &OsNotification, wanted: &OsNotification) -> bool {
    (&standing.title, &standing.body, &standing.pilots) != (&wanted.title, &wanted.body, &wanted.pilots)
}

/// Whether a main has something that belongs on the desktop.
pub(crate) fn alerts_on_desktop(state: &State, level: Level) -> bool {
    match level {
        Level::Critical => state.preferences.notify_critical,
        Level::Alerting => state.preferences.notify_alerting,
        Level::Snoozed | Level::Informational | Level::Unclassified => false,
    }
}
