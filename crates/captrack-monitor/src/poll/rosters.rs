//! Taking a roster's hulls in, and the names that come with them. No I/O.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::fleet::ListedHulls;
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{GroupId, LocationId, PilotId, TypeId};
use captrack_domain::place::Site;
use captrack_domain::roster::{Roster, RosterHull};
use captrack_domain::section::{SectionId, SectionKind};
use captrack_store::{CachedName, CachedStructure};
use jiff::Timestamp;

use crate::judge::types::capital;
use crate::poll::absorb::{note, note_gone_hulls};
use crate::poll::pilot_hulls::Holdings;
use crate::state::auth::reads::ReadTimes;
use crate::state::unsaved_changes::AbsorbedChanges;
use crate::state::{KnownName, KnownStructure, State};

/// Names that a roster brought, to be kept.
#[derive(Debug, Default)]
pub struct RosterNames {
    /// Of mains, corporations and alliances.
    pub names: Vec<CachedName>,
    /// Of structures.
    pub structures: Vec<CachedStructure>,
}

/// Learns the names of whatever the roster speaks of.
pub fn learn(state: &mut State, roster: &Roster, now: Timestamp) -> RosterNames {
    RosterNames { names: learn_names(state, roster, now), structures: learn_structures(state, roster, now) }
}

/// Takes in the hulls of a roster of these groups; `first_named` are those of whom it tells for the first time.
///
/// An answer that lacks a pilot takes no hull away, nor does one of which not all was understood.
pub fn apply_roster(
    state: &mut State,
    groups: &BTreeSet<GroupId>,
    roster: &Roster,
    first_named: &BTreeSet<PilotId>,
    now: Timestamp,
) -> AbsorbedChanges {
    let mut absorbed = AbsorbedChanges::default();
    see_hulls(state, groups, roster, now, &mut absorbed);
    for told in &roster.pilots {
        let Some(pilot) = state.pilots.get_mut(&told.id) else { continue };
        if pilot.introduced_at.is_none() {
            // Hulls and places came along.
            pilot.introduced_at = Some(now);
            absorbed.introduced.insert(told.id);
            absorbed.pilots.insert(told.id);
        }
    }
    absorbed.introduced.extend(first_named);
    absorbed
}

fn learn_names(state: &mut State, roster: &Roster, now: Timestamp) -> Vec<CachedName> {
    let mut meant: BTreeSet<i64> = BTreeSet::new();
    for pilot in &roster.pilots {
        meant.insert(pilot.corporation.0);
        meant.extend(pilot.alliance.map(|id| id.0));
        meant.extend(pilot.main.map(|id| id.0));
    }
    let mut learned = Vec::new();
    for (id, name) in roster.names.iter().filter(|(id, _)| meant.contains(id)) {
        let is_known = state.names.get(id).is_some_and(|known| known.name.as_ref() == Some(name));
        if !is_known {
            state.names.insert(*id, KnownName { name: Some(name.clone()), asked_at: now });
            learned.push(CachedName { id: *id, name: Some(name.clone()), category: None, fetched_at: now });
        }
    }
    learned
}

fn learn_structures(state: &mut State, roster: &Roster, now: Timestamp) -> Vec<CachedStructure> {
    let structure = |hull: &RosterHull| match hull.place.site {
        Site::Structure(id) => Some(id),
        _ => None,
    };
    let meant: BTreeSet<LocationId> = roster.hulls.iter().filter_map(structure).collect();
    let mut learned = Vec::new();
    for (id, known) in roster.structures.iter().filter(|(id, _)| meant.contains(id)) {
        let entry = state.structures.entry(*id).or_insert_with(|| KnownStructure {
            known: None,
            asked_at: now,
            denied_to: BTreeSet::new(),
        });
        if entry.known.is_none() {
            entry.known = Some(known.clone());
            entry.asked_at = now;
            learned.push(CachedStructure { id: *id, known: Some(known.clone()), fetched_at: now });
        }
    }
    learned
}

fn see_hulls(
    state: &mut State,
    groups: &BTreeSet<GroupId>,
    roster: &Roster,
    now: Timestamp,
    absorbed: &mut AbsorbedChanges,
) {
    let not_asked_for = not_asked_for(state, groups);
    let mut theirs: BTreeMap<PilotId, Vec<RosterHull>> =
        roster.pilots.iter().map(|pilot| (pilot.id, Vec::new())).collect();
    for hull in &roster.hulls {
        if let Some(hulls) = theirs.get_mut(&hull.pilot) {
            hulls.push(*hull);
        }
    }
    note_unlisted(state, roster, &not_asked_for, now);
    let doubted = state.auth.unlisted.doubtful().is_some();
    let mut holdings = Holdings::of(&state.fleet, &theirs.keys().copied().collect());
    for pilot in &roster.pilots {
        let hulls = &theirs[&pilot.id];
        let read_at = |kind| {
            let section = state.sections.get(&SectionId { kind, pilot: pilot.id })?;
            section.reading.as_ref().map(|dated| dated.as_of)
        };
        let is_whole = !roster.doubt.concerns(pilot.id);
        let listed = ListedHulls {
            pilot: pilot.id,
            assets_at: pilot.assets_at.filter(|_| is_whole),
            location_at: pilot.location_at.filter(|_| is_whole),
            hulls,
            ship_read_at: read_at(SectionKind::Ship),
            flight_before: pilot
                .location_at
                .and_then(|at| ReadTimes::of_location(&state.auth, pilot.id).last_before(at)),
            assets_read_at: read_at(SectionKind::Assets),
            doubted,
        };
        let named: Vec<HullKey> = hulls.iter().map(|hull| hull.key).collect();
        let mut known = BTreeMap::new();
        let change = holdings.apply(&mut state.fleet, pilot.id, named, |few| {
            // That these are not listed says nothing.
            let (aside, asked_for) =
                std::mem::take(&mut few.hulls).into_iter().partition(|(_, hull)| not_asked_for.contains(&hull.type_id));
            few.hulls = asked_for;
            known.clone_from(&few.hulls);
            let change = few.merge_roster(&listed);
            few.hulls.extend::<BTreeMap<HullKey, Hull>>(aside);
            change
        });
        note_gone_hulls(state, known, &change);
        note(state, change, now, absorbed);
    }
}

/// Notes which ships the newest lists of their pilots lack. Of whom a roster does not tell, or not all was understood, that stays as it was.
fn note_unlisted(state: &mut State, roster: &Roster, not_asked_for: &BTreeSet<TypeId>, now: Timestamp) {
    let told: BTreeMap<PilotId, Timestamp> = roster
        .pilots
        .iter()
        .filter(|pilot| !roster.doubt.concerns(pilot.id))
        .filter_map(|pilot| Some((pilot.id, pilot.assets_at?)))
        .collect();
    let listed: BTreeSet<HullKey> = roster.hulls.iter().map(|hull| hull.key).collect();
    // One without an item may be any of its type.
    let is_listed =
        |hull: &Hull| listed.contains(&hull.key) || listed.contains(&HullKey::PilotType(hull.pilot, hull.type_id));
    let (mut of, mut unlisted) = (0, BTreeSet::new());
    for hull in state.fleet.hulls.values().filter(|hull| !not_asked_for.contains(&hull.type_id)) {
        if state.pilots.get(&hull.pilot).is_none_or(|pilot| pilot.auth.is_none()) {
            continue;
        }
        of += 1;
        let lacks = match told.get(&hull.pilot) {
            Some(assets_at) => hull.is_to_be_listed(*assets_at) && !is_listed(hull),
            None => state.auth.unlisted.hulls().contains(&hull.key),
        };
        if lacks {
            unlisted.insert(hull.key);
        }
    }
    let was_doubtful = state.auth.unlisted.doubtful().is_some();
    state.auth.unlisted.note(unlisted, of, now);
    if let Some((lacks, of, _)) = state.auth.unlisted.doubtful().filter(|_| !was_doubtful) {
        tracing::warn!(
            lacks,
            of,
            "AllianceAuth suddenly lists fewer ships; nothing is taken away for it before it has said so again"
        );
    }
}

/// The types of known hulls whose groups were not asked for: capitals that are newer than the rules, or more groups than one question takes.
fn not_asked_for(state: &State, groups: &BTreeSet<GroupId>) -> BTreeSet<TypeId> {
    let types: BTreeSet<TypeId> = state.fleet.hulls.values().map(|hull| hull.type_id).collect();
    let is_asked_for = |type_id: &TypeId| capital(state, *type_id).is_some_and(|(_, group)| groups.contains(&group));
    types.into_iter().filter(|type_id| !is_asked_for(type_id)).collect()
}

#[cfg(test)]
mod tests;
