//! Watched pilots. How one is forgotten stands in `forget.rs`.

use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::pilot::Pilot;

use crate::column::{Row, json, ms, ms_opt};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "pilots";

#[derive(sqlx::FromRow)]
struct PilotRow {
    id: i64,
    name: String,
    corporation: Option<i64>,
    alliance: Option<i64>,
    main: Option<i64>,
    added_at: i64,
    introduced_at: Option<i64>,
    sign_in: String,
    auth: Option<String>,
}

impl TryFrom<PilotRow> for Pilot {
    type Error = StoreError;
    fn try_from(row: PilotRow) -> Result<Self, StoreError> {
        let at = Row { table: TABLE, key: row.id };
        Ok(Self {
            id: PilotId(row.id),
            name: row.name,
            corporation: row.corporation.map(CorporationId),
            alliance: row.alliance.map(AllianceId),
            main: row.main.map(PilotId),
            added_at: at.time(row.added_at)?,
            introduced_at: at.time_opt(row.introduced_at)?,
            sign_in: at.json(&row.sign_in)?,
            auth: row.auth.map(|auth| at.json(&auth)).transpose()?,
        })
    }
}

impl Store {
    /// Every watched pilot, by id.
    pub async fn pilots(&self) -> Result<Vec<Pilot>, StoreError> {
        let rows: Vec<PilotRow> = sqlx::query_as(
            "SELECT id, name, corporation, alliance, main, added_at, introduced_at, sign_in, auth FROM pilots ORDER BY id",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Pilot::try_from).collect()
    }
}

impl Tx {
    /// Adds a pilot, or replaces what is known of one.
    pub async fn put_pilot(&mut self, pilot: &Pilot) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO pilots (id, name, corporation, alliance, main, added_at, introduced_at, sign_in, auth)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, corporation = excluded.corporation, alliance = excluded.alliance, main = excluded.main,
                 added_at = excluded.added_at, introduced_at = excluded.introduced_at, sign_in = excluded.sign_in,
                 auth = excluded.auth",
        )
        .bind(pilot.id.0)
        .bind(&pilot.name)
        .bind(pilot.corporation.map(|id| id.0))
        .bind(pilot.alliance.map(|id| id.0))
        .bind(pilot.main.map(|id| id.0))
        .bind(ms(pilot.added_at))
        .bind(ms_opt(pilot.introduced_at))
        .bind(json(TABLE, &pilot.sign_in)?)
        .bind(pilot.auth.as_ref().map(|auth| json(TABLE, auth)).transpose()?)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
