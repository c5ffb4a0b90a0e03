//! Types that the embedded New Eden does not know, because it is older than they are.

use captrack_domain::ids::{GroupId, TypeId};
use jiff::Timestamp;

use crate::column::{StoreRow, ms};
use crate::error::StoreError;
use crate::open::Store;

/// A type that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownType {
    /// Which.
    pub type_id: TypeId,
    /// Its name.
    pub name: String,
    /// Its group.
    pub group_id: GroupId,
    /// Whether it is a capital.
    pub is_capital: bool,
    /// When it was asked.
    pub fetched_at: Timestamp,
}

impl Store {
    /// Every cached type, by id.
    pub async fn known_types(&self) -> Result<Vec<KnownType>, StoreError> {
        type TypeRow = (i64, String, i64, bool, i64);
        let rows: Vec<TypeRow> =
            sqlx::query_as("SELECT id, name, group_id, is_capital, fetched_at FROM types ORDER BY id")
                .fetch_all(&self.readers)
                .await?;
        let read = |(id, name, group_id, is_capital, fetched_at): TypeRow| {
            let fetched_at = StoreRow { table: "types", key: id }.time(fetched_at)?;
            Ok(KnownType { type_id: TypeId(id), name, group_id: GroupId(group_id), is_capital, fetched_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Caches a type, in a transaction of its own.
    pub async fn put_type(&self, known: &KnownType) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO types (id, name, group_id, is_capital, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, group_id = excluded.group_id, is_capital = excluded.is_capital,
                 fetched_at = excluded.fetched_at",
        )
        .bind(known.type_id.0)
        .bind(&known.name)
        .bind(known.group_id.0)
        .bind(known.is_capital)
        .bind(ms(known.fetched_at))
        .execute(tx.connection())
        .await?;
        tx.commit().await
    }
}
