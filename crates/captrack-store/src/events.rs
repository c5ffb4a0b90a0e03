//! What happened: trails, playback and the activity log read it. Only ever appended to.

use captrack_domain::fleet::HullEvent;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::column::{self, Row, ms};
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

impl Event {
    /// A change in a hull's life. Its kind is the word of the change: `appeared`, `moved`, `boarded`, `left`, `changed`, `gone`.
    pub fn of_hull(event: &HullEvent) -> Self {
        let mut detail = json!(event.what);
        let kind = match detail.as_object_mut().and_then(|detail| detail.remove("change")) {
            Some(Value::String(change)) => change,
            _ => String::from("hull"),
        };
        detail["type_id"] = json!(event.type_id);
        Self { at: event.at, kind, hull: Some(event.key), pilot: Some(event.pilot), detail }
    }

    /// The change in a hull's life that was written with [`Event::of_hull`], if it is one.
    pub fn hull_event(&self) -> Option<HullEvent> {
        let mut what = self.detail.clone();
        what.as_object_mut()?.insert(String::from("change"), json!(self.kind));
        Some(HullEvent {
            key: self.hull?,
            type_id: serde_json::from_value(self.detail.get("type_id")?.clone()).ok()?,
            pilot: self.pilot?,
            at: self.at,
            before: None,
            what: serde_json::from_value(what).ok()?,
        })
    }
}

impl Store {
    /// What happened then or later, oldest first.
    pub async fn events_since(&self, since: Timestamp) -> Result<Vec<Event>, StoreError> {
        type EventRow = (i64, i64, String, Option<String>, Option<i64>, String);
        let rows: Vec<EventRow> =
            sqlx::query_as("SELECT id, at, kind, hull, pilot, detail FROM events WHERE at >= ?1 ORDER BY at, id")
                .bind(ms(since))
                .fetch_all(&self.readers)
                .await?;
        let read = |(id, at, kind, hull, pilot, detail): EventRow| {
            let row = Row { table: TABLE, key: id };
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
            sqlx::query("INSERT INTO events (at, kind, hull, pilot, detail) VALUES (?1, ?2, ?3, ?4, ?5)")
                .bind(ms(event.at))
                .bind(&event.kind)
                .bind(event.hull.map(|key| key.to_string()))
                .bind(event.pilot.map(|id| id.0))
                .bind(column::json(TABLE, &event.detail)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Drops what happened before then; gives how many.
    pub async fn prune_events(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM events WHERE at < ?1").bind(ms(before)).execute(self.connection()).await?;
        Ok(done.rows_affected())
    }
}
