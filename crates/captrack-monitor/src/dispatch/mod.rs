//! Sending what waits in the outbox: persist first, send second, mark after success.

pub mod discord;
pub(crate) mod named;
pub mod os;
pub(crate) mod silence;
mod trouble;

use std::time::Duration;

use captrack_store::StoreError;
use jiff::Timestamp;

use crate::monitor::Monitor;

/// The outbox is looked at this often even when nobody rings.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// Never busy.
const SHORTEST_REST: Duration = Duration::from_millis(20);

impl Monitor {
    /// Sends everything that may be sent now, and tells how long to rest.
    pub async fn drain(&self, now: Timestamp) -> Result<Duration, StoreError> {
        self.order_store(now).await?;
        self.drain_os(now).await?;
        self.reconcile_os().await;
        self.tell_silence(now).await;
        self.drain_discord(now).await?;
        self.tell_trouble(now).await;
        self.rest_of_outbox(self.now()).await
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
