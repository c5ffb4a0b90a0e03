//! What a watch rule must not be.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{LightYears, WatchPlace};
use super::rule::{MassingArea, MoveTrigger, Stage, WatchKind, WatchRule};
use crate::foreign_text::excerpt;
use crate::policy::{LONGEST_NAME, is_name};
use crate::scope::{PlaceSet, ScopeKind};

/// So many rules at most.
pub const MOST_RULES: usize = 50;
/// So many places a rule at most.
pub const MOST_PLACES: usize = 20;
/// So many stages of *in space too long* at most.
pub const MOST_STAGES: usize = 3;
/// The longest time that a rule counts, in minutes: a day.
pub const LONGEST_WINDOW_MINUTES: u32 = 24 * 60;
/// New Eden is smaller.
const FARTHEST: f64 = 200.0;
const MOST_COUNTED: u32 = 1000;

/// Why a list of rules cannot be used: one sentence each.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WatchRuleError {
    /// More than can be judged.
    #[error("there can be {MOST_RULES} watch rules at most, not {0}")]
    TooMany(usize),
    /// Nothing to call it by, or too much.
    #[error("a watch rule needs a name of 1 to 40 visible characters, not \"{}\"", excerpt(.0, LONGEST_NAME))]
    Name(String),
    /// Nobody could tell them apart.
    #[error("two watch rules are called \"{}\": give one of them another name", excerpt(.0, LONGEST_NAME))]
    SameName(String),
    /// One rule twice.
    #[error("the watch rules \"{}\" and \"{}\" have the same id", excerpt(.0, LONGEST_NAME), excerpt(.1, LONGEST_NAME))]
    SameId(String, String),
    /// One rule cannot be meant.
    #[error("the watch rule \"{}\" {fault}", excerpt(.name, LONGEST_NAME))]
    Rule {
        /// What the rule is called.
        name: String,
        /// What is wrong with it.
        fault: WatchRuleFault,
    },
}

/// What is wrong with one rule: the rest of a sentence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WatchRuleFault {
    /// It is about no ship.
    #[error("needs at least one class of ships")]
    NoClass,
    /// It waits for nothing.
    #[error("needs something to wait for: undocks, logs on, moves, enters or leaves")]
    NoTrigger,
    /// There is no border to cross.
    #[error("needs places to enter or leave: list some")]
    NoBorder,
    /// It looks nowhere, or everywhere by way of an empty list.
    #[error("needs at least one place, or has to look everywhere")]
    NoPlaces,
    /// A list that nobody reads.
    #[error("can list {MOST_PLACES} places at most, not {0}")]
    TooManyPlaces(usize),
    /// Nothing in New Eden.
    #[error("lists a place that CapTrack does not know: {}", .0.words())]
    UnknownPlace(WatchPlace),
    /// No distance.
    #[error("needs a distance above 0 and of at most 200 light years, not {0}")]
    Distance(f64),
    /// No stage, or too many.
    #[error("needs one to three stages, not {0}")]
    Stages(usize),
    /// One stage is not later than the one before it.
    #[error("has overlapping stages: stage {} at {second} min must come after stage {stage} at {first} min", .stage + 1)]
    OverlappingStages {
        /// The number of the first of the two, from 1.
        stage: usize,
        /// Its minutes.
        first: u32,
        /// The minutes of the one after it.
        second: u32,
    },
    /// A stage at no time, or after days.
    #[error("has a stage at {0} min: a stage is between 1 min and 24 h")]
    StageMinutes(u32),
    /// A stage that nobody hears of.
    #[error("has a stage without a receiver: stage {0}")]
    NoReceiver(usize),
    /// One ship gathers alone.
    #[error("needs a number from 2 to 1000, not {0}")]
    Number(u32),
    /// No time in which anything could be seen.
    #[error("needs a time from 1 min to 24 h, not {0} min")]
    Window(u32),
}

impl WatchPlace {
    /// As a sentence can name it.
    fn words(&self) -> String {
        match self {
            Self::Region(id) => format!("region {id}"),
            Self::Constellation(id) => format!("constellation {id}"),
            Self::System(id) | Self::Around { system: id, .. } => format!("system {id}"),
            Self::Set(name) => format!("the set of places \"{}\"", excerpt(name, LONGEST_NAME)),
        }
    }
}

/// Refuses rules that cannot be meant; the first fault found. `is_known`: whether New Eden has a region, constellation or system.
pub fn validate(
    rules: &[WatchRule],
    sets: &BTreeMap<String, PlaceSet>,
    is_known: impl Fn(&WatchPlace) -> bool,
) -> Result<(), WatchRuleError> {
    if rules.len() > MOST_RULES {
        return Err(WatchRuleError::TooMany(rules.len()));
    }
    let mut names = BTreeSet::new();
    let mut ids = BTreeMap::new();
    for rule in rules {
        let name = || rule.name.clone();
        if !is_name(&rule.name) {
            return Err(WatchRuleError::Name(name()));
        }
        if !names.insert(rule.name.trim().to_lowercase()) {
            return Err(WatchRuleError::SameName(name()));
        }
        if let Some(other) = ids.insert(rule.id, &rule.name) {
            return Err(WatchRuleError::SameId(other.clone(), name()));
        }
        let is_there = |place: &WatchPlace| match place {
            WatchPlace::Set(name) => sets.contains_key(name),
            place => is_known(place),
        };
        if let Some(fault) = fault(rule, is_there) {
            return Err(WatchRuleError::Rule { name: name(), fault });
        }
    }
    Ok(())
}

fn fault(rule: &WatchRule, is_there: impl Fn(&WatchPlace) -> bool) -> Option<WatchRuleFault> {
    if rule.classes.is_empty() {
        return Some(WatchRuleFault::NoClass);
    }
    place_fault(rule, is_there).or_else(|| match &rule.kind {
        WatchKind::Moves { on } if on.is_empty() => Some(WatchRuleFault::NoTrigger),
        WatchKind::Moves { on } => {
            let needs_border = on.contains(&MoveTrigger::Enters) || on.contains(&MoveTrigger::Leaves);
            (needs_border && rule.places.is_everywhere()).then_some(WatchRuleFault::NoBorder)
        }
        WatchKind::InSpace { stages, .. } => stage_fault(stages),
        WatchKind::Massing { n, area, minutes, .. } => match area {
            _ if !(2..=MOST_COUNTED).contains(n) => Some(WatchRuleFault::Number(*n)),
            _ if !is_window(*minutes) => Some(WatchRuleFault::Window(*minutes)),
            MassingArea::LightYears(light_years) => distance_fault(*light_years),
            MassingArea::System | MassingArea::Constellation | MassingArea::Region => None,
        },
    })
}

fn place_fault(rule: &WatchRule, is_there: impl Fn(&WatchPlace) -> bool) -> Option<WatchRuleFault> {
    let places = &rule.places;
    if places.listed.len() > MOST_PLACES {
        return Some(WatchRuleFault::TooManyPlaces(places.listed.len()));
    }
    if places.kind != ScopeKind::Everywhere && places.listed.is_empty() {
        return Some(WatchRuleFault::NoPlaces);
    }
    let distances = places.listed.iter().filter_map(|place| match place {
        WatchPlace::Around { light_years, .. } => distance_fault(*light_years),
        _ => None,
    });
    let unknown = places.listed.iter().find(|place| !is_there(place));
    distances.into_iter().next().or_else(|| unknown.cloned().map(WatchRuleFault::UnknownPlace))
}

fn distance_fault(LightYears(light_years): LightYears) -> Option<WatchRuleFault> {
    let is_distance = light_years > 0.0 && light_years <= FARTHEST;
    (!is_distance).then_some(WatchRuleFault::Distance(light_years))
}

fn stage_fault(stages: &[Stage]) -> Option<WatchRuleFault> {
    if stages.is_empty() || stages.len() > MOST_STAGES {
        return Some(WatchRuleFault::Stages(stages.len()));
    }
    for (at, stage) in stages.iter().enumerate() {
        if !is_window(stage.minutes) {
            return Some(WatchRuleFault::StageMinutes(stage.minutes));
        }
        if stage.receivers.is_empty() {
            return Some(WatchRuleFault::NoReceiver(at + 1));
        }
        if let Some(next) = stages.get(at + 1).filter(|next| next.minutes <= stage.minutes) {
            let (first, second) = (stage.minutes, next.minutes);
            return Some(WatchRuleFault::OverlappingStages { stage: at + 1, first, second });
        }
    }
    None
}

const fn is_window(minutes: u32) -> bool {
    minutes >= 1 && minutes <= LONGEST_WINDOW_MINUTES
}
