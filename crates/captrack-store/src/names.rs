//! The cache of names: characters, corporations, alliances.

use jiff::Timestamp;

use crate::column::{AT_ONCE, StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;

/// A name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedName {
    /// Of what.
    pub id: i64,
    /// The name; `None`: asked, and there is none.
    pub name: Option<String>,
    /// What it is, as ESI says: `character`, `corporation`, `alliance`, …
    pub category: Option<String>,
    /// When it was asked.
    pub fetched_at: Timestamp,
}

impl Store {
    /// Every cached name, by id.
    pub async fn names(&self) -> Result<Vec<CachedName>, StoreError> {
        type NameRow = (i64, Option<String>, Option<String>, i64);
        let rows: Vec<NameRow> = sqlx::query_as("SELECT id, name, category, fetched_at FROM names ORDER BY id")
            .fetch_all(&self.readers)
            .await?;
        let read = |(id, name, category, fetched_at): NameRow| {
            let fetched_at = StoreRow { table: "names", key: id }.time(fetched_at)?;
            Ok(CachedName { id, name, category, fetched_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Caches names, in a transaction of their own.
    pub async fn put_names(&self, names: &[CachedName]) -> Result<(), StoreError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        let row =
            |cached: &CachedName| (cached.id, cached.name.clone(), cached.category.clone(), ms(cached.fetched_at));
        for some in names.chunks(AT_ONCE) {
            let rows: Vec<_> = some.iter().map(row).collect();
            sqlx::query(
                "INSERT INTO names (id, name, category, fetched_at)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1) WHERE true
                 ON CONFLICT (id) DO UPDATE SET
                     name = excluded.name, category = excluded.category, fetched_at = excluded.fetched_at",
            )
            .bind(json("names", &rows)?)
            .execute(tx.connection())
            .await?;
        }
        tx.commit().await
    }
}
