//! AllianceAuth: how a desk is connected to it, and what it tells.

use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::confidential::Confidential;
use crate::refusal::Refusal;

/// The AllianceAuth that this desk is connected to. The token never comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthView {
    /// Its `https` address, path `/`.
    pub address: String,
    /// The site's own name for itself, from `whoami`.
    pub server: String,
    /// The version of the bridge there.
    pub bridge: String,
    /// The main of the token's owner.
    pub main_id: PilotId,
    /// The name of the token owner's main.
    pub main_name: String,
    /// What the token is called there.
    pub token_name: String,
    /// When the token ends by itself.
    pub token_expires_at: Timestamp,
    /// The token may snooze and acknowledge.
    pub may_snooze: bool,
    /// The account has the permission to publish rules.
    pub may_publish: bool,
    /// Since when the desk is connected.
    pub connected_at: Timestamp,
    /// When it last told the hulls, also with "unchanged".
    pub last_success: Option<Timestamp>,
    /// When it is asked next; none while it is being asked.
    pub next_check: Option<Timestamp>,
    /// Why it does not answer as it should; one sentence.
    pub trouble: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble_text: Option<Text>,
    /// The user or an admin has to do something about that.
    pub needs_user: bool,
    /// How many of the watched pilots it names.
    pub pilots: usize,
    /// Pilots it named before and does not name any more; shown as stale, and forgotten after a day.
    pub missing: usize,
    /// How many hulls these pilots have.
    pub hulls: usize,
    /// Of the pilots it names, those whose assets or place were last read too long ago, or never.
    pub stale: usize,
    /// When the oldest and the newest assets were read there.
    pub assets_read: Option<(Timestamp, Timestamp)>,
    /// How often it reads the assets of a character, in seconds; none: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assets_every_secs: Option<u64>,
    /// How often it reads ship and place of a character, in seconds; none: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_every_secs: Option<u64>,
    /// How often it has the ship and place of so many ships read on purpose, fastest first; none: it does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lane: Vec<LaneView>,
    /// How far its clock is ahead of this computer's, in seconds, where that is more than a minute; negative: behind.
    pub clock_ahead_secs: Option<i64>,
    /// Decisions that it has yet to be told.
    pub unsent: usize,
    /// Rules are published there, and this desk follows them.
    pub rules_published: bool,
    /// Why the published rules are not in force; one sentence.
    pub rules_trouble: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_trouble_text: Option<Text>,
}

/// So many ships are read so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneView {
    /// The time between two reads of one character, in seconds.
    pub every_secs: u64,
    /// How many ships are read that often.
    pub ships: u64,
}

/// A sign-in through AllianceAuth's own page, from its beginning until it has connected the desk or is put away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthSignInView {
    /// Where; none: a link came back that belongs to no sign-in that was begun here.
    pub address: Option<String>,
    /// AllianceAuth's page, while what it gives is awaited; none: the sign-in is being carried out, or has come to nothing.
    pub page: Option<String>,
    /// The page has given its answer, and the desk is being connected.
    pub connecting: bool,
    /// Why the last answer was not taken; one sentence.
    pub refused: Option<String>,
}

impl AuthSignInView {
    /// Whether it says why a sign-in was refused: what a server or an answer was refused for stands here, a crash does not.
    pub fn tells(&self, refusal: &Refusal) -> bool {
        self.refused.as_ref() == Some(&refusal.sentence)
    }
}

/// The demo's own AllianceAuth, to be tried out. Like all of the demo it is thrown away at the end, its token too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthOffer {
    /// Its address on loopback.
    pub address: String,
    /// The token of a leader's account in the demo's AllianceAuth.
    pub token: Confidential,
}

/// What a new connection has brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthConnected {
    /// The site's own name for itself, from `whoami`.
    pub server: String,
    /// The main of the token's owner.
    pub main_name: String,
    /// How many characters the first roster named.
    pub pilots: usize,
    /// How many hulls the first roster listed.
    pub hulls: usize,
}

/// AllianceAuth was asked to have pilots read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAsked {
    /// How many pilots the server has put in its queue.
    pub queued: usize,
    /// In about so many seconds; none: nobody is.
    pub ready_in_secs: Option<u64>,
    /// Who is not read, and why: one sentence for each reason.
    pub refused: Vec<Text>,
}

/// That a card's pilots were asked to be read, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRequestView {
    /// The last time somebody pressed *Read now* on this card.
    pub asked_at: Timestamp,
    /// When the last of them was read since; none: not all of them were.
    pub read_at: Option<Timestamp>,
}

/// The desk has parted from its AllianceAuth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthDisconnected {
    /// What could not be undone here.
    pub remains: Text,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::ErrorCode;

    #[test]
    fn what_the_settings_do_not_say_of_a_sign_in_is_left_to_be_told() {
        let refusal = Refusal::new(ErrorCode::Internal, "CapTrack crashed while it did this.");
        let view =
            |refused: Option<&str>| AuthSignInView { refused: refused.map(str::to_owned), ..AuthSignInView::default() };
        assert!(view(Some("CapTrack crashed while it did this.")).tells(&refusal));
        assert!(!view(Some("Wait for the desk to connect.")).tells(&refusal), "it is of an earlier answer");
        assert!(!view(None).tells(&refusal));
    }
}
