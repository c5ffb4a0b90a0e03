//! Who AllianceAuth names, under which main. No I/O.
//!
//! What it names no longer (a main, an owner, a pilot) keeps its last value for a day in which it answers: accounts lose their mains for an
//! hour when a password is changed or EVE's sign-in has an incident.

use std::collections::BTreeSet;

use captrack_domain::ids::PilotId;
use captrack_domain::pilot::{Absence, AuthMembership, Pilot, SignInState};
use captrack_domain::roster::{Roster, RosterPilot};
use jiff::Timestamp;

use crate::state::State;
use crate::state::auth::roster_drop::{KEEP, patience, shrunk};
use crate::state::unsaved_changes::AbsorbedChanges;

/// What became of the members.
#[derive(Debug, Default)]
pub struct MembershipChange {
    /// To be written.
    pub absorbed: AbsorbedChanges,
    /// Pilots who were not watched before.
    pub new: usize,
    /// Those whom AllianceAuth names for the first time: their hulls are a first read.
    pub first_named: BTreeSet<PilotId>,
    /// Pilots, watched before, who have come under another main: who, from, to.
    pub regrouped: Vec<(PilotId, PilotId, PilotId)>,
    /// Pilots who are now taken to have left AllianceAuth.
    pub left: Vec<PilotId>,
}

/// Takes in whom an answer names and how; no roster: it is as it was. Whom it does not name, or names as removed where it tells changes alone, is
/// missing from now on, and nothing else.
pub fn join(state: &mut State, roster: Option<&Roster>, now: Timestamp) -> MembershipChange {
    let answered_secs = answered_secs(state);
    let at = Absence { since: now, answered_secs };
    let before = state.pilots.clone();
    let mut first_named = BTreeSet::new();
    if let Some(roster) = roster {
        for told in &roster.pilots {
            if before.get(&told.id).is_none_or(|pilot| pilot.auth.is_none()) {
                first_named.insert(told.id);
            }
            name(state, told, at, now);
        }
        match &roster.removed {
            None => mark_missing(state, roster, at),
            Some(removed) => removed.iter().for_each(|id| miss(state, *id, at)),
        }
    }
    let mut joined = MembershipChange { first_named, ..MembershipChange::default() };
    joined.left = let_go(state);
    for (id, pilot) in &state.pilots {
        let was = before.get(id);
        if was == Some(pilot) {
            continue;
        }
        joined.absorbed.pilots.insert(*id);
        match was {
            Some(was) if was.main_id() != pilot.main_id() => {
                joined.regrouped.push((*id, was.main_id(), pilot.main_id()));
            }
            Some(_) => {}
            None => joined.new += 1,
        }
    }
    joined
}

/// For how long AllianceAuth has answered, in seconds.
fn answered_secs(state: &State) -> u64 {
    state.auth.connection.as_ref().map_or(0, |connection| connection.answered_secs)
}

fn name(state: &mut State, told: &RosterPilot, at: Absence, now: Timestamp) {
    let pilot = state.pilots.entry(told.id).or_insert_with(|| Pilot {
        id: told.id,
        name: told.name.clone(),
        corporation: None,
        alliance: None,
        main: None,
        added_at: now,
        introduced_at: None,
        sign_in: SignInState::NotSignedIn,
        auth: None,
    });
    pilot.auth = Some(renewed(pilot.auth.as_ref(), told, at));
    if !pilot.is_signed_in() {
        // EVE is asked about nobody but those who are signed in.
        pilot.name.clone_from(&told.name);
        (pilot.corporation, pilot.alliance) = (Some(told.corporation), told.alliance);
    }
}

/// The membership of a pilot who is named. A main or an owner that is not keeps its last value.
fn renewed(before: Option<&AuthMembership>, told: &RosterPilot, at: Absence) -> AuthMembership {
    let (main, main_lost) = match (told.main, before) {
        (None, Some(AuthMembership { main: Some(last), main_lost, .. })) => (Some(*last), main_lost.or(Some(at))),
        (main, _) => (main, None),
    };
    let (owner_lost, left) = match before {
        _ if told.owned => (None, false),
        // It had left before anybody here knew it.
        None => (None, true),
        Some(before) if before.left => (before.owner_lost, true),
        Some(before) => (before.owner_lost.or(Some(at)), false),
    };
    AuthMembership {
        main,
        assets_at: told.assets_at,
        location_at: told.location_at,
        missing_since: None,
        missing_answered_secs: 0,
        main_lost,
        owner_lost,
        left,
        left_at: before.and_then(|before| before.left_at).filter(|_| left),
    }
}

fn mark_missing(state: &mut State, roster: &Roster, at: Absence) {
    let named: BTreeSet<PilotId> = roster.pilots.iter().map(|pilot| pilot.id).collect();
    let missing = state.pilots.keys().filter(|id| !named.contains(id) && !roster.doubt.concerns(**id));
    for id in missing.copied().collect::<Vec<_>>() {
        miss(state, id, at);
    }
}

/// A pilot is not named any more.
fn miss(state: &mut State, id: PilotId, at: Absence) {
    if let Some(auth) = state.pilots.get_mut(&id).and_then(|pilot| pilot.auth.as_mut())
        && auth.missing_since.is_none()
    {
        (auth.missing_since, auth.missing_answered_secs) = (Some(at.since), at.answered_secs);
    }
}

/// Takes away what has not been named for long enough; gives the pilots who have left with it.
fn let_go(state: &mut State) -> Vec<PilotId> {
    let (answered, patience, is_shrunk) = (answered_secs(state), patience(state), shrunk(state).is_some());
    let lasts = |lost: Absence| answered.saturating_sub(lost.answered_secs);
    let mut left = Vec::new();
    for pilot in state.pilots.values_mut() {
        let Some(auth) = &mut pilot.auth else { continue };
        if auth.main_lost.is_some_and(|lost| lasts(lost) >= patience) {
            (auth.main, auth.main_lost) = (None, None);
        }
        // Whoever is missing alone is forgotten by then.
        let lost = auth.lost().filter(|_| is_shrunk || auth.missing_since.is_none());
        if !auth.left && lost.is_some_and(|lost| lasts(lost) >= KEEP) {
            auth.left = true;
            auth.left_at = lost.map(|lost| lost.since);
            left.push(pilot.id);
        }
        // It is known for good now, and is no part of what is missed.
        if auth.left && !is_shrunk {
            auth.owner_lost = None;
        }
    }
    left
}

/// Whom AllianceAuth has not named for so long that they are not watched through it any more.
pub fn long_missing(state: &State) -> BTreeSet<PilotId> {
    let (answered, patience) = (answered_secs(state), patience(state));
    let is_gone = |auth: &AuthMembership| {
        auth.missing_since.is_some() && answered.saturating_sub(auth.missing_answered_secs) >= patience
    };
    let gone = |pilot: &&Pilot| pilot.auth.as_ref().is_some_and(is_gone);
    state.pilots.values().filter(gone).map(|pilot| pilot.id).collect()
}

#[cfg(test)]
mod tests;
