//! Writing: transactions.

use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::error::StoreError;
use crate::open::Store;

/// Writes that belong together. Dropped without [`Tx::commit`], it leaves nothing.
///
/// There is one at a time: a second [`Store::begin`] waits until the first is committed or dropped, also in another process.
#[must_use = "a transaction that is not committed leaves nothing"]
pub struct Tx {
    inner: Transaction<'static, Sqlite>,
    writer: SqlitePool,
    /// Somebody was forgotten: the freed space is to be swept after the commit.
    pub(crate) sweeps: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("sweeps", &self.sweeps)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Begins to write. Do not hold it across a request to the network.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another writer did not finish within 10 s.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        // IMMEDIATE: a transaction that reads first and writes later could find that it may not write after all.
        let inner = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx {
            inner,
            writer: self.writer.clone(),
            sweeps: false,
        })
    }
}

impl Tx {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }

    /// Makes it last. When this returns, neither a kill nor a power cut loses it.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        if self.sweeps
            && let Err(error) = sweep(&self.writer).await
        {
            tracing::warn!(%error, "a forgotten pilot's rows are gone, the space they stood in is overwritten later");
        }
        Ok(())
    }
}

/// Rewrites the database without its free space, and empties the write-ahead log, which still holds older pages.
async fn sweep(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut connection = writer.acquire().await?;
    sqlx::query("VACUUM").execute(&mut *connection).await?;
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut *connection)
        .await?;
    if busy != 0 {
        tracing::warn!(
            "a reader kept the write-ahead log from being emptied; that happens at the next close"
        );
    }
    Ok(())
}
