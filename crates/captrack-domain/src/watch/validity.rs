//! What a watch rule must not be.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{LightYears, WatchPlace};
use super::rule::{MassingArea, MoveTrigger, Stage, WatchKind, WatchRule};
use crate::foreign_text::excerpt;
use crate::policy::{LONGEST_NAME, is_name};
use crate::scope::{PlaceSet, ScopeKind};
use crate::text;
use crate::text::Text;

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

/// Why a list of rules cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchRuleError {
    /// More than can be judged.
    TooMany(usize),
    /// Nothing to call it by, or too much.
    Name(String),
    /// Nobody could tell them apart.
    SameName(String),
    /// One rule twice.
    SameId(String, String),
    /// One rule cannot be meant.
    Rule {
        /// What the rule is called.
        name: String,
        /// What is wrong with it.
        fault: WatchRuleFault,
    },
}

/// What is wrong with one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchRuleFault {
    /// It is about no ship.
    NoClass,
    /// It waits for nothing.
    NoTrigger,
    /// There is no border to cross.
    NoBorder,
    /// It looks nowhere, or everywhere by way of an empty list.
    NoPlaces,
    /// A list that nobody reads.
    TooManyPlaces(usize),
    /// Nothing in New Eden.
    UnknownPlace(WatchPlace),
    /// No distance.
    Distance(LightYears),
    /// No stage, or too many.
    Stages(usize),
    /// One stage is not later than the one before it.
    OverlappingStages {
        /// The number of the first of the two, from 1.
        stage: usize,
        /// Its minutes.
        first: u32,
        /// The minutes of the one after it.
        second: u32,
    },
    /// A stage at no time, or after days.
    StageMinutes(u32),
    /// A stage that nobody hears of.
    NoReceiver(usize),
    /// One ship gathers alone.
    Number(u32),
    /// No time in which anything could be seen.
    Window(u32),
}

impl WatchRuleError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        let shown = |name: &str| excerpt(name, LONGEST_NAME);
        match self {
            Self::TooMany(n) => text!("watch-rules-too-many", most = MOST_RULES, n = *n),
            Self::Name(name) => text!("watch-rules-name", name = shown(name)),
            Self::SameName(name) => text!("watch-rules-same-name", name = shown(name)),
            Self::SameId(first, second) => text!("watch-rules-same-id", first = shown(first), second = shown(second)),
            Self::Rule { name, fault } => text!("watch-rules-fault", name = shown(name), fault = fault.text()),
        }
    }
}

impl WatchRuleFault {
    /// What follows the rule's name.
    fn text(&self) -> Text {
        match self {
            Self::NoClass => text!("watch-rule-no-class"),
            Self::NoTrigger => text!("watch-rule-no-trigger"),
            Self::NoBorder => text!("watch-rule-no-border"),
            Self::NoPlaces => text!("watch-rule-no-places"),
            Self::TooManyPlaces(n) => text!("watch-rule-too-many-places", most = MOST_PLACES, n = *n),
            Self::UnknownPlace(place) => text!("watch-rule-unknown-place", place = place.text()),
            Self::Distance(light_years) => text!("watch-rule-distance", distance = light_years.0.to_string()),
            Self::Stages(n) => text!("watch-rule-stages", n = *n),
            Self::OverlappingStages { stage, first, second } => text!(
                "watch-rule-overlapping-stages",
                stage = *stage,
                first = *first,
                next = stage.saturating_add(1),
                second = *second,
            ),
            Self::StageMinutes(minutes) => text!("watch-rule-stage-minutes", minutes = *minutes),
            Self::NoReceiver(stage) => text!("watch-rule-no-receiver", stage = *stage),
            Self::Number(n) => text!("watch-rule-number", n = *n),
            Self::Window(minutes) => text!("watch-rule-window", minutes = *minutes),
        }
    }
}

impl WatchPlace {
    /// As a sentence can name it.
    fn text(&self) -> Text {
        match self {
            Self::Region(id) => text!("place-region-id", id = id.0),
            Self::Constellation(id) => text!("place-constellation-id", id = id.0),
            Self::System(id) | Self::Around { system: id, .. } => text!("place-system-id", id = id.0),
            Self::Set(name) => text!("place-set", name = excerpt(name, LONGEST_NAME)),
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

fn distance_fault(light_years: LightYears) -> Option<WatchRuleFault> {
    let is_distance = light_years.0 > 0.0 && light_years.0 <= FARTHEST;
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
