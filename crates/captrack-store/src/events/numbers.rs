//! The numbers that stand for hulls, pilots and places in events.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::hull::HullKey;
use captrack_domain::ids::{LocationId, PilotId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use serde::Serialize;

use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::tx::Tx;

/// What makes a place the same place: the kind of its site and its location, or its system where it is no site.
pub(super) type PlaceKey = (i64, i64);

pub(super) const fn place_key(place: &Place) -> PlaceKey {
    let system = match place.system {
        Some(system) => system.0,
        None => 0,
    };
    match place.site {
        Site::Space => (0, system),
        Site::Station(id) => (1, id.0),
        Site::Structure(id) => (2, id.0),
        Site::AssetSafety => (3, 0),
        Site::Unknown => (4, system),
    }
}

pub(super) fn place_of(site: i64, location: i64, system: Option<i64>) -> Option<Place> {
    let site = match site {
        0 => Site::Space,
        1 => Site::Station(LocationId(location)),
        2 => Site::Structure(LocationId(location)),
        3 => Site::AssetSafety,
        4 => Site::Unknown,
        _ => return None,
    };
    Some(Place { system: system.map(SystemId), site })
}

/// The numbers of everything that a slice of events names.
#[derive(Debug, Default)]
pub(super) struct EventNumbers {
    pub(super) hulls: BTreeMap<HullKey, i64>,
    pub(super) pilots: BTreeMap<PilotId, i64>,
    pub(super) places: BTreeMap<PlaceKey, i64>,
}

/// What is to be numbered.
#[derive(Debug, Default)]
pub(super) struct NumberedNames {
    pub(super) hulls: BTreeMap<HullKey, TypeId>,
    pub(super) pilots: BTreeSet<PilotId>,
    /// Each with its system, as far as it is known.
    pub(super) places: BTreeMap<PlaceKey, Option<i64>>,
}

impl NumberedNames {
    pub(super) fn hull(&mut self, key: HullKey, type_id: TypeId) {
        self.hulls.entry(key).or_insert(type_id);
    }

    pub(super) fn pilot(&mut self, pilot: PilotId) {
        self.pilots.insert(pilot);
    }

    pub(super) fn place(&mut self, place: &Place) {
        let system = self.places.entry(place_key(place)).or_default();
        *system = place.system.map(|system| system.0).or(*system);
    }
}

impl Tx {
    /// The numbers of all these; what has none yet is given one.
    pub(super) async fn number(&mut self, named: &NumberedNames) -> Result<EventNumbers, StoreError> {
        let hulls: Vec<_> = named.hulls.iter().map(|(key, type_id)| (key.to_string(), type_id.0)).collect();
        let pilots: Vec<_> = named.pilots.iter().map(|pilot| (pilot.0,)).collect();
        let places: Vec<_> =
            named.places.iter().map(|((site, location), system)| (*site, *location, *system)).collect();
        let mut numbers = EventNumbers::default();
        let rows: Vec<(String, i64)> = self
            .numbered(
                &hulls,
                "INSERT OR IGNORE INTO event_hulls (key, type) SELECT value ->> 0, value ->> 1 FROM json_each(?1)",
                "SELECT key, id FROM event_hulls WHERE key IN (SELECT value ->> 0 FROM json_each(?1))",
            )
            .await?;
        for (key, number) in rows {
            numbers.hulls.insert(StoreRow { table: "event_hulls", key: &key }.parse(&key)?, number);
        }
        let rows: Vec<(i64, i64)> = self
            .numbered(
                &pilots,
                "INSERT OR IGNORE INTO event_pilots (pilot) SELECT value ->> 0 FROM json_each(?1)",
                "SELECT pilot, id FROM event_pilots WHERE pilot IN (SELECT value ->> 0 FROM json_each(?1))",
            )
            .await?;
        numbers.pilots = rows.into_iter().map(|(pilot, number)| (PilotId(pilot), number)).collect();
        let rows: Vec<(i64, i64, i64)> = self
            .numbered(
                &places,
                // A system that becomes known is written down; one that is known stays.
                "INSERT INTO event_places (site, location, system)
                 SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1) WHERE true
                 ON CONFLICT (site, location) DO UPDATE SET system = excluded.system
                     WHERE excluded.system IS NOT NULL AND event_places.system IS NOT excluded.system",
                "SELECT p.site, p.location, p.id FROM json_each(?1)
                 JOIN event_places p ON p.site = value ->> 0 AND p.location = value ->> 1",
            )
            .await?;
        numbers.places = rows.into_iter().map(|(site, location, number)| ((site, location), number)).collect();
        Ok(numbers)
    }

    /// Two statements for any number of names: one that numbers those that are new, one that reads all numbers.
    async fn numbered<T: Serialize, R>(
        &mut self,
        names: &[T],
        insert: &'static str,
        select: &'static str,
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let names = json(super::TABLE, &names)?;
        sqlx::query(insert).bind(&names).execute(self.connection()).await?;
        Ok(sqlx::query_as(select).bind(&names).fetch_all(self.connection()).await?)
    }

    /// A hull's item became known: what was written of it is the item's from now on.
    pub(crate) async fn renumber_hulls(&mut self, pairs: &[(HullKey, HullKey)]) -> Result<(), StoreError> {
        for (from, to) in pairs {
            let (from, to) = (from.to_string(), to.to_string());
            let done = sqlx::query("UPDATE OR IGNORE event_hulls SET key = ?2 WHERE key = ?1")
                .bind(&from)
                .bind(&to)
                .execute(self.connection())
                .await?;
            if done.rows_affected() > 0 {
                continue;
            }
            // Both are known: the old number makes way.
            for statement in [
                "UPDATE events SET hull = (SELECT id FROM event_hulls WHERE key = ?2)
                 WHERE hull = (SELECT id FROM event_hulls WHERE key = ?1)",
                "INSERT OR IGNORE INTO event_holders (pilot, hull)
                 SELECT pilot, (SELECT id FROM event_hulls WHERE key = ?2) FROM event_holders
                 WHERE hull = (SELECT id FROM event_hulls WHERE key = ?1)",
                "DELETE FROM event_holders WHERE hull = (SELECT id FROM event_hulls WHERE key = ?1) AND ?2 <> ''",
                "DELETE FROM event_hulls WHERE key = ?1 AND ?2 <> ''",
            ] {
                sqlx::query(statement).bind(&from).bind(&to).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}
