//! Writing events.

use captrack_domain::fleet::HullChange;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::place::Place;
use serde::Serialize;

use super::numbers::{EventNumbers, NumberedNames, place_key};
use super::{HistoryEvent, Kind, TABLE, source_number, subject};
use crate::column::{json, ms, ms_opt};
use crate::error::StoreError;
use crate::tx::Tx;

/// A row as it is written. `id` is only given where a row keeps a number that it had.
#[derive(Debug, Serialize)]
struct EventRow {
    id: Option<i64>,
    at: i64,
    before: Option<i64>,
    kind: i64,
    hull: Option<i64>,
    pilot: Option<i64>,
    former: Option<i64>,
    place: Option<i64>,
    from_place: Option<i64>,
    source: Option<i64>,
}

const fn former(event: &HistoryEvent) -> Option<PilotId> {
    match event {
        HistoryEvent::Hull(event) => match event.what {
            HullChange::Changed { from } => Some(from),
            _ => None,
        },
        HistoryEvent::Watch(_) => None,
    }
}

/// Where it is, or was last, and where it was before.
const fn places(event: &HistoryEvent) -> (Option<Place>, Option<Place>) {
    let HistoryEvent::Hull(event) = event else { return (None, None) };
    match event.what {
        HullChange::Appeared { place } | HullChange::Gone { place } => (Some(place), None),
        HullChange::Moved { from, to } => (Some(to), Some(from)),
        HullChange::Boarded | HullChange::Left | HullChange::Changed { .. } => (None, None),
    }
}

const fn pilot(event: &HistoryEvent) -> Option<PilotId> {
    match event {
        HistoryEvent::Hull(event) => Some(event.pilot),
        HistoryEvent::Watch(event) => subject(&event.what).0,
    }
}

fn name(event: &HistoryEvent, named: &mut NumberedNames) {
    if let HistoryEvent::Hull(event) = event {
        named.hull(event.key, event.type_id);
    }
    for pilot in pilot(event).into_iter().chain(former(event)) {
        named.pilot(pilot);
    }
    let (place, from) = places(event);
    for place in place.iter().chain(&from) {
        named.place(place);
    }
}

fn row(id: Option<i64>, event: &HistoryEvent, numbers: &EventNumbers) -> EventRow {
    let of_pilot = |pilot: PilotId| numbers.pilots.get(&pilot).copied();
    let of_place = |place: Place| numbers.places.get(&place_key(&place)).copied();
    let of_hull = |key: HullKey| numbers.hulls.get(&key).copied();
    let (place, from_place) = places(event);
    let (before, kind, hull, source) = match event {
        HistoryEvent::Hull(event) => (event.before, Kind::of_hull(&event.what), of_hull(event.key), None),
        HistoryEvent::Watch(event) => {
            (event.before, Kind::of_watch(&event.what), None, subject(&event.what).1.map(source_number))
        }
    };
    EventRow {
        id,
        at: ms(event.at()),
        before: ms_opt(before),
        kind: kind as i64,
        hull,
        pilot: pilot(event).and_then(of_pilot),
        former: former(event).and_then(of_pilot),
        place: place.and_then(of_place),
        from_place: from_place.and_then(of_place),
        source,
    }
}

impl Tx {
    /// Writes down what happened: a handful of statements, however much it is.
    pub async fn append_events(&mut self, events: &[HistoryEvent]) -> Result<(), StoreError> {
        self.append_numbered(&events.iter().map(|event| (None, event)).collect::<Vec<_>>()).await
    }

    /// The same for rows that keep the number that they have.
    pub(super) async fn append_numbered(&mut self, events: &[(Option<i64>, &HistoryEvent)]) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let mut named = NumberedNames::default();
        for (_, event) in events {
            name(event, &mut named);
        }
        let numbers = self.number(&named).await?;
        let rows: Vec<EventRow> = events.iter().map(|(id, event)| row(*id, event, &numbers)).collect();
        let rows = json(TABLE, &rows)?;
        for statement in [
            "INSERT INTO events (id, at, before, kind, hull, pilot, former, place, from_place, source)
             SELECT value ->> 'id', value ->> 'at', value ->> 'before', value ->> 'kind', value ->> 'hull', value ->> 'pilot',
                 value ->> 'former', value ->> 'place', value ->> 'from_place', value ->> 'source' FROM json_each(?1)",
            "INSERT OR IGNORE INTO event_holders (pilot, hull)
             SELECT value ->> 'pilot', value ->> 'hull' FROM json_each(?1)
             WHERE value ->> 'hull' IS NOT NULL AND value ->> 'pilot' IS NOT NULL
             UNION SELECT value ->> 'former', value ->> 'hull' FROM json_each(?1)
             WHERE value ->> 'hull' IS NOT NULL AND value ->> 'former' IS NOT NULL",
        ] {
            sqlx::query(statement).bind(&rows).execute(self.connection()).await?;
        }
        Ok(())
    }
}
