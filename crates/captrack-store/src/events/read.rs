//! Reading events: all of a time, the trail of one hull, which sources are silent.

use std::collections::BTreeMap;

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::place::Place;
use captrack_domain::text;
use captrack_domain::watch_event::{SourceName, WatchChange, WatchEvent};
use jiff::Timestamp;
use sqlx::FromRow;

use super::numbers::place_of;
use super::{HistoryEvent, Kind, TABLE, source_of};
use crate::column::{StoreRow, ms};
use crate::error::StoreError;
use crate::open::Store;

/// A row with its names in place of its numbers.
#[derive(Debug, FromRow)]
pub(super) struct NamedRow {
    id: i64,
    at: i64,
    before: Option<i64>,
    kind: i64,
    hull: Option<String>,
    #[sqlx(rename = "type")]
    type_id: Option<i64>,
    pilot: Option<i64>,
    former: Option<i64>,
    site: Option<i64>,
    location: Option<i64>,
    system: Option<i64>,
    from_site: Option<i64>,
    from_location: Option<i64>,
    from_system: Option<i64>,
    source: Option<i64>,
}

/// The beginning of every question for rows; what follows chooses and orders them.
macro_rules! named_events {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.at, e.before, e.kind, h.key AS hull, h.type, p.pilot, f.pilot AS former,
                 a.site, a.location, a.system, b.site AS from_site, b.location AS from_location, b.system AS from_system, e.source
             FROM events e
             LEFT JOIN event_hulls h ON h.id = e.hull
             LEFT JOIN event_pilots p ON p.id = e.pilot
             LEFT JOIN event_pilots f ON f.id = e.former
             LEFT JOIN event_places a ON a.id = e.place
             LEFT JOIN event_places b ON b.id = e.from_place ",
            $rest
        )
    };
}

impl NamedRow {
    fn event(self) -> Result<HistoryEvent, StoreError> {
        let row = StoreRow { table: TABLE, key: self.id };
        let lacks = || row.wrong(text!("row-lacks-fields"));
        let kind = Kind::of_number(self.kind).ok_or_else(|| row.wrong(text!("row-no-such-kind")))?;
        let (at, before) = (row.time(self.at)?, row.time_opt(self.before)?);
        let pilot = self.pilot.map(PilotId).ok_or_else(lacks);
        let source = self.source.and_then(source_of).ok_or_else(lacks);
        let place_of = |site: Option<i64>, location: Option<i64>, system| place_of(site?, location?, system);
        let place = place_of(self.site, self.location, self.system).unwrap_or(Place::UNKNOWN);
        let from = place_of(self.from_site, self.from_location, self.from_system).unwrap_or(Place::UNKNOWN);
        let watch = |what| HistoryEvent::Watch(WatchEvent { at, before, what });
        let what = match kind {
            Kind::Online => return Ok(watch(WatchChange::Online { pilot: pilot? })),
            Kind::Offline => return Ok(watch(WatchChange::Offline { pilot: pilot? })),
            Kind::Silent => return Ok(watch(WatchChange::Silent { source: source? })),
            Kind::Answers => return Ok(watch(WatchChange::Answers { source: source? })),
            Kind::Appeared => HullChange::Appeared { place },
            Kind::Moved => HullChange::Moved { from, to: place },
            Kind::Boarded => HullChange::Boarded,
            Kind::Left => HullChange::Left,
            Kind::Changed => HullChange::Changed { from: PilotId(self.former.ok_or_else(lacks)?) },
            Kind::Gone => HullChange::Gone { place },
        };
        let key: HullKey = row.parse(&self.hull.ok_or_else(lacks)?)?;
        let type_id = TypeId(self.type_id.ok_or_else(lacks)?);
        Ok(HistoryEvent::Hull(HullEvent { key, type_id, pilot: pilot?, at, before, what }))
    }
}

pub(super) fn events_of(rows: Vec<NamedRow>) -> Result<Vec<HistoryEvent>, StoreError> {
    rows.into_iter().map(NamedRow::event).collect()
}

fn watch_events(rows: Vec<NamedRow>) -> Result<Vec<WatchEvent>, StoreError> {
    let watch = |event| match event {
        HistoryEvent::Watch(event) => Some(event),
        HistoryEvent::Hull(_) => None,
    };
    Ok(events_of(rows)?.into_iter().filter_map(watch).collect())
}

impl Store {
    /// What happened then or later, oldest first.
    pub async fn events_since(&self, since: Timestamp) -> Result<Vec<HistoryEvent>, StoreError> {
        self.events_between(since, Timestamp::MAX).await
    }

    /// What happened from then on and before then, oldest first.
    pub async fn events_between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<HistoryEvent>, StoreError> {
        let rows = sqlx::query_as(named_events!("WHERE e.at >= ?1 AND e.at < ?2 ORDER BY e.at, e.id"))
            .bind(ms(from))
            .bind(ms(until))
            .fetch_all(&self.readers)
            .await?;
        events_of(rows)
    }

    /// What befell a hull from then on and before then, oldest first.
    pub async fn trail(&self, hull: HullKey, from: Timestamp, until: Timestamp) -> Result<Vec<HullEvent>, StoreError> {
        let rows = sqlx::query_as(named_events!(
            "WHERE e.hull = (SELECT id FROM event_hulls WHERE key = ?1) AND e.at >= ?2 AND e.at < ?3 ORDER BY e.at, e.id"
        ))
        .bind(hull.to_string())
        .bind(ms(from))
        .bind(ms(until))
        .fetch_all(&self.readers)
        .await?;
        let events = events_of(rows)?;
        Ok(events.into_iter().filter_map(|event| event.hull_event().cloned()).collect())
    }

    /// The hulls beside which a pilot is named, now or before.
    pub async fn hulls_with(&self, pilot: PilotId) -> Result<Vec<HullKey>, StoreError> {
        let keys: Vec<String> = sqlx::query_scalar(
            "SELECT h.key FROM event_holders o JOIN event_hulls h ON h.id = o.hull
             WHERE o.pilot = (SELECT id FROM event_pilots WHERE pilot = ?1) ORDER BY h.key",
        )
        .bind(pilot.0)
        .fetch_all(&self.readers)
        .await?;
        keys.iter().map(|key| StoreRow { table: "event_hulls", key }.parse(key)).collect()
    }

    /// When sources fell silent and answered again, oldest first.
    pub async fn silences(&self) -> Result<Vec<WatchEvent>, StoreError> {
        let rows = sqlx::query_as(named_events!("WHERE e.hull IS NULL AND e.pilot IS NULL ORDER BY e.at, e.id"))
            .fetch_all(&self.readers)
            .await?;
        watch_events(rows)
    }

    /// When a pilot came and went, from then on, oldest first.
    pub async fn comings_and_goings(&self, pilot: PilotId, from: Timestamp) -> Result<Vec<WatchEvent>, StoreError> {
        let rows = sqlx::query_as(named_events!(
            "WHERE e.hull IS NULL AND e.pilot = (SELECT id FROM event_pilots WHERE pilot = ?1) AND e.at >= ?2
             ORDER BY e.at, e.id"
        ))
        .bind(pilot.0)
        .bind(ms(from))
        .fetch_all(&self.readers)
        .await?;
        watch_events(rows)
    }

    /// The sources that were silent when last something was written of them, each since when.
    pub async fn silent_sources(&self) -> Result<BTreeMap<SourceName, Timestamp>, StoreError> {
        let mut silent = BTreeMap::new();
        for source in [SourceName::Eve, SourceName::AllianceAuth] {
            let last: Vec<NamedRow> = sqlx::query_as(named_events!(
                "WHERE e.hull IS NULL AND e.pilot IS NULL AND e.source = ?1 ORDER BY e.at DESC, e.id DESC LIMIT 1"
            ))
            .bind(super::source_number(source))
            .fetch_all(&self.readers)
            .await?;
            for event in events_of(last)? {
                if let HistoryEvent::Watch(WatchEvent { at, what: WatchChange::Silent { source }, .. }) = event {
                    silent.insert(source, at);
                }
            }
        }
        Ok(silent)
    }
}

pub(super) use named_events;
