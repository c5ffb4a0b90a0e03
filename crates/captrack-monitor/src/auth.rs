//! AllianceAuth beside EVE: the whole alliance by one token. What this desk knows of it, and when it is asked.
//!
//! [`asking`] is one round of questions, [`mustering`] takes a roster in, [`deciding`] keeps leaders' decisions alike on all desks,
//! [`publishing`] does so with the rules, [`connecting`] is how it begins and ends.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::ids::{GroupId, PilotId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ports::{AcknowledgementDecision, AuthAddress, AuthError, SnoozeDecision, Whoami};

pub mod asking;
mod connecting;
pub mod deciding;
#[cfg(test)]
pub mod given;
pub mod mustering;
mod publishing;
pub mod showing;

pub use connecting::refused as auth_refused;
pub(crate) use connecting::{is_known_through_auth_alone, rights};

/// AllianceAuth is asked this often.
pub const RHYTHM: Duration = Duration::from_secs(300);
/// How often AllianceAuth itself reads a character: corptools leaves alone what is younger than two hours.
pub const ITS_RHYTHM: Duration = Duration::from_secs(2 * 3600);
/// The first wait after a failure; the next ones grow.
const FIRST_WAIT: Duration = Duration::from_secs(15);
/// A token that was refused is tried again after this: an account can be switched on again.
const AFTER_REFUSAL: Duration = Duration::from_secs(3600);
/// A clock that is off by less is as good as right, in seconds.
pub const CLOCK_MATTERS: i64 = 60;
/// Where the token is kept among the secrets.
pub const TOKEN: &str = "allianceauth/token";

/// What this desk knows of its AllianceAuth.
#[derive(Debug, Default)]
pub struct Auth {
    /// The one it is connected to.
    pub connection: Option<Connection>,
    /// A round of questions is under way.
    pub asking: bool,
    /// For conditional questions; not kept over a restart.
    pub etags: Etags,
    /// The newest decision about each pilot's snooze.
    pub snoozes: Decisions<SnoozeDecision>,
    /// The newest decision about each main's acknowledgement.
    pub acknowledgements: Decisions<AcknowledgementDecision>,
}

/// The newest decision about each character, and whether the server has yet to be told of it.
pub type Decisions<T> = BTreeMap<PilotId, (T, bool)>;

/// An AllianceAuth that this desk is connected to, and how it answers. Kept, without the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Where.
    pub address: AuthAddress,
    /// Since when.
    pub connected_at: Timestamp,
    /// Whom the token belongs to, as last told.
    pub whoami: Whoami,
    /// When the hulls were last told, also with "unchanged".
    pub last_success: Option<Timestamp>,
    /// When it was last asked.
    pub last_attempt: Option<Timestamp>,
    /// Why the last round failed, as a sentence; none after a success.
    pub last_error: Option<String>,
    /// The error is one that only the user or an admin can mend.
    pub needs_user: bool,
    /// Failures in a row.
    pub failures: u32,
    /// When it is asked next.
    pub due_at: Timestamp,
    /// Not to be asked before this, by its own wish.
    #[serde(default)]
    pub not_before: Option<Timestamp>,
    /// By how much the server's times are put back, because its clock is ahead; in seconds, 0 while it is as good as right.
    #[serde(default)]
    pub clock_shift_secs: i64,
    /// The published policy that is in force here; 0: none was ever seen.
    pub policy_revision: u64,
    /// Rules are published: this desk follows them.
    pub policy_published: bool,
    /// Why the published rules are not in force, as a sentence.
    pub policy_trouble: Option<String>,
}

/// What the server gave for conditional questions.
#[derive(Debug, Default)]
pub struct Etags {
    /// Of the roster, with the groups that were asked for.
    pub roster: Option<(BTreeSet<GroupId>, String)>,
    /// Of the snoozes.
    pub snoozes: Option<String>,
    /// Of the acknowledgements.
    pub acknowledgements: Option<String>,
    /// Of the policy.
    pub policy: Option<String>,
}

impl Connection {
    /// One that was made just now and has told nothing yet.
    pub const fn new(address: AuthAddress, whoami: Whoami, now: Timestamp) -> Self {
        Self {
            address,
            connected_at: now,
            whoami,
            last_success: None,
            last_attempt: None,
            last_error: None,
            needs_user: false,
            failures: 0,
            due_at: now,
            not_before: None,
            clock_shift_secs: 0,
            policy_revision: 0,
            policy_published: false,
            policy_trouble: None,
        }
    }

    /// Notes how far the server's clock is off. The same for as long as it is about the same: two reads must not seem to lie further apart
    /// than they do.
    fn note_clock(&mut self) {
        let ahead = self.whoami.clock_ahead_secs;
        if (ahead - self.clock_shift_secs).abs() > CLOCK_MATTERS {
            self.clock_shift_secs = if ahead.abs() > CLOCK_MATTERS { ahead } else { 0 };
        }
    }

    fn answered(&mut self, now: Timestamp) {
        self.last_attempt = Some(now);
        self.last_success = Some(now);
        self.last_error = None;
        self.needs_user = false;
        self.failures = 0;
        self.not_before = None;
        self.due_at = now + RHYTHM;
    }

    fn failed(&mut self, error: &AuthError, now: Timestamp) {
        self.last_attempt = Some(now);
        self.last_error = Some(error.to_string());
        self.failures = self.failures.saturating_add(1);
        self.needs_user = !matches!(error, AuthError::Later { .. });
        let wish = if let AuthError::Later { after, .. } = error { *after } else { None };
        self.not_before = wish.map(|wish| now + wish);
        let wait = match error {
            AuthError::Token { .. } => AFTER_REFUSAL,
            AuthError::Permission { .. } | AuthError::Setup { .. } => RHYTHM,
            AuthError::Later { after, .. } => {
                let grown = FIRST_WAIT.saturating_mul(1 << self.failures.saturating_sub(1).min(10)).min(RHYTHM);
                grown.max(after.unwrap_or_default())
            }
        };
        self.due_at = now + wait;
    }
}

impl Auth {
    /// Whether a round of questions is due.
    pub fn is_due(&self, now: Timestamp) -> bool {
        !self.asking && self.next_due().is_some_and(|due| due <= now)
    }

    /// When a round of questions is due: at its time, or at once when a decision waits to be sent.
    pub fn next_due(&self) -> Option<Timestamp> {
        let connection = self.connection.as_ref().filter(|_| !self.asking)?;
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

#[cfg(test)]
mod tests;
