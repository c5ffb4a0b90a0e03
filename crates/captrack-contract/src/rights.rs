//! What this desk's user may do. The local user administers; a token may allow less.

use captrack_domain::text::Text;
use serde::{Deserialize, Serialize};

use crate::english_in_json;

/// Whether this computer's user may do something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// The user may.
    #[default]
    Granted,
    /// It may not; one sentence says why and whom to ask. In JSON it is the sentence in English.
    Withheld(#[serde(with = "english_in_json")] Text),
}

impl Right {
    /// True for [`Self::Granted`] alone.
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
    /// To snooze pilots and acknowledge mains.
    pub snooze: Right,
}
