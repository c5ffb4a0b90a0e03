//! Writing: transactions.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use captrack_domain::ids::PilotId;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::column::json;
use crate::copy::delete_copies;
use crate::error::StoreError;
use crate::failing_store::FailPoint;
use crate::open::Store;
use crate::pending_deletion::PendingDeletion;

/// Writes that belong together. Dropped without [`Tx::commit`], it leaves nothing. After an error it is of no more use: drop it.
///
/// There is one at a time: a second [`Store::begin`] waits until the first is committed or dropped, also in another process.
#[must_use = "a transaction that is not committed leaves nothing"]
pub struct Tx {
    inner: Transaction<'static, Sqlite>,
    writer: SqlitePool,
    folder: Arc<Path>,
    fail_point: Arc<FailPoint>,
    /// Pilots of whom something is written.
    pub(crate) subjects: BTreeSet<PilotId>,
    /// Pilots to be forgotten at the commit.
    pub(crate) pending_deletions: Vec<PendingDeletion>,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("subjects", &self.subjects).finish_non_exhaustive()
    }
}

impl Store {
    /// Begins to write. Do not hold it across a request to the network.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another writer does not finish in time: 10 s in another process, 30 s in this one.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        // IMMEDIATE: a transaction that reads first and writes later could find that it may not write after all.
        const BEGIN: &str = "BEGIN IMMEDIATE";
        let inner = match self.writer.begin_with(BEGIN).await {
            // SQLite rolls back by itself when the disk is full or fails; sqlx 0.9 does not notice and takes the connection to be
            // inside a transaction for ever.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with(BEGIN).await?
            }
            begun => begun?,
        };
        let writer = self.writer.clone();
        Ok(Tx {
            inner,
            writer,
            folder: self.folder.clone(),
            fail_point: self.fail_point.clone(),
            subjects: BTreeSet::new(),
            pending_deletions: Vec::new(),
        })
    }
}

impl Tx {
    /// Where each statement goes: once for each.
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.fail_point.begin();
        &mut self.inner
    }

    /// Makes it last. When this returns, neither a kill nor a power cut loses it.
    ///
    /// What was written about a pilot who is not watched, such as an answer that came after the pilot was forgotten, is left out.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let pending_deletions = std::mem::take(&mut self.pending_deletions);
        let sweeps = !pending_deletions.is_empty();
        for pending_deletion in pending_deletions {
            self.carry_out(pending_deletion).await?;
        }
        self.drop_unknown_pilots().await?;
        self.fail_point.begin();
        if self.fail_point.fails() {
            return Err(sqlx::Error::Io(std::io::Error::other("fail point")).into());
        }
        self.inner.commit().await?;
        if sweeps {
            delete_copies(&self.folder);
        }
        if sweeps && let Err(error) = sweep(&self.writer).await {
            tracing::warn!(%error, "a forgotten pilot's rows are gone, the space they stood in is overwritten later");
        }
        Ok(())
    }

    /// Without this a single late answer would make every commit that carries it fail.
    async fn drop_unknown_pilots(&mut self) -> Result<(), StoreError> {
        if self.subjects.is_empty() {
            return Ok(());
        }
        let subjects = json("pilots", &self.subjects)?;
        let unknown_pilots: Vec<i64> =
            sqlx::query_scalar("SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT id FROM pilots)")
                .bind(subjects)
                .fetch_all(self.connection())
                .await?;
        for unknown_pilot in unknown_pilots {
            tracing::warn!(pilot = unknown_pilot, "what was written about a pilot who is not watched is left out");
            for statement in [
                "DELETE FROM sections WHERE pilot = ?1",
                "DELETE FROM hulls WHERE pilot = ?1",
                "DELETE FROM snoozes WHERE pilot = ?1",
            ] {
                sqlx::query(statement).bind(unknown_pilot).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}

/// Rewrites the database without its free space, and empties the write-ahead log, which still holds older pages.
async fn sweep(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut connection = writer.acquire().await?;
    sqlx::query("VACUUM").execute(&mut *connection).await?;
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await?;
    if busy != 0 {
        tracing::warn!("a reader kept the write-ahead log from being emptied; that happens at the next close");
    }
    Ok(())
}
