//! Taking answers in: section status, readings, and what they make of the fleet. No I/O.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::fleet::{Fleet, FleetChange, TimedValue};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::moment::later;
use captrack_domain::reading::{DatedReading, OwnedHull, Reading};
use captrack_domain::section::{ReadErrorCode, SectionId, SectionKind, patience};
use captrack_domain::text;
use captrack_domain::watch_event::{WatchChange, WatchEvent};
use captrack_ports::{PollError, SectionAnswer, SectionContent};
use jiff::Timestamp;

use crate::judge::types::{capital, is_hull, looked_for};
use crate::poll::early_reads::note_silence;
use crate::poll::pilot_hulls::Holdings;
use crate::poll::schedule::{after_answer, after_failure, bring_forward};
use crate::poll::{first_reads, sign_ins};
use crate::state::State;
use crate::state::unsaved_changes::AbsorbedChanges;

/// An answer that says what was known, or a hull merely seen again, is written this often at most. Nothing is lost with what was not
/// written: after a restart a section is asked earlier.
const SAVE_EVERY: Duration = Duration::from_secs(600);
/// A section that was asked.
#[derive(Debug)]
pub struct PolledSection {
    /// Which.
    pub id: SectionId,
    /// The types that were asked for besides the capitals.
    pub also: Arc<BTreeSet<TypeId>>,
    /// What *now* was when it was asked.
    pub asked_at: Timestamp,
    /// What came back.
    pub result: Result<SectionAnswer, PollError>,
}

/// Takes answers in. `spread` gives numbers in 0..1 for jitter.
pub fn absorb(
    state: &mut State,
    mut polled: Vec<PolledSection>,
    now: Timestamp,
    mut spread: impl FnMut() -> f64,
) -> AbsorbedChanges {
    let mut absorbed = AbsorbedChanges::default();
    polled.sort_by_key(|polled| polled.id.kind != SectionKind::Ship);
    let mut flights: BTreeSet<PilotId> = BTreeSet::new();
    let mut assets: BTreeMap<PilotId, bool> = BTreeMap::new();
    let (mut anything_answered, mut failed) = (false, BTreeSet::new());
    for PolledSection { id, also, asked_at, result } in polled {
        state.in_flight.remove(&id);
        if !state.pilots.contains_key(&id.pilot) {
            continue;
        }
        let is_early = is_early(state, id, asked_at, now);
        let answered = match result {
            Ok(mut answer) => {
                if id.kind == SectionKind::Assets && also != looked_for(state) {
                    // What is a hull has changed since it was asked: the next one must not be "unchanged".
                    answer.validators = None;
                }
                take_answer(state, id, Answered { answer, asked_at, now }, spread(), &mut absorbed)
            }
            Err(error) => {
                take_failure(state, id, &error, now, spread(), &mut absorbed);
                false
            }
        };
        anything_answered |= answered;
        if !answered {
            failed.insert(id.kind);
        }
        match id.kind {
            SectionKind::Ship | SectionKind::Location if answered => drop(flights.insert(id.pilot)),
            SectionKind::Assets if answered => drop(assets.insert(id.pilot, is_early)),
            _ => {}
        }
    }
    note_silence(state, anything_answered, failed, now, &mut spread);
    let mut holdings = Holdings::of(&state.fleet, &flights.iter().chain(assets.keys()).copied().collect());
    for pilot in flights {
        see_ship(state, pilot, now, &mut holdings, &mut absorbed);
    }
    for (pilot, is_early) in assets {
        see_assets(state, pilot, now, is_early, &mut holdings, &mut absorbed);
    }
    first_reads::introduce(state, now, &mut absorbed);
    absorbed
}

/// A good answer among moments of the time that holds now.
struct Answered {
    answer: SectionAnswer,
    asked_at: Timestamp,
    now: Timestamp,
}

impl Answered {
    /// When what it says was true, and until when it is not to be asked again. What it says cannot be newer than the question; where the clock
    /// went back meanwhile, not newer than now.
    fn moments(&self) -> (Timestamp, Option<Timestamp>) {
        let true_at = self.now.checked_sub(self.answer.age).unwrap_or(Timestamp::MIN);
        let expires = self.answer.life.map(|life| self.now.checked_add(life).unwrap_or(Timestamp::MAX));
        (true_at.min(self.asked_at), expires)
    }
}

fn take_answer(
    state: &mut State,
    id: SectionId,
    answered: Answered,
    spread: f64,
    absorbed: &mut AbsorbedChanges,
) -> bool {
    let (as_of, expires) = answered.moments();
    let Answered { answer, now, .. } = answered;
    let patience = patience(state.cadence(id));
    let Some(section) = state.sections.get_mut(&id) else { return false };
    let known_until = section.reading.as_ref().map(|dated| dated.as_of);
    let mut validators = answer.validators;
    let is_new = match (answer.found, &mut section.reading) {
        (SectionContent::New(reading), None) => {
            section.reading = Some(DatedReading { as_of, reading });
            section.since = Some(as_of);
            true
        }
        (SectionContent::New(reading), Some(known)) if known.reading == reading => {
            known.as_of = known.as_of.max(as_of);
            false
        }
        // From a cache that was filled before what is known was read: the next question is an unconditional one.
        (SectionContent::New(_), Some(known)) if as_of < known.as_of => {
            validators = None;
            false
        }
        (SectionContent::New(reading), Some(known)) => {
            section.before = Some(known.as_of);
            section.since = Some(as_of);
            *known = DatedReading { as_of, reading };
            true
        }
        (SectionContent::Unchanged, Some(known)) => {
            known.as_of = known.as_of.max(as_of);
            false
        }
        (SectionContent::Unchanged, None) => {
            // "Unchanged" against nothing: ask once more, unconditionally.
            section.status.validators = None;
            section.status.due_at = now;
            return false;
        }
    };
    let is_first = section.status.last_success.is_none();
    let recovered = section.status.failures > 0;
    // What is older than a fact of its kind may be says nothing of how things stand now: somebody on the way has kept it for too long.
    let is_late = answer.age > patience;
    let status = &mut section.status;
    status.last_attempt = Some(now);
    status.last_success = if is_late { status.last_success.max(now.checked_sub(answer.age).ok()) } else { Some(now) };
    status.last_error = is_late.then(|| text!("read-out-of-date"));
    status.last_error_code = is_late.then_some(ReadErrorCode::OutOfDate);
    status.failures = 0;
    status.expires = expires;
    status.validators = validators;
    section.not_before = None;
    state.last_success = Some(now);
    sign_ins::accept(state, id, now, absorbed);
    if is_first {
        first_reads::note_first_answer(state, id, now, absorbed);
    }
    if is_new {
        take_note(state, id, known_until, now, absorbed);
    }
    let cadence = state.cadence(id);
    let slow = cadence >= SAVE_EVERY;
    let Some(section) = state.sections.get_mut(&id) else { return false };
    section.status.due_at = after_answer(now, expires, cadence, spread);
    let due_to_save = section.saved_at.is_none_or(|at| later(at, SAVE_EVERY) <= now);
    if is_new || recovered || slow || due_to_save {
        section.saved_at = Some(now);
        absorbed.sections.insert(id);
    }
    true
}

/// What a new reading means beyond the fleet: affiliation, and the rhythm of a pilot who came online.
fn take_note(
    state: &mut State,
    id: SectionId,
    known_until: Option<Timestamp>,
    now: Timestamp,
    absorbed: &mut AbsorbedChanges,
) {
    let dated = state.sections.get(&id).and_then(|section| section.reading.clone());
    if let Some(DatedReading { as_of, reading: Reading::Online(online) }) = dated {
        note_online(id.pilot, online, known_until, as_of, absorbed);
    }
    match dated.map(|dated| dated.reading) {
        Some(Reading::Affiliation { corporation, alliance }) => {
            let Some(pilot) = state.pilots.get_mut(&id.pilot) else { return };
            if (pilot.corporation, pilot.alliance) != (Some(corporation), alliance) {
                (pilot.corporation, pilot.alliance) = (Some(corporation), alliance);
                absorbed.pilots.insert(id.pilot);
            }
        }
        Some(Reading::Online(true)) => hurry(state, id.pilot, now),
        _ => {}
    }
}

/// A pilot came or went, or is read for the first time. `before`: when the other was last known.
fn note_online(pilot: PilotId, online: bool, before: Option<Timestamp>, at: Timestamp, absorbed: &mut AbsorbedChanges) {
    let what = if online { WatchChange::Online { pilot } } else { WatchChange::Offline { pilot } };
    absorbed.watch.push(WatchEvent { at, before: before.map(|before| before.min(at)), what });
}

/// Brings a pilot's ship and location forward to the cadence that holds now.
fn hurry(state: &mut State, pilot: PilotId, _now: Timestamp) {
    for kind in [SectionKind::Ship, SectionKind::Location] {
        let id = SectionId { kind, pilot };
        let cadence = state.cadence(id);
        if let Some(section) = state.sections.get_mut(&id) {
            bring_forward(&mut section.status, cadence);
        }
    }
}

fn take_failure(
    state: &mut State,
    id: SectionId,
    error: &PollError,
    now: Timestamp,
    spread: f64,
    absorbed: &mut AbsorbedChanges,
) {
    let cadence = state.cadence(id);
    let Some(section) = state.sections.get_mut(&id) else { return };
    let status = &mut section.status;
    status.last_attempt = Some(now);
    status.failures += 1;
    let first_of_its_kind = status.last_error.as_ref() != Some(error.text());
    status.last_error = Some(error.text().clone());
    status.last_error_code = Some(code(error));
    // A refusal that comes after other trouble is the first of its kind.
    let times = if first_of_its_kind && matches!(error, PollError::Refused { .. }) { 1 } else { status.failures };
    status.due_at = after_failure(now, id.kind, cadence, times, error, spread);
    let wish = if let PollError::Later { after, .. } = error { *after } else { None };
    section.not_before = wish.map(|wish| later(now, wish));
    if first_of_its_kind || section.saved_at.is_none_or(|at| later(at, SAVE_EVERY) <= now) {
        section.saved_at = Some(now);
        absorbed.sections.insert(id);
    }
    state.last_failure = Some((now, error.text().clone()));
    state.last_failure_code = Some(code(error));
    if let PollError::SignInRefused { why } = error {
        sign_ins::refuse(state, id.pilot, why, now, absorbed);
    }
}

const fn code(error: &PollError) -> ReadErrorCode {
    match error {
        PollError::SignInRefused { .. } => ReadErrorCode::SignInRefused,
        PollError::Refused { .. } => ReadErrorCode::Refused,
        PollError::Later { .. } => ReadErrorCode::Unavailable,
    }
}

pub fn see_ship(
    state: &mut State,
    pilot: PilotId,
    now: Timestamp,
    holdings: &mut Holdings,
    absorbed: &mut AbsorbedChanges,
) {
    let Some(ship) = state.ship(pilot) else { return };
    let location = state.location(pilot);
    let capital = ship.value.is_some_and(|active| capital(state, active.type_id).is_some());
    let flew_before = ship.value.and_then(|active| state.fleet.hulls.get(&HullKey::Item(active.item)));
    let flew_before = flew_before.is_some_and(|hull| hull.pilot == pilot && hull.occupancy == Occupancy::Flown);
    let named = ship.value.map(|active| HullKey::Item(active.item));
    let see = |few: &mut Fleet| few.see_ship(pilot, ship, location, capital);
    let change = holdings.apply(&mut state.fleet, pilot, named, see);
    note(state, change, now, absorbed);
    if capital && !flew_before {
        hurry(state, pilot, now);
    }
}

/// Whether a section was asked again while its last answer was still good, as after a sleep: what it says then is that answer once more, and no
/// second witness that something is missing. A clock that was put forward says nothing of that until servers have confirmed it.
fn is_early(state: &State, id: SectionId, asked_at: Timestamp, now: Timestamp) -> bool {
    let expires = state.sections.get(&id).and_then(|section| section.status.expires);
    let asked_at = asked_at.min(state.certain(now));
    expires.is_some_and(|expires| asked_at < expires)
}

/// Takes the list of a pilot's assets in. One that was asked for [early](is_early) takes nothing away.
pub fn see_assets(
    state: &mut State,
    pilot: PilotId,
    now: Timestamp,
    is_early: bool,
    holdings: &mut Holdings,
    absorbed: &mut AbsorbedChanges,
) {
    let id = SectionId { kind: SectionKind::Assets, pilot };
    let Some(DatedReading { as_of, reading }) = state.sections.get(&id).and_then(|section| section.reading.clone())
    else {
        return;
    };
    let (mut owned, complete) = match reading {
        Reading::Assets(owned) => (owned, !is_early),
        Reading::SomeAssets(owned) => (owned, false),
        _ => return,
    };
    // What a reading named as a hull may be tracked no longer.
    owned.retain(|owned| is_hull(state, owned.type_id));
    let named: Vec<HullKey> = owned.iter().map(|owned| HullKey::Item(owned.item)).collect();
    let sighted: TimedValue<Vec<OwnedHull>> = TimedValue { as_of, since: None, before: None, value: owned };
    let mut known: BTreeMap<HullKey, Hull> = BTreeMap::new();
    let change = holdings.apply(&mut state.fleet, pilot, named, |few| {
        known.clone_from(&few.hulls);
        if complete { few.see_assets(pilot, &sighted) } else { few.see_some_assets(pilot, &sighted) }
    });
    note_gone_hulls(state, known, &change);
    note(state, change, now, absorbed);
}

/// Hulls that are gone are remembered as they were last known, so that their end can be told.
pub fn note_gone_hulls(state: &mut State, mut known: BTreeMap<HullKey, Hull>, change: &FleetChange) {
    for key in &change.gone {
        if let Some(hull) = known.remove(key) {
            state.departed.insert(*key, hull);
        }
    }
}

/// Only what matters is written: a hull merely seen again waits.
pub fn note(state: &mut State, change: FleetChange, _now: Timestamp, absorbed: &mut AbsorbedChanges) {
    for key in change.changed {
        let Some(hull) = state.fleet.hulls.get(&key) else { continue };
        let worth_writing = state.saved_hulls.get(&key).is_none_or(|saved| {
            let same = saved.place == hull.place
                && saved.occupancy == hull.occupancy
                && saved.pilot == hull.pilot
                && saved.packaged == hull.packaged
                && saved.absences == hull.absences;
            !same || later(saved.seen_at, SAVE_EVERY) <= hull.seen_at
        });
        if worth_writing {
            state.saved_hulls.insert(key, hull.clone());
            absorbed.hulls.insert(key);
        }
    }
    for key in change.gone {
        state.saved_hulls.remove(&key);
        absorbed.hulls.remove(&key);
        absorbed.gone.insert(key);
    }
    for (from, to) in change.rekeyed {
        rekey(state, from, to);
        absorbed.rekeyed.push((from, to));
    }
    absorbed.events.extend(change.events);
}

/// A hull's item became known: it is the same hull, its alert the same alert.
fn rekey(state: &mut State, from: HullKey, to: HullKey) {
    state.departed.remove(&from);
    let alerts = std::mem::take(&mut *state.alerts);
    state.alerts = alerts
        .into_values()
        .map(|alert| if alert.names(from) { alert.rekeyed(from, to) } else { alert })
        .map(|alert| (alert.id, alert))
        .collect();
    for seen in state.acknowledgements.0.values_mut() {
        if seen.hulls.remove(&from) {
            seen.hulls.insert(to);
        }
    }
    if !state.watch.alerts.is_empty() || !state.watch.episodes.is_empty() {
        state.watch.rekey(from, to);
    }
    state.live_messages.rekey(from, to);
}

#[cfg(test)]
mod tests;
