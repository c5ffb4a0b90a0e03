//! Sending what waits in the outbox: persist first, send second, mark after success.

pub mod discord;
pub mod os;
mod problems;

use std::time::Duration;

use captrack_store::StoreError;
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::shared::supervised::Supervised;

/// The outbox is looked at this often even when nobody rings.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// What crashed once will do so again: not at once.
const AFTER_CRASH: Duration = Duration::from_secs(5);
/// Never busy.
const SHORTEST_REST: Duration = Duration::from_millis(20);

impl Monitor {
    /// Sends everything that may be sent now, and tells how long to rest.
    pub async fn drain(&self, now: Timestamp) -> Result<Duration, StoreError> {
        self.order_store(now).await?;
        // One receiver that makes the program crash, or a store that refuses once, holds up no other.
        let parts = [
            self.caught(Supervised::Sending, Box::pin(self.drain_os(now))).await,
            self.caught(Supervised::Sending, Box::pin(self.reconcile_os())).await.map(Ok),
            self.caught(Supervised::Sending, Box::pin(self.tell_problems(now))).await.map(Ok),
            self.caught(Supervised::Sending, Box::pin(self.drain_discord(now))).await,
            // What Discord has just said may be one.
            self.caught(Supervised::Sending, Box::pin(self.tell_problems(now))).await.map(Ok),
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
