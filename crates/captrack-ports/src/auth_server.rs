//! AllianceAuth: the whole alliance by one token, through the bridge that runs beside it.

mod address;
mod coverage;
mod decisions;
mod whoami;

use std::collections::BTreeSet;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::roster::Roster;
use captrack_domain::text::Text;
use serde_json::Value;
use url::Url;

use crate::secrets::Secret;

pub use address::{AuthAddress, NotAnAuthAddress};
pub use coverage::{AuthCoverage, CoverageGap, CoveredCorporation, CoveredPilot};
pub use decisions::{
    AcknowledgementDecision, Decision, DecisionList, ShareOutcome, Shareable, SharedAcknowledgement, SharedSnooze,
    SnoozeDecision,
};
pub use whoami::{FastLane, LaneStep, ReadPeriod, ReadPeriods, Revisions, Whoami};

/// Which AllianceAuth, and the token for it.
#[derive(Debug, Clone)]
pub struct AuthAccess {
    /// The server that the token is for.
    pub address: AuthAddress,
    /// Sent as `Authorization: Bearer`.
    pub token: Secret,
}

/// An answer that may be unchanged since the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionalAnswer<T> {
    /// Different, with the ETag for the next question.
    New(T, Option<String>),
    /// As it was.
    Unchanged,
}

/// What became of asking for pilots to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefreshAnswer {
    /// Who is read, and in about how many seconds that is done.
    pub queued: Vec<(PilotId, u64)>,
    /// Who is not, and why.
    pub refused: Vec<(PilotId, Text)>,
}

/// The policy that an admin has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPolicy {
    /// Grows with every publication; 0: none was ever published.
    pub revision: u64,
    /// As it was published, perhaps only some of the settings; none: none, or taken back.
    pub policy: Option<Value>,
    /// Who published it.
    pub by: Option<String>,
}

/// What became of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishOutcome {
    /// It is in force.
    Done(PublishedPolicy),
    /// Somebody else published meanwhile: that one is in force.
    Overtaken(PublishedPolicy),
}

/// A sign-in in the browser that was begun: the page to open, and what proves that the answer is ours. Prints no secret.
#[derive(Debug, Clone)]
pub struct AuthAttempt {
    /// The server to sign in at.
    pub address: AuthAddress,
    /// The page to open; nothing in it is secret.
    pub page: Url,
    /// What the link that comes back must carry.
    pub state: String,
    /// Handed in with the code.
    pub verifier: Secret,
}

/// Why AllianceAuth could not be read. None of these ever means that a ship has left.
///
/// Only the bridge's own, unmistakable word makes a `Token` or a `Permission`: what anything else says in its place is `Later`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum AuthError {
    /// The token is wrong, revoked or expired, or its owner may not use it any more.
    Token {
        /// For the user.
        why: Text,
    },
    /// The account lacks a permission.
    Permission {
        /// For the user.
        why: Text,
    },
    /// The two do not fit: the question is one that the bridge does not take, or its answer one that CapTrack does not.
    Setup {
        /// For the user.
        why: Text,
    },
    /// The server does not take this request: it is too large, or something in it is wrong.
    Request {
        /// For the user.
        why: Text,
    },
    /// Nobody answered: nothing else is worth asking now.
    Silent {
        /// For the user.
        why: Text,
    },
    /// Try again later; not before `after`, when the server said so.
    Later {
        /// For the user.
        why: Text,
        /// The server's wish (`Retry-After`); none: the caller's own schedule.
        after: Option<Duration>,
    },
}

impl AuthError {
    /// For the user: what happened, and what to do.
    pub const fn text(&self) -> &Text {
        match self {
            Self::Token { why }
            | Self::Permission { why }
            | Self::Setup { why }
            | Self::Request { why }
            | Self::Silent { why }
            | Self::Later { why, .. } => why,
        }
    }
}

/// AllianceAuth through its bridge (contract: `bridge/docs/api.md`). Every answer is complete or an error; nothing is remembered between two.
#[async_trait]
pub trait AuthServer: Send + Sync {
    /// Begins a sign-in in the browser; `computer` is what the token will be called.
    fn begin(&self, address: &AuthAddress, computer: &str) -> Result<AuthAttempt, AuthError>;
    /// Turns the code that came back into a token. A code works once.
    async fn finish(&self, attempt: &AuthAttempt, code: &Secret) -> Result<Secret, AuthError>;
    /// Whom the token belongs to; with the revision of a roster of these groups, none: of those that the server thinks of.
    async fn whoami(&self, access: &AuthAccess, groups: &BTreeSet<GroupId>) -> Result<Whoami, AuthError>;
    /// Every ship of these groups that the account may see, with its pilots; unchanged where the ETag still fits.
    async fn roster(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<Roster>, AuthError>;
    /// What has changed of it since a cursor, or everything, with the cursor for the next question. Only for a server that tells revisions.
    async fn roster_changes(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        cursor: Option<&str>,
    ) -> Result<(Roster, Option<String>), AuthError>;
    /// What leaders decided about snoozes, cleared ones too.
    async fn snoozes(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<SnoozeDecision>>, AuthError>;
    /// What leaders decided about acknowledgements, those that were taken back too.
    async fn acknowledgements(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<AcknowledgementDecision>>, AuthError>;
    /// Sends decisions, each pilot once; one outcome each, in the same order. Sending again changes nothing.
    async fn send_snoozes(
        &self,
        access: &AuthAccess,
        decisions: &[SnoozeDecision],
    ) -> Result<Vec<ShareOutcome<SnoozeDecision>>, AuthError>;
    /// Sends decisions, each main once; one outcome each, in the same order. Sending again changes nothing.
    async fn send_acknowledgements(
        &self,
        access: &AuthAccess,
        decisions: &[AcknowledgementDecision],
    ) -> Result<Vec<ShareOutcome<AcknowledgementDecision>>, AuthError>;
    /// What is missing of every character that the server knows; unchanged where the ETag still fits.
    async fn coverage(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<AuthCoverage>, AuthError>;
    /// Asks for pilots to be read now, each once; the answers come with the rosters that follow.
    async fn refresh(&self, access: &AuthAccess, pilots: &[PilotId]) -> Result<RefreshAnswer, AuthError>;
    /// The policy in force for everyone; unchanged where the ETag still fits.
    async fn policy(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<PublishedPolicy>, AuthError>;
    /// Publishes a policy, or takes it back, if nobody else did since `base_revision`.
    async fn publish(
        &self,
        access: &AuthAccess,
        policy: Option<&Value>,
        base_revision: u64,
    ) -> Result<PublishOutcome, AuthError>;
    /// Makes the token useless: this desk needs it no more. Fine too where it was so already.
    async fn revoke(&self, access: &AuthAccess) -> Result<(), AuthError>;
}
