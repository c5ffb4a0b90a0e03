//! Old events go in slices, so that nobody waits long for the writer.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::TABLE;
use super::checkpoint::decode;
use crate::column::{json, ms};
use crate::error::StoreError;
use crate::open::Store;

/// So many rows in one transaction.
pub(super) const SLICE: i64 = 5_000;

impl Store {
    /// Drops what happened before then, and numbers that nothing refers to any more; gives how many events. The last checkpoint before then
    /// stays with all that came after it: the first moments that are kept begin with it.
    pub async fn prune_events(&self, before: Timestamp) -> Result<u64, StoreError> {
        let checkpoint: Option<i64> = sqlx::query_scalar("SELECT max(at) FROM checkpoints WHERE at <= ?1")
            .bind(ms(before))
            .fetch_one(&self.readers)
            .await?;
        let end = checkpoint.unwrap_or_else(|| ms(before));
        let mut all = 0;
        loop {
            let mut tx = self.begin().await?;
            let done = sqlx::query(
                "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < ?1 ORDER BY at LIMIT ?2)",
            )
            .bind(end)
            .bind(SLICE)
            .execute(tx.connection())
            .await?
            .rows_affected();
            tx.commit().await?;
            if done == 0 {
                break;
            }
            all += done;
            tokio::task::yield_now().await;
        }
        self.prune_numbers(end).await?;
        Ok(all)
    }

    /// `end`: when the first checkpoint that stays was written.
    async fn prune_numbers(&self, end: i64) -> Result<(), StoreError> {
        let (last, places) = self.places_in_events().await?;
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM checkpoints WHERE at < ?1").bind(end).execute(tx.connection()).await?;
        let (mut hulls, mut pilots, mut kept) = (BTreeSet::new(), BTreeSet::new(), places);
        let checkpoints: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT at, fleet FROM checkpoints").fetch_all(tx.connection()).await?;
        for entry in checkpoints.iter().filter_map(|(at, fleet)| decode(fleet, *at)).flatten() {
            hulls.insert(entry.hull);
            pilots.insert(entry.pilot);
            kept.insert(entry.place);
        }
        for (statement, named) in [
            (
                "DELETE FROM event_hulls WHERE id NOT IN (SELECT value FROM json_each(?1))
                     AND key NOT IN (SELECT key FROM hulls)
                     AND NOT EXISTS (SELECT 1 FROM events WHERE hull = event_hulls.id)",
                &hulls,
            ),
            // One number is written with the hull that it goes with.
            ("DELETE FROM event_holders WHERE ?1 <> '' AND hull NOT IN (SELECT id FROM event_hulls)", &hulls),
            (
                "DELETE FROM event_pilots WHERE id NOT IN (SELECT value FROM json_each(?1))
                     AND pilot NOT IN (SELECT id FROM pilots)
                     AND id NOT IN (SELECT pilot FROM event_holders)
                     AND NOT EXISTS (SELECT 1 FROM events WHERE hull IS NULL AND pilot = event_pilots.id)",
                &pilots,
            ),
        ] {
            sqlx::query(statement).bind(json(TABLE, named)?).execute(tx.connection()).await?;
        }
        sqlx::query(
            "DELETE FROM event_places WHERE id NOT IN (SELECT value FROM json_each(?1))
                 AND id NOT IN (SELECT place FROM events WHERE id > ?2 AND place IS NOT NULL)
                 AND id NOT IN (SELECT from_place FROM events WHERE id > ?2 AND from_place IS NOT NULL)",
        )
        .bind(json(TABLE, &kept)?)
        .bind(last)
        .execute(tx.connection())
        .await?;
        tx.commit().await
    }

    /// The places that events up to the last one name, which is given too. All rows are read, by a connection that holds up nobody.
    async fn places_in_events(&self) -> Result<(i64, BTreeSet<i64>), StoreError> {
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM events").fetch_one(&self.readers).await?;
        let places: Vec<i64> = sqlx::query_scalar(
            "SELECT place FROM events WHERE place IS NOT NULL UNION SELECT from_place FROM events WHERE from_place IS NOT NULL",
        )
        .fetch_all(&self.readers)
        .await?;
        Ok((last, places.into_iter().collect()))
    }
}
