//! One pilot as it crosses.

use captrack_contract::{PilotRow, SectionState};
use captrack_domain::pilot::Pilot;
use captrack_domain::section::{SectionId, SectionKind, freshness};
use captrack_text::{Language, english, sentence};
use jiff::Timestamp;

use super::why::why;
use crate::judge::facts::section_freshness::of_auth;
use crate::notices::auth_trouble::auth_trouble;
use crate::state::State;
use crate::state::auth::is_known_through_auth_alone;
use crate::views::snapshot::snooze_view;
use crate::views::status::next_try;

/// A pilot with its hulls, by their places among the facts.
pub fn row(state: &State, pilot: &Pilot, hulls: &[usize], now: Timestamp) -> PilotRow {
    let reason = why(state, pilot, hulls, now);
    let named = |id: Option<i64>| id.and_then(|id| state.name(id)).map(str::to_owned);
    PilotRow {
        id: pilot.id,
        name: pilot.name.clone(),
        corporation_name: named(pilot.corporation.map(|id| id.0)),
        alliance_name: named(pilot.alliance.map(|id| id.0)),
        main_id: pilot.main_id(),
        main_name: state.pilot_name(pilot.main_id()),
        hulls: hulls.len(),
        level: hulls.iter().filter_map(|index| Some(state.evaluation.verdicts[*index].as_ref()?.level)).min(),
        why: sentence(&reason, Language::English),
        reason: Some(reason),
        snooze: state.snoozes.of(pilot.id, state.certain(now)).map(|snooze| snooze_view(state, snooze)),
        needs_sign_in: pilot.needs_sign_in().map(english),
        needs_sign_in_text: pilot.needs_sign_in().cloned(),
        next_try: next_try(pilot, now),
        through_auth: pilot.auth.is_some(),
        through_auth_alone: is_known_through_auth_alone(pilot),
        left_auth: pilot.has_left_auth(),
        main_is_given: pilot.auth_main().is_some(),
        added_at: pilot.added_at,
        sections: SectionKind::ALL.into_iter().filter_map(|kind| section(state, pilot, kind, now)).collect(),
    }
}

fn section(state: &State, pilot: &Pilot, kind: SectionKind, now: Timestamp) -> Option<SectionState> {
    if is_known_through_auth_alone(pilot) {
        return section_there(state, pilot, kind, now);
    }
    let id = SectionId { kind, pilot: pilot.id };
    let status = &state.sections.get(&id)?.status;
    Some(SectionState {
        kind,
        freshness: freshness(status.last_success, state.cadence(id), now),
        last_success: status.last_success,
        last_error: status.last_error.as_ref().map(english),
        last_error_text: status.last_error.clone(),
    })
}

/// What AllianceAuth reads of a pilot, as it was read there.
fn section_there(state: &State, pilot: &Pilot, kind: SectionKind, now: Timestamp) -> Option<SectionState> {
    let auth = pilot.auth.as_ref()?;
    let answering = of_auth(state, pilot, now);
    let (held, last_success) = match kind {
        SectionKind::Ship => (answering.ship, auth.location_at),
        SectionKind::Location => (answering.location, auth.location_at),
        SectionKind::Assets => (answering.assets, auth.assets_at),
        SectionKind::Online | SectionKind::Affiliation => return None,
    };
    let trouble = state.auth.connection.as_ref().and_then(|connection| auth_trouble(connection, now));
    Some(SectionState {
        kind,
        freshness: held.freshness,
        last_success,
        last_error: trouble.as_ref().map(english),
        last_error_text: trouble,
    })
}
