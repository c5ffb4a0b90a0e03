//! The documented snapshot, made from the last judgement.

mod reason_sentences;

use std::collections::BTreeMap;

use captrack_contract::{AcknowledgementView, AuthSourceView, HullView, MainView, SectionView, Snapshot, SnoozeView};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::alert::AlertState;
use captrack_domain::evaluate::{Card, HullFact, HullVerdict, Level};
use captrack_domain::hull::{Hull, Occupancy};
use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::watch::{WatchAcknowledgement, WatchAlert, WatchAlertId};
use captrack_text::english;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::facts::{hulls_of_facts, place_name};
use crate::judge::labels::{region_name, type_name};
use crate::state::State;
use crate::views::alert_status::alerts_since;
pub use reason_sentences::ReasonSentences;

/// Everything that is known, judged, as of the last evaluation.
pub fn snapshot(state: &State, now: Timestamp) -> Snapshot {
    let counts = counts(state);
    let hulls = hulls_of_facts(state);
    let mut reasons = ReasonSentences::of(&state.policy);
    let mut mains: Vec<MainView> =
        state.evaluation.cards.iter().map(|card| main_view(state, &hulls, card, &mut reasons, now)).collect();
    mains.sort_by(|one, other| (one.level, &one.main_name).cmp(&(other.level, &other.main_name)));
    let sections = state
        .sections
        .values()
        .map(|section| SectionView {
            kind: section.status.id.kind,
            subject: section.status.id.pilot,
            last_success: section.status.last_success,
            last_error: section.status.last_error.as_ref().map(english),
            last_error_code: section.status.last_error_code,
            due_at: section.status.due_at,
        })
        .collect();
    let allianceauth = state.auth.connection.as_ref().map(|connection| AuthSourceView {
        address: connection.address.to_string(),
        last_success: connection.last_success,
        last_error: connection.last_error.as_ref().map(english),
        last_error_code: connection.last_error_code,
        due_at: connection.due_at,
    });
    Snapshot { revision: state.revision, generated_at: now, counts, mains, sections, allianceauth }
}

fn main_view<'a>(
    state: &'a State,
    hulls: &[Option<&'a Hull>],
    card: &Card,
    reasons: &mut ReasonSentences<'a>,
    now: Timestamp,
) -> MainView {
    let (corporation_id, alliance_id) = affiliation(state, card);
    let row = |index: &usize| {
        let (fact, verdict) = (&state.facts[*index], state.evaluation.verdicts[*index].as_ref()?);
        Some(hull_view(state, &JudgedHull { fact, verdict, hull: hulls[*index]? }, reasons, now))
    };
    MainView {
        main_id: card.main,
        main_name: state.pilot_name(card.main),
        corporation_id,
        corporation_name: corporation_id.and_then(|id| state.name(id.0)).map(str::to_owned),
        alliance_id,
        alliance_name: alliance_id.and_then(|id| state.name(id.0)).map(str::to_owned),
        level: card.level,
        acknowledged: acknowledged(state, card.main),
        hulls: card.hulls.iter().filter_map(row).collect(),
    }
}

/// Hulls by level; every level is there.
pub fn counts(state: &State) -> BTreeMap<Level, usize> {
    let mut counts: BTreeMap<Level, usize> = Level::ALL.into_iter().map(|level| (level, 0)).collect();
    for verdict in state.evaluation.verdicts.iter().flatten() {
        *counts.entry(verdict.level).or_default() += 1;
    }
    counts
}

/// The main's own corporation and alliance; of a main that is not watched, those of its first pilot.
pub fn affiliation(state: &State, card: &Card) -> (Option<CorporationId>, Option<AllianceId>) {
    let first: Option<PilotId> = card.hulls.first().map(|index| state.facts[*index].pilot);
    state
        .pilots
        .get(&card.main)
        .or_else(|| first.and_then(|pilot| state.pilots.get(&pilot)))
        .map_or((None, None), |pilot| (pilot.corporation, pilot.alliance))
}

/// A main's acknowledgement as shown.
pub fn acknowledged(state: &State, main: PilotId) -> Option<AcknowledgementView> {
    let of_card = state.acknowledgements.of(main).map(|acknowledgement| AcknowledgementView {
        at: acknowledgement.at,
        by: whose(&acknowledgement.by, state.auth.is_local::<Acknowledgement>(main)),
        why: acknowledgement.why.clone(),
    });
    if state.watch.alerts.is_empty() {
        return of_card;
    }
    let is_theirs = |alert: &&WatchAlert| alert.main == Some(main) && alert.state == AlertState::Open;
    let watched: Vec<WatchAlertId> = state.watch.alerts.values().filter(is_theirs).map(|alert| alert.id).collect();
    let seen: Option<Vec<&WatchAcknowledgement>> = watched.iter().map(|id| state.watch.acknowledged.get(id)).collect();
    // What a watch rule has told since is news; what it alone alerts about may have been seen.
    let latest = seen?.into_iter().max_by_key(|seen| seen.at);
    let by_class = state.evaluation.open_alerts.values().any(|open| open.main == main);
    let of_rule = latest.filter(|_| !by_class).map(|seen| AcknowledgementView {
        at: seen.at,
        by: seen.by.clone(),
        why: seen.why.clone(),
    });
    of_card.or(of_rule)
}

/// A snooze as shown.
pub fn snooze_view(state: &State, snooze: &Snooze) -> SnoozeView {
    let by = whose(&snooze.by, state.auth.is_local::<Snooze>(snooze.pilot));
    SnoozeView { until: snooze.until, by, why: snooze.why.clone() }
}

/// Who decided; of what others do not know, that too.
fn whose(by: &str, local: bool) -> String {
    if local { english(&text!("by-only-here", by = by)) } else { by.to_owned() }
}

/// A hull with what the rules make of it.
pub struct JudgedHull<'a> {
    /// Its class, main, place and freshness.
    pub fact: &'a HullFact,
    /// Its level and reason.
    pub verdict: &'a HullVerdict,
    /// What is known of it.
    pub hull: &'a Hull,
}

/// A hull's row.
pub fn hull_view<'a>(
    state: &State,
    judged: &JudgedHull<'a>,
    reasons: &mut ReasonSentences<'a>,
    now: Timestamp,
) -> HullView {
    let JudgedHull { fact, verdict, hull } = *judged;
    let system = fact.whereabouts.and_then(|place| universe().system(place.system));
    HullView {
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
        flown: hull.occupancy == Occupancy::Flown,
        level: verdict.level,
        why: reasons.sentence(&verdict.why),
        why_code: Some(verdict.why.code()),
        reason: Some(verdict.why.clone()),
        since: alerts_since(state, fact, verdict.level),
        snooze: state.snoozes.of(fact.pilot, state.certain(now)).map(|snooze| snooze_view(state, snooze)),
        observed_at: hull.observed_at(),
        freshness: fact.freshness,
    }
}
