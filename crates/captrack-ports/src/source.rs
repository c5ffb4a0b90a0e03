//! Where readings come from.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text::Text;

/// A question about one section of one pilot.
#[derive(Debug, Clone)]
pub struct SectionRequest {
    /// The pilot and the kind of fact.
    pub section: SectionId,
    /// What the source gave along with its last answer; handed back for a conditional request.
    pub validators: Option<String>,
    /// Types that are hulls besides the capitals, because the policy tracks their groups: assets name them too.
    pub also: Arc<BTreeSet<TypeId>>,
}

/// A section's answer with its age and what the next question needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionAnswer {
    /// The reading, or that it has not changed.
    pub found: SectionContent,
    /// How long ago this was true when the answer came, as far as its headers tell: when the body was made, or when the cache entry that
    /// served it was filled. The same rule holds for [`SectionContent::Unchanged`]: it confirms what is known up to that moment and no further, for
    /// somebody else may have filled that entry long ago. A length and no moment: the clock may be put right while an answer is under way.
    pub age: Duration,
    /// How long after it came it must not be asked for again (`Expires`); none: the section's own interval decides.
    pub life: Option<Duration>,
    /// ETags for the next conditional request; opaque outside of the source. None: the next one is unconditional.
    pub validators: Option<String>,
}

/// Whether the answer is a new reading or confirms the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionContent {
    /// A complete new reading.
    New(Reading),
    /// The last reading still holds (304 past `Expires`): as good as a new one of the same [`SectionAnswer::age`].
    Unchanged,
}

/// Why a section could not be read. None of these ever means that a ship has left.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum PollError {
    /// EVE SSO itself refuses the pilot's sign-in. When it is tried again is the monitor's to decide: the source remembers no refusal.
    SignInRefused {
        /// For the user.
        why: Text,
    },
    /// Try again later; not before `after`, when the server said so.
    Later {
        /// For the user.
        why: Text,
        /// The server's wish (`Retry-After`, an exhausted budget, downtime).
        after: Option<Duration>,
    },
    /// The server refuses this for good (missing scope, forbidden): asking again soon is pointless.
    Refused {
        /// For the user.
        why: Text,
    },
}

impl PollError {
    /// For the user: what happened, and what comes next.
    pub const fn text(&self) -> &Text {
        match self {
            Self::SignInRefused { why } | Self::Later { why, .. } | Self::Refused { why } => why,
        }
    }
}

/// A service that is polled for sections (ESI). It keeps budgets, tokens and rate limits to itself.
#[async_trait]
pub trait Source: Send + Sync {
    /// Asks one section. A complete reading or an error, never a part of one.
    async fn poll(&self, ask: SectionRequest) -> Result<SectionAnswer, PollError>;

    /// Whether sections of this kind share requests when they are asked at once, so that none of them needs a place of its own among the
    /// requests under way.
    fn shares_requests(&self, _kind: SectionKind) -> bool {
        false
    }

    /// Forgets what it holds of a pilot and revokes its token where that is possible. A text tells what could not be done.
    async fn forget(&self, pilot: PilotId) -> Option<Text>;
}
