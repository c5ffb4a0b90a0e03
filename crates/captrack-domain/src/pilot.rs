//! Pilots and mains.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AllianceId, CorporationId, PilotId};
use crate::refused_access::RefusedAccess;
use crate::text::Text;

/// A character whose ships are watched: signed in here, or listed by AllianceAuth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pilot {
    /// The character's id.
    pub id: PilotId,
    /// The character's name, as its source last told it.
    pub name: String,
    /// The corporation, once affiliation has answered.
    pub corporation: Option<CorporationId>,
    /// None: its corporation is in no alliance, or that is not known yet.
    pub alliance: Option<AllianceId>,
    /// The main this pilot belongs to, if it is not its own.
    pub main: Option<PilotId>,
    /// When it was first signed in or listed.
    pub added_at: Timestamp,
    /// When its hulls became known (ship and assets had answered, or 60 s had passed). Before that nobody is told anything about it.
    pub introduced_at: Option<Timestamp>,
    /// Whether EVE takes its refresh token.
    pub sign_in: SignInState,
    /// What AllianceAuth says of it, if it ever named it.
    #[serde(default)]
    pub auth: Option<AuthMembership>,
}

impl Pilot {
    /// The main this pilot counts under: AllianceAuth's word, else the user's; pilots without one are their own.
    pub fn main_id(&self) -> PilotId {
        self.auth_main().or(self.main).unwrap_or(self.id)
    }

    /// The main, if that is somebody else.
    pub fn other_main(&self) -> Option<PilotId> {
        Some(self.main_id()).filter(|main| *main != self.id)
    }

    /// The main that AllianceAuth gives it, also when that is the pilot itself.
    pub fn auth_main(&self) -> Option<PilotId> {
        self.auth.as_ref().and_then(|auth| auth.main)
    }

    /// Whether AllianceAuth has named it no more for longer than the grace of 24 hours of answers.
    pub fn has_left_auth(&self) -> bool {
        self.auth.as_ref().is_some_and(|auth| auth.left)
    }

    /// Whether it signed in here, so that EVE is asked about it: also while its sign-in is refused.
    pub fn is_signed_in(&self) -> bool {
        self.sign_in != SignInState::NotSignedIn
    }

    /// That EVE refuses its sign-in, while it does.
    pub const fn refused(&self) -> Option<&RefusedAccess> {
        match &self.sign_in {
            SignInState::Refused(refused) => Some(refused),
            SignInState::Valid | SignInState::NotSignedIn => None,
        }
    }

    /// Why EVE refuses its sign-in.
    pub fn needs_sign_in(&self) -> Option<&Text> {
        self.refused().map(|refused| &refused.why)
    }
}

/// Whether EVE takes a pilot's refresh token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SignInState {
    /// EVE took it last time, or it was never used.
    Valid,
    /// EVE refuses it at the moment; it is tried again at its time.
    #[serde(rename = "needs_sign_in")]
    Refused(RefusedAccess),
    /// Nobody signed in here: it is known through AllianceAuth alone.
    NotSignedIn,
}

/// What AllianceAuth says of a pilot. What it names no longer keeps its last value for a while, see [`Absence`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthMembership {
    /// The account's main, also when it is the pilot itself; none when the account has none.
    pub main: Option<PilotId>,
    /// When AllianceAuth last read the complete assets.
    pub assets_at: Option<Timestamp>,
    /// When AllianceAuth last read ship and place.
    pub location_at: Option<Timestamp>,
    /// Since when AllianceAuth has not named the pilot any more; none: it does.
    pub missing_since: Option<Timestamp>,
    /// [`Absence::answered_secs`] of that.
    #[serde(default)]
    pub missing_answered_secs: u64,
    /// AllianceAuth names no main any more: `main` is the last that it named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main_lost: Option<Absence>,
    /// The pilot belongs to no account any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_lost: Option<Absence>,
    /// It has left AllianceAuth: it was lost for long enough, or had left before this desk knew it.
    #[serde(default)]
    pub left: bool,
    /// When its owner was lost, of one that has left since; none: it had left before, or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<Timestamp>,
}

impl AuthMembership {
    /// When it left AllianceAuth, of one that has. Who had left before anybody here knew it was read no more since then.
    pub fn left_at(&self) -> Option<Timestamp> {
        self.left_at.or(self.assets_at.max(self.location_at)).filter(|_| self.left)
    }

    /// Since when the pilot, or its owner, is not named any more; none: both are.
    pub fn lost(&self) -> Option<Absence> {
        let missing = self.missing_since.map(|since| Absence { since, answered_secs: self.missing_answered_secs });
        missing.or(self.owner_lost)
    }
}

/// That a source no longer names something it named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The first answer that did not name it.
    pub since: Timestamp,
    /// For how long the source had answered by then, in seconds: an absence grows only while it answers.
    pub answered_secs: u64,
}
