//! Alerts: what stands, and what was over a while ago.

use captrack_domain::alert::{Alert, AlertState};
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

pub(crate) const TABLE: &str = "alerts";

impl Store {
    /// The alerts that are not closed, and those that closed after that time: they continue if they open again.
    pub async fn alerts(&self, closed_after: Timestamp) -> Result<Vec<Alert>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, alert FROM alerts WHERE closed_at IS NULL OR closed_at > ?1 ORDER BY id")
                .bind(ms(closed_after))
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter().map(|(id, alert)| StoreRow { table: TABLE, key: id }.json(&alert)).collect()
    }
}

impl Tx {
    /// Writes alerts as they stand now. What is to be told of that goes into the outbox in the same transaction.
    pub async fn put_alerts(&mut self, alerts: &[Alert]) -> Result<(), StoreError> {
        for alert in alerts {
            let closed_at = match alert.state {
                AlertState::Closed { at } => Some(ms(at)),
                _ => None,
            };
            sqlx::query(
                "INSERT INTO alerts (id, closed_at, alert) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, alert = excluded.alert",
            )
            .bind(alert.id.to_string())
            .bind(closed_at)
            .bind(json(TABLE, alert)?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    /// Drops alerts that closed before then; gives how many.
    pub async fn prune_alerts(&mut self, closed_before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM alerts WHERE closed_at < ?1")
            .bind(ms(closed_before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}
