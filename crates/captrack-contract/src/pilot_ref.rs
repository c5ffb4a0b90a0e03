//! How a command names a pilot.

use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

/// A pilot, by id or by exact name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PilotRef {
    /// By character id.
    Id(PilotId),
    /// The exact name, case counts for nothing.
    Name(String),
}
