//! What is kept of the watching itself, beside the lives of hulls: pilots who come and go, sources that fall silent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::PilotId;

/// A service that tells of hulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceName {
    /// EVE, for those who are signed in here.
    Eve,
    /// The AllianceAuth that this program is connected to, through its bridge.
    AllianceAuth,
}

impl SourceName {
    /// Every source.
    pub const ALL: [Self; 2] = [Self::Eve, Self::AllianceAuth];

    /// As people read it: `EVE`, `AllianceAuth`.
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
        /// The pilot who came online or went offline.
        pilot: PilotId,
    },
    /// A pilot was seen offline, and was not before.
    Offline {
        /// Who.
        pilot: PilotId,
    },
    /// A source stopped answering.
    Silent {
        /// The source in question.
        source: SourceName,
    },
    /// A source answers again after a silence.
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
    /// Who came or went, or which source fell silent or answers again.
    pub what: WatchChange,
}
