//! What a change would do before it is made: previews and imports.

use captrack_domain::evaluate::Level;
use captrack_domain::ids::{ConstellationId, PilotId, RegionId, SystemId};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::text::Text;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// What a policy would change with what is known now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Why the policy cannot be used, if so. Then nothing else is said.
    pub refused: Option<Refusal>,
    /// Mains that alert under the policy in force.
    pub mains_now: usize,
    /// How many mains would have open alerts.
    pub mains_then: usize,
    /// Mains that would begin to alert, by level, then by name.
    pub begins: Vec<PreviewMain>,
    /// Mains with open alerts that would have none.
    pub falls_silent: Vec<PreviewMain>,
    /// Mains that would go on alerting with other hulls or at another level.
    pub changes: Vec<PreviewMain>,
}

/// A main whose alerts a change of rules would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewMain {
    /// The main's character id.
    pub main: PilotId,
    /// The main's name.
    pub name: String,
    /// The part of the board it would stand in; of one that falls silent, the part it stands in now.
    pub level: Level,
    /// What alerts now, such as `6 dreadnoughts`; empty: nothing.
    pub now: String,
    /// What would alert, such as `1 titan, 5 carriers`.
    pub then: String,
}

/// One setting that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingChange {
    /// Which: `Dreadnoughts`, `Snooze durations`.
    pub setting: Text,
    /// The value in force, as one phrase.
    pub old: Text,
    /// The value of the file, as one phrase.
    pub new: Text,
}

/// What an import would change, or has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsImport {
    /// What differs; empty: the file says what already is.
    pub changes: Vec<SettingChange>,
    /// The rules as they would be.
    pub policy: Policy,
    /// Look and behaviour as they would be.
    pub preferences: Preferences,
    /// True: it was carried out; false: it is what would change.
    pub applied: bool,
}

/// A text to be kept as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFile {
    /// A name for it, such as `captrack-policy.toml`.
    pub name: String,
    /// The whole content, UTF-8.
    pub text: String,
}

/// A region, a constellation or a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceId {
    /// A region with everything in it.
    Region(RegionId),
    /// A constellation with everything in it.
    Constellation(ConstellationId),
    /// A single system.
    System(SystemId),
}

/// A place that a search for names found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// Which region, constellation or system.
    pub place: PlaceId,
    /// Its English name.
    pub name: String,
    /// The region it lies in; none: it is one.
    pub region: Option<String>,
}
