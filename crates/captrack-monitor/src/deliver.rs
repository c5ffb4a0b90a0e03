//! Sending what waits in the outbox: persist first, send second, mark after success.

pub mod discord;
pub mod os;
mod problems;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::ProblemKind;
use captrack_store::{NoticeId, StoreError};
use jiff::Timestamp;
use parking_lot::Mutex as SyncMutex;
use tokio::sync::Mutex;

use crate::shared::MonitorCore;
use crate::shared::faults::SupervisedPart;

/// What delivery remembers while the program runs.
#[derive(Default)]
pub struct DeliveryMemory {
    /// Held by whoever sends: two at once could take for lost what the other has just sent.
    sending: Mutex<()>,
    /// The notifications that stand on the desktop, by main.
    pub(crate) shown: Mutex<os::ShownNotifications>,
    /// Notices that waited for the end of quiet hours.
    pub(crate) held: SyncMutex<os::HeldNotices>,
    /// The problems that the desktop has been told of, with their sentences.
    pub(crate) problems_told: Mutex<BTreeMap<ProblemKind, String>>,
    /// When Discord may be asked again, and why it has to wait.
    pub(crate) relay_pause: SyncMutex<discord::Pauses>,
    /// What Discord has taken and could not be written down yet.
    pub(crate) unwritten: SyncMutex<Vec<Arc<discord::UnrecordedMessage>>>,
    /// Notices that the desktop has shown and that could not be written down yet.
    pub(crate) shown_unwritten: SyncMutex<BTreeSet<NoticeId>>,
    /// What Discord refused and is tried otherwise.
    pub(crate) refused_parts: SyncMutex<discord::RefusedParts>,
}

/// Sends what waits.
#[derive(Clone, Copy)]
pub struct Dispatcher<'a> {
    pub(crate) shared: &'a MonitorCore,
    pub(crate) memory: &'a DeliveryMemory,
}

impl Deref for Dispatcher<'_> {
    type Target = MonitorCore;

    fn deref(&self) -> &MonitorCore {
        self.shared
    }
}

/// The outbox is looked at this often even when nobody rings.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// What crashed once will do so again: not at once.
const AFTER_CRASH: Duration = Duration::from_secs(5);
/// Never busy.
const SHORTEST_REST: Duration = Duration::from_millis(20);

impl Dispatcher<'_> {
    /// Sends everything that may be sent now, and tells how long to rest. Waits for whoever else sends.
    pub async fn drain(&self, now: Timestamp) -> Result<Duration, StoreError> {
        let _sending = self.memory.sending.lock().await;
        self.order_store(now).await?;
        // One receiver that makes the program crash, or a store that refuses once, holds up no other.
        let parts = [
            self.caught(SupervisedPart::Sending, Box::pin(self.drain_os(now))).await,
            self.caught(SupervisedPart::Sending, Box::pin(self.reconcile_os())).await.map(Ok),
            self.caught(SupervisedPart::Sending, Box::pin(self.tell_problems(now))).await.map(Ok),
            self.caught(SupervisedPart::Sending, Box::pin(self.show_refused(now))).await,
            self.caught(SupervisedPart::Sending, Box::pin(self.drain_discord(now))).await,
            // What Discord has just said may be one.
            self.caught(SupervisedPart::Sending, Box::pin(self.tell_problems(now))).await.map(Ok),
        ];
        let crashed = parts.iter().any(Option::is_none);
        parts.into_iter().flatten().collect::<Result<(), StoreError>>()?;
        if crashed { Ok(AFTER_CRASH) } else { self.rest_of_outbox(self.now()).await }
    }

    /// Sends what waits for up to `patience`, then leaves the rest to the next time.
    pub async fn drain_for(&self, patience: Duration) -> Result<(), StoreError> {
        let deadline = tokio::time::Instant::now() + patience;
        loop {
            self.drain(self.now()).await?;
            let Some(next) = self.next_delivery().await? else { return Ok(()) };
            let rest = Duration::try_from(next.duration_since(self.now())).unwrap_or_default().max(SHORTEST_REST);
            if tokio::time::Instant::now() + rest > deadline {
                return Ok(());
            }
            tokio::time::sleep(rest).await;
        }
    }

    async fn rest_of_outbox(&self, now: Timestamp) -> Result<Duration, StoreError> {
        let next = self.next_delivery().await?;
        let rest = next.map_or(LONGEST_REST, |next| Duration::try_from(next.duration_since(now)).unwrap_or_default());
        Ok(rest.clamp(SHORTEST_REST, LONGEST_REST))
    }
}
