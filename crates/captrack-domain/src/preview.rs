//! What other rules would change: who would begin to alert, who would fall silent.

use std::collections::{BTreeMap, BTreeSet};

use crate::class::HullClass;
use crate::evaluate::{Evaluation, HullFact, Level};
use crate::hull::HullKey;
use crate::ids::PilotId;

/// What differs between two judgements of the same hulls. Mains that alert alike in both are only counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// How many mains have open alerts by the rules in force.
    pub mains_now: usize,
    /// How many mains would have, by the other rules.
    pub mains_then: usize,
    /// Those that would begin to: by the level they would have, then by main.
    pub begins: Vec<MainDifference>,
    /// Those that would fall silent: by the level they have, then by main.
    pub falls_silent: Vec<MainDifference>,
    /// Those that would alert with other hulls, as another class or at another level: by the level they would have, then by main.
    pub changes: Vec<MainDifference>,
}

/// A main that would alert otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainDifference {
    /// The main that would alert for other ships.
    pub main: PilotId,
    /// The part of the dashboard its card stands in; informational, too, when it has none.
    pub level_now: Level,
    /// The part it would stand in.
    pub level_then: Level,
    /// Its hulls that alert now, by class.
    pub now: BTreeMap<HullClass, u32>,
    /// How many hulls of each class would alert.
    pub then: BTreeMap<HullClass, u32>,
}

/// What alerts of a main.
#[derive(Default, PartialEq, Eq)]
struct Alerting {
    level: Option<Level>,
    hulls: BTreeSet<HullKey>,
    classes: BTreeMap<HullClass, u32>,
}

impl Alerting {
    fn level(&self) -> Level {
        self.level.unwrap_or(Level::Informational)
    }
}

/// Compares two judgements. The facts are given with each, since the class of a hull depends on the rules as well.
pub fn compare(now: (&[HullFact], &Evaluation), then: (&[HullFact], &Evaluation)) -> Differences {
    let (now, then) = (alerting(now), alerting(then));
    let alerts = |mains: &BTreeMap<PilotId, Alerting>| mains.values().filter(|main| !main.hulls.is_empty()).count();
    let mut differences = Differences { mains_now: alerts(&now), mains_then: alerts(&then), ..Differences::default() };
    let nothing = Alerting::default();
    let mains: BTreeSet<PilotId> = now.keys().chain(then.keys()).copied().collect();
    for main in mains {
        let (now, then) = (now.get(&main).unwrap_or(&nothing), then.get(&main).unwrap_or(&nothing));
        let list = match (now.hulls.is_empty(), then.hulls.is_empty()) {
            (true, true) => continue,
            (true, false) => &mut differences.begins,
            (false, true) => &mut differences.falls_silent,
            (false, false) if now == then => continue,
            (false, false) => &mut differences.changes,
        };
        list.push(MainDifference {
            main,
            level_now: now.level(),
            level_then: then.level(),
            now: now.classes.clone(),
            then: then.classes.clone(),
        });
    }
    differences.begins.sort_by_key(|main| (main.level_then, main.main));
    differences.falls_silent.sort_by_key(|main| (main.level_now, main.main));
    differences.changes.sort_by_key(|main| (main.level_then, main.main));
    differences
}

fn alerting((facts, evaluation): (&[HullFact], &Evaluation)) -> BTreeMap<PilotId, Alerting> {
    let mut mains: BTreeMap<PilotId, Alerting> = BTreeMap::new();
    for card in &evaluation.cards {
        mains.entry(card.main).or_default().level = Some(card.level);
    }
    for (fact, verdict) in facts.iter().zip(&evaluation.verdicts) {
        let alerts = verdict.as_ref().is_some_and(|verdict| matches!(verdict.level, Level::Critical | Level::Alerting));
        if alerts {
            let main = mains.entry(fact.main).or_default();
            main.hulls.insert(fact.key);
            *main.classes.entry(fact.class).or_default() += 1;
        }
    }
    mains
}

#[cfg(test)]
mod tests;
