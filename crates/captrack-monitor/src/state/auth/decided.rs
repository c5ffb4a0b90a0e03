//! Decisions about snoozes and acknowledgements, as they are shared by all that are connected to one AllianceAuth.

use std::hash::{Hash, Hasher};

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_ports::{AcknowledgementDecision, SharedAcknowledgement, SharedSnooze, SnoozeDecision};
use jiff::Timestamp;
use rustc_hash::FxHasher;

use super::Auth;
use crate::state::State;

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
        self.connection.as_ref()?;
        Some(Decided::Snooze(SnoozeDecision { pilot, snooze, decided_at, by: by.to_owned() }, true))
    }

    /// This desk's user acknowledged mains.
    pub fn decided_acknowledgements(&self, seen: &[Acknowledgement]) -> Vec<Decided> {
        if self.connection.is_none() {
            return Vec::new();
        }
        let decide = |seen: &Acknowledgement| {
            let shared = SharedAcknowledgement { hulls: seen.hulls.clone(), why: seen.why.clone() };
            let (main, decided_at, by) = (seen.main, seen.at, seen.by.clone());
            Decided::Acknowledgement(AcknowledgementDecision { main, acknowledged: Some(shared), decided_at, by }, true)
        };
        seen.iter().map(decide).collect()
    }

    /// This desk's user took acknowledgements back.
    pub fn decided_unacknowledge(&self, mains: &[PilotId], now: Timestamp, by: &str) -> Vec<Decided> {
        if self.connection.is_none() {
            return Vec::new();
        }
        let decide = |main: &PilotId| {
            let decision =
                AcknowledgementDecision { main: *main, acknowledged: None, decided_at: now, by: by.to_owned() };
            Decided::Acknowledgement(decision, true)
        };
        mains.iter().map(decide).collect()
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

/// A number made of who is watched under which main: while it is the same, no decision that was left for later has come due.
pub fn watched(state: &State) -> u64 {
    let mut hasher = FxHasher::default();
    for pilot in state.pilots.values() {
        (pilot.id, pilot.main_id()).hash(&mut hasher);
    }
    hasher.finish()
}
