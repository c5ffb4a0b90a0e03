//! The policy: which hulls alert, where, and how it is told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::ids::GroupId;
pub use crate::scope::{PlaceSet, Scope, ScopeKind, SystemLocation};
use crate::watch::WatchRule;

mod validity;

pub use validity::{LONGEST_GROUP_WAIT, LONGEST_LEFT_ALERTS, LONGEST_NAME, PolicyError, SHORTEST_REPEAT, is_name};

/// What a class does when it is in scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mode")]
pub enum ClassMode {
    /// Every hull in scope is critical.
    Always,
    /// Alerts when `n` hulls of the class are in scope under one main.
    Threshold {
        /// How many hulls under one main it takes, 1 to 1000.
        n: u32,
    },
    /// Its hulls are shown as informational and never alert.
    TrackOnly,
    /// Its hulls are neither shown nor counted.
    Ignore,
}

/// The rule of one class: its mode and which of EVE's groups it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRule {
    /// What the class does.
    #[serde(flatten)]
    pub mode: ClassMode,
    /// The groups of the static data that make the class.
    #[serde(default)]
    pub groups: Vec<GroupId>,
    /// What the user calls one or several of them; `None`: as New Eden does.
    #[serde(default)]
    pub display_name: Option<String>,
}

impl ClassRule {
    /// The rule of a class as it comes.
    pub fn default_of(class: HullClass) -> Self {
        Self { mode: default_mode(class), groups: class.default_groups().to_vec(), display_name: None }
    }
}

/// When what still stands is told again, in seconds; `None`: never.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repeat {
    /// Seconds between reminders of critical alerts; none: no reminders.
    pub critical: Option<u64>,
    /// Seconds between reminders of alerts from thresholds; none: no reminders.
    pub alerting: Option<u64>,
}

impl Repeat {
    /// Seconds between reminders at a level; none: no reminders.
    pub const fn of(&self, level: AlertLevel) -> Option<u64> {
        match level {
            AlertLevel::Critical => self.critical,
            AlertLevel::Alerting => self.alerting,
        }
    }
}

/// A snooze duration in seconds that the user may choose; "until cleared" is always offered besides.
pub type SnoozeSeconds = u64;

/// All rules the user can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// One rule for each class; [`Self::validate`] refuses a policy that lacks one.
    pub classes: BTreeMap<HullClass, ClassRule>,
    /// Where a hull must be to alert.
    pub scope: Scope,
    /// Sets of places that the scope may list by name, such as `home`.
    pub places: BTreeMap<String, PlaceSet>,
    /// Whether hulls whose place was never known are in scope. Missing a titan is worse than one notice too many.
    pub never_known_in_scope: bool,
    /// The durations offered for a snooze.
    pub snooze_durations: Vec<SnoozeSeconds>,
    /// How long what is not critical is gathered, in seconds.
    pub group_wait_secs: u32,
    /// When what still stands is told again.
    pub repeat: Repeat,
    /// For how long hulls of pilots who have left AllianceAuth alert, in seconds.
    #[serde(skip_serializing_if = "is_a_week")]
    pub left_alerts_secs: u32,
    /// Rules about what moves, in the order in which they are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub watch: Vec<WatchRule>,
}

/// For how long hulls of pilots who have left AllianceAuth alert, in seconds, unless the rules say otherwise.
pub const LEFT_ALERTS_SECS: u32 = 7 * 86_400;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's shape")]
const fn is_a_week(secs: &u32) -> bool {
    *secs == LEFT_ALERTS_SECS
}

/// How long critical news is gathered, in seconds, so that ten alts make one message.
pub const CRITICAL_WAIT_SECS: u32 = 2;

impl Default for Policy {
    fn default() -> Self {
        let classes = HullClass::ALL.into_iter().map(|class| (class, ClassRule::default_of(class))).collect();
        Self {
            classes,
            scope: Scope::default(),
            places: BTreeMap::new(),
            never_known_in_scope: true,
            snooze_durations: vec![3600, 6 * 3600, 24 * 3600],
            group_wait_secs: 30,
            repeat: Repeat::default(),
            left_alerts_secs: LEFT_ALERTS_SECS,
            watch: Vec::new(),
        }
    }
}

const fn default_mode(class: HullClass) -> ClassMode {
    match class {
        HullClass::Titan | HullClass::Supercarrier => ClassMode::Always,
        HullClass::Dreadnought
        | HullClass::LancerDreadnought
        | HullClass::Carrier
        | HullClass::CommandCarrier
        | HullClass::ForceAuxiliary => ClassMode::Threshold { n: 5 },
        HullClass::CapitalIndustrial | HullClass::Unclassified => ClassMode::TrackOnly,
        HullClass::JumpFreighter | HullClass::Freighter => ClassMode::Ignore,
    }
}

impl Policy {
    /// The mode of a class; a class without a rule has its default.
    pub fn mode(&self, class: HullClass) -> ClassMode {
        self.classes.get(&class).map_or(default_mode(class), |rule| rule.mode)
    }

    /// The class of a group; a capital of a group that nobody listed is unclassified, it never vanishes.
    pub fn class_of(&self, group: Option<GroupId>) -> HullClass {
        let Some(group) = group else {
            return HullClass::Unclassified;
        };
        self.classes
            .iter()
            .find(|(_, rule)| rule.groups.contains(&group))
            .map_or(HullClass::Unclassified, |(class, _)| *class)
    }

    /// What the user calls hulls of a class, if not as New Eden does.
    pub fn display_name(&self, class: HullClass) -> Option<&str> {
        self.classes.get(&class)?.display_name.as_deref()
    }

    /// Several hulls of a class, as the user calls them.
    pub fn plural(&self, class: HullClass) -> Cow<'_, str> {
        self.display_name(class).map_or(Cow::Borrowed(class.plural()), Cow::Borrowed)
    }

    /// One hull of a class, as the user calls it: a display name serves for one and for several.
    pub fn singular(&self, class: HullClass) -> Cow<'_, str> {
        self.display_name(class).map_or(Cow::Borrowed(class.singular()), Cow::Borrowed)
    }

    /// `1 titan`, `6 dreadnoughts`; with a display name `6 Dreads`.
    pub fn counted(&self, class: HullClass, n: usize) -> String {
        let word = if n == 1 { self.singular(class) } else { self.plural(class) };
        format!("{n} {word}")
    }

    /// The groups that are hulls: those of every class, also of ignored ones.
    pub fn tracked_groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.classes.values().flat_map(|rule| rule.groups.iter().copied())
    }

    /// Whether a hull there is in scope; `None`: its place was never known.
    pub fn in_scope(&self, place: Option<SystemLocation>) -> bool {
        self.scope.holds(place, &self.places, self.never_known_in_scope)
    }
}

#[cfg(test)]
mod tests;
