//! Known hulls.

use captrack_domain::hull::{Berth, Hull, HullKey};
use captrack_domain::ids::{PilotId, SystemId, TypeId};
use serde::{Deserialize, Serialize};

use crate::column::{Row, json, ms, ms_opt};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "hulls";

/// What the column `berth` holds: what is packaged lies somewhere, and nobody can fly it.
#[derive(Serialize, Deserialize)]
struct BerthColumn {
    #[serde(flatten)]
    berth: Berth,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    packaged: Option<u32>,
}

#[derive(sqlx::FromRow)]
struct HullRow {
    key: String,
    pilot: i64,
    #[sqlx(rename = "type")]
    type_id: i64,
    place: String,
    last_system: Option<i64>,
    place_at: i64,
    seen_at: i64,
    first_seen_at: i64,
    berth: String,
    absences: u8,
    last_absence: Option<i64>,
}

impl TryFrom<HullRow> for Hull {
    type Error = StoreError;
    fn try_from(row: HullRow) -> Result<Self, StoreError> {
        let at = Row { table: TABLE, key: &row.key };
        let BerthColumn { berth, packaged } = at.json(&row.berth)?;
        Ok(Self {
            key: at.parse(&row.key)?,
            type_id: TypeId(row.type_id),
            pilot: PilotId(row.pilot),
            place: at.json(&row.place)?,
            last_system: row.last_system.map(SystemId),
            place_at: at.time(row.place_at)?,
            seen_at: at.time(row.seen_at)?,
            first_seen_at: at.time(row.first_seen_at)?,
            berth,
            absences: row.absences,
            last_absence: at.time_opt(row.last_absence)?,
            packaged,
        })
    }
}

impl Store {
    /// Every known hull, by key.
    pub async fn hulls(&self) -> Result<Vec<Hull>, StoreError> {
        let rows: Vec<HullRow> = sqlx::query_as(
            "SELECT key, pilot, type, place, last_system, place_at, seen_at, first_seen_at, berth, absences, last_absence
             FROM hulls ORDER BY key",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Hull::try_from).collect()
    }
}

impl Tx {
    /// Adds a hull, or replaces what is known of one.
    pub async fn put_hull(&mut self, hull: &Hull) -> Result<(), StoreError> {
        self.subjects.insert(hull.pilot);
        // Prepared once a connection: sqlx keeps it by its text.
        sqlx::query(
            "INSERT INTO hulls
                 (key, pilot, type, place, last_system, place_at, seen_at, first_seen_at, berth, absences, last_absence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (key) DO UPDATE SET
                 pilot = excluded.pilot, type = excluded.type, place = excluded.place, last_system = excluded.last_system,
                 place_at = excluded.place_at, seen_at = excluded.seen_at, first_seen_at = excluded.first_seen_at,
                 berth = excluded.berth, absences = excluded.absences, last_absence = excluded.last_absence",
        )
        .bind(hull.key.to_string())
        .bind(hull.pilot.0)
        .bind(hull.type_id.0)
        .bind(json(TABLE, &hull.place)?)
        .bind(hull.last_system.map(|id| id.0))
        .bind(ms(hull.place_at))
        .bind(ms(hull.seen_at))
        .bind(ms(hull.first_seen_at))
        .bind(json(TABLE, &BerthColumn { berth: hull.berth, packaged: hull.packaged })?)
        .bind(hull.absences)
        .bind(ms_opt(hull.last_absence))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// [`Tx::put_hull`] for many.
    pub async fn put_hulls(&mut self, hulls: &[Hull]) -> Result<(), StoreError> {
        for hull in hulls {
            self.put_hull(hull).await?;
        }
        Ok(())
    }

    /// Removes a hull that is gone, or whose key has changed. Does nothing if there is none.
    pub async fn delete_hull(&mut self, key: HullKey) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM hulls WHERE key = ?1").bind(key.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}
