//! Pilots come and go: signed in, signed in again, forgotten.

use std::collections::BTreeSet;

use captrack_contract::{CardKey, PilotRef, Refusal};
use captrack_domain::activity::ActivityKind;
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::{Pilot, SignInState};
use captrack_domain::section::SectionKind;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_store::StoreError;
use jiff::Timestamp;

use crate::commit::edit::{EditDraft, edit};
use crate::edit::Editor;
use crate::edit::snoozes::find;
use crate::shared::THIS_DESK;
use crate::state::unsaved_changes::AbsorbedChanges;
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

impl Editor<'_> {
    /// A pilot has signed in, for the first time or again: watched from now on.
    pub async fn add_pilot(&self, id: PilotId, name: &str) -> Result<(), Refusal> {
        self.add_pilots(&[NewPilot { id, name, main: None }]).await
    }

    /// Several pilots at once, with the mains they are known to belong to.
    pub async fn add_pilots(&self, pilots: &[NewPilot<'_>]) -> Result<(), Refusal> {
        let watch = |draft: &mut EditDraft| {
            if pilots.len() > ONE_BY_ONE {
                let subject = text!("pilots-many", n = pilots.len());
                draft.log(THIS_DESK, ActivityKind::SignedIn, subject, None, None);
            } else {
                for pilot in pilots {
                    let is_known = draft.state.pilots.contains_key(&pilot.id);
                    let again = is_known.then(|| text!("activity-signed-in-again").into());
                    draft.log(pilot.name, ActivityKind::SignedIn, pilot.name, None, again);
                }
            }
            for pilot in pilots {
                add(&mut draft.state, &mut draft.change.absorbed, pilot, draft.now);
            }
            Ok(())
        };
        self.change(watch).await.map(drop)
    }

    /// Forgets a pilot: everything of theirs deleted, then the token revoked where possible. Gives the name, and what could not be undone.
    /// When it cannot be written, all is as it was, the token too.
    pub async fn forget_pilot(&self, pilot: &PilotRef, by: &str) -> Result<(String, Option<Text>), Refusal> {
        let mut state = self.lock().await;
        let forget = |draft: &mut EditDraft| {
            let id = find(&draft.state, pilot)?;
            let name = draft.state.pilot_name(id);
            let stays = draft.state.pilots.get(&id).is_some_and(|pilot| pilot.auth.is_some());
            if stays {
                sign_out(draft, id, by);
            } else {
                // Without the name: it is to be forgotten.
                let (subject, new) = (text!("activity-a-pilot"), text!("activity-forgotten"));
                draft.log(by, ActivityKind::SignedOut, subject, None, Some(new.into()));
                draft.change.forgotten = Some(id);
                strike(draft, &[id].into());
            }
            Ok((id, name, stays))
        };
        let (id, name, stays) = edit(self.shared, &mut state, forget).await?.value;
        if !stays && let Err(error) = self.read_without_names(&mut state).await {
            tracing::error!(%error, "what a forgotten pilot did to others is shown with the name until the next start");
        }
        drop(state);
        let remains = self.ports.source.forget(id).await.map(Text::as_sentence);
        self.after_edit().await;
        let stays = stays.then(|| text!("pilot-stays", pilot = name.as_str()));
        let sentences: Vec<Text> = remains.into_iter().chain(stays).collect();
        Ok((name, (!sentences.is_empty()).then(|| Text::sentences(sentences))))
    }

    /// What somebody who is forgotten did to others stays done: by nobody, as the store has it. A later write would else bring the name
    /// back.
    async fn read_without_names(&self, state: &mut State) -> Result<(), StoreError> {
        state.snoozes = self.store.snoozes().await?.into_iter().collect();
        state.acknowledgements = self.store.acknowledgements().await?.into_iter().collect();
        Ok(())
    }
}

/// EVE is not asked about a pilot any more whom AllianceAuth goes on naming.
fn sign_out(draft: &mut EditDraft, id: PilotId, by: &str) {
    let new = Some(text!("activity-still-named").into());
    draft.log(by, ActivityKind::SignedOut, draft.state.pilot_name(id), None, new);
    if let Some(pilot) = draft.state.pilots.get_mut(&id) {
        pilot.sign_in = SignInState::NotSignedIn;
    }
    draft.change.absorbed.pilots.insert(id);
}

/// Takes many out of the state whom nobody tells about any more.
pub(crate) fn strike_unlisted(draft: &mut EditDraft, pilots: BTreeSet<PilotId>) {
    strike(draft, &pilots);
    draft.change.unlisted = pilots;
}

/// Takes pilots out of the state, with all that is theirs.
fn strike(draft: &mut EditDraft, pilots: &BTreeSet<PilotId>) {
    let state = &mut draft.state;
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
    if !state.watch.alerts.is_empty() || !state.watch.episodes.is_empty() {
        state.watch.forget(pilots, &hulls);
    }
    draft.change.absorbed.gone.extend(hulls);
}

fn add(state: &mut State, absorbed: &mut AbsorbedChanges, new: &NewPilot<'_>, now: Timestamp) {
    let NewPilot { id, name, main } = *new;
    let pilot = state.pilots.entry(id).or_insert_with(|| Pilot {
        id,
        name: name.to_owned(),
        corporation: None,
        alliance: None,
        main: None,
        added_at: now,
        introduced_at: None,
        sign_in: SignInState::Valid,
        auth: None,
    });
    name.clone_into(&mut pilot.name);
    pilot.main = main.filter(|main| *main != id).or(pilot.main);
    pilot.sign_in = SignInState::Valid;
    absorbed.pilots.insert(id);
    for kind in SectionKind::ALL {
        let fresh = new_section(kind, id, now);
        let section = state.sections.entry(fresh.status.id).or_insert(fresh);
        if section.status.failures > 0 {
            section.status.due_at = now;
        }
        absorbed.sections.insert(section.status.id);
    }
}
