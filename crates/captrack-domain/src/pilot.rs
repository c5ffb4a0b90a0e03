//! Pilots and mains.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AllianceId, CorporationId, PilotId};

/// A watched pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pilot {
    /// Who.
    pub id: PilotId,
    /// The character's name.
    pub name: String,
    /// The corporation, once affiliation has answered.
    pub corporation: Option<CorporationId>,
    /// The alliance, if any.
    pub alliance: Option<AllianceId>,
    /// The main this pilot belongs to, if it is not its own.
    pub main: Option<PilotId>,
    /// When it was signed in.
    pub added_at: Timestamp,
    /// When its hulls became known (ship and assets had answered, or 60 s had passed). Before that nobody is told anything about it.
    pub introduced_at: Option<Timestamp>,
    /// How its sign-in stands.
    pub sign_in: SignIn,
}

impl Pilot {
    /// The main this pilot counts under; pilots without one are their own.
    pub fn main_id(&self) -> PilotId {
        self.main.unwrap_or(self.id)
    }
}

/// How a pilot's sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SignIn {
    /// Good.
    Valid,
    /// The user must sign in again; `why` is a sentence.
    NeedsSignIn {
        /// What happened.
        why: String,
    },
}
