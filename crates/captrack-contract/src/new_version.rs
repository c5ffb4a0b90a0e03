//! Newer versions of the program itself.

use serde::{Deserialize, Serialize};

/// Whether CapTrack looks for newer versions, and what it has found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersions {
    /// Whether it may look once a day; none: nobody has decided yet.
    pub looks: Option<bool>,
    /// A newer version than this one; none: none is known.
    pub newer: Option<NewVersion>,
}

/// A version that is newer than this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    /// Such as `0.4.0`.
    pub version: String,
    /// What is new in it, as its makers wrote it.
    pub notes: String,
}
