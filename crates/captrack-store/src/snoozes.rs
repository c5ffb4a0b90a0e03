//! Snoozes as they stand. What they were is in the events.

use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;

use crate::column::{StoreRow, ms, ms_opt};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

impl Store {
    /// Every snooze, also one that has ended and was not cleared, by pilot.
    pub async fn snoozes(&self) -> Result<Vec<Snooze>, StoreError> {
        type SnoozeRow = (i64, i64, Option<i64>, String, Option<String>);
        let rows: Vec<SnoozeRow> =
            sqlx::query_as("SELECT pilot, since, until, set_by, why FROM snoozes ORDER BY pilot")
                .fetch_all(&self.readers)
                .await?;
        let read = |(pilot, since, until, by, why): SnoozeRow| {
            let row = StoreRow { table: "snoozes", key: pilot };
            Ok(Snooze { pilot: PilotId(pilot), since: row.time(since)?, until: row.time_opt(until)?, by, why })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Sets a pilot's snooze, or replaces it.
    pub async fn put_snooze(&mut self, snooze: &Snooze) -> Result<(), StoreError> {
        self.subjects.insert(snooze.pilot);
        sqlx::query(
            "INSERT INTO snoozes (pilot, since, until, set_by, why) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (pilot) DO UPDATE SET
                 since = excluded.since, until = excluded.until, set_by = excluded.set_by, why = excluded.why",
        )
        .bind(snooze.pilot.0)
        .bind(ms(snooze.since))
        .bind(ms_opt(snooze.until))
        .bind(&snooze.by)
        .bind(&snooze.why)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Clears a pilot's snooze. Does nothing if there is none.
    pub async fn clear_snooze(&mut self, pilot: PilotId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM snoozes WHERE pilot = ?1").bind(pilot.0).execute(self.connection()).await?;
        Ok(())
    }
}
