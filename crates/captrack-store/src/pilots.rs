//! Watched pilots. How one is forgotten stands in `forget.rs`.

use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::pilot::Pilot;

use crate::column::{AT_ONCE, StoreRow, json, ms, ms_opt};
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
        let at = StoreRow { table: TABLE, key: row.id };
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

/// A row as it is written.
type Written = (i64, String, Option<i64>, Option<i64>, Option<i64>, i64, Option<i64>, String, Option<String>);

fn written(pilot: &Pilot) -> Result<Written, StoreError> {
    Ok((
        pilot.id.0,
        pilot.name.clone(),
        pilot.corporation.map(|id| id.0),
        pilot.alliance.map(|id| id.0),
        pilot.main.map(|id| id.0),
        ms(pilot.added_at),
        ms_opt(pilot.introduced_at),
        json(TABLE, &pilot.sign_in)?,
        pilot.auth.as_ref().map(|auth| json(TABLE, auth)).transpose()?,
    ))
}

impl Tx {
    /// Adds a pilot, or replaces what is known of one.
    pub async fn put_pilot(&mut self, pilot: &Pilot) -> Result<(), StoreError> {
        self.put_pilots([pilot]).await
    }

    /// [`Tx::put_pilot`] for many: a statement for a thousand of them.
    pub async fn put_pilots<'a>(&mut self, pilots: impl IntoIterator<Item = &'a Pilot>) -> Result<(), StoreError> {
        let rows: Vec<Written> = pilots.into_iter().map(written).collect::<Result<_, _>>()?;
        for some in rows.chunks(AT_ONCE) {
            sqlx::query(
                "INSERT INTO pilots (id, name, corporation, alliance, main, added_at, introduced_at, sign_in, auth)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
                     value ->> 8 FROM json_each(?1) WHERE true
                 ON CONFLICT (id) DO UPDATE SET
                     name = excluded.name, corporation = excluded.corporation, alliance = excluded.alliance,
                     main = excluded.main, added_at = excluded.added_at, introduced_at = excluded.introduced_at,
                     sign_in = excluded.sign_in, auth = excluded.auth",
            )
            .bind(json(TABLE, &some)?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}
