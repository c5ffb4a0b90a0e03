//! Watch rules as people make them.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::id::WatchRuleId;
use super::places::{LightYears, WatchPlaces};
use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::notice::Receiver;

/// A last stage that repeats does so at this interval.
pub const REPEAT_EVERY: Duration = Duration::from_secs(5 * 60);
/// And so many times at most.
pub const REPEATS_AT_MOST: u8 = 12;

/// One rule about what moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchRule {
    /// The same for as long as it is the same rule.
    pub id: WatchRuleId,
    /// What people call it: at most 40 visible characters.
    pub name: String,
    /// A rule that is off is kept and does nothing.
    #[serde(default = "on")]
    pub enabled: bool,
    /// The ships that it is about, by class.
    pub classes: BTreeSet<HullClass>,
    /// Where it looks.
    #[serde(default)]
    pub places: WatchPlaces,
    /// The level of its ships while it alerts, and so the receivers.
    pub level: AlertLevel,
    /// What it looks for.
    #[serde(flatten)]
    pub kind: WatchKind,
}

const fn on() -> bool {
    true
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WatchKind {
    /// A ship does one of these.
    Moves {
        /// Any of them.
        on: BTreeSet<MoveTrigger>,
    },
    /// A ship has been in space, its pilot surely online, for longer than a stage says.
    InSpace {
        /// One to three, each later than the one before.
        stages: Vec<Stage>,
        /// The last stage is sent again every [`REPEAT_EVERY`], until it is acknowledged, [`REPEATS_AT_MOST`] times.
        #[serde(default)]
        repeat: bool,
    },
    /// Ships gather.
    Massing {
        /// So many of what is counted.
        n: u32,
        /// What is counted.
        #[serde(default)]
        count: MassingCount,
        /// How near to each other they must be.
        area: MassingArea,
        /// How young a sighting must be to count, in minutes.
        minutes: u32,
    },
}

/// What a ship does that a rule waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveTrigger {
    /// Docked before, in space now, in one of the rule's places.
    Undocks,
    /// Its pilot comes online in it, in one of the rule's places.
    LogsOn,
    /// It is in another system; one of the two is among the rule's places.
    Moves,
    /// From outside of the rule's places into one of them.
    Enters,
    /// Out of the rule's places.
    Leaves,
}

impl MoveTrigger {
    /// Every trigger, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Undocks, Self::LogsOn, Self::Moves, Self::Enters, Self::Leaves];
}

/// One stage of *in space too long*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// After so many minutes in space.
    pub minutes: u32,
    /// Who is told.
    pub receivers: BTreeSet<Receiver>,
}

/// What a massing counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MassingCount {
    /// Different mains, each with at least one ship there: ten ships of one main are one.
    #[default]
    Mains,
    /// Ships, whoever they belong to.
    Ships,
}

/// How near to each other ships must be to gather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MassingArea {
    /// In one system.
    System,
    /// In one constellation.
    Constellation,
    /// In one region.
    Region,
    /// So many light years at most from one system in which one of them is.
    LightYears(LightYears),
}
