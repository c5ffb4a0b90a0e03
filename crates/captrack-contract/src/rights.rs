//! What this desk's user may do. The local user administers; a token may allow less.

use serde::{Deserialize, Serialize};

/// Whether something may be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// It may.
    #[default]
    Granted,
    /// It may not; one sentence says why and whom to ask.
    Withheld(String),
}

impl Right {
    /// Whether it may be done.
    pub const fn is_granted(&self) -> bool {
        matches!(self, Self::Granted)
    }
}

/// What this desk's user may do; looking is never withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rights {
    /// Change the policy, mains, webhooks and the relay.
    pub administer: Right,
    /// Snooze and acknowledge.
    pub snooze: Right,
}
