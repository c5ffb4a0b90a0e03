//! Rows that were written before events were numbers: moved in slices, each a transaction, so that an interruption costs nothing and nobody waits.
//!
//! Left out is what is older than it is kept, and the noise of that time: a docked hull "moved" whenever another source named its site without
//! the system. These rows have one time; the one before is that of the hull's row before.

use std::collections::{BTreeSet, HashMap};

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::place::Place;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::numbers::{NumberedNames, place_of};
use super::prune::SLICE;
use super::{HistoryEvent, TABLE};
use crate::column::{self, StoreRow};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

#[derive(sqlx::FromRow)]
struct OldRow {
    id: i64,
    at: i64,
    kind: String,
    hull: Option<String>,
    pilot: Option<i64>,
    detail: String,
}

/// What was last known of a hull: when, and where.
type Last = HashMap<HullKey, (i64, Place)>;

impl OldRow {
    fn hull(&self) -> Option<HullKey> {
        self.hull.as_deref()?.parse().ok()
    }

    /// What it tells; `None`: nothing that is kept, or nothing that can be read.
    fn event(&self, last: &Last) -> Option<HullEvent> {
        let key = self.hull()?;
        let known = last.get(&key);
        let mut detail: Value = serde_json::from_str(&self.detail).ok()?;
        let type_id = serde_json::from_value::<TypeId>(detail.get("type_id")?.clone()).ok()?;
        let fields = detail.as_object_mut()?;
        fields.insert("change".to_owned(), json!(self.kind));
        if self.kind == "gone" {
            fields.entry("place").or_insert(json!(known.map_or(Place::UNKNOWN, |(_, place)| *place)));
        }
        let what: HullChange = serde_json::from_value(detail).ok()?;
        let at = Timestamp::from_millisecond(self.at).ok()?;
        let before = match what {
            HullChange::Appeared { .. } => None,
            _ => known.and_then(|(before, _)| Timestamp::from_millisecond(*before).ok()).map(|before| before.min(at)),
        };
        Some(HullEvent { key, type_id, pilot: PilotId(self.pilot?), at, before, what })
    }
}

/// Where a hull is after a change, if that says it.
const fn place_after(what: &HullChange) -> Option<Place> {
    match what {
        HullChange::Appeared { place } | HullChange::Moved { to: place, .. } => Some(*place),
        _ => None,
    }
}

impl Store {
    /// Moves the oldest rows of before, some thousands at once; true: there may be more. What happened before `keep_since` is dropped.
    pub async fn move_old_events(&self, keep_since: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let rows: Vec<OldRow> =
            sqlx::query_as("SELECT id, at, kind, hull, pilot, detail FROM old_events ORDER BY id LIMIT ?1")
                .bind(SLICE)
                .fetch_all(tx.connection())
                .await?;
        let (Some(first), Some(end)) = (rows.first(), rows.last()) else { return Ok(false) };
        let (first, end) = (first.id, end.id);
        let mut last = tx.last_known(&rows, first).await?;
        let mut moved = Vec::new();
        let mut named = NumberedNames::default();
        for row in &rows {
            let Some(event) = row.event(&last) else { continue };
            let place = place_after(&event.what);
            let known = last.entry(event.key).or_insert((row.at, Place::UNKNOWN));
            *known = (row.at, place.unwrap_or(known.1));
            if let HullChange::Moved { from, to } = event.what
                && from.is_same(&to)
            {
                // The one may have named the system.
                named.place(&from);
                named.place(&to);
                continue;
            }
            if event.at >= keep_since {
                moved.push((Some(row.id), HistoryEvent::Hull(event)));
            }
        }
        let rows: Vec<(Option<i64>, &HistoryEvent)> = moved.iter().map(|(id, event)| (*id, event)).collect();
        tx.append_numbered(&rows).await?;
        tx.number(&named).await?;
        sqlx::query("DELETE FROM old_events WHERE id <= ?1").bind(end).execute(tx.connection()).await?;
        tx.commit().await?;
        tracing::info!(moved = moved.len(), until = end, "a slice of old history was moved");
        Ok(true)
    }
}

impl Tx {
    /// What was last known before that row of the hulls that rows name.
    async fn last_known(&mut self, rows: &[OldRow], first: i64) -> Result<Last, StoreError> {
        type LastRow = (String, Option<i64>, Option<i64>, Option<i64>, Option<i64>);
        let keys: BTreeSet<&str> = rows.iter().filter_map(|row| row.hull.as_deref()).collect();
        let found: Vec<LastRow> = sqlx::query_as(
            "SELECT h.key,
                 (SELECT e.at FROM events e WHERE e.hull = h.id AND e.id < ?2 ORDER BY e.at DESC LIMIT 1),
                 p.site, p.location, p.system
             FROM event_hulls h
             LEFT JOIN event_places p ON p.id =
                 (SELECT e.place FROM events e WHERE e.hull = h.id AND e.id < ?2 AND e.place IS NOT NULL
                     ORDER BY e.at DESC LIMIT 1)
             WHERE h.key IN (SELECT value FROM json_each(?1))",
        )
        .bind(column::json(TABLE, &keys)?)
        .bind(first)
        .fetch_all(self.connection())
        .await?;
        let mut last = Last::new();
        for (key, at, site, location, system) in found {
            let row = StoreRow { table: "event_hulls", key: &key };
            let place = site.zip(location).and_then(|(site, location)| place_of(site, location, system));
            if let Some(at) = at {
                last.insert(row.parse(&key)?, (at, place.unwrap_or(Place::UNKNOWN)));
            }
        }
        Ok(last)
    }
}
