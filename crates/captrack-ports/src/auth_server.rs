//! AllianceAuth: the whole alliance by one token, through the bridge that runs beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{CorporationId, GroupId, PilotId};
use captrack_domain::roster::Roster;
use jiff::Timestamp;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use url::Url;

use crate::secrets::Secret;

/// Where AllianceAuth is: an `https` address without user, query and fragment; plain `http` on loopback only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthAddress(Url);

/// The text is no address of an AllianceAuth. One sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnAuthAddress(String);

impl AuthAddress {
    /// Reads what a user types: `auth.example.com`, `https://auth.example.com/`, an address of one of its pages.
    pub fn parse(text: &str) -> Result<Self, NotAnAuthAddress> {
        let wrong = |sentence: String| Err(NotAnAuthAddress(sentence));
        let text = text.trim();
        if text.is_empty() {
            return wrong("Give the address of your AllianceAuth, such as https://auth.example.com.".to_owned());
        }
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let Ok(mut url) = Url::parse(&with_scheme) else {
            return wrong("That is no address: it looks like https://auth.example.com.".to_owned());
        };
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("Leave user name and password out of the address: the token says who you are.".to_owned());
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => return wrong("That is no address: it looks like https://auth.example.com.".to_owned()),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return wrong(
                    "The address must begin with https://, for the token would be readable on its way.".to_owned(),
                );
            }
            _ => return wrong("That is no address: it looks like https://auth.example.com.".to_owned()),
        }
        url.set_query(None);
        url.set_fragment(None);
        url.set_path("/");
        Ok(Self(url))
    }

    /// The address; its path is `/`.
    pub const fn url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for AuthAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl TryFrom<String> for AuthAddress {
    type Error = NotAnAuthAddress;
    fn try_from(text: String) -> Result<Self, NotAnAuthAddress> {
        Self::parse(&text)
    }
}

impl From<AuthAddress> for String {
    fn from(address: AuthAddress) -> Self {
        address.to_string()
    }
}

/// Which AllianceAuth, and the token for it.
#[derive(Debug, Clone)]
pub struct AuthAccess {
    /// Where.
    pub address: AuthAddress,
    /// The token.
    pub token: Secret,
}

/// Whom a token belongs to and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
pub struct Whoami {
    /// What the site calls itself.
    pub server: String,
    /// The version of the bridge.
    pub bridge: String,
    /// How far the server's clock is ahead of this computer's, in seconds; negative: behind.
    pub clock_ahead_secs: i64,
    /// The main character of the token's owner.
    pub main: PilotId,
    /// Its name.
    pub main_name: String,
    /// What the user called the token.
    pub token_name: String,
    /// When the token ends by itself.
    pub token_expires_at: Timestamp,
    /// May read hulls.
    pub may_read: bool,
    /// May snooze and acknowledge.
    pub may_snooze: bool,
    /// May publish a policy.
    pub may_publish: bool,
    /// So many characters with data it sees.
    pub characters: u64,
    /// Why no hulls will come, one sentence each, from the server.
    pub problems: Vec<String>,
    /// How often it reads a character.
    #[serde(default)]
    pub reads: ReadPeriods,
    /// Its page about an account, with `{character_id}` where the id of the main goes; none: there is none.
    #[serde(default)]
    pub audit_url: Option<String>,
    /// A number of each thing that can be asked, which changes with it; none: the server tells neither these nor changes alone.
    #[serde(default)]
    pub revisions: Option<Revisions>,
    /// How often it has ships read faster than the others; none: it does not, or does not tell.
    #[serde(default)]
    pub fast_lane: Option<FastLane>,
    /// May ask for pilots to be read now.
    #[serde(default)]
    pub may_refresh: bool,
}

/// What is the same for as long as something that can be asked is the same; none: it has to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisions {
    /// Of the roster, of the groups that were named.
    pub roster: Option<String>,
    /// Of the coverage.
    pub coverage: Option<String>,
    /// Of the snoozes.
    pub snoozes: Option<String>,
    /// Of the acknowledgements.
    pub acknowledgements: Option<String>,
    /// Of the policy.
    pub policy: Option<String>,
}

/// How often the bridge itself asks for ships to be read, fastest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastLane {
    /// Ship and place.
    pub location: Vec<LaneStep>,
    /// The assets.
    pub assets: Vec<LaneStep>,
}

/// So many are read so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneStep {
    /// In seconds.
    pub every_secs: u64,
    /// So many characters.
    pub characters: u64,
    /// With so many ships.
    pub ships: u64,
}

/// How often AllianceAuth reads a character, as its bridge has seen it; none: not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPeriods {
    /// Of the complete assets.
    pub assets: Option<ReadPeriod>,
    /// Of ship and place.
    pub location: Option<ReadPeriod>,
}

/// The time between two reads of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPeriod {
    /// The usual one, in seconds.
    pub usual_secs: u64,
    /// That of the characters which are read most seldom, but for one in ten, in seconds.
    pub slowest_secs: u64,
    /// It was seen; else it is what the server is scheduled to do.
    pub observed: bool,
}

/// An answer that may be unchanged since the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conditional<T> {
    /// Different, with the ETag for the next question.
    New(T, Option<String>),
    /// As it was.
    Unchanged,
}

/// Decisions as a server lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionList<T> {
    /// Those that make sense.
    pub decisions: Vec<T>,
    /// How many were left out because they make none.
    pub left_out: usize,
}

impl<T> From<Vec<T>> for DecisionList<T> {
    fn from(decisions: Vec<T>) -> Self {
        Self { decisions, left_out: 0 }
    }
}

/// What a leader decided about a character; the newest counts on all desks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decision<T> {
    /// Whom it is about: the pilot of a snooze, the main of an acknowledgement.
    #[serde(alias = "pilot", alias = "main")]
    pub subject: PilotId,
    /// What holds from then on; none: what there was is ended.
    #[serde(alias = "snooze", alias = "acknowledged")]
    pub made: Option<T>,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// Who; left to the server when a decision is sent.
    pub by: String,
    /// Why it counts on this computer alone, as a sentence; none: it is shared. Never sent.
    #[serde(default)]
    pub local: Option<String>,
}

/// What leaders decide on: how a decision about it is written down.
pub trait Shareable: Serialize {
    /// The name of whom it is about.
    const SUBJECT: &'static str;
    /// The name of what holds from then on.
    const MADE: &'static str;
}

impl<T: Shareable> Serialize for Decision<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry(T::SUBJECT, &self.subject)?;
        row.serialize_entry(T::MADE, &self.made)?;
        row.serialize_entry("decided_at", &self.decided_at)?;
        row.serialize_entry("by", &self.by)?;
        if let Some(local) = &self.local {
            row.serialize_entry("local", local)?;
        }
        row.end()
    }
}

/// A decision about a pilot's snooze.
pub type SnoozeDecision = Decision<SharedSnooze>;

/// A decision about a main's acknowledgement.
pub type AcknowledgementDecision = Decision<SharedAcknowledgement>;

/// A snooze as it is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedSnooze {
    /// When it began.
    pub since: Timestamp,
    /// When it ends; none: until cleared.
    pub until: Option<Timestamp>,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Shareable for SharedSnooze {
    const SUBJECT: &'static str = "pilot";
    const MADE: &'static str = "snooze";
}

/// An acknowledgement as it is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedAcknowledgement {
    /// The hulls that alerted then.
    pub hulls: BTreeSet<HullKey>,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Shareable for SharedAcknowledgement {
    const SUBJECT: &'static str = "main";
    const MADE: &'static str = "acknowledged";
}

/// What became of a decision that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared<T> {
    /// It counts now; as the server has it.
    Stored(T),
    /// A newer one was there: that one counts.
    Superseded(T),
    /// The server does not know the character, or the token's owner may not see it: it counts on this desk alone.
    Unknown,
    /// The server does not take it, as the sentence says: it counts on this desk alone.
    Refused(String),
}

/// What AllianceAuth lacks of every character that it knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthCoverage {
    /// Everybody.
    pub pilots: Vec<CoveredPilot>,
    /// Their corporations.
    pub corporations: BTreeMap<CorporationId, CoveredCorporation>,
}

/// A character, and what is missing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredPilot {
    /// Who.
    pub id: PilotId,
    /// Its name.
    pub name: String,
    /// Its corporation.
    pub corporation: CorporationId,
    /// What is missing, most important first.
    pub missing: Vec<CoverageGap>,
}

impl CoveredPilot {
    /// Whether its ships can be read.
    pub fn is_readable(&self) -> bool {
        use CoverageGap::{Account, AssetsToken, Registration};
        !self.missing.iter().any(|gap| matches!(gap, Account | Registration | AssetsToken))
    }
}

/// A corporation, as AllianceAuth knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredCorporation {
    /// Its name; none: not known.
    pub name: Option<String>,
    /// How many members it has; none: not known.
    pub members: Option<u64>,
}

/// What is missing of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageGap {
    /// It belongs to no account: it left.
    Account,
    /// Its account has no main.
    Main,
    /// It is not registered where characters are read.
    Registration,
    /// No token allows its assets.
    AssetsToken,
    /// No one token allows ship and place.
    LocationToken,
    /// Its assets were never read.
    Assets,
    /// Its ship and place were never read.
    Location,
}

/// What became of asking for pilots to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefreshAnswer {
    /// Who is read, and in about how many seconds that is done.
    pub queued: Vec<(PilotId, u64)>,
    /// Who is not, and why, as a sentence.
    pub refused: Vec<(PilotId, String)>,
}

/// The policy that an admin has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Grows with every publication; 0: none was ever published.
    pub revision: u64,
    /// As it was published, perhaps only some of the settings; none: none, or taken back.
    pub policy: Option<Value>,
    /// Who published it.
    pub by: Option<String>,
}

/// What became of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publication {
    /// It is in force.
    Done(Published),
    /// Somebody else published meanwhile: that one is in force.
    Overtaken(Published),
}

/// A sign-in in the browser that was begun: the page to open, and what proves that the answer is ours. Prints no secret.
#[derive(Debug, Clone)]
pub struct AuthAttempt {
    /// Where.
    pub address: AuthAddress,
    /// The page to open; nothing in it is secret.
    pub page: Url,
    /// What the link that comes back must carry.
    pub state: String,
    /// Handed in with the code.
    pub verifier: Secret,
}

/// Why AllianceAuth could not be read. None of these ever means that a ship has left.
///
/// Only the bridge's own, unmistakable word makes a `Token` or a `Permission`: what anything else says in its place is `Later`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// The token is wrong, revoked or expired, or its owner may not use it any more.
    #[error("{why}")]
    Token {
        /// One sentence for the user.
        why: String,
    },
    /// The account lacks a permission.
    #[error("{why}")]
    Permission {
        /// One sentence for the user.
        why: String,
    },
    /// The two do not fit: the question is one that the bridge does not take, or its answer one that CapTrack does not.
    #[error("{why}")]
    Setup {
        /// One sentence for the user.
        why: String,
    },
    /// The server does not take this request: it is too large, or something in it is wrong.
    #[error("{why}")]
    Request {
        /// One sentence for the user.
        why: String,
    },
    /// Nobody answered: nothing else is worth asking now.
    #[error("{why}")]
    Silent {
        /// One sentence for the user.
        why: String,
    },
    /// Try again later; not before `after`, when the server said so.
    #[error("{why}")]
    Later {
        /// One sentence for the user.
        why: String,
        /// The server's wish.
        after: Option<Duration>,
    },
}

/// AllianceAuth with the bridge. Every answer is complete or an error.
#[async_trait]
pub trait AuthServer: Send + Sync {
    /// Begins a sign-in in the browser; `computer` is what the token will be called.
    fn begin(&self, address: &AuthAddress, computer: &str) -> Result<AuthAttempt, AuthError>;
    /// Turns the code that came back into a token.
    async fn finish(&self, attempt: &AuthAttempt, code: &Secret) -> Result<Secret, AuthError>;
    /// Whom the token belongs to; with the revision of a roster of these groups, none: of those that the server thinks of.
    async fn whoami(&self, access: &AuthAccess, groups: &BTreeSet<GroupId>) -> Result<Whoami, AuthError>;
    /// Every visible hull of these groups.
    async fn roster(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        etag: Option<&str>,
    ) -> Result<Conditional<Roster>, AuthError>;
    /// What has changed of it since a cursor, or everything, with the cursor for the next question. Only for a server that tells revisions.
    async fn roster_changes(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        cursor: Option<&str>,
    ) -> Result<(Roster, Option<String>), AuthError>;
    /// What leaders decided about snoozes, cleared ones too.
    async fn snoozes(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<Conditional<DecisionList<SnoozeDecision>>, AuthError>;
    /// What leaders decided about acknowledgements, those that were taken back too.
    async fn acknowledgements(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<Conditional<DecisionList<AcknowledgementDecision>>, AuthError>;
    /// Sends decisions, each pilot once; one outcome each, in the same order. Sending again changes nothing.
    async fn send_snoozes(
        &self,
        access: &AuthAccess,
        decisions: &[SnoozeDecision],
    ) -> Result<Vec<Shared<SnoozeDecision>>, AuthError>;
    /// Sends decisions, each main once; one outcome each, in the same order. Sending again changes nothing.
    async fn send_acknowledgements(
        &self,
        access: &AuthAccess,
        decisions: &[AcknowledgementDecision],
    ) -> Result<Vec<Shared<AcknowledgementDecision>>, AuthError>;
    /// What is missing of everybody it knows.
    async fn coverage(&self, access: &AuthAccess, etag: Option<&str>) -> Result<Conditional<AuthCoverage>, AuthError>;
    /// Asks for pilots to be read now, each once; the answers come with the rosters that follow.
    async fn refresh(&self, access: &AuthAccess, pilots: &[PilotId]) -> Result<RefreshAnswer, AuthError>;
    /// The published policy.
    async fn policy(&self, access: &AuthAccess, etag: Option<&str>) -> Result<Conditional<Published>, AuthError>;
    /// Publishes a policy, or takes it back, if nobody else did since `base_revision`.
    async fn publish(
        &self,
        access: &AuthAccess,
        policy: Option<&Value>,
        base_revision: u64,
    ) -> Result<Publication, AuthError>;
    /// Makes the token useless: this desk needs it no more. Fine too where it was so already.
    async fn revoke(&self, access: &AuthAccess) -> Result<(), AuthError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it was written down before both kinds were one type.
    const ROWS: [&str; 3] = [
        r#"{"pilot":7,"snooze":{"since":"2026-11-22T12:00:00Z","until":null,"why":"moving"},"decided_at":"2026-11-22T12:00:00Z","by":"Mira"}"#,
        r#"{"pilot":7,"snooze":null,"decided_at":"2026-11-22T12:00:00Z","by":"Mira","local":"It is not known there."}"#,
        r#"{"main":7,"acknowledged":{"hulls":["item/1"],"why":null},"decided_at":"2026-11-22T12:00:00Z","by":"Mira"}"#,
    ];

    #[test]
    fn decisions_are_written_down_as_they_always_were() {
        let [snoozed, cleared, acknowledged] = ROWS;
        for row in [snoozed, cleared] {
            let decision: SnoozeDecision = serde_json::from_str(row).unwrap();
            assert_eq!((decision.subject, serde_json::to_string(&decision).unwrap().as_str()), (PilotId(7), row));
        }
        let decision: AcknowledgementDecision = serde_json::from_str(acknowledged).unwrap();
        assert!(decision.made.is_some());
        assert_eq!(serde_json::to_string(&decision).unwrap(), acknowledged);
    }
}
