//! Groups of types that a policy names and the embedded New Eden does not know.

use captrack_domain::ids::{GroupId, TypeId};
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "type_groups";

/// A group that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownGroup {
    /// Which.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Its category; 6 is Ship.
    pub category: i64,
    /// Its types.
    pub types: Vec<TypeId>,
    /// When it was asked.
    pub fetched_at: Timestamp,
}

impl Store {
    /// Every known group, by id.
    pub async fn known_groups(&self) -> Result<Vec<KnownGroup>, StoreError> {
        type GroupRow = (i64, String, i64, String, i64);
        let rows: Vec<GroupRow> =
            sqlx::query_as("SELECT id, name, category, types, fetched_at FROM type_groups ORDER BY id")
                .fetch_all(&self.readers)
                .await?;
        let read = |(id, name, category, types, fetched_at): GroupRow| {
            let row = StoreRow { table: TABLE, key: id };
            let (types, fetched_at) = (row.json(&types)?, row.time(fetched_at)?);
            Ok(KnownGroup { group: GroupId(id), name, category, types, fetched_at })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Adds a group, or replaces what is known of one.
    pub async fn put_known_group(&mut self, known: &KnownGroup) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO type_groups (id, name, category, types, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, category = excluded.category, types = excluded.types,
                 fetched_at = excluded.fetched_at",
        )
        .bind(known.group.0)
        .bind(&known.name)
        .bind(known.category)
        .bind(json(TABLE, &known.types)?)
        .bind(ms(known.fetched_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
