//! What becomes of signing in and out.

use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use serde::{Deserialize, Serialize};

/// A sign-in that waits for the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInStarted {
    /// EVE's or AllianceAuth's page, to be opened in the system browser.
    pub authorize_url: String,
}

/// The pilot who has just signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The character's id.
    pub pilot: PilotId,
    /// The character's name.
    pub name: String,
}

/// The pilot who was signed out; everything about them was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOut {
    /// The character's name.
    pub name: String,
    /// What could not be undone, such as a token that EVE would not revoke; one sentence.
    pub remains: Option<Text>,
}
