//! Acknowledgements as they stand. What they were is in the activity log.

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::PilotId;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

pub(crate) const TABLE: &str = "acknowledgements";

impl Store {
    /// Every acknowledgement, by main.
    pub async fn acknowledgements(&self) -> Result<Vec<Acknowledgement>, StoreError> {
        type AcknowledgementRow = (i64, i64, String, Option<String>, String);
        let rows: Vec<AcknowledgementRow> =
            sqlx::query_as("SELECT main, at, set_by, why, hulls FROM acknowledgements ORDER BY main")
                .fetch_all(&self.readers)
                .await?;
        let read = |(main, at, by, why, hulls): AcknowledgementRow| {
            let row = StoreRow { table: TABLE, key: main };
            Ok(Acknowledgement { main: PilotId(main), at: row.time(at)?, by, why, hulls: row.json(&hulls)? })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Sets a main's acknowledgement, or replaces it.
    pub async fn put_acknowledgement(&mut self, acknowledgement: &Acknowledgement) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO acknowledgements (main, at, set_by, why, hulls) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (main) DO UPDATE SET
                 at = excluded.at, set_by = excluded.set_by, why = excluded.why, hulls = excluded.hulls",
        )
        .bind(acknowledgement.main.0)
        .bind(ms(acknowledgement.at))
        .bind(&acknowledgement.by)
        .bind(&acknowledgement.why)
        .bind(json(TABLE, &acknowledgement.hulls)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes a main's acknowledgement away. Does nothing if there is none.
    pub async fn clear_acknowledgement(&mut self, main: PilotId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM acknowledgements WHERE main = ?1").bind(main.0).execute(self.connection()).await?;
        Ok(())
    }
}
