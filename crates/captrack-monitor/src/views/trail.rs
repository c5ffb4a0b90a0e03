//! The trail of a ship, or of all ships of a pilot: movements, gaps of their source, alerts and what was decided about them.

mod activity;
mod activity_kind;
mod csv;
mod entry;

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_contract::{ErrorCode, PilotRef, Refusal, Trail, TrailEntry, TrailStart};
use captrack_domain::fleet::HullEvent;
use captrack_domain::hull::HullKey;
use captrack_domain::hull::Occupancy;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::moment::earlier;
use captrack_domain::movement::{HullSighting, SourceGap, out_of_sight, source_gaps, trail};
use captrack_domain::text;
use captrack_domain::watch_event::{SourceName, WatchEvent};
use captrack_store::StoreError;
use captrack_universe::universe;
use jiff::Timestamp;

pub use csv::csv_of;
use entry::TrailWording;

use crate::judge::labels::type_label;
use crate::judge::sight_limits::sight_limits;
use crate::shared::refusal::store_refused;
use crate::state::State;
use crate::upkeep::history::KEEP_HISTORY;
use crate::views::Views;

/// Of whom or what a trail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TrailOf {
    Pilot(PilotId),
    Hull(HullKey),
}

/// What is recorded of a ship.
struct Recorded {
    key: HullKey,
    events: Vec<HullEvent>,
    /// Those of its pilots who came and went.
    pilots: Vec<WatchEvent>,
}

impl Views<'_> {
    /// What is recorded from then on of a pilot (by id or exact name) or a ship (by item id or key), oldest first.
    pub async fn trail(&self, of: &str, since: Option<TrailStart>) -> Result<Trail, Refusal> {
        let now = self.now();
        let since = match since {
            Some(TrailStart::At(at)) => at,
            Some(TrailStart::Ago(seconds)) => earlier(now, Duration::from_secs(seconds)),
            None => earlier(now, KEEP_HISTORY),
        };
        let stored = |error: StoreError| store_refused(&error);
        let of = self.meant(of).await?;
        let recorded = self.recorded(of).await.map_err(stored)?;
        let silences = self.store.silences().await.map_err(stored)?;
        let (names, kinds) = {
            let state = self.lock().await;
            (activity::subjects(&state, &pilots_in(of, &recorded)), activity::KINDS)
        };
        let subjects: Vec<&str> = names.iter().map(String::as_str).collect();
        let lines = self.store.activity_about(&subjects, &kinds, since).await.map_err(stored)?;
        let state = self.lock().await;
        let wording = TrailWording { state: &state, now };
        let mut entries = Vec::new();
        for one in &recorded {
            entries.extend(movements(&state, of, one, now, &wording));
        }
        let sources: BTreeSet<SourceName> =
            pilots_in(of, &recorded).iter().filter_map(|pilot| source_of(&state, *pilot)).collect();
        for source in sources {
            let gaps: Vec<SourceGap> = source_gaps(source, &silences);
            entries.extend(gaps.into_iter().map(|gap| wording.gap(gap)));
        }
        let about = activity::Pilots::of(&state, &pilots_in(of, &recorded));
        entries.extend(lines.iter().filter(|line| about.concerns(line)).map(|line| wording.activity(line)));
        entries.retain(|entry| entry.at >= since);
        entries.sort_by_key(|entry| (entry.at, entry.before));
        let name = match of {
            TrailOf::Pilot(pilot) => state.pilot_name(pilot),
            TrailOf::Hull(key) => hull_name(&state, key, &recorded),
        };
        let (pilot_id, hull_key) = match of {
            TrailOf::Pilot(pilot) => (Some(pilot), None),
            TrailOf::Hull(key) => (None, Some(key)),
        };
        Ok(Trail { generated_at: now, since, name, pilot_id, hull_key, entries })
    }

    /// Whom or what somebody means.
    async fn meant(&self, text: &str) -> Result<TrailOf, Refusal> {
        let text = text.trim();
        let number: Option<i64> = text.parse().ok();
        let pilot = number.map_or_else(|| PilotRef::Name(text.to_owned()), |id| PilotRef::Id(PilotId(id)));
        let state = self.lock().await;
        if let Some(pilot) = find_pilot(&state, &pilot) {
            return Ok(TrailOf::Pilot(pilot));
        }
        let key = number.map(|id| HullKey::Item(ItemId(id))).or_else(|| text.parse().ok());
        let is_in_fleet = key.is_some_and(|key| state.fleet.hulls.contains_key(&key));
        drop(state);
        if let Some(key) = key {
            let was_seen = || self.store.trail(key, Timestamp::MIN, Timestamp::MAX);
            if is_in_fleet || !was_seen().await.map_err(|error| store_refused(&error))?.is_empty() {
                return Ok(TrailOf::Hull(key));
            }
        }
        Err(Refusal::of(ErrorCode::UnknownPilot, text!("refused-unknown-pilot-or-ship", name = text)))
    }

    async fn recorded(&self, of: TrailOf) -> Result<Vec<Recorded>, StoreError> {
        let keys = match of {
            TrailOf::Pilot(pilot) => self.store.hulls_with(pilot).await?,
            TrailOf::Hull(key) => vec![key],
        };
        let mut all = Vec::new();
        for key in keys {
            // All that is kept: what is shown of it later needs what was before.
            let events = self.store.trail(key, Timestamp::MIN, Timestamp::MAX).await?;
            let mut pilots = Vec::new();
            for pilot in events.iter().map(|event| event.pilot).collect::<BTreeSet<_>>() {
                pilots.extend(self.store.comings_and_goings(pilot, Timestamp::MIN).await?);
            }
            all.push(Recorded { key, events, pilots });
        }
        Ok(all)
    }
}

fn find_pilot(state: &State, pilot: &PilotRef) -> Option<PilotId> {
    match pilot {
        PilotRef::Id(id) => state.pilots.contains_key(id).then_some(*id),
        PilotRef::Name(name) => {
            state.pilots.values().find(|pilot| pilot.name.eq_ignore_ascii_case(name)).map(|pilot| pilot.id)
        }
    }
}

/// The pilots on a trail: the one who was asked for, or all who had the ship.
fn pilots_in(of: TrailOf, recorded: &[Recorded]) -> BTreeSet<PilotId> {
    match of {
        TrailOf::Pilot(pilot) => [pilot].into(),
        TrailOf::Hull(_) => recorded.iter().flat_map(|one| one.events.iter().map(|event| event.pilot)).collect(),
    }
}

/// What a ship did and what was done about it; on the trail of a pilot while it was theirs, or when it became another's.
fn movements(
    state: &State,
    of: TrailOf,
    recorded: &Recorded,
    now: Timestamp,
    wording: &TrailWording<'_>,
) -> Vec<TrailEntry> {
    let hull = state.fleet.hulls.get(&recorded.key);
    let owner = hull.map(|hull| hull.pilot).or_else(|| recorded.events.last().map(|event| event.pilot));
    let limits = sight_limits(state, owner);
    let mut found = trail(&recorded.events, &recorded.pilots, limits, universe());
    if let Some(hull) = hull {
        let flown = hull.occupancy == Occupancy::Flown;
        let last = HullSighting {
            key: hull.key,
            type_id: hull.type_id,
            pilot: hull.pilot,
            place: hull.place,
            flown,
            at: hull.observed_at(),
        };
        let lost_after = if flown { limits.flown } else { limits.stored };
        found.hull.extend(out_of_sight(&last, now, lost_after));
    }
    let is_theirs = |pilot: PilotId, former: Option<PilotId>| match of {
        TrailOf::Pilot(wanted) => pilot == wanted || former == Some(wanted),
        TrailOf::Hull(_) => true,
    };
    let hulls = found
        .hull
        .iter()
        .filter(|movement| is_theirs(movement.pilot, entry::former(movement)))
        .map(|movement| wording.hull(movement));
    let pilots =
        found.pilots.iter().filter(|movement| is_theirs(movement.pilot, None)).map(|movement| wording.pilot(movement));
    hulls.chain(pilots).collect()
}

/// Who tells of a pilot's ships.
fn source_of(state: &State, pilot: PilotId) -> Option<SourceName> {
    let pilot = state.pilots.get(&pilot)?;
    match (pilot.is_signed_in(), &pilot.auth) {
        (true, _) => Some(SourceName::Eve),
        (false, Some(_)) => Some(SourceName::AllianceAuth),
        (false, None) => None,
    }
}

fn hull_name(state: &State, key: HullKey, recorded: &[Recorded]) -> String {
    let in_fleet = state.fleet.hulls.get(&key).map(|hull| (hull.type_id, hull.pilot));
    let last = || recorded.first()?.events.last().map(|event| (event.type_id, event.pilot));
    match in_fleet.or_else(last) {
        Some((type_id, pilot)) => format!("{}, {}", type_label(state, type_id), state.pilot_name(pilot)),
        None => key.to_string(),
    }
}
