//! What a check found.

use serde::{Deserialize, Serialize};

/// What a check found, worst first. Exit codes of `captrack check`: 0, 10, 20, 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// Everything was read and nothing alerts. Exit code 0.
    Quiet,
    /// A class has reached its threshold, and nothing is critical. Exit code 10.
    Alerting,
    /// A critical alert is open. Exit code 20.
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
