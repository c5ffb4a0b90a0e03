//! What becomes of signing in and out.

use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

/// Where the user signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInStarted {
    /// EVE's or AllianceAuth's page, to be opened in the system browser.
    pub authorize_url: String,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The pilot.
    pub pilot: PilotId,
    /// The pilot's name.
    pub name: String,
}

/// A pilot was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOut {
    /// The pilot's name.
    pub name: String,
    /// What could not be undone, such as a token that EVE would not revoke; one sentence.
    pub remains: Option<String>,
}
