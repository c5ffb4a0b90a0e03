//! The documented snapshot, made from the last judgement.

use std::collections::BTreeMap;

use captrack_contract::{HullView, MainView, SectionView, Snapshot, SnoozeView};
use captrack_domain::evaluate::{Card, HullFact, Level, Verdict};
use captrack_domain::hull::{Berth, Hull};
use captrack_domain::ids::PilotId;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::facts::place_name;
use crate::state::State;
use crate::types::capital;

/// Everything that is known, judged, as of the last evaluation.
pub fn snapshot(state: &State, now: Timestamp) -> Snapshot {
    let mut counts: BTreeMap<Level, usize> = Level::ALL.into_iter().map(|level| (level, 0)).collect();
    for verdict in state.evaluation.verdicts.iter().flatten() {
        *counts.entry(verdict.level).or_default() += 1;
    }
    let mut mains: Vec<MainView> = state.evaluation.cards.iter().map(|card| main_view(state, card, now)).collect();
    mains.sort_by(|one, other| (one.level, &one.main_name).cmp(&(other.level, &other.main_name)));
    let sections = state
        .sections
        .values()
        .map(|section| SectionView {
            kind: section.status.id.kind,
            subject: section.status.id.pilot,
            last_success: section.status.last_success,
            last_error: section.status.last_error.clone(),
            due_at: section.status.due_at,
        })
        .collect();
    Snapshot { revision: state.revision, generated_at: now, counts, mains, sections }
}

fn main_view(state: &State, card: &Card, now: Timestamp) -> MainView {
    let (corporation_id, alliance_id) = affiliation(state, card);
    MainView {
        main_id: card.main,
        main_name: state.pilot_name(card.main),
        corporation_id,
        corporation_name: corporation_id.and_then(|id| state.name(id.0)).map(str::to_owned),
        alliance_id,
        alliance_name: alliance_id.and_then(|id| state.name(id.0)).map(str::to_owned),
        level: card.level,
        hulls: card.hulls.iter().filter_map(|index| hull_view(state, *index, now)).collect(),
    }
}

/// The main's own corporation and alliance; of a main that is not watched, those of its first pilot.
fn affiliation(
    state: &State,
    card: &Card,
) -> (Option<captrack_domain::ids::CorporationId>, Option<captrack_domain::ids::AllianceId>) {
    let first: Option<PilotId> = card.hulls.first().map(|index| state.facts[*index].pilot);
    state
        .pilots
        .get(&card.main)
        .or_else(|| first.and_then(|pilot| state.pilots.get(&pilot)))
        .map_or((None, None), |pilot| (pilot.corporation, pilot.alliance))
}

fn hull_view(state: &State, index: usize, now: Timestamp) -> Option<HullView> {
    let fact: &HullFact = &state.facts[index];
    let verdict: &Verdict = state.evaluation.verdicts[index].as_ref()?;
    let hull: &Hull = state.fleet.hulls.get(&fact.key)?;
    let system = fact.whereabouts.and_then(|place| universe().system(place.system));
    Some(HullView {
        hull_key: fact.key,
        item_id: fact.key.item(),
        type_id: hull.type_id,
        type_name: type_name(state, hull),
        class: fact.class,
        pilot_id: fact.pilot,
        pilot_name: state.pilot_name(fact.pilot),
        system_id: fact.whereabouts.map(|place| place.system),
        system_name: system.map(|system| system.name.to_owned()),
        security: system.map(|system| f64::from(system.security.0)),
        region_id: fact.whereabouts.map(|place| place.region),
        region_name: region_name(fact),
        place_name: place_name(state, hull),
        flown: hull.berth == Berth::Flown,
        level: verdict.level,
        why: verdict.why.to_string(),
        snooze: state.snoozes.of(fact.pilot, now).map(|snooze| SnoozeView {
            until: snooze.until,
            by: snooze.by.clone(),
            why: snooze.why.clone(),
        }),
        observed_at: hull.observed_at(),
        freshness: fact.freshness,
    })
}

/// The name of a hull's type; its id in words while nobody knows it.
pub fn type_name(state: &State, hull: &Hull) -> String {
    capital(state, hull.type_id).map_or_else(|| format!("Type {}", hull.type_id), |(name, _)| name)
}

/// The name of the region a fact lies in.
pub fn region_name(fact: &HullFact) -> Option<String> {
    let region = universe().region(fact.whereabouts?.region)?;
    Some(region.name.to_owned())
}
