//! Whom a token belongs to, what it may do, and how often the server reads.

use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
