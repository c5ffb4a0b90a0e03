//! The policy: which hulls alert, where, and how it is told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::ids::{ConstellationId, GroupId, RegionId, SystemId};

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
}

/// Which places count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// Everywhere.
    #[default]
    Everywhere,
    /// Only the listed places.
    OnlyListed,
    /// All but the listed places.
    AllButListed,
}

/// Where a hull must be to alert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// How the lists are read.
    pub kind: ScopeKind,
    /// Listed regions.
    pub regions: BTreeSet<RegionId>,
    /// Listed constellations.
    pub constellations: BTreeSet<ConstellationId>,
    /// Listed systems.
    pub systems: BTreeSet<SystemId>,
}

/// A system with what it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The system.
    pub system: SystemId,
    /// Its constellation.
    pub constellation: ConstellationId,
    /// Its region.
    pub region: RegionId,
}

impl Scope {
    /// Whether a place lies in scope; `None`: it was never known.
    fn holds(&self, place: Option<Whereabouts>, never_known_in_scope: bool) -> bool {
        let Some(place) = place else {
            return self.kind == ScopeKind::Everywhere || never_known_in_scope;
        };
        let listed = self.systems.contains(&place.system)
            || self.constellations.contains(&place.constellation)
            || self.regions.contains(&place.region);
        match self.kind {
            ScopeKind::Everywhere => true,
            ScopeKind::OnlyListed => listed,
            ScopeKind::AllButListed => !listed,
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
    /// Whether hulls whose place was never known are in scope. Missing a titan is worse than one notice too many.
    pub never_known_in_scope: bool,
    /// The durations offered for a snooze.
    pub snooze_durations: Vec<SnoozeSeconds>,
    /// How long what is not critical is gathered, in seconds.
    pub group_wait_secs: u32,
}

/// How long critical news is gathered, in seconds, so that ten alts make one message.
pub const CRITICAL_WAIT_SECS: u32 = 2;

impl Default for Policy {
    fn default() -> Self {
        let classes = HullClass::ALL
            .into_iter()
            .map(|class| (class, ClassRule { mode: default_mode(class), groups: class.default_groups().to_vec() }))
            .collect();
        Self {
            classes,
            scope: Scope::default(),
            never_known_in_scope: true,
            snooze_durations: vec![3600, 6 * 3600, 24 * 3600],
            group_wait_secs: 30,
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

    /// Whether a hull there is in scope; `None`: its place was never known.
    pub fn in_scope(&self, place: Option<Whereabouts>) -> bool {
        self.scope.holds(place, self.never_known_in_scope)
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
            for group in &rule.groups {
                if let Some(first) = seen.insert(*group, *class) {
                    return Err(PolicyError::GroupInTwoClasses { group: *group, first, second: *class });
                }
            }
        }
        let scope = &self.scope;
        let lists_nothing = scope.regions.is_empty() && scope.constellations.is_empty() && scope.systems.is_empty();
        if scope.kind == ScopeKind::OnlyListed && lists_nothing {
            return Err(PolicyError::EmptyScope);
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
