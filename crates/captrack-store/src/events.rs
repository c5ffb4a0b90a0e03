//! What happened: trails, playback and the activity log read it. Only ever appended to.

use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use serde_json::Value;

use crate::column::{Row, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "events";

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What, in one word, such as `moved` or `snoozed`.
    pub kind: String,
    /// Which hull it is about, if one.
    pub hull: Option<HullKey>,
    /// Which pilot it is about, if one.
    pub pilot: Option<PilotId>,
    /// What else is to be said. A pilot's name stands in it as a whole string, or forgetting that pilot does not find it.
    pub detail: Value,
}

impl Store {
    /// What happened then or later, oldest first.
    pub async fn events_since(&self, since: Timestamp) -> Result<Vec<Event>, StoreError> {
        type EventRow = (i64, i64, String, Option<String>, Option<i64>, String);
        let rows: Vec<EventRow> = sqlx::query_as(
            "SELECT id, at, kind, hull, pilot, detail FROM events WHERE at >= ?1 ORDER BY at, id",
        )
        .bind(ms(since))
        .fetch_all(&self.readers)
        .await?;
        let read = |(id, at, kind, hull, pilot, detail): EventRow| {
            let row = Row {
                table: TABLE,
                key: id,
            };
            Ok(Event {
                at: row.time(at)?,
                kind,
                hull: hull.map(|hull| row.parse(&hull)).transpose()?,
                pilot: pilot.map(PilotId),
                detail: row.json(&detail)?,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Writes down what happened.
    pub async fn append_events(&mut self, events: &[Event]) -> Result<(), StoreError> {
        for event in events {
            sqlx::query(
                "INSERT INTO events (at, kind, hull, pilot, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .bind(ms(event.at))
            .bind(&event.kind)
            .bind(event.hull.map(|key| key.to_string()))
            .bind(event.pilot.map(|id| id.0))
            .bind(json(TABLE, &event.detail)?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    /// Drops what happened before then; gives how many.
    pub async fn prune_events(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM events WHERE at < ?1")
            .bind(ms(before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}
