//! Alerts of watch rules about two titans whose true history is known: what the readings show alerts with the reading that shows it, and
//! nothing else does.

mod judge;
mod program;

use std::collections::BTreeMap;

use crate::random::Random;
use crate::systems::Systems;
use crate::truth::History;
use crate::{HISTORIES, readings};

/// The rules that the histories are put to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Undocks,
    LogsOn,
    Moves,
    /// Over the border of the systems beyond.
    Enters,
    Leaves,
    /// In space for a quarter of an hour.
    InSpace,
}

/// What became of an alert about a ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    Opened,
    Moved,
    Resolved,
}

/// A transition, in plain facts. Times in seconds.
#[derive(Debug, Clone)]
pub struct ToldAlert {
    pub rule: Rule,
    pub hull: usize,
    pub said: Said,
    pub before: i64,
    pub at: i64,
    pub from: Option<captrack_domain::place::Place>,
    pub to: captrack_domain::place::Place,
    /// So many minutes in space.
    pub minutes: i64,
}

/// What was told when a reading had arrived, and what was open after it.
#[derive(Debug, Clone)]
pub struct Step {
    pub arrives: i64,
    pub told: Vec<ToldAlert>,
    pub open: Vec<(Rule, usize)>,
}

fn of(seed: u64, systems: &Systems) -> (History, Vec<crate::readings::Arrived>, Vec<Step>) {
    let mut random = Random::of(seed);
    let history = History::new(systems, &mut random);
    let readings = readings::of(&history, &mut random);
    let steps = program::steps(&history, &readings, systems);
    (history, readings, steps)
}

#[test]
fn no_alert_of_a_ship_is_missed_or_late_and_none_is_false() {
    let systems = Systems::around("1DQ1-A");
    let mut counts: BTreeMap<(Rule, Said), usize> = BTreeMap::new();
    let mut expected = 0;
    for seed in 0..HISTORIES {
        let (history, readings, steps) = of(seed, &systems);
        let judgement = judge::judge(&history, &readings, &steps, &systems);
        assert_eq!(judgement.wrong, Vec::<String>::new(), "history {seed}");
        expected += judgement.expected;
        for told in steps.iter().flat_map(|step| &step.told) {
            *counts.entry((told.rule, told.said)).or_default() += 1;
        }
    }
    println!("{expected} {counts:?}");
    for rule in [Rule::Undocks, Rule::LogsOn, Rule::Moves, Rule::Enters, Rule::Leaves, Rule::InSpace] {
        for said in [Said::Opened, Said::Resolved] {
            assert!(counts.get(&(rule, said)) > Some(&100), "{rule:?} {said:?}: {counts:?}");
        }
    }
    assert!(expected > 5_000, "{expected}");
}

#[test]
fn the_judge_finds_alerts_that_are_missing_and_false_ones() {
    let systems = Systems::around("1DQ1-A");
    let (mut missed, mut untrue) = (0, 0);
    for seed in 0..20 {
        let (history, readings, steps) = of(seed, &systems);
        let deaf: Vec<Step> = steps.iter().map(|step| Step { open: Vec::new(), ..step.clone() }).collect();
        missed += judge::judge(&history, &readings, &deaf, &systems).wrong.len();
        let mut turned = steps;
        for told in turned.iter_mut().flat_map(|step| &mut step.told) {
            told.hull = 1 - told.hull;
        }
        untrue += judge::judge(&history, &readings, &turned, &systems).wrong.len();
    }
    assert!(missed > 100 && untrue > 100, "{missed} {untrue}");
}
