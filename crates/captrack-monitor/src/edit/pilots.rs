//! Pilots come and go: signed in, signed in again, forgotten.

use std::collections::BTreeSet;

use captrack_contract::{CardKey, PilotRef, Refusal};
use captrack_domain::activity::ActivityKind;
use captrack_domain::alert::Alert;
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::{Pilot, SignIn};
use captrack_domain::section::SectionKind;
use captrack_store::StoreError;
use jiff::Timestamp;

use crate::commit::{Change, commit, lock_for_edit};
use crate::edit::Edit;
use crate::edit::snoozing::find;
use crate::notices::activity::line;
use crate::shared::THIS_DESK;
use crate::shared::refusal::store_refused;
use crate::state::{State, new_section};

/// So many sign-ins at once have a line each in the activity log.
const ONE_BY_ONE: usize = 10;

/// A pilot to be watched.
#[derive(Debug, Clone, Copy)]
pub struct NewPilot<'a> {
    /// Who.
    pub id: PilotId,
    /// The character's name.
    pub name: &'a str,
    /// The main, when that is known; else it stays what it was, at first the pilot itself.
    pub main: Option<PilotId>,
}

impl Edit<'_> {
    /// A pilot has signed in, for the first time or again: watched from now on.
    pub async fn add_pilot(&self, id: PilotId, name: &str) -> Result<(), Refusal> {
        self.add_pilots(&[NewPilot { id, name, main: None }]).await
    }

    /// Several pilots at once, with the mains they are known to belong to.
    pub async fn add_pilots(&self, pilots: &[NewPilot<'_>]) -> Result<(), Refusal> {
        let mut state = lock_for_edit(self.shared).await?;
        let now = self.now();
        let mut change = Change::edit();
        if pilots.len() > ONE_BY_ONE {
            let subject = format!("{} pilots", pilots.len());
            change.activity.push(line(now, THIS_DESK, ActivityKind::SignedIn, subject, None, None));
        } else {
            let again =
                |pilot: &NewPilot<'_>| state.pilots.contains_key(&pilot.id).then(|| "signed in again".to_owned());
            let tell =
                |pilot: &NewPilot<'_>| line(now, pilot.name, ActivityKind::SignedIn, pilot.name, None, again(pilot));
            change.activity.extend(pilots.iter().map(tell));
        }
        let (before, sections, unsaved) = (state.pilots.clone(), state.sections.clone(), state.unsaved.clone());
        for pilot in pilots {
            add(&mut state, &mut change, pilot, now);
        }
        if let Err(error) = commit(self.shared, &mut state, change).await {
            (state.pilots, state.sections, state.unsaved) = (before, sections, unsaved);
            return Err(store_refused(&error));
        }
        drop(state);
        self.wake.notify_one();
        Ok(())
    }

    /// Forgets a pilot: everything of theirs deleted, then the token revoked where possible. Gives the name, and what could not be undone.
    /// When it cannot be written, all is as it was, the token too.
    pub async fn forget_pilot(&self, pilot: &PilotRef, by: &str) -> Result<(String, Option<String>), Refusal> {
        let mut state = lock_for_edit(self.shared).await?;
        let id = find(&state, pilot)?;
        let name = state.pilot_name(id);
        if state.pilots.get(&id).is_some_and(|pilot| pilot.auth.is_some()) {
            self.sign_out(&mut state, id, by).await.map_err(|error| store_refused(&error))?;
            drop(state);
            let remains = self.ports.source.forget(id).await;
            let stays = format!("{name} stays on the dashboard, because AllianceAuth names it.");
            let remains = remains.map_or_else(|| stays.clone(), |remains| format!("{remains} {stays}"));
            return Ok((name, Some(remains)));
        }
        let mut change = Change::edit();
        // Without the name: it is to be forgotten.
        let new = Some("forgotten".to_owned());
        change.activity.push(line(self.now(), by, ActivityKind::SignedOut, "a pilot", None, new));
        change.forgotten = Some(id);
        self.strike_and_commit(&mut state, &[id].into(), change).await.map_err(|error| store_refused(&error))?;
        if let Err(error) = self.read_without_names(&mut state).await {
            tracing::error!(%error, "what a forgotten pilot did to others is shown with the name until the next start");
        }
        drop(state);
        let remains = self.ports.source.forget(id).await;
        self.after_edit().await;
        Ok((name, remains))
    }

    /// EVE is not asked about a pilot any more whom AllianceAuth goes on naming.
    async fn sign_out(&self, state: &mut State, id: PilotId, by: &str) -> Result<(), StoreError> {
        let mut change = Change::edit();
        let new = Some("still named by AllianceAuth".to_owned());
        change.activity.push(line(self.now(), by, ActivityKind::SignedOut, state.pilot_name(id), None, new));
        change.absorbed.pilots.insert(id);
        let Some(pilot) = state.pilots.get_mut(&id) else { return Ok(()) };
        let before = std::mem::replace(&mut pilot.sign_in, SignIn::NotSignedIn);
        let committed = commit(self.shared, state, change).await;
        if committed.is_err()
            && let Some(pilot) = state.pilots.get_mut(&id)
        {
            pilot.sign_in = before;
        }
        committed
    }

    /// Forgets many at once whom nobody tells about any more, together with a change that says why.
    pub(crate) async fn forget_all(
        &self,
        state: &mut State,
        pilots: BTreeSet<PilotId>,
        mut change: Change,
    ) -> Result<(), StoreError> {
        change.unlisted.clone_from(&pilots);
        self.strike_and_commit(state, &pilots, change).await
    }

    /// Takes pilots out of the state and writes that. On an error they are where they were.
    async fn strike_and_commit(
        &self,
        state: &mut State,
        pilots: &BTreeSet<PilotId>,
        mut change: Change,
    ) -> Result<(), StoreError> {
        let before = state.clone();
        let hulls = strike(state, pilots);
        change.absorbed.gone.extend(hulls.iter().copied());
        if let Err(error) = commit(self.shared, state, change).await {
            // What else was to be written with it is written with the next commit: here that would be half of an edit.
            *state = before;
            return Err(error);
        }
        forget_closed(state, pilots, &hulls);
        Ok(())
    }

    /// What somebody who is forgotten did to others stays done: by nobody, as the store has it. A later write would else bring the name
    /// back.
    async fn read_without_names(&self, state: &mut State) -> Result<(), StoreError> {
        state.snoozes = self.store.snoozes().await?.into_iter().collect();
        state.acknowledgements = self.store.acknowledgements().await?.into_iter().collect();
        Ok(())
    }
}

/// Takes pilots out of the state, with all that is theirs; gives their hulls.
fn strike(state: &mut State, pilots: &BTreeSet<PilotId>) -> BTreeSet<HullKey> {
    let is_theirs = |hull: &Hull| pilots.contains(&hull.pilot);
    let hulls: BTreeSet<HullKey> =
        state.fleet.hulls.values().filter(|hull| is_theirs(hull)).map(|hull| hull.key).collect();
    state.fleet.hulls.retain(|key, _| !hulls.contains(key));
    state.saved_hulls.retain(|key, _| !hulls.contains(key));
    state.departed.retain(|_, hull| !is_theirs(hull));
    state.pilots.retain(|id, _| !pilots.contains(id));
    state.sections.retain(|section, _| !pilots.contains(&section.pilot));
    state.in_flight.retain(|section| !pilots.contains(&section.pilot));
    for id in pilots {
        state.snoozes.0.remove(id);
        state.acknowledgements.0.remove(id);
        state.closed_cards.remove(&CardKey::Main(*id).to_string());
        state.auth.snoozes.remove(id);
        state.auth.acknowledgements.remove(id);
    }
    // Alts of a forgotten main become their own, as in the store.
    for alt in state.pilots.values_mut().filter(|alt| alt.main.is_some_and(|main| pilots.contains(&main))) {
        alt.main = None;
    }
    hulls
}

/// Nothing that is over is continued for somebody who is forgotten.
fn forget_closed(state: &mut State, pilots: &BTreeSet<PilotId>, hulls: &BTreeSet<HullKey>) {
    let concerned = |alert: &Alert| {
        alert.is_closed() && (pilots.contains(&alert.main) || alert.hulls.iter().any(|key| hulls.contains(key)))
    };
    state.alerts.retain(|_, alert| !concerned(alert));
}

fn add(state: &mut State, change: &mut Change, new: &NewPilot<'_>, now: Timestamp) {
    let NewPilot { id, name, main } = *new;
    let pilot = state.pilots.entry(id).or_insert_with(|| Pilot {
        id,
        name: name.to_owned(),
        corporation: None,
        alliance: None,
        main: None,
        added_at: now,
        introduced_at: None,
        sign_in: SignIn::Valid,
        auth: None,
    });
    name.clone_into(&mut pilot.name);
    pilot.main = main.filter(|main| *main != id).or(pilot.main);
    pilot.sign_in = SignIn::Valid;
    change.absorbed.pilots.insert(id);
    for kind in SectionKind::ALL {
        let fresh = new_section(kind, id, now);
        let section = state.sections.entry(fresh.status.id).or_insert(fresh);
        if section.status.failures > 0 {
            section.status.due_at = now;
        }
        change.absorbed.sections.insert(section.status.id);
    }
}
