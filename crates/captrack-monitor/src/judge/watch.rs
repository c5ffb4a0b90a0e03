//! Watch rules: what they are judged by, and what they make of the ships. With no rule nothing is judged.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::fleet::{HullChange, HullEvent, TimedValue};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::movement::{HullMovement, HullSighting, new_movements};
use captrack_domain::notice::WatchReason;
use captrack_domain::place::Place;
use captrack_domain::section::{SectionId, SectionKind, patience};
use captrack_domain::watch::{
    HullSight, SpaceEpisode, WatchAlert, WatchIndex, WatchView, judge, levels, next_episode, watch_text,
};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::facts::{hulls_of_facts, system_of_place, whereabouts};
use crate::judge::movement_labels::MovementLabels;
use crate::judge::sight_limits::sight_limits;
use crate::state::State;
use crate::state::watch::WatchState;

/// Brings what watch rules say up to date with the facts, which are up to date already.
pub fn judge_watch_rules(state: &mut State, now: Timestamp) {
    if state.policy.watch.is_empty() && state.watch.index.is_empty() {
        return;
    }
    let mut watch = std::mem::take(&mut state.watch);
    if !watch.index.is_of(&state.policy.watch, &state.policy.places) {
        watch.index = WatchIndex::new(&state.policy.watch, &state.policy.places);
    }
    let times_space = watch.index.times_space();
    let mut episodes: BTreeMap<HullKey, SpaceEpisode> = BTreeMap::new();
    let mut sights = Vec::with_capacity(state.facts.len());
    for hull in hulls_of_facts(state) {
        let Some(hull) = hull else {
            sights.push(UNSEEN);
            continue;
        };
        let mut sight = sight(state, hull);
        if times_space && sight.flown.is_some() {
            let lost_after = patience(state.cadence(SectionId { kind: SectionKind::Location, pilot: hull.pilot }));
            sight.space = next_episode(watch.episodes.get(&hull.key).copied(), &sight, lost_after);
            episodes.extend(sight.space.map(|episode| (hull.key, episode)));
        }
        sights.push(sight);
    }
    let certain = state.certain(now);
    let WatchState { index, alerts, news, .. } = &mut *watch;
    let view = WatchView {
        now: certain,
        facts: &state.facts,
        sights: &sights,
        movements: news.as_deref().unwrap_or_default(),
        is_news: news.is_some(),
        locate: &|place| system_of_place(state, place).and_then(whereabouts),
        alerts,
        snoozes: &state.snoozes,
        expected: &BTreeSet::new(),
    };
    let judgement = judge(index, &view, universe());
    watch.levels = levels(&judgement);
    watch.judgement = judgement;
    watch.episodes = episodes;
    state.watch = watch;
}

/// A ship that is not known any more.
const UNSEEN: HullSight = HullSight {
    place: Place::UNKNOWN,
    place_at: Timestamp::MIN,
    place_since: None,
    flown: None,
    online: None,
    space: None,
};

/// A ship as it was last seen, but for how long it has been in space.
fn sight(state: &State, hull: &Hull) -> HullSight {
    let mut sight = HullSight { place: hull.place, place_at: hull.place_at, ..UNSEEN };
    if hull.occupancy != Occupancy::Flown {
        return sight;
    }
    sight.place_since = state.location(hull.pilot).and_then(|location| location.since);
    let ship = state.ship(hull.pilot).filter(|ship| ship.value.map(|ship| HullKey::Item(ship.item)) == Some(hull.key));
    sight.flown = ship.map(|ship| TimedValue { as_of: ship.as_of, since: ship.since, before: ship.before, value: () });
    sight.online = state.online_since(hull.pilot).map(|online| {
        // It is asked less often than places are: what it says holds until it is due again, as everywhere.
        let holds_for = patience(state.cadence(SectionId { kind: SectionKind::Online, pilot: hull.pilot }));
        TimedValue { as_of: hull.place_at.min(later(online.as_of, holds_for)).max(online.as_of), ..online }
    });
    sight
}

/// What ships did, by what has just become known of them.
pub fn news_of(state: &State, events: &[HullEvent]) -> Vec<HullMovement> {
    let mut by_pilot: BTreeMap<PilotId, Vec<HullEvent>> = BTreeMap::new();
    for event in events {
        by_pilot.entry(event.pilot).or_default().push(event.clone());
    }
    // The limits are those of whoever tells of the pilot.
    let of_pilot = |(pilot, events): (PilotId, Vec<HullEvent>)| {
        let known = |key| known_before(state, &events, key);
        new_movements(&events, known, sight_limits(state, Some(pilot)), universe())
    };
    by_pilot.into_iter().flat_map(of_pilot).collect()
}

/// A ship as it was known before events that tell of it; none: they begin with its appearance, or nothing was known of its place.
fn known_before(state: &State, events: &[HullEvent], key: HullKey) -> Option<HullSighting> {
    let of_it = || events.iter().filter(|event| event.key == key);
    if of_it().any(|event| matches!(event.what, HullChange::Appeared { .. })) {
        return None;
    }
    let first = of_it().min_by_key(|event| event.at)?;
    let moved = of_it().filter(|event| matches!(event.what, HullChange::Moved { .. })).min_by_key(|event| event.at);
    let place = match moved.map(|event| event.what) {
        Some(HullChange::Moved { from, .. }) => from,
        _ => state.fleet.hulls.get(&key).map_or(Place::UNKNOWN, |hull| hull.place),
    };
    let pilot = of_it().find_map(|event| match event.what {
        HullChange::Changed { from } => Some(from),
        _ => None,
    });
    let before = moved.unwrap_or(first).before?;
    Some(HullSighting {
        key,
        type_id: first.type_id,
        pilot: pilot.unwrap_or(first.pilot),
        place,
        flown: true,
        at: before,
    })
}

/// Why an alert of a watch rule alerts, with the rule's name; none: the rule is gone.
pub fn why_it_alerts(state: &State, alert: &WatchAlert, now: Timestamp) -> Option<WatchReason> {
    let rule = state.watch_rule(alert.id)?;
    let text = watch_text(alert, rule, &state.policy, &MovementLabels { state }, now);
    Some(WatchReason { rule: rule.name.clone(), text })
}

#[cfg(test)]
mod tests;
