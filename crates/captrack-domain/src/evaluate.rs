//! The one rule engine: every hull's level and why, every card's part, and what stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::AlertId;
use crate::class::HullClass;
use crate::hull::HullKey;
use crate::ids::{PilotId, RegionId};
use crate::policy::{ClassMode, Policy, ScopeKind, SystemLocation};
use crate::section::Freshness;
use crate::snooze::Snoozes;
use crate::text;
use crate::text::Text;
use crate::watch::{WatchLevels, WatchRuleId};
use crate::why::{DecidingRule, LevelReason};

mod card;
mod card_reason;

pub use card::card_level;
pub use card_reason::{
    CardReason, ClassCounts, FleetReason, LeftOut, NearestThreshold, QuietKind, SnoozeEnds, card_reason,
};

/// The level of a hull, and the part of the dashboard that a card stands in. Highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Its class always alerts and it is in scope.
    Critical,
    /// Its class has reached the threshold under its main.
    Alerting,
    /// Its pilot is snoozed: it neither alerts nor counts for a threshold.
    Snoozed,
    /// It is shown and does not alert: its class is only tracked, too few, or out of scope.
    Informational,
    /// A capital ship of a group that is in no class.
    Unclassified,
}

impl Level {
    /// Highest first: the order of the dashboard's parts.
    pub const ALL: [Self; 5] = [Self::Critical, Self::Alerting, Self::Snoozed, Self::Informational, Self::Unclassified];

    /// As a user reads it.
    pub fn text(self) -> Text {
        match self {
            Self::Critical => text!("level-critical"),
            Self::Alerting => text!("level-alerting"),
            Self::Snoozed => text!("level-snoozed"),
            Self::Informational => text!("level-informational"),
            Self::Unclassified => text!("level-unclassified"),
        }
    }

    /// As in `snapshot --json`; it never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Alerting => "alerting",
            Self::Snoozed => "snoozed",
            Self::Informational => "informational",
            Self::Unclassified => "unclassified",
        }
    }
}

/// The levels of a hull that open an alert; they decide which webhook is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// From a class that always alerts.
    Critical,
    /// From a class that has reached its threshold.
    Alerting,
}

/// One hull as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HullFact {
    /// The hull's identity in the fleet.
    pub key: HullKey,
    /// By the policy's groups, not by EVE's alone.
    pub class: HullClass,
    /// Who owns or flies it.
    pub pilot: PilotId,
    /// The pilot's main; the pilot, where there is none.
    pub main: PilotId,
    /// Where it is, or last was; `None`: never known.
    pub whereabouts: Option<SystemLocation>,
    /// Of the section that tells where it is.
    pub freshness: Freshness,
    /// Whether its pilot's hulls are all known; before that nobody is told.
    pub introduced: bool,
    /// It is a stack of so many packaged hulls; none: one that is assembled.
    pub packaged: Option<u32>,
    /// Its pilot left AllianceAuth longer ago than such hulls alert for.
    pub left: bool,
}

impl HullFact {
    /// How many hulls it counts for.
    pub fn count(&self) -> u32 {
        self.packaged.unwrap_or(1).max(1)
    }

    /// Whether it counts towards anything, and can alert.
    fn matters(&self, mode: ClassMode) -> bool {
        // What is packaged cannot jump.
        let is_harmless = mode == ClassMode::Always && self.packaged.is_some();
        !self.left && !is_harmless
    }
}

/// The level of one hull and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HullVerdict {
    /// What the rules make of it now.
    pub level: Level,
    /// The rule that gave it this level.
    pub why: LevelReason,
    /// It would alert if nobody were snoozed.
    pub would_alert: bool,
}

/// What the rules make of a main.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The main that the card is of.
    pub main: PilotId,
    /// The part of the dashboard it stands in.
    pub level: Level,
    /// Indices into the facts: highest level first, titan before supercarrier before the rest.
    pub hulls: Vec<usize>,
}

/// An alert that holds now, whether it was open before or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAlert {
    /// The main under whom it alerts.
    pub main: PilotId,
    /// Which receivers are told.
    pub level: AlertLevel,
    /// The class whose mode makes it alert.
    pub class: HullClass,
    /// Its hulls, each with its region.
    pub hulls: BTreeMap<HullKey, Option<RegionId>>,
}

/// What the rules say of all hulls.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// One a fact, in the order of the facts; `None`: its class is ignored.
    pub verdicts: Vec<Option<HullVerdict>>,
    /// One a main that has something to show: by level, then by main.
    pub cards: Vec<Card>,
    /// What alerts, of pilots whose hulls are known.
    pub open_alerts: BTreeMap<AlertId, OpenAlert>,
    /// What would alert if nobody were snoozed.
    pub without_snoozes: BTreeMap<AlertId, OpenAlert>,
}

/// The counts of one class under one main.
#[derive(Default, Clone, Copy)]
struct Tally {
    awake: u32,
    stale: u32,
    with_snoozed: u32,
    introduced_awake: u32,
    introduced_with_snoozed: u32,
}

/// Judges every hull. The order of the facts does not change any verdict.
pub fn evaluate(facts: &[HullFact], policy: &Policy, snoozes: &Snoozes, now: Timestamp) -> Evaluation {
    evaluate_watched(facts, policy, snoozes, &WatchLevels::default(), now)
}

/// The same with what watch rules make of the ships: a ship has the highest level that any rule gives to it.
pub fn evaluate_watched(
    facts: &[HullFact],
    policy: &Policy,
    snoozes: &Snoozes,
    watch: &WatchLevels,
    now: Timestamp,
) -> Evaluation {
    let silenced: BTreeSet<PilotId> =
        snoozes.0.values().filter(|snooze| snooze.holds(now)).map(|snooze| snooze.pilot).collect();
    let in_scope: Vec<bool> = facts.iter().map(|fact| policy.in_scope(fact.whereabouts)).collect();
    let tallies = tally(facts, &in_scope, policy, &silenced);

    let mut evaluation = Evaluation { verdicts: Vec::with_capacity(facts.len()), ..Evaluation::default() };
    let mut cards: BTreeMap<PilotId, Vec<usize>> = BTreeMap::new();
    for (index, fact) in facts.iter().enumerate() {
        let mode = policy.mode(fact.class);
        let watched = watch.open.get(&fact.key);
        let would_be_watched = watched.is_some() || watch.silenced.contains(&fact.key);
        if mode == ClassMode::Ignore && !would_be_watched {
            evaluation.verdicts.push(None);
            continue;
        }
        let tally = tallies.get(&(fact.main, fact.class)).copied().unwrap_or_default();
        let snooze = if silenced.contains(&fact.pilot) { snoozes.of(fact.pilot, now) } else { None };
        let (awake, reason) = judge(fact, mode, in_scope[index], tally, policy);
        let would_alert = match mode {
            _ if would_be_watched => true,
            _ if !fact.matters(mode) => false,
            ClassMode::Always => in_scope[index],
            ClassMode::Threshold { n } => in_scope[index] && tally.with_snoozed >= n,
            ClassMode::TrackOnly | ClassMode::Ignore => false,
        };
        let (level, reason) = match snooze {
            Some(snooze) => (Level::Snoozed, DecidingRule::Snoozed { by: snooze.by.clone(), until: snooze.until }),
            None => match watched {
                Some((level, rule)) => with_watch_rule((awake, reason), *level, *rule, policy),
                None => (awake, reason),
            },
        };
        let place_unknown = fact.whereabouts.is_none() && !matches!(level, Level::Snoozed);
        evaluation.verdicts.push(Some(HullVerdict { level, why: LevelReason { reason, place_unknown }, would_alert }));
        cards.entry(fact.main).or_default().push(index);

        if fact.introduced && in_scope[index] && fact.matters(mode) {
            note_alert(&mut evaluation, fact, mode, tally, snooze.is_some());
        }
    }
    evaluation.cards =
        cards.into_iter().map(|(main, hulls)| card::card(main, hulls, facts, &evaluation.verdicts)).collect();
    evaluation.cards.sort_by_key(|card| (card.level, card.main));
    evaluation
}

fn tally(
    facts: &[HullFact],
    in_scope: &[bool],
    policy: &Policy,
    silenced: &BTreeSet<PilotId>,
) -> BTreeMap<(PilotId, HullClass), Tally> {
    let mut tallies: BTreeMap<(PilotId, HullClass), Tally> = BTreeMap::new();
    for (fact, in_scope) in facts.iter().zip(in_scope) {
        let mode = policy.mode(fact.class);
        if !in_scope || !matches!(mode, ClassMode::Threshold { .. }) || !fact.matters(mode) {
            continue;
        }
        let count = fact.count();
        let awake = !silenced.contains(&fact.pilot);
        let tally = tallies.entry((fact.main, fact.class)).or_default();
        let add = |to: &mut u32, is_one: bool| *to = to.saturating_add(if is_one { count } else { 0 });
        add(&mut tally.with_snoozed, true);
        add(&mut tally.introduced_with_snoozed, fact.introduced);
        add(&mut tally.awake, awake);
        add(&mut tally.introduced_awake, awake && fact.introduced);
        add(&mut tally.stale, awake && fact.freshness != Freshness::Fresh);
    }
    tallies
}

/// The level of a hull whose pilot is not snoozed.
fn judge(fact: &HullFact, mode: ClassMode, in_scope: bool, tally: Tally, policy: &Policy) -> (Level, DecidingRule) {
    let quiet = if fact.class == HullClass::Unclassified { Level::Unclassified } else { Level::Informational };
    if fact.left && !matches!(mode, ClassMode::TrackOnly) {
        return (quiet, DecidingRule::LeftAuth);
    }
    if !in_scope && !matches!(mode, ClassMode::TrackOnly) {
        return (quiet, DecidingRule::OutOfScope { listed: policy.scope.kind == ScopeKind::OnlyListed });
    }
    match mode {
        ClassMode::Always if fact.packaged.is_some() => (quiet, DecidingRule::Packaged { class: fact.class }),
        ClassMode::Always => (Level::Critical, DecidingRule::Always { class: fact.class }),
        ClassMode::Threshold { n } => {
            let level = if tally.awake >= n { Level::Alerting } else { quiet };
            (level, DecidingRule::Count { class: fact.class, have: tally.awake, need: n, stale: tally.stale })
        }
        ClassMode::TrackOnly | ClassMode::Ignore if fact.class == HullClass::Unclassified => {
            (quiet, DecidingRule::Unclassified)
        }
        ClassMode::TrackOnly | ClassMode::Ignore => (quiet, DecidingRule::TrackOnly { class: fact.class }),
    }
}

/// A ship that a watch rule alerts about, and perhaps its class too.
fn with_watch_rule(
    (of_class, reason): (Level, DecidingRule),
    level: AlertLevel,
    rule: WatchRuleId,
    policy: &Policy,
) -> (Level, DecidingRule) {
    let level = match level {
        AlertLevel::Critical => Level::Critical,
        AlertLevel::Alerting => Level::Alerting,
    };
    let name = policy.watch.iter().find(|one| one.id == rule).map_or_else(String::new, |rule| rule.name.clone());
    let class = matches!(of_class, Level::Critical | Level::Alerting).then(|| Box::new(reason));
    (level.min(of_class), DecidingRule::Watch { rule: name, class })
}

fn note_alert(evaluation: &mut Evaluation, fact: &HullFact, mode: ClassMode, tally: Tally, snoozed: bool) {
    let (id, level, stands, without_snoozes) = match mode {
        ClassMode::Always => (AlertId::Hull(fact.key), AlertLevel::Critical, true, true),
        ClassMode::Threshold { n } => (
            AlertId::Fleet(fact.main, fact.class),
            AlertLevel::Alerting,
            tally.introduced_awake >= n,
            tally.introduced_with_snoozed >= n,
        ),
        ClassMode::TrackOnly | ClassMode::Ignore => return,
    };
    let add = |to: &mut BTreeMap<AlertId, OpenAlert>| {
        to.entry(id)
            .or_insert_with(|| OpenAlert { main: fact.main, level, class: fact.class, hulls: BTreeMap::new() })
            .hulls
            .insert(fact.key, fact.whereabouts.map(|place| place.region));
    };
    if without_snoozes {
        add(&mut evaluation.without_snoozes);
    }
    if stands && !snoozed {
        add(&mut evaluation.open_alerts);
    }
}

#[cfg(test)]
mod tests;
