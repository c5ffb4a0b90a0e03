//! AllianceAuth beside EVE: the whole alliance by one token. What this desk knows of it, and when it is asked.
//!
//! `poll/auth_round.rs` is one round of questions, `edit/auth_answers.rs` takes its answers in: `poll/membership.rs` who is named under which
//! main, `poll/rosters.rs` the hulls, `edit/auth_decisions.rs` leaders' decisions, which are alike on all desks, `edit/policy_publication.rs` the
//! rules. `edit/auth_connection.rs` is how it begins and ends.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::pilot::Pilot;
use captrack_ports::{Decision, SharedAcknowledgement, SharedSnooze};
use jiff::Timestamp;

mod connection;
pub mod coverage;
pub mod decisions;
pub mod missing_hulls;
pub mod reads;
pub mod requested_reads;
pub mod roster_drop;
mod round;

use crate::state::copy_on_write::CopyOnWrite;
pub use connection::{AuthConnection, CLOCK_MATTERS, RHYTHM, shifts_alike};
use coverage::ReportedCoverage;
use missing_hulls::MissingHulls;
use reads::SeenReads;
use requested_reads::RequestedReads;
pub use round::{AuthRounds, RoundGuard};

/// Where the token is kept among the secrets.
pub const TOKEN: &str = "allianceauth/token";

/// What this desk knows of its AllianceAuth.
#[derive(Debug, Clone, Default)]
pub struct AuthState {
    /// The one it is connected to.
    pub connection: Option<AuthConnection>,
    /// The round of questions that is under way, if one is.
    pub rounds: AuthRounds,
    /// For conditional questions; not kept over a restart.
    pub etags: Etags,
    /// How often it reads each pilot.
    pub reads: CopyOnWrite<SeenReads>,
    /// What it lacks of its characters, as it told last; not kept over a restart.
    pub coverage: CopyOnWrite<Option<ReportedCoverage>>,
    /// Ships that its newest lists lack; not kept over a restart.
    pub unlisted: CopyOnWrite<MissingHulls>,
    /// Whom it was asked to have read, and when.
    pub asked: CopyOnWrite<RequestedReads>,
    /// The newest decision about each pilot's snooze.
    pub snoozes: CopyOnWrite<NewestDecisions<SharedSnooze>>,
    /// The newest decision about each main's acknowledgement.
    pub acknowledgements: CopyOnWrite<NewestDecisions<SharedAcknowledgement>>,
}

/// The newest decision about each character, and whether the server has yet to be told of it.
pub type NewestDecisions<T> = BTreeMap<PilotId, (Decision<T>, bool)>;

/// What the server gave for conditional questions. Each is kept once what came with it has taken effect.
#[derive(Debug, Clone, Default)]
pub struct Etags {
    /// Of the roster, with the groups that were asked for.
    pub roster: Option<(BTreeSet<GroupId>, RosterVersion)>,
    /// Of the snoozes, with those who were watched then, see [`decisions::watched`].
    pub snoozes: Option<(u64, KnownVersion)>,
    /// The same of the acknowledgements.
    pub acknowledgements: Option<(u64, KnownVersion)>,
    /// Of the policy.
    pub policy: Option<KnownVersion>,
}

/// What an answer is known again by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownVersion {
    /// Sent along with the next question.
    pub etag: Option<String>,
    /// Told before the question was asked: while it is the same, nothing needs to be asked.
    pub revision: Option<String>,
}

/// The same of a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterVersion {
    /// Of a server that tells everything each time.
    pub etag: Option<String>,
    /// Of one that tells changes.
    pub cursor: Option<String>,
    /// As in [`KnownVersion`].
    pub revision: Option<String>,
}

/// Whether something is as it was by the server's own word, so that nobody needs to ask for it.
pub(crate) fn is_the_same(kept: Option<&String>, told: Option<&String>) -> bool {
    kept.is_some() && kept == told
}

impl AuthState {
    /// Whether a round of questions is due.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_due().is_some_and(|due| due <= now)
    }

    /// When a round of questions is due: at its time, or at once when a decision waits to be sent.
    pub fn next_due(&self) -> Option<Timestamp> {
        let connection = self.connection.as_ref().filter(|_| !self.rounds.is_under_way())?;
        let may_send = connection.failures == 0 && connection.whoami.may_snooze && self.has_unsent();
        let last = connection.last_attempt.unwrap_or(connection.connected_at);
        Some(if may_send { connection.due_at.min(last) } else { connection.due_at })
    }

    fn has_unsent(&self) -> bool {
        self.unsent() > 0
    }

    /// How many decisions the server has yet to be told.
    pub fn unsent(&self) -> usize {
        let snoozes = self.snoozes.values().filter(|(_, unsent)| *unsent).count();
        snoozes + self.acknowledgements.values().filter(|(_, unsent)| *unsent).count()
    }

    /// Asks again as soon as the server allows it: the user wants to know.
    pub fn hurry(&mut self, now: Timestamp) {
        if let Some(connection) = &mut self.connection {
            let soonest = connection.not_before.map_or(now, |wish| wish.max(now));
            connection.due_at = connection.due_at.min(soonest);
        }
    }
}

/// Whether AllianceAuth alone tells of a pilot.
pub(crate) fn is_known_through_auth_alone(pilot: &Pilot) -> bool {
    pilot.auth.is_some() && !pilot.is_signed_in()
}

#[cfg(test)]
mod tests;
