//! What a check found.

use serde::{Deserialize, Serialize};

/// What a check found, worst first. Exit codes of `captrack check`: 0, 10, 20, 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// Nothing alerts.
    Quiet,
    /// Something alerts.
    Alerting,
    /// Something critical stands.
    Critical,
    /// It could not be known: something was not read.
    Unknown,
}

impl CheckVerdict {
    /// The exit code of `captrack check`.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Quiet => 0,
            Self::Alerting => 10,
            Self::Critical => 20,
            Self::Unknown => 30,
        }
    }
}
