//! What became of a notice that was sent.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use captrack_domain::notice::{HullLine, NoticeState};
use captrack_domain::text::Text;
use jiff::Timestamp;

use super::{NoticeId, TABLE};
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

    /// The receiver has accepted a part; these hulls are still to be named, after those in its list. Gives how many of them really are: a hull whose pilot was snoozed
    /// meanwhile does not come back. With none left the notice is delivered.
    pub async fn put_remaining(&mut self, id: NoticeId, hulls: &[HullLine]) -> Result<usize, StoreError> {
        let Some(stored) = self.stored(id, NoticeState::Pending).await? else {
            return Ok(0);
        };
        let waited: Vec<_> = stored.waiting().collect();
        let mut keys = waited.clone();
        keys.retain(|key| hulls.iter().any(|line| line.key == *key));
        sqlx::query("UPDATE outbox SET remaining = ?2, named_before = named_before + ?3 WHERE id = ?1")
            .bind(id.0)
            .bind(json(TABLE, &keys)?)
            .bind(i64::try_from(waited.len() - keys.len()).unwrap_or(i64::MAX))
            .execute(self.connection())
            .await?;
        if keys.is_empty() {
            self.settle_told_part(id.0).await?;
        }
        Ok(keys.len())
    }

    /// These hulls of it are told otherwise, or not at all; the others are told as if they were all there are. One of which nothing is left is
    /// delivered.
    pub async fn leave_out(&mut self, id: NoticeId, hulls: &[HullKey]) -> Result<(), StoreError> {
        let Some(stored) = self.stored(id, NoticeState::Pending).await? else {
            return Ok(());
        };
        let taken: BTreeSet<HullKey> = stored.waiting().filter(|key| hulls.contains(key)).collect();
        self.take_out(id.0, stored, &taken).await
    }

    /// These notices are the rest of a list of which so many hulls have been named.
    pub async fn put_named_before(&mut self, ids: &[NoticeId], named: u32) -> Result<(), StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        sqlx::query(
            "UPDATE outbox SET named_before = ?2
             WHERE state = 'pending' AND id IN (SELECT value FROM json_each(?1))",
        )
        .bind(json(TABLE, &ids)?)
        .bind(named)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// These notices tell of alerts that are back within the hour.
    pub async fn mark_continuing(&mut self, ids: &[NoticeId]) -> Result<(), StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        sqlx::query("UPDATE outbox SET continues = 1 WHERE id IN (SELECT value FROM json_each(?1))")
            .bind(json(TABLE, &ids)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// These notices are left to an edit that has not been made yet; they are looked at again then.
    pub async fn hold_back(&mut self, ids: &[NoticeId], until: Timestamp) -> Result<(), StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        sqlx::query(
            "UPDATE outbox SET due_at = ?2 WHERE state = 'pending' AND id IN (SELECT value FROM json_each(?1))",
        )
        .bind(json(TABLE, &ids)?)
        .bind(ms(until))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// It could not be sent; it is tried again then (never before the end of its gathering).
    pub async fn retry_later(&mut self, id: NoticeId, at: Timestamp, error: &Text) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET due_at = max(due_at, ?2), reason = ?3, attempts = attempts + 1
             WHERE id = ?1 AND state = 'pending'",
        )
        .bind(id.0)
        .bind(ms(at))
        .bind(json(TABLE, error)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
