//! The trail of a ship or a pilot.

use captrack_domain::hull::HullKey;
use captrack_domain::ids::{PilotId, SystemId, TypeId};
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::problem::said;

/// Where a trail begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrailStart {
    /// So many seconds ago.
    Ago(u64),
    /// At this time.
    At(Timestamp),
}

/// What is recorded of one ship, or of all ships of a pilot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    /// When it was made: ages in its texts count from here.
    pub generated_at: Timestamp,
    /// Nothing before this is in it.
    pub since: Timestamp,
    /// Of whom or what it is, in words.
    pub name: String,
    /// The pilot who was asked for; null: a ship was.
    pub pilot_id: Option<PilotId>,
    /// The ship that was asked for; null: a pilot was.
    pub hull_key: Option<HullKey>,
    /// Oldest first.
    pub entries: Vec<TrailEntry>,
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrailSubject {
    /// The ship moved.
    Hull,
    /// A pilot did something about a ship, which stays where it is.
    Pilot,
    /// A source was silent: a gap.
    Source,
    /// An alert, a snooze or an acknowledgement, as the activity log has it.
    Activity,
}

impl TrailSubject {
    /// Its name in exported files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hull => "hull",
            Self::Pilot => "pilot",
            Self::Source => "source",
            Self::Activity => "activity",
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrailEntry {
    /// When what was before was last known; null: nothing was known of it.
    pub before: Option<Timestamp>,
    /// When it was first known to be so.
    pub at: Timestamp,
    /// What it is about.
    pub about: TrailSubject,
    /// What happened, such as `undocked`; kinds may be added.
    pub kind: String,
    /// The ship; null: it is about none.
    pub hull_key: Option<HullKey>,
    /// Its type.
    pub type_id: Option<TypeId>,
    /// Its type's name.
    pub type_name: Option<String>,
    /// The pilot, afterwards.
    pub pilot_id: Option<PilotId>,
    /// The pilot's name.
    pub pilot_name: Option<String>,
    /// Where it was before.
    pub from: Option<TrailPlace>,
    /// Where it is after that, or was last seen.
    pub to: Option<TrailPlace>,
    /// The fewest gates between the two; null: no gates lead there, or that is not known.
    pub gates: Option<u32>,
    /// Light years between the two, as the game counts them.
    pub light_years: Option<f64>,
    /// How it travelled, `jumped`, `gates` or `bridged`; null: not certain.
    pub how: Option<String>,
    /// All of it in words, with its times and its age; in English.
    pub text: String,
    /// The same, to be worded in any language.
    #[serde(default)]
    pub words: Option<Text>,
}

impl TrailEntry {
    /// All of it, as this program says it to its user.
    pub fn said(&self) -> String {
        said(self.words.as_ref(), &self.text)
    }
}

/// A place on a trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailPlace {
    /// The system; null: not known.
    pub system_id: Option<SystemId>,
    /// Its name; null: not known.
    pub system_name: Option<String>,
    /// The station, the structure, `In space`, `Asset safety`; null: not known.
    pub place_name: Option<String>,
}
