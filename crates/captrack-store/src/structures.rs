//! The cache of player structures.

use captrack_domain::ids::{LocationId, SystemId};
use jiff::Timestamp;

use crate::column::{StoreRow, ms};
use crate::error::StoreError;
use crate::open::Store;

/// A structure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedStructure {
    /// Which.
    pub id: LocationId,
    /// Its name and system; `None`: asked, and nobody signed in may dock there.
    pub known: Option<(String, SystemId)>,
    /// When it was asked.
    pub fetched_at: Timestamp,
}

impl Store {
    /// Every cached structure, by id.
    pub async fn structures(&self) -> Result<Vec<CachedStructure>, StoreError> {
        type StructureRow = (i64, Option<String>, Option<i64>, i64);
        let rows: Vec<StructureRow> = sqlx::query_as("SELECT id, name, system, fetched_at FROM structures ORDER BY id")
            .fetch_all(&self.readers)
            .await?;
        let read = |(id, name, system, fetched_at): StructureRow| {
            let fetched_at = StoreRow { table: "structures", key: id }.time(fetched_at)?;
            Ok(CachedStructure { id: LocationId(id), known: name.zip(system.map(SystemId)), fetched_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Caches structures, in a transaction of their own.
    pub async fn put_structures(&self, structures: &[CachedStructure]) -> Result<(), StoreError> {
        if structures.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        for cached in structures {
            sqlx::query(
                "INSERT INTO structures (id, name, system, fetched_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET
                     name = excluded.name, system = excluded.system, fetched_at = excluded.fetched_at",
            )
            .bind(cached.id.0)
            .bind(cached.known.as_ref().map(|(name, _)| name))
            .bind(cached.known.as_ref().map(|(_, system)| system.0))
            .bind(ms(cached.fetched_at))
            .execute(tx.connection())
            .await?;
        }
        tx.commit().await
    }
}
