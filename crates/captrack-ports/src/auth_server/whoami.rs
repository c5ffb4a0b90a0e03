//! Whom a token belongs to, what it may do, and how often the server reads.

use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whom a token belongs to and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
pub struct Whoami {
    /// The site's own name for itself.
    pub server: String,
    /// The bridge's version, such as `1.4.0`.
    pub bridge: String,
    /// How far the server's clock is ahead of this computer's, in seconds; negative: behind.
    pub clock_ahead_secs: i64,
    /// The main character of the token owner's account.
    pub main: PilotId,
    /// The main character's name.
    pub main_name: String,
    /// What the user called the token.
    pub token_name: String,
    /// When the token ends by itself.
    pub token_expires_at: Timestamp,
    /// The account may read ships.
    pub may_read: bool,
    /// The account may share snoozes and acknowledgements.
    pub may_snooze: bool,
    /// The account may publish rules for everyone.
    pub may_publish: bool,
    /// How many characters with data the account may see.
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
    /// The account may have pilots read now.
    #[serde(default)]
    pub may_refresh: bool,
}

/// What is the same for as long as something that can be asked is the same; none: it has to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisions {
    /// Of the roster, of the groups that were named.
    pub roster: Option<String>,
    /// Of what is missing of characters.
    pub coverage: Option<String>,
    /// Of shared snoozes.
    pub snoozes: Option<String>,
    /// Of shared acknowledgements.
    pub acknowledgements: Option<String>,
    /// Of the published policy.
    pub policy: Option<String>,
}

/// How often the bridge itself asks for ships to be read, fastest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastLane {
    /// Reads of ship and place.
    pub location: Vec<LaneStep>,
    /// Reads of assets.
    pub assets: Vec<LaneStep>,
}

/// How many characters the bridge has read at one rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneStep {
    /// The time between two reads of one character, in seconds.
    pub every_secs: u64,
    /// How many characters are read that often.
    pub characters: u64,
    /// How many ships these have.
    pub ships: u64,
}

/// How often AllianceAuth reads a character, as its bridge has seen it; none: not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPeriods {
    /// Of complete assets; none: not known.
    pub assets: Option<ReadPeriod>,
    /// Of ship and place; none: not known.
    pub location: Option<ReadPeriod>,
}

/// The time between two reads of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPeriod {
    /// The usual time, in seconds.
    pub usual_secs: u64,
    /// What nine of ten characters stay below, in seconds.
    pub slowest_secs: u64,
    /// The bridge has measured it; else it is the server's schedule.
    pub observed: bool,
}
