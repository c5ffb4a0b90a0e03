//! Taking a roster in: pilots, mains, hulls, names. No I/O.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::fleet::Listed;
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{GroupId, PilotId, TypeId};
use captrack_domain::pilot::{AuthMembership, Pilot, SignIn};
use captrack_domain::roster::{Roster, RosterHull, RosterPilot};
use captrack_domain::section::{SectionId, SectionKind};
use captrack_store::{CachedName, CachedStructure};
use jiff::Timestamp;

use crate::absorb::{Absorbed, depart, note};
use crate::holdings::Holdings;
use crate::state::{KnownName, KnownStructure, State};
use crate::types::capital;

/// A pilot whom AllianceAuth has not named for so long is not watched through it any more.
pub const FORGET_AFTER: Duration = Duration::from_secs(86_400);

/// What a roster brought besides facts about hulls.
#[derive(Debug, Default)]
pub struct Mustered {
    /// To be written with the facts.
    pub absorbed: Absorbed,
    /// Names to be kept.
    pub names: Vec<CachedName>,
    /// Structures to be kept.
    pub structures: Vec<CachedStructure>,
    /// Pilots who were not watched before.
    pub new: usize,
}

/// Takes a roster of these groups in. Whom it does not name is missing from now on, and nothing else: an answer that lacks a pilot takes no
/// hull away.
pub fn muster(state: &mut State, groups: &BTreeSet<GroupId>, roster: &Roster, now: Timestamp) -> Mustered {
    let mut mustered = Mustered::default();
    for told in &roster.pilots {
        if enlist(state, told, now, &mut mustered.absorbed) {
            mustered.new += 1;
        }
    }
    miss_the_others(state, roster, now, &mut mustered.absorbed);
    learn_names(state, roster, now, &mut mustered);
    learn_structures(state, roster, now, &mut mustered);
    see_hulls(state, groups, roster, now, &mut mustered.absorbed);
    mustered
}

/// Whether the pilot is new.
fn enlist(state: &mut State, told: &RosterPilot, now: Timestamp, absorbed: &mut Absorbed) -> bool {
    let membership = AuthMembership {
        main: told.main,
        assets_at: told.assets_at,
        location_at: told.location_at,
        missing_since: None,
    };
    let is_new = !state.pilots.contains_key(&told.id);
    let pilot = state.pilots.entry(told.id).or_insert_with(|| Pilot {
        id: told.id,
        name: told.name.clone(),
        corporation: None,
        alliance: None,
        main: None,
        added_at: now,
        introduced_at: None,
        sign_in: SignIn::NotSignedIn,
        auth: None,
    });
    let before = pilot.clone();
    pilot.auth = Some(membership);
    if !pilot.is_signed_in() {
        // EVE is asked about nobody but those who are signed in.
        pilot.name.clone_from(&told.name);
        (pilot.corporation, pilot.alliance) = (Some(told.corporation), told.alliance);
    }
    if pilot.introduced_at.is_none() {
        // Hulls and places came along.
        pilot.introduced_at = Some(now);
        absorbed.introduced.insert(told.id);
    }
    if is_new || *pilot != before {
        absorbed.pilots.insert(told.id);
    }
    is_new
}

fn miss_the_others(state: &mut State, roster: &Roster, now: Timestamp, absorbed: &mut Absorbed) {
    let named: BTreeSet<PilotId> = roster.pilots.iter().map(|pilot| pilot.id).collect();
    for pilot in state.pilots.values_mut().filter(|pilot| !named.contains(&pilot.id)) {
        if let Some(auth) = &mut pilot.auth
            && auth.missing_since.is_none()
        {
            auth.missing_since = Some(now);
            absorbed.pilots.insert(pilot.id);
        }
    }
}

fn learn_names(state: &mut State, roster: &Roster, now: Timestamp, mustered: &mut Mustered) {
    for (id, name) in &roster.names {
        let is_known = state.names.get(id).is_some_and(|known| known.name.as_ref() == Some(name));
        if !is_known {
            state.names.insert(*id, KnownName { name: Some(name.clone()), asked_at: now });
            mustered.names.push(CachedName { id: *id, name: Some(name.clone()), category: None, fetched_at: now });
        }
    }
}

fn learn_structures(state: &mut State, roster: &Roster, now: Timestamp, mustered: &mut Mustered) {
    for (id, known) in &roster.structures {
        let entry = state.structures.entry(*id).or_insert_with(|| KnownStructure {
            known: None,
            asked_at: now,
            denied_to: BTreeSet::new(),
        });
        if entry.known.is_none() {
            entry.known = Some(known.clone());
            entry.asked_at = now;
            mustered.structures.push(CachedStructure { id: *id, known: Some(known.clone()), fetched_at: now });
        }
    }
}

fn see_hulls(state: &mut State, groups: &BTreeSet<GroupId>, roster: &Roster, now: Timestamp, absorbed: &mut Absorbed) {
    let not_asked_for = not_asked_for(state, groups);
    let mut theirs: BTreeMap<PilotId, Vec<RosterHull>> =
        roster.pilots.iter().map(|pilot| (pilot.id, Vec::new())).collect();
    for hull in &roster.hulls {
        if let Some(hulls) = theirs.get_mut(&hull.pilot) {
            hulls.push(*hull);
        }
    }
    let mut holdings = Holdings::of(&state.fleet, &theirs.keys().copied().collect());
    for pilot in &roster.pilots {
        let hulls = &theirs[&pilot.id];
        let read_at = |kind| {
            let section = state.sections.get(&SectionId { kind, pilot: pilot.id })?;
            section.reading.as_ref().map(|dated| dated.as_of)
        };
        let listed = Listed {
            pilot: pilot.id,
            assets_at: pilot.assets_at,
            location_at: pilot.location_at,
            hulls,
            ship_read_at: read_at(SectionKind::Ship),
            assets_read_at: read_at(SectionKind::Assets),
        };
        let named: Vec<HullKey> = hulls.iter().map(|hull| hull.key).collect();
        let mut known = BTreeMap::new();
        let change = holdings.apply(&mut state.fleet, pilot.id, named, |few| {
            // That these are not listed says nothing.
            let (aside, asked_for) =
                std::mem::take(&mut few.hulls).into_iter().partition(|(_, hull)| not_asked_for.contains(&hull.type_id));
            few.hulls = asked_for;
            known.clone_from(&few.hulls);
            let change = few.see_listed(&listed);
            few.hulls.extend::<BTreeMap<HullKey, Hull>>(aside);
            change
        });
        depart(state, known, &change);
        note(state, change, now, absorbed);
    }
}

/// The types of known hulls whose groups were not asked for: capitals that are newer than the rules, or more groups than one question takes.
fn not_asked_for(state: &State, groups: &BTreeSet<GroupId>) -> BTreeSet<TypeId> {
    let types: BTreeSet<TypeId> = state.fleet.hulls.values().map(|hull| hull.type_id).collect();
    let is_asked_for = |type_id: &TypeId| capital(state, *type_id).is_some_and(|(_, group)| groups.contains(&group));
    types.into_iter().filter(|type_id| !is_asked_for(type_id)).collect()
}

/// Whom AllianceAuth has not named for so long that they are not watched through it any more.
pub fn long_missing(state: &State, now: Timestamp) -> BTreeSet<PilotId> {
    let missing_since = |pilot: &Pilot| pilot.auth.as_ref().and_then(|auth| auth.missing_since);
    let gone = |pilot: &&Pilot| missing_since(pilot).is_some_and(|since| since + FORGET_AFTER <= now);
    state.pilots.values().filter(gone).map(|pilot| pilot.id).collect()
}

#[cfg(test)]
mod tests;
