//! What is kept of the watching itself, beside the lives of hulls: pilots who come and go, sources that fall silent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::PilotId;

/// Something that tells of hulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceName {
    /// EVE, for those who are signed in here.
    Eve,
    /// AllianceAuth.
    AllianceAuth,
}

impl SourceName {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Eve, Self::AllianceAuth];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eve => "EVE",
            Self::AllianceAuth => "AllianceAuth",
        }
    }
}

/// A change in what is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum WatchChange {
    /// A pilot was seen online, and was not before.
    Online {
        /// Who.
        pilot: PilotId,
    },
    /// A pilot was seen offline, and was not before.
    Offline {
        /// Who.
        pilot: PilotId,
    },
    /// A source does not answer.
    Silent {
        /// Which.
        source: SourceName,
    },
    /// A source answers again.
    Answers {
        /// Which.
        source: SourceName,
    },
}

/// A change in what is watched, with its two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchEvent {
    /// When it was first known to be so.
    pub at: Timestamp,
    /// When what was before was last known to be so; `None`: nothing was known of it.
    pub before: Option<Timestamp>,
    /// What changed.
    pub what: WatchChange,
}
