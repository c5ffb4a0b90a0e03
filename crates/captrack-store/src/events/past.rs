//! The fleet at a past moment: the last checkpoint before it, and what happened since.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::place::Place;
use captrack_domain::text;
use jiff::Timestamp;

use super::checkpoint::{CheckpointHull, decode};
use super::numbers::place_of;
use super::read::{NamedRow, events_of, named_events};
use crate::column::{StoreRow, ms};
use crate::error::StoreError;
use crate::open::Store;

/// So much later something may become known, such as a hull that AllianceAuth tells of a day later.
const LATEST: i64 = 2 * 86_400_000;

/// A hull as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastHull {
    /// Which.
    pub key: HullKey,
    /// Of which type.
    pub type_id: TypeId,
    /// Whose.
    pub pilot: PilotId,
    /// Where, as far as it was known.
    pub place: Place,
    /// When that was true.
    pub place_at: Timestamp,
    /// Somebody sat in it.
    pub flown: bool,
}

type Past = BTreeMap<HullKey, PastHull>;

/// What an event makes of the fleet as it was.
fn replay(fleet: &mut Past, event: &HullEvent) {
    let HullEvent { key, type_id, pilot, at, .. } = *event;
    match event.what {
        HullChange::Appeared { place } => {
            fleet.entry(key).or_insert(PastHull { key, type_id, pilot, place, place_at: at, flown: false });
        }
        HullChange::Gone { .. } => drop(fleet.remove(&key)),
        _ => {
            let Some(hull) = fleet.get_mut(&key) else { return };
            match event.what {
                HullChange::Moved { to, .. } if at >= hull.place_at => (hull.place, hull.place_at) = (to, at),
                HullChange::Boarded => hull.flown = true,
                HullChange::Left => hull.flown = false,
                HullChange::Changed { .. } => hull.pilot = pilot,
                _ => {}
            }
        }
    }
}

impl Store {
    /// The fleet as it was then, as far as it was known, by hull. Before the first checkpoint only hulls are in it that appeared since events are
    /// kept; who was forgotten since is not in it.
    pub async fn fleet_at(&self, then: Timestamp) -> Result<Vec<PastHull>, StoreError> {
        let checkpoint: Option<(i64, i64, Vec<u8>)> =
            sqlx::query_as("SELECT at, after_event, fleet FROM checkpoints WHERE at <= ?1 ORDER BY day DESC LIMIT 1")
                .bind(ms(then))
                .fetch_optional(&self.readers)
                .await?;
        let (mut fleet, from, after) = match checkpoint {
            Some((at, after, bytes)) => {
                let row = StoreRow { table: "checkpoints", key: at };
                let entries = decode(&bytes, at).ok_or_else(|| row.wrong(text!("row-of-another-version")))?;
                (self.named(&entries).await?, at.saturating_sub(LATEST), after)
            }
            None => (Past::new(), i64::MIN, 0),
        };
        let rows: Vec<NamedRow> = sqlx::query_as(named_events!(
            "WHERE e.at > ?1 AND e.at <= ?2 AND +e.id > ?3 AND e.kind <= 6 ORDER BY e.at, e.id"
        ))
        .bind(from)
        .bind(ms(then))
        .bind(after)
        .fetch_all(&self.readers)
        .await?;
        for event in events_of(rows)? {
            if let Some(event) = event.hull_event() {
                replay(&mut fleet, event);
            }
        }
        Ok(fleet.into_values().collect())
    }

    /// Hulls of a checkpoint with their names in place of their numbers. What was forgotten since is left out.
    async fn named(&self, entries: &[CheckpointHull]) -> Result<Past, StoreError> {
        let hulls: Vec<(i64, (String, i64))> =
            self.numbers("SELECT id, key, type FROM event_hulls", |(id, key, type_id)| (id, (key, type_id))).await?;
        let pilots: Vec<(i64, i64)> =
            self.numbers("SELECT id, pilot FROM event_pilots", |(id, pilot)| (id, pilot)).await?;
        let places: Vec<(i64, Option<Place>)> = self
            .numbers("SELECT id, site, location, system FROM event_places", |(id, site, location, system)| {
                (id, place_of(site, location, system))
            })
            .await?;
        let (hulls, pilots, places) = (map(hulls), map(pilots), map(places));
        let mut fleet = Past::new();
        for entry in entries {
            let (Some((key, type_id)), Some(pilot)) = (hulls.get(&entry.hull), pilots.get(&entry.pilot)) else {
                continue;
            };
            let row = StoreRow { table: "event_hulls", key };
            let key: HullKey = row.parse(key)?;
            let place = places.get(&entry.place).copied().flatten().unwrap_or(Place::UNKNOWN);
            let place_at = row.time(entry.place_at)?;
            let hull = PastHull {
                key,
                type_id: TypeId(*type_id),
                pilot: PilotId(*pilot),
                place,
                place_at,
                flown: entry.flown,
            };
            fleet.insert(key, hull);
        }
        Ok(fleet)
    }

    async fn numbers<R, T>(&self, select: &'static str, read: impl Fn(R) -> T) -> Result<Vec<T>, StoreError>
    where
        R: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        let rows: Vec<R> = sqlx::query_as(select).fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(read).collect())
    }
}

fn map<K: Eq + Hash, V>(pairs: Vec<(K, V)>) -> HashMap<K, V> {
    pairs.into_iter().collect()
}
