//! The policy: which hulls alert, where, and how it is told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::ids::GroupId;
pub use crate::scope::{PlaceSet, Scope, ScopeKind, Whereabouts};

/// What a class does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mode")]
pub enum Mode {
    /// Every hull in scope is critical.
    Always,
    /// Alerts when `n` hulls of the class are in scope under one main.
    Threshold {
        /// How many, 1 to 1000.
        n: u32,
    },
    /// Shown, never alerts.
    TrackOnly,
    /// Not shown.
    Ignore,
}

/// The rule of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRule {
    /// What it does.
    #[serde(flatten)]
    pub mode: Mode,
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
    /// What is critical.
    pub critical: Option<u64>,
    /// What alerts by its number.
    pub alerting: Option<u64>,
}

impl Repeat {
    /// The interval of a level.
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
    /// The rule of every class.
    pub classes: BTreeMap<HullClass, ClassRule>,
    /// Where a hull must be.
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
}

/// The shortest interval between two reminders, in seconds.
pub const SHORTEST_REPEAT: u64 = 300;
/// The longest name of a class or of a set of places, in characters.
pub const LONGEST_NAME: usize = 40;

/// The longest time that what is not critical may be gathered, in seconds.
pub const LONGEST_GROUP_WAIT: u32 = 3600;

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME
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
        }
    }
}

const fn default_mode(class: HullClass) -> Mode {
    match class {
        HullClass::Titan | HullClass::Supercarrier => Mode::Always,
        HullClass::Dreadnought
        | HullClass::LancerDreadnought
        | HullClass::Carrier
        | HullClass::CommandCarrier
        | HullClass::ForceAuxiliary => Mode::Threshold { n: 5 },
        HullClass::CapitalIndustrial | HullClass::Unclassified => Mode::TrackOnly,
        HullClass::JumpFreighter | HullClass::Freighter => Mode::Ignore,
    }
}

/// Why a policy cannot be used: one sentence each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A threshold that no fleet or every fleet would reach.
    #[error("the threshold of {} must be between 1 and 1000, not {n}", .class.plural())]
    Threshold {
        /// Of which class.
        class: HullClass,
        /// What was asked for.
        n: u32,
    },
    /// A group can only be one thing.
    #[error("group {group} is in two classes, {} and {}: leave it in one", .first.plural(), .second.plural())]
    GroupInTwoClasses {
        /// The group.
        group: GroupId,
        /// One class.
        first: HullClass,
        /// The other.
        second: HullClass,
    },
    /// Nothing could ever alert.
    #[error("\"only in the listed places\" needs at least one region, constellation or system")]
    EmptyScope,
    /// The scope names a set that is not there.
    #[error("there is no set of places called \"{0}\": save it first or take it out of the list")]
    UnknownPlaceSet(String),
    /// Nothing to call it by, or too much.
    #[error("a set of places needs a name of 1 to 40 characters, not \"{0}\"")]
    PlaceSetName(String),
    /// Nothing to call it by, or too much.
    #[error("the display name of {} must have 1 to 40 characters", .class.plural())]
    DisplayName {
        /// Of which class.
        class: HullClass,
    },
    /// A reminder every few seconds is a storm.
    #[error("what still stands can be told again every 5 minutes at most")]
    RepeatLength,
    /// News that is gathered for a day is no news.
    #[error("what is not critical can be gathered for an hour at most")]
    GroupWait,
    /// Too short, too long.
    #[error("a snooze must last between 5 minutes and 30 days")]
    SnoozeLength,
    /// The menu holds six.
    #[error("at most six snooze durations can be offered")]
    TooManySnoozes,
}

impl Policy {
    /// The mode of a class; a class without a rule has its default.
    pub fn mode(&self, class: HullClass) -> Mode {
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

    /// Whether the scope lists no place at all, its sets included.
    fn lists_nothing(&self) -> bool {
        let scope = &self.scope;
        scope.regions.is_empty()
            && scope.constellations.is_empty()
            && scope.systems.is_empty()
            && scope.sets.iter().filter_map(|name| self.places.get(name)).all(PlaceSet::is_empty)
    }

    /// Whether a hull there is in scope; `None`: its place was never known.
    pub fn in_scope(&self, place: Option<Whereabouts>) -> bool {
        self.scope.holds(place, &self.places, self.never_known_in_scope)
    }

    /// Refuses what cannot be meant.
    pub fn validate(&self) -> Result<(), PolicyError> {
        let mut seen: BTreeMap<GroupId, HullClass> = BTreeMap::new();
        for (class, rule) in &self.classes {
            if let Mode::Threshold { n } = rule.mode
                && !(1..=1000).contains(&n)
            {
                return Err(PolicyError::Threshold { class: *class, n });
            }
            if rule.display_name.as_ref().is_some_and(|name| !is_name(name)) {
                return Err(PolicyError::DisplayName { class: *class });
            }
            for group in &rule.groups {
                if let Some(first) = seen.insert(*group, *class) {
                    return Err(PolicyError::GroupInTwoClasses { group: *group, first, second: *class });
                }
            }
        }
        let scope = &self.scope;
        if let Some(unknown) = scope.sets.iter().find(|name| !self.places.contains_key(*name)) {
            return Err(PolicyError::UnknownPlaceSet(unknown.clone()));
        }
        if scope.kind == ScopeKind::OnlyListed && self.lists_nothing() {
            return Err(PolicyError::EmptyScope);
        }
        if let Some(name) = self.places.keys().find(|name| !is_name(name)) {
            return Err(PolicyError::PlaceSetName(name.clone()));
        }
        if self.group_wait_secs > LONGEST_GROUP_WAIT {
            return Err(PolicyError::GroupWait);
        }
        let repeats = [self.repeat.critical, self.repeat.alerting];
        if repeats.into_iter().flatten().any(|secs| secs < SHORTEST_REPEAT) {
            return Err(PolicyError::RepeatLength);
        }
        if self.snooze_durations.len() > 6 {
            return Err(PolicyError::TooManySnoozes);
        }
        if self.snooze_durations.iter().any(|secs| !(300..=30 * 86_400).contains(secs)) {
            return Err(PolicyError::SnoozeLength);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RegionId;

    #[test]
    fn the_default_policy_is_valid_and_knows_the_ten_capital_groups() {
        let policy = Policy::default();
        policy.validate().unwrap();
        assert_eq!(policy.class_of(Some(GroupId(4594))), HullClass::LancerDreadnought);
        assert_eq!(policy.class_of(Some(GroupId(1972))), HullClass::Unclassified);
        assert_eq!(policy.classes.values().map(|rule| rule.groups.len()).sum::<usize>(), 10);
    }

    #[test]
    fn a_bad_policy_is_refused_with_a_sentence() {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = Mode::Threshold { n: 0 };
        assert_eq!(
            policy.validate().unwrap_err().to_string(),
            "the threshold of carriers must be between 1 and 1000, not 0"
        );

        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Carrier).unwrap().groups.push(GroupId(30));
        assert_eq!(
            policy.validate().unwrap_err().to_string(),
            "group 30 is in two classes, titans and carriers: leave it in one"
        );

        let mut policy = Policy::default();
        policy.scope.kind = ScopeKind::OnlyListed;
        assert_eq!(policy.validate(), Err(PolicyError::EmptyScope));

        let policy = Policy { snooze_durations: vec![60], ..Policy::default() };
        assert_eq!(policy.validate(), Err(PolicyError::SnoozeLength));
        let policy = Policy { snooze_durations: vec![600; 7], ..Policy::default() };
        assert_eq!(policy.validate(), Err(PolicyError::TooManySnoozes));
    }

    #[test]
    fn a_place_never_known_is_in_scope_unless_the_policy_says_otherwise() {
        let mut policy = Policy::default();
        policy.scope.kind = ScopeKind::OnlyListed;
        policy.scope.regions.insert(RegionId(10_000_060));
        assert!(policy.in_scope(None));
        policy.never_known_in_scope = false;
        assert!(!policy.in_scope(None));
        policy.scope.kind = ScopeKind::Everywhere;
        assert!(policy.in_scope(None), "everywhere is everywhere");
    }

    #[test]
    fn policies_survive_json_and_unknown_fields() {
        let policy = Policy::default();
        let mut json = serde_json::to_value(&policy).unwrap();
        json["something_new"] = 1.into();
        assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), policy);
    }
}
