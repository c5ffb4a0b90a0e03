//! The AllianceAuth that a desk is connected to, and when it is asked next.

use std::hash::{Hash, Hasher};
use std::time::Duration;

use captrack_contract::AuthErrorCode;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::text::{Text, kept_or_none};
use captrack_ports::{AuthAddress, AuthError, Whoami};
use jiff::Timestamp;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::coverage::BestCoverage;

/// AllianceAuth is asked this often where it tells everything each time.
pub const RHYTHM: Duration = Duration::from_secs(300);
/// And this often where it says whether anything has changed, a tenth more or less: not all desks ask in the same second.
const FAST_RHYTHM: Duration = Duration::from_secs(60);
/// In milliseconds.
const SPREAD: u64 = 6000;
/// The first wait after a failure; the next ones grow.
const FIRST_WAIT: Duration = Duration::from_secs(15);
/// A clock that is off by less is as good as right, in seconds.
pub const CLOCK_MATTERS: i64 = 60;
/// No server's clock is believed to be off by more than two days, in seconds.
pub const FARTHEST_OFF: i64 = 2 * 86_400;
/// Between two rosters that lie further apart AllianceAuth was not heard: of such a pause no more counts as answered, in seconds.
const LONGEST_PAUSE: u64 = 30 * 60;

/// An AllianceAuth that this desk is connected to, and how it answers. Kept, without the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthConnection {
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
    /// Why the last round failed; none after a success.
    #[serde(default, deserialize_with = "kept_or_none")]
    pub last_error: Option<Text>,
    /// The same for programs; none also of a failure that an earlier version wrote down.
    #[serde(default)]
    pub last_error_code: Option<AuthErrorCode>,
    /// The error is one that only the user or an admin can mend.
    #[serde(default)]
    pub needs_user: bool,
    /// Failures in a row.
    #[serde(default)]
    pub failures: u32,
    /// That it refuses the token, while it does; it is tried again at its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedAccess>,
    /// When it is asked next.
    pub due_at: Timestamp,
    /// Not to be asked before this, by its own wish.
    #[serde(default)]
    pub not_before: Option<Timestamp>,
    /// For how long it has answered since it was connected, in seconds: pauses in which nobody asked, or in vain, are left out.
    #[serde(default)]
    pub answered_secs: u64,
    /// Rows of its newest answers that made no sense.
    #[serde(default)]
    pub odd_rows: InvalidRowCounts,
    /// How many characters it could read lately.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_coverage: Option<BestCoverage>,
    /// By how much the server's times are put back, because its clock is ahead; in seconds, 0 while it is as good as right.
    #[serde(default)]
    pub clock_shift_secs: i64,
    /// The published policy that is in force here; 0: none was ever seen.
    pub policy_revision: u64,
    /// Rules are published: this desk follows them.
    pub policy_published: bool,
    /// Why published rules are not in force, as a sentence.
    pub policy_trouble: Option<Text>,
}

/// How many rows of an answer made no sense and were left out, in whole or in part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvalidRowCounts {
    /// Of hulls and pilots.
    pub roster: usize,
    /// Of snoozes.
    pub snoozes: usize,
    /// Of acknowledgements.
    pub acknowledgements: usize,
}

impl InvalidRowCounts {
    /// All of them.
    pub const fn total(self) -> usize {
        self.roster + self.snoozes + self.acknowledgements
    }
}

const fn code(error: &AuthError) -> AuthErrorCode {
    match error {
        AuthError::Token { .. } => AuthErrorCode::TokenRefused,
        AuthError::Permission { .. } => AuthErrorCode::PermissionMissing,
        AuthError::Setup { .. } => AuthErrorCode::Mismatch,
        AuthError::Request { .. } => AuthErrorCode::RequestRefused,
        AuthError::Silent { .. } => AuthErrorCode::NoAnswer,
        AuthError::Later { .. } => AuthErrorCode::Unavailable,
    }
}

impl AuthConnection {
    /// One that was made just now and has told nothing yet.
    pub fn new(address: AuthAddress, whoami: Whoami, now: Timestamp) -> Self {
        Self {
            address,
            connected_at: now,
            whoami,
            last_success: None,
            last_attempt: None,
            last_error: None,
            last_error_code: None,
            needs_user: false,
            failures: 0,
            refused: None,
            due_at: now,
            not_before: None,
            answered_secs: 0,
            odd_rows: InvalidRowCounts::default(),
            best_coverage: None,
            clock_shift_secs: 0,
            policy_revision: 0,
            policy_published: false,
            policy_trouble: None,
        }
    }

    /// The same with a new token.
    pub fn with_a_new_token(&self, whoami: Whoami, now: Timestamp) -> Self {
        Self {
            last_success: self.last_success,
            answered_secs: self.answered_secs,
            clock_shift_secs: self.clock_shift_secs,
            best_coverage: self.best_coverage,
            policy_revision: self.policy_revision,
            policy_published: self.policy_published,
            ..Self::new(self.address.clone(), whoami, now)
        }
    }

    /// Notes how far the server's clock is off. The same for as long as it is about the same: two reads must not seem to lie further apart
    /// than they do.
    pub fn note_clock(&mut self) {
        let ahead = believable(self.whoami.clock_ahead_secs);
        if !shifts_alike(ahead, self.clock_shift_secs) {
            self.clock_shift_secs = if ahead.abs() > CLOCK_MATTERS { ahead } else { 0 };
        }
    }

    /// Everything was answered.
    pub fn answered(&mut self, now: Timestamp) {
        self.last_attempt = Some(now);
        self.last_error = None;
        self.last_error_code = None;
        self.needs_user = false;
        self.failures = 0;
        self.refused = None;
        self.not_before = None;
        self.due_at = after(now, self.rhythm(now));
    }

    /// How long after this round the next one begins. A row that made no sense has everything told each time.
    fn rhythm(&self, now: Timestamp) -> Duration {
        if self.whoami.revisions.is_none() || self.odd_rows.roster > 0 {
            return RHYTHM;
        }
        let mut hasher = FxHasher::default();
        (self.connected_at, &self.whoami.token_name, now).hash(&mut hasher);
        let spread = Duration::from_millis(hasher.finish() % (2 * SPREAD + 1));
        FAST_RHYTHM.saturating_sub(Duration::from_millis(SPREAD)).saturating_add(spread)
    }

    /// The hulls were told, whatever else came of the round.
    pub fn note_hulls_read(&mut self, now: Timestamp) {
        if let Some(last) = self.last_success {
            let pause = u64::try_from(now.duration_since(last).as_secs()).unwrap_or_default();
            self.answered_secs = self.answered_secs.saturating_add(pause.min(LONGEST_PAUSE));
        }
        self.last_success = Some(now);
    }

    pub fn failed(&mut self, error: &AuthError, now: Timestamp) {
        self.last_attempt = Some(now);
        self.last_error = Some(error.text().clone());
        self.last_error_code = Some(code(error));
        self.failures = self.failures.saturating_add(1);
        self.needs_user =
            matches!(error, AuthError::Permission { .. } | AuthError::Request { .. } | AuthError::Setup { .. });
        let wish = if let AuthError::Later { after, .. } = error { *after } else { None };
        self.not_before = wish.map(|wish| after(now, wish));
        self.due_at = match error {
            AuthError::Token { why } => self.refuse(why, now),
            AuthError::Permission { .. } | AuthError::Request { .. } | AuthError::Setup { .. } => after(now, RHYTHM),
            AuthError::Silent { .. } | AuthError::Later { .. } => {
                let grown = FIRST_WAIT.saturating_mul(1 << self.failures.saturating_sub(1).min(10)).min(RHYTHM);
                after(now, grown.max(wish.unwrap_or_default()))
            }
        };
    }

    /// The token was refused; gives when it is tried again. A try that somebody wished for before its time counts for nothing.
    fn refuse(&mut self, why: &Text, now: Timestamp) -> Timestamp {
        let refused = match self.refused.take() {
            None => RefusedAccess::new(now, why.clone()),
            Some(mut refused) if refused.may_be_tried(now) => {
                refused.again(now, why.clone());
                refused
            }
            Some(refused) => RefusedAccess { why: why.clone(), ..refused },
        };
        self.refused.insert(refused).next_try
    }

    /// Whether it told no hulls when it was last asked, but that this account may not read them, or that something is not set up.
    pub fn is_refused_for_user(&self) -> bool {
        self.needs_user && self.last_error.is_some() && self.last_success < self.last_attempt
    }

    /// Whether only the user or an admin can mend what is wrong. A refused token is one of them once it has been refused for long enough.
    pub fn waits_for_user(&self, now: Timestamp) -> bool {
        self.refused.as_ref().map_or(self.needs_user, |refused| refused.is_certain(now))
    }
}

/// As far off as a server's clock is believed to be.
fn believable(ahead_secs: i64) -> i64 {
    ahead_secs.clamp(-FARTHEST_OFF, FARTHEST_OFF)
}

/// Whether clocks that are ahead by so much are about the same, in seconds.
pub fn shifts_alike(one: i64, other: i64) -> bool {
    (believable(one) - believable(other)).abs() <= CLOCK_MATTERS
}

/// So much later, if there is such a time.
fn after(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(now)
}
