//! What a policy must not be.

use std::collections::BTreeMap;

use super::{ClassMode, PlaceSet, Policy, ScopeKind};
use crate::class::HullClass;
use crate::class_text::classes;
use crate::foreign_text::excerpt;
use crate::ids::GroupId;
use crate::text;
use crate::text::Text;
use crate::watch::{self, WatchPlace, WatchRuleError};

/// The shortest interval between two reminders, in seconds.
pub const SHORTEST_REPEAT: u64 = 300;
/// The longest name of a class or of a set of places, in characters.
pub const LONGEST_NAME: usize = 40;

/// The longest time that what is not critical may be gathered, in seconds.
pub const LONGEST_GROUP_WAIT: u32 = 3600;

/// The longest time that hulls of pilots who have left may alert, in seconds.
pub const LONGEST_LEFT_ALERTS: u32 = 365 * 86_400;

/// Why a policy cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyError {
    /// A threshold that no fleet or every fleet would reach.
    Threshold {
        /// The class at fault.
        class: HullClass,
        /// The threshold that was asked for.
        n: u32,
    },
    /// A group can only be one thing.
    GroupInTwoClasses {
        /// The group that two classes claim.
        group: GroupId,
        /// The class that claims it first.
        first: HullClass,
        /// The other class that claims it.
        second: HullClass,
    },
    /// The scope is "only in the listed places", and none is listed: nothing could ever alert.
    EmptyScope,
    /// The scope names a set that is not there.
    UnknownPlaceSet(String),
    /// Nothing to call it by, or too much.
    PlaceSetName(String),
    /// Nothing to call it by, or too much.
    DisplayName {
        /// Of which class.
        class: HullClass,
    },
    /// A reminder every few seconds is a storm.
    RepeatLength,
    /// News that is gathered for a day is no news.
    GroupWait,
    /// Who left a year ago is nobody's pilot.
    LeftAlerts,
    /// A snooze duration is too short or too long.
    SnoozeLength,
    /// More durations than a menu holds (six).
    TooManySnoozes,
    /// A rule about what moves cannot be meant.
    Watch(WatchRuleError),
}

impl PolicyError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Threshold { class, n } => text!("policy-threshold", classes = classes(*class, &()), n = *n),
            Self::GroupInTwoClasses { group, first, second } => text!(
                "policy-group-in-two-classes",
                group = group.0,
                first = classes(*first, &()),
                second = classes(*second, &()),
            ),
            Self::EmptyScope => text!("policy-empty-scope"),
            Self::UnknownPlaceSet(name) => text!("policy-unknown-place-set", name = excerpt(name, LONGEST_NAME)),
            Self::PlaceSetName(name) => text!("policy-place-set-name", name = excerpt(name, LONGEST_NAME)),
            Self::DisplayName { class } => text!("policy-display-name", classes = classes(*class, &())),
            Self::RepeatLength => text!("policy-repeat-length"),
            Self::GroupWait => text!("policy-group-wait"),
            Self::LeftAlerts => text!("policy-left-alerts"),
            Self::SnoozeLength => text!("policy-snooze-length"),
            Self::TooManySnoozes => text!("policy-too-many-snoozes"),
            Self::Watch(error) => error.text(),
        }
    }
}

impl Policy {
    /// Refuses a policy that cannot be meant; the first fault found.
    pub fn validate(&self) -> Result<(), PolicyError> {
        let mut seen: BTreeMap<GroupId, HullClass> = BTreeMap::new();
        for (class, rule) in &self.classes {
            if let ClassMode::Threshold { n } = rule.mode
                && !(1..=1000).contains(&n)
            {
                return Err(PolicyError::Threshold { class: *class, n });
            }
            if rule.display_name.as_ref().is_some_and(|name| !is_name(name)) {
                return Err(PolicyError::DisplayName { class: *class });
            }
            for group in &rule.groups {
                if let Some(first) = seen.insert(*group, *class).filter(|first| first != class) {
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
        if self.left_alerts_secs > LONGEST_LEFT_ALERTS {
            return Err(PolicyError::LeftAlerts);
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
        watch::validate(&self.watch, &self.places, WatchPlace::has_possible_id).map_err(PolicyError::Watch)
    }

    /// Whether the scope lists no place at all, its sets included.
    fn lists_nothing(&self) -> bool {
        let scope = &self.scope;
        scope.regions.is_empty()
            && scope.constellations.is_empty()
            && scope.systems.is_empty()
            && scope.sets.iter().filter_map(|name| self.places.get(name)).all(PlaceSet::is_empty)
    }
}

/// Whether a class or a set of places can be called that: it stands in sentences, in lists and in a file.
pub fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
}
