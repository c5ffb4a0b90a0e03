//! Known hulls.

use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{PilotId, SystemId, TypeId};
use serde::{Deserialize, Serialize};

use crate::column::{AT_ONCE, StoreRow, json, ms, ms_opt};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "hulls";

/// What the column `berth` holds: what is packaged lies somewhere, and nobody can fly it.
#[derive(Serialize, Deserialize)]
struct BerthColumn {
    #[serde(flatten)]
    occupancy: Occupancy,
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
        let at = StoreRow { table: TABLE, key: &row.key };
        let BerthColumn { occupancy, packaged } = at.json(&row.berth)?;
        Ok(Self {
            key: at.parse(&row.key)?,
            type_id: TypeId(row.type_id),
            pilot: PilotId(row.pilot),
            place: at.json(&row.place)?,
            last_system: row.last_system.map(SystemId),
            place_at: at.time(row.place_at)?,
            seen_at: at.time(row.seen_at)?,
            first_seen_at: at.time(row.first_seen_at)?,
            occupancy,
            absences: row.absences,
            last_absence: at.time_opt(row.last_absence)?,
            flown_at: None,
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

/// A row as it is written.
type Written = (String, i64, i64, String, Option<i64>, i64, i64, i64, String, u8, Option<i64>);

fn written(hull: &Hull) -> Result<Written, StoreError> {
    Ok((
        hull.key.to_string(),
        hull.pilot.0,
        hull.type_id.0,
        json(TABLE, &hull.place)?,
        hull.last_system.map(|id| id.0),
        ms(hull.place_at),
        ms(hull.seen_at),
        ms(hull.first_seen_at),
        json(TABLE, &BerthColumn { occupancy: hull.occupancy, packaged: hull.packaged })?,
        hull.absences,
        ms_opt(hull.last_absence),
    ))
}

impl Tx {
    /// Adds a hull, or replaces what is known of one.
    pub async fn put_hull(&mut self, hull: &Hull) -> Result<(), StoreError> {
        self.put_hulls(std::slice::from_ref(hull)).await
    }

    /// [`Tx::put_hull`] for many: a statement for a thousand of them, for a whole alliance comes at once.
    pub async fn put_hulls(&mut self, hulls: &[Hull]) -> Result<(), StoreError> {
        for some in hulls.chunks(AT_ONCE) {
            self.subjects.extend(some.iter().map(|hull| hull.pilot));
            let rows: Vec<Written> = some.iter().map(written).collect::<Result<_, _>>()?;
            sqlx::query(
                "INSERT INTO hulls
                     (key, pilot, type, place, last_system, place_at, seen_at, first_seen_at, berth, absences, last_absence)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
                     value ->> 8, value ->> 9, value ->> 10 FROM json_each(?1) WHERE true
                 ON CONFLICT (key) DO UPDATE SET
                     pilot = excluded.pilot, type = excluded.type, place = excluded.place, last_system = excluded.last_system,
                     place_at = excluded.place_at, seen_at = excluded.seen_at, first_seen_at = excluded.first_seen_at,
                     berth = excluded.berth, absences = excluded.absences, last_absence = excluded.last_absence",
            )
            .bind(json(TABLE, &rows)?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    /// Removes a hull that is gone, or whose key has changed. Does nothing if there is none.
    pub async fn delete_hull(&mut self, key: HullKey) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM hulls WHERE key = ?1").bind(key.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}
