//! How a desk is connected to an AllianceAuth, and parts from it.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_contract::{AuthConnected, ErrorCode, Refusal, Right, Rights};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::snooze::Snooze;
use captrack_store::StoreError;
use jiff::{SignedDuration, Timestamp};

use super::asking::Answers;
use super::mustering::{long_missing, muster};
use super::{Auth, Connection, TOKEN};
use crate::activity::{BY_ITSELF, line};
use crate::commit::Change;
use crate::monitor::Monitor;
use crate::ports::{AuthAccess, AuthAddress, AuthError, Conditional, Secret};
use crate::refusal::{capitalised, secrets_refused, store_refused};
use crate::state::State;

/// The first round is looked for this often while another cycle has it.
const A_MOMENT: Duration = Duration::from_millis(100);

/// What a failure is to the user.
pub fn refused(error: &AuthError) -> Refusal {
    let code = match error {
        AuthError::Token { .. } => ErrorCode::SignInRefused,
        AuthError::Permission { .. } => ErrorCode::NotAllowed,
        AuthError::Setup { .. } => ErrorCode::Invalid,
        AuthError::Later { .. } => ErrorCode::Unavailable,
    };
    Refusal::new(code, capitalised(&error.to_string()))
}

impl Monitor {
    /// Connects the desk, or gives the connection a new token. The token is tried first: nothing changes unless it may read hulls. On
    /// return the hulls are known.
    pub async fn connect_auth(&self, address: AuthAddress, token: Secret) -> Result<AuthConnected, Refusal> {
        let server = self.auth_server()?;
        if let Some(connection) = &self.lock().await.auth.connection
            && connection.address != address
        {
            let sentence = format!("This desk is connected to {}: disconnect it first.", connection.address);
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        }
        let access = AuthAccess { address, token };
        let whoami = server.whoami(&access).await.map_err(|error| refused(&error))?;
        if !whoami.may_read {
            let problem = whoami.problems.first().cloned();
            let sentence =
                problem.unwrap_or_else(|| "Your AllianceAuth account may not read hulls: ask an admin.".to_owned());
            return Err(Refusal::new(ErrorCode::NotAllowed, sentence));
        }
        self.ports.secrets.put(TOKEN, &access.token).await.map_err(|error| secrets_refused(&error))?;
        let mut state = self.lock_for_edit().await?;
        let now = self.now();
        let before = state.auth.connection.take();
        let mut connection = Connection::new(access.address, whoami, now);
        connection.note_clock();
        if let Some(before) = &before {
            connection.policy_revision = before.policy_revision;
            connection.policy_published = before.policy_published;
            connection.last_success = before.last_success;
        }
        let (main, subject) = (connection.whoami.main_name.clone(), connection.whoami.server.clone());
        state.auth.connection = Some(connection);
        state.auth.etags = super::Etags::default();
        state.auth.asking = false;
        let mut change = Change::edit();
        change.absorbed.auth = true;
        if before.is_none() {
            change.decided = stand_already(&state, &main);
        }
        let new = Some(format!("connected as {main}"));
        change.activity.push(line(now, &main, ActivityKind::AllianceAuth, subject, None, new));
        let committed = self.commit(&mut state, change).await;
        if let Err(error) = committed {
            state.auth.connection = before;
            return Err(store_refused(&error));
        }
        drop(state);
        self.settle_rights().await;
        // The loop may have begun the first round already: it is waited for all the same.
        let mut revisions = self.revisions();
        while self.awaits_first_round().await {
            self.run_cycle().await.map_err(|error| store_refused(&error))?;
            if self.awaits_first_round().await {
                let _ = tokio::time::timeout(A_MOMENT, revisions.changed()).await;
            }
        }
        self.wake.notify_one();
        self.auth_connected().await
    }

    async fn awaits_first_round(&self) -> bool {
        self.lock().await.auth.connection.as_ref().is_some_and(|connection| connection.last_attempt.is_none())
    }

    /// Says what the first round has brought; its failure is told, the connection stays.
    async fn auth_connected(&self) -> Result<AuthConnected, Refusal> {
        let state = self.lock().await;
        let Some(connection) = &state.auth.connection else {
            return Err(Refusal::new(ErrorCode::Invalid, "The desk was disconnected meanwhile."));
        };
        if let Some(why) = &connection.last_error {
            let sentence = format!("The token is good, but the hulls could not be read yet: {}", capitalised(why));
            return Err(Refusal::new(ErrorCode::Unavailable, sentence));
        }
        let members: BTreeSet<PilotId> =
            state.pilots.values().filter(|pilot| pilot.auth.is_some()).map(|pilot| pilot.id).collect();
        Ok(AuthConnected {
            server: connection.whoami.server.clone(),
            main_name: connection.whoami.main_name.clone(),
            pilots: members.len(),
            hulls: state.fleet.hulls.values().filter(|hull| members.contains(&hull.pilot)).count(),
        })
    }

    /// Parts from AllianceAuth: the token is deleted here, and everybody who was known through it alone is forgotten. Nothing is told of
    /// them. Gives what could not be undone: the token stays good on the server.
    pub async fn disconnect_auth(&self, by: &str) -> Result<String, Refusal> {
        let connection = self.connection().await?;
        self.ports.secrets.delete(TOKEN).await.map_err(|error| secrets_refused(&error))?;
        let mut state = self.lock_for_edit().await?;
        let before = std::mem::take(&mut state.auth);
        let mut change = Change { disconnected: true, ..Change::edit() };
        change.absorbed.auth = true;
        let (server, now) = (connection.whoami.server.clone(), self.now());
        let new = Some("disconnected".to_owned());
        change.activity.push(line(now, by, ActivityKind::AllianceAuth, server, None, new));
        let members = state.pilots.values().filter(|pilot| pilot.auth.is_some()).map(|pilot| pilot.id).collect();
        if let Err(error) = self.leave(&mut state, members, change).await {
            state.auth = before;
            return Err(store_refused(&error));
        }
        drop(state);
        self.settle_rights().await;
        self.after_edit().await;
        Ok(format!(
            "To make the token useless too, revoke “{}” on AllianceAuth's CapTrack page.",
            connection.whoami.token_name
        ))
    }

    /// AllianceAuth does not name these any more. Whoever is signed in here stays, without its word.
    async fn leave(&self, state: &mut State, members: BTreeSet<PilotId>, mut change: Change) -> Result<(), StoreError> {
        let (signed_in, gone): (BTreeSet<_>, BTreeSet<_>) =
            members.into_iter().partition(|id| state.pilots.get(id).is_some_and(Pilot::is_signed_in));
        for id in signed_in {
            if let Some(pilot) = state.pilots.get_mut(&id) {
                pilot.auth = None;
                change.absorbed.pilots.insert(id);
            }
        }
        self.forget_all(state, gone, change).await
    }

    /// Takes a round's answers in: how the server answers, the roster and its names; then what leaders decided and published.
    pub(crate) async fn take_auth(&self, answers: &Answers) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        state.auth.asking = false;
        let is_of_now =
            state.auth.connection.as_ref().is_some_and(|connection| connection.connected_at == answers.connected_at);
        if !is_of_now {
            return Ok(());
        }
        let now = self.now();
        note_round(&mut state, answers, now);
        state.unsaved.auth = true;
        if let Some((groups, Conditional::New(roster, etag))) = &answers.roster {
            let shift = state.auth.connection.as_ref().map_or(0, |connection| connection.clock_shift_secs);
            let roster = roster.clone().put_back(SignedDuration::from_secs(shift), now);
            let mustered = muster(&mut state, groups, &roster, now);
            state.auth.etags.roster = etag.clone().map(|etag| (groups.clone(), etag));
            if mustered.new > 0 {
                // Decisions about somebody who was not watched were left for later.
                (state.auth.etags.snoozes, state.auth.etags.acknowledgements) = (None, None);
                tracing::info!(pilots = mustered.new, "AllianceAuth names pilots who are new here");
            }
            state.unsaved = mustered.absorbed.joined(std::mem::take(&mut state.unsaved));
            drop(state);
            self.store.put_names(&mustered.names).await?;
            self.store.put_structures(&mustered.structures).await?;
        } else {
            drop(state);
        }
        self.settle_rights().await;
        Ok(())
    }

    /// What follows a round once its facts are judged: decisions, rules, and whom nobody names any more.
    pub(crate) async fn follow_auth(&self, answers: &Answers) -> Result<(), StoreError> {
        self.take_decisions(answers).await?;
        self.take_published(answers).await?;
        let mut state = self.lock().await;
        let now = self.now();
        let missing = long_missing(&state, now);
        if missing.is_empty() {
            return Ok(());
        }
        let mut change = Change::edit();
        let new = Some("not named by AllianceAuth for a day, no longer watched through it".to_owned());
        let subject = format!("{} pilots", missing.len());
        change.activity.push(line(now, BY_ITSELF, ActivityKind::AllianceAuth, subject, None, new));
        self.leave(&mut state, missing, change).await?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// What this desk's user may do: the token's owner's permissions decide while it is connected.
    pub(crate) async fn settle_rights(&self) {
        let rights = rights(&self.lock().await.auth);
        if self.rights() != rights {
            self.set_rights(rights).await;
        }
    }
}

/// What the token allows; without one, everything.
pub(crate) fn rights(auth: &Auth) -> Rights {
    let Some(connection) = &auth.connection else { return Rights::default() };
    let right = |may: bool, what: &str, permission: &str| {
        let sentence = format!(
            "Your account on {} may not {what}: ask an admin there for the permission “captrack_bridge | {permission}”.",
            connection.whoami.server
        );
        if may { Right::Granted } else { Right::Withheld(sentence) }
    };
    Rights {
        administer: right(connection.whoami.may_publish, "change rules", "admin_access"),
        snooze: right(connection.whoami.may_snooze, "snooze or acknowledge", "snooze_access"),
    }
}

/// What stands on this desk when it is connected is shared, as of when it was decided.
fn stand_already(state: &State, by: &str) -> Vec<super::deciding::Decided> {
    let snoozes: Vec<Snooze> = state.snoozes.0.values().cloned().collect();
    let seen: Vec<_> = state.acknowledgements.0.values().cloned().collect();
    let mut decided = state.auth.decided_snoozes(&snoozes, by);
    decided.extend(state.auth.decided_acknowledgements(&seen));
    decided
}

fn note_round(state: &mut State, answers: &Answers, now: Timestamp) {
    let Auth { connection: Some(connection), etags, .. } = &mut state.auth else { return };
    if let Some(whoami) = &answers.whoami {
        connection.whoami = whoami.clone();
        connection.note_clock();
    }
    match &answers.error {
        Some(error) => {
            tracing::info!(%error, "AllianceAuth did not answer everything");
            connection.failed(error, now);
        }
        None if answers.whole => connection.answered(now),
        None => {}
    }
    if answers.roster.is_some() {
        // The hulls were told, whatever came after.
        connection.last_success = Some(now);
    }
    if let Some(Conditional::New(_, etag)) = &answers.snoozes {
        etags.snoozes.clone_from(etag);
    }
    if let Some(Conditional::New(_, etag)) = &answers.acknowledgements {
        etags.acknowledgements.clone_from(etag);
    }
    if let Some(Conditional::New(_, etag)) = &answers.policy {
        etags.policy.clone_from(etag);
    }
}

/// Whether AllianceAuth alone tells of a pilot.
pub(crate) fn is_known_through_auth_alone(pilot: &Pilot) -> bool {
    pilot.auth.is_some() && !pilot.is_signed_in()
}
