//! Decisions about snoozes and acknowledgements: one thing with two instances, shared by all that are connected to one AllianceAuth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::hash::{Hash, Hasher};

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::snooze::Snooze;
use captrack_ports::{
    AcknowledgementDecision, Decision, Shareable, SharedAcknowledgement, SharedSnooze, SnoozeDecision,
};
use jiff::Timestamp;
use rustc_hash::FxHasher;

use super::{AuthConnection, AuthState, NewestDecisions};
use crate::state::State;
use crate::state::edits::StateEdits;

/// Who ended what ended by itself; the server names the token's owner.
const BY_ITSELF: &str = "CapTrack";

/// What people decide about a character, on this computer and, where it is connected to an AllianceAuth, on all alike.
pub trait Decidable: Clone + PartialEq {
    /// As it is shared.
    type Shared: Shareable + Clone + PartialEq + Debug;

    /// As it is shared.
    fn share(&self) -> Self::Shared;
    /// When it was decided.
    fn decided_at(&self) -> Timestamp;
    /// What a decision puts in force; none: it ends what there is.
    fn of(decision: Decision<Self::Shared>) -> Option<Self>;
    /// Whether its time has not come yet.
    fn holds(&self, now: Timestamp) -> bool;
    /// All that are in force.
    fn in_force(state: &State) -> &BTreeMap<PilotId, Self>;
    /// About whom one matters on this computer.
    fn subjects(state: &State) -> BTreeSet<PilotId>;
    /// Their place among edits.
    fn among(edits: &mut StateEdits) -> &mut BTreeMap<PilotId, Option<Self>>;
    /// The newest decisions.
    fn known(auth: &AuthState) -> &NewestDecisions<Self::Shared>;
    /// A decision to be kept; true: the server has yet to be told.
    fn to_keep(decision: Decision<Self::Shared>, unsent: bool) -> NewestDecision;
}

impl Decidable for Snooze {
    type Shared = SharedSnooze;

    fn share(&self) -> SharedSnooze {
        SharedSnooze { since: self.since, until: self.until, why: self.why.clone() }
    }

    fn decided_at(&self) -> Timestamp {
        self.since
    }

    fn of(decision: SnoozeDecision) -> Option<Self> {
        let SnoozeDecision { subject, made, by, .. } = decision;
        made.map(|SharedSnooze { since, until, why }| Self { pilot: subject, since, until, by, why })
    }

    fn holds(&self, now: Timestamp) -> bool {
        Self::holds(self, now)
    }

    fn in_force(state: &State) -> &BTreeMap<PilotId, Self> {
        &state.snoozes.0
    }

    fn subjects(state: &State) -> BTreeSet<PilotId> {
        state.pilots.keys().copied().collect()
    }

    fn among(edits: &mut StateEdits) -> &mut BTreeMap<PilotId, Option<Self>> {
        &mut edits.snoozes
    }

    fn known(auth: &AuthState) -> &NewestDecisions<SharedSnooze> {
        &auth.snoozes
    }

    fn to_keep(decision: SnoozeDecision, unsent: bool) -> NewestDecision {
        NewestDecision::Snooze(decision, unsent)
    }
}

impl Decidable for Acknowledgement {
    type Shared = SharedAcknowledgement;

    fn share(&self) -> SharedAcknowledgement {
        SharedAcknowledgement { hulls: self.hulls.clone(), why: self.why.clone() }
    }

    fn decided_at(&self) -> Timestamp {
        self.at
    }

    fn of(decision: AcknowledgementDecision) -> Option<Self> {
        let AcknowledgementDecision { subject, made, decided_at, by, .. } = decision;
        made.map(|SharedAcknowledgement { hulls, why }| Self { main: subject, at: decided_at, by, why, hulls })
    }

    fn holds(&self, _now: Timestamp) -> bool {
        true
    }

    fn in_force(state: &State) -> &BTreeMap<PilotId, Self> {
        &state.acknowledgements.0
    }

    fn subjects(state: &State) -> BTreeSet<PilotId> {
        state.pilots.values().map(Pilot::main_id).collect()
    }

    fn among(edits: &mut StateEdits) -> &mut BTreeMap<PilotId, Option<Self>> {
        &mut edits.acknowledgements
    }

    fn known(auth: &AuthState) -> &NewestDecisions<SharedAcknowledgement> {
        &auth.acknowledgements
    }

    fn to_keep(decision: AcknowledgementDecision, unsent: bool) -> NewestDecision {
        NewestDecision::Acknowledgement(decision, unsent)
    }
}

/// A decision to be kept as the newest about its character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewestDecision {
    /// About a snooze; true: the server has yet to be told.
    Snooze(SnoozeDecision, bool),
    /// About an acknowledgement.
    Acknowledgement(AcknowledgementDecision, bool),
}

impl AuthState {
    /// This computer's user decided; nothing where no AllianceAuth shares it.
    pub fn decide<'a, K: Decidable + 'a>(
        &self,
        wanted: impl IntoIterator<Item = (PilotId, Option<&'a K>)>,
        decided_at: Timestamp,
        by: &str,
    ) -> Vec<NewestDecision> {
        let Some(local) = self.connection.as_ref().map(kept_here) else { return Vec::new() };
        let decide = |(subject, made): (PilotId, Option<&K>)| {
            let (made, by, local) = (made.map(K::share), by.to_owned(), local.clone());
            let is_shared = local.is_none();
            K::to_keep(Decision { subject, made, decided_at, by, local }, is_shared)
        };
        wanted.into_iter().map(decide).collect()
    }

    /// What is in force on this computer when it is connected, as of when it was decided.
    pub fn decided_before<K: Decidable>(&self, state: &State, by: &str) -> Vec<NewestDecision> {
        let in_force = K::in_force(state).iter();
        in_force.flat_map(|(subject, made)| self.decide([(*subject, Some(made))], made.decided_at(), by)).collect()
    }

    /// Acknowledgements of these mains have ended by themselves: the server is told, or it would tell desks that connect later of them.
    /// Nothing of one that it does not have.
    pub fn decided_ends(&self, mains: &[PilotId], now: Timestamp) -> Vec<NewestDecision> {
        let is_shared = |main: &&PilotId| {
            let known = self.acknowledgements.get(main).map(|(decision, _)| decision);
            known.is_some_and(|known| known.made.is_some() && known.local.is_none() && known.decided_at < now)
        };
        let may_tell = self.connection.as_ref().is_some_and(|connection| connection.whoami.may_snooze);
        let ended = mains.iter().filter(|_| may_tell).filter(is_shared);
        self.decide::<Acknowledgement>(ended.map(|main| (*main, None)), now, BY_ITSELF)
    }

    /// Whether what is decided about a character counts on this computer alone, though others are shared.
    pub fn is_local<K: Decidable>(&self, subject: PilotId) -> bool {
        let known = K::known(self).get(&subject).map(|(decision, _)| decision);
        known.is_some_and(|decision| decision.made.is_some() && decision.local.is_some())
    }

    /// Keeps what the store has kept.
    pub fn keep(&mut self, decided: &[NewestDecision]) {
        for one in decided {
            match one {
                NewestDecision::Snooze(decision, unsent) => {
                    self.snoozes.insert(decision.subject, (decision.clone(), *unsent));
                }
                NewestDecision::Acknowledgement(decision, unsent) => {
                    self.acknowledgements.insert(decision.subject, (decision.clone(), *unsent));
                }
            }
        }
    }
}

/// Why decisions that are made here count on this computer alone, if they do.
fn kept_here(connection: &AuthConnection) -> Option<String> {
    let sentence = || {
        format!(
            "Your account on {} may not share it: ask an admin there for the permission “snooze_access” of CapTrack Bridge.",
            connection.whoami.server
        )
    };
    (!connection.whoami.may_snooze).then(sentence)
}

/// A number made of who is watched under which main: while it is the same, no decision that was left for later has come due.
pub fn watched(state: &State) -> u64 {
    let mut hasher = FxHasher::default();
    for pilot in state.pilots.values() {
        (pilot.id, pilot.main_id()).hash(&mut hasher);
    }
    hasher.finish()
}
