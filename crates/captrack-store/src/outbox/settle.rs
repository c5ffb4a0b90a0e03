//! What became of a notice that was sent.

use captrack_domain::notice::HullLine;
use jiff::Timestamp;

use super::{NoticeId, Stored, TABLE};
use crate::column::{json, ms};
use crate::error::StoreError;
use crate::tx::Tx;

impl Tx {
    /// The receiver has accepted it, or the last part of it. True also of a notice that was withdrawn while it was being sent.
    pub async fn mark_delivered(&mut self, id: NoticeId, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET state = 'delivered', settled_at = ?2, reason = NULL, remaining = NULL WHERE id = ?1",
        )
        .bind(id.0)
        .bind(ms(at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// The receiver has accepted a part; these hulls are still to be named. Gives how many of them really are: a hull whose pilot was snoozed
    /// meanwhile does not come back. With none left the notice is delivered.
    pub async fn put_remaining(&mut self, id: NoticeId, hulls: &[HullLine]) -> Result<usize, StoreError> {
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT notice, remaining FROM outbox WHERE id = ?1 AND state = 'pending'")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        let Some((notice, remaining)) = row else {
            return Ok(0);
        };
        let stored = Stored::read(id.0, &notice, remaining.as_deref())?;
        let mut keys: Vec<_> = stored.notice.hulls.iter().map(|line| line.key).collect();
        keys.retain(|key| stored.awaits(*key) && hulls.iter().any(|line| line.key == *key));
        sqlx::query("UPDATE outbox SET remaining = ?2 WHERE id = ?1")
            .bind(id.0)
            .bind(json(TABLE, &keys)?)
            .execute(self.connection())
            .await?;
        if keys.is_empty() {
            self.settle_told_part(id.0).await?;
        }
        Ok(keys.len())
    }

    /// It could not be sent; it is tried again then (never before the end of its gathering).
    pub async fn retry_later(&mut self, id: NoticeId, at: Timestamp, error: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET due_at = max(due_at, ?2), reason = ?3, attempts = attempts + 1
             WHERE id = ?1 AND state = 'pending'",
        )
        .bind(id.0)
        .bind(ms(at))
        .bind(error)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
