//! Sending what waits in the outbox: persist first, send second, mark after success.

pub mod discord;
pub mod os;

use std::time::Duration;

use captrack_store::StoreError;
use jiff::Timestamp;

use crate::monitor::Monitor;

/// The outbox is looked at this often even when nobody rings.
const LONGEST_REST: Duration = Duration::from_secs(30);

impl Monitor {
    /// Sends everything that may be sent now, and tells how long to rest.
    pub async fn drain(&self, now: Timestamp) -> Result<Duration, StoreError> {
        self.drain_os(now).await?;
        self.reconcile_os().await;
        while self.drain_one(now).await? == discord::Drained::Sent {}
        self.rest_of_outbox(self.now()).await
    }

    async fn rest_of_outbox(&self, now: Timestamp) -> Result<Duration, StoreError> {
        let next = self.next_delivery().await?;
        let rest = next.map_or(LONGEST_REST, |next| Duration::try_from(next.duration_since(now)).unwrap_or_default());
        Ok(rest.clamp(Duration::from_millis(20), LONGEST_REST))
    }
}
