//! Decisions about snoozes and acknowledgements, as they are shared by all that are connected to one AllianceAuth.

use std::hash::{Hash, Hasher};

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_ports::{AcknowledgementDecision, SharedAcknowledgement, SharedSnooze, SnoozeDecision};
use jiff::Timestamp;
use rustc_hash::FxHasher;

use super::{Auth, Connection};
use crate::state::State;

/// Who ended what ended by itself; the server names the token's owner.
const BY_ITSELF: &str = "CapTrack";

/// A decision to be kept as the newest about its character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// About a snooze; true: the server has yet to be told.
    Snooze(SnoozeDecision, bool),
    /// About an acknowledgement.
    Acknowledgement(AcknowledgementDecision, bool),
}

impl Auth {
    /// This desk's user snoozed pilots; nothing where no AllianceAuth shares it.
    pub fn decided_snoozes(&self, snoozes: &[Snooze], by: &str) -> Vec<Decided> {
        let decide = |snooze: &Snooze| {
            let shared = SharedSnooze { since: snooze.since, until: snooze.until, why: snooze.why.clone() };
            self.snooze_decision(snooze.pilot, Some(shared), snooze.since, by)
        };
        snoozes.iter().filter_map(decide).collect()
    }

    /// This desk's user cleared snoozes.
    pub fn decided_clear(&self, pilots: &[PilotId], now: Timestamp, by: &str) -> Vec<Decided> {
        pilots.iter().filter_map(|pilot| self.snooze_decision(*pilot, None, now, by)).collect()
    }

    /// This desk's user put snoozes back as they were, or cleared them: decided now, whenever they began.
    pub fn decided_exactly(&self, put: &[(PilotId, Option<Snooze>)], now: Timestamp, by: &str) -> Vec<Decided> {
        let decide = |(pilot, snooze): &(PilotId, Option<Snooze>)| {
            let shared = snooze.as_ref().map(|snooze| SharedSnooze {
                since: snooze.since,
                until: snooze.until,
                why: snooze.why.clone(),
            });
            self.snooze_decision(*pilot, shared, now, by)
        };
        put.iter().filter_map(decide).collect()
    }

    fn snooze_decision(
        &self,
        pilot: PilotId,
        snooze: Option<SharedSnooze>,
        decided_at: Timestamp,
        by: &str,
    ) -> Option<Decided> {
        let local = kept_here(self.connection.as_ref()?);
        let is_shared = local.is_none();
        let decision = SnoozeDecision { pilot, snooze, decided_at, by: by.to_owned(), local };
        Some(Decided::Snooze(decision, is_shared))
    }

    /// This desk's user acknowledged mains.
    pub fn decided_acknowledgements(&self, seen: &[Acknowledgement]) -> Vec<Decided> {
        let Some(local) = self.connection.as_ref().map(kept_here) else { return Vec::new() };
        let decide = |seen: &Acknowledgement| {
            let shared = SharedAcknowledgement { hulls: seen.hulls.clone(), why: seen.why.clone() };
            let (main, decided_at, by, local) = (seen.main, seen.at, seen.by.clone(), local.clone());
            let acknowledged = Some(shared);
            let is_shared = local.is_none();
            Decided::Acknowledgement(AcknowledgementDecision { main, acknowledged, decided_at, by, local }, is_shared)
        };
        seen.iter().map(decide).collect()
    }

    /// This desk's user took acknowledgements back.
    pub fn decided_unacknowledge(&self, mains: &[PilotId], now: Timestamp, by: &str) -> Vec<Decided> {
        let Some(local) = self.connection.as_ref().map(kept_here) else { return Vec::new() };
        let decide = |main: &PilotId| {
            let (by, local) = (by.to_owned(), local.clone());
            let is_shared = local.is_none();
            let decision = AcknowledgementDecision { main: *main, acknowledged: None, decided_at: now, by, local };
            Decided::Acknowledgement(decision, is_shared)
        };
        mains.iter().map(decide).collect()
    }

    /// Acknowledgements of these mains have ended by themselves: the server is told, or it would tell desks that connect later of them.
    /// Nothing of one that it does not have.
    pub fn decided_ends(&self, mains: &[PilotId], now: Timestamp) -> Vec<Decided> {
        let is_shared = |main: &&PilotId| {
            let known = self.acknowledgements.get(main).map(|(decision, _)| decision);
            known.is_some_and(|known| known.acknowledged.is_some() && known.local.is_none() && known.decided_at < now)
        };
        let may_tell = self.connection.as_ref().is_some_and(|connection| connection.whoami.may_snooze);
        let ended: Vec<PilotId> = mains.iter().filter(|_| may_tell).filter(is_shared).copied().collect();
        self.decided_unacknowledge(&ended, now, BY_ITSELF)
    }

    /// Whether a snooze counts on this computer alone, though others are shared.
    pub fn is_local_snooze(&self, pilot: PilotId) -> bool {
        self.snoozes.get(&pilot).is_some_and(|(decision, _)| decision.snooze.is_some() && decision.local.is_some())
    }

    /// The same of an acknowledgement.
    pub fn is_local_acknowledgement(&self, main: PilotId) -> bool {
        let known = self.acknowledgements.get(&main).map(|(decision, _)| decision);
        known.is_some_and(|decision| decision.acknowledged.is_some() && decision.local.is_some())
    }

    /// Keeps what the store has kept.
    pub fn keep(&mut self, decided: &[Decided]) {
        for one in decided {
            match one {
                Decided::Snooze(decision, unsent) => {
                    self.snoozes.insert(decision.pilot, (decision.clone(), *unsent));
                }
                Decided::Acknowledgement(decision, unsent) => {
                    self.acknowledgements.insert(decision.main, (decision.clone(), *unsent));
                }
            }
        }
    }
}

/// Why decisions that are made here count on this computer alone, if they do.
fn kept_here(connection: &Connection) -> Option<String> {
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
