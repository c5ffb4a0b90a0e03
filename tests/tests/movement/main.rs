//! Movements of made-up pilots whose true history is known, through the readings that a program gets of them: late, lost, shuffled, repeated,
//! from two sources, with flags that are stuck. A judge who knows only the truth and the readings says what was missed and what is false.
#![allow(clippy::unwrap_used, missing_docs)]

mod alerts;
mod judge;
mod massing;
mod program;
mod random;
mod readings;
mod systems;
mod told;
mod truth;
mod watched;

use judge::{Judgement, judge};
use random::Random;

/// So many histories in an ordinary run.
const HISTORIES: u64 = 500;

#[test]
fn no_movement_is_missed_and_none_is_false() {
    let systems = systems::Systems::around("1DQ1-A");
    let mut all = Judgement::default();
    for seed in 0..HISTORIES {
        let mut random = Random::of(seed);
        let history = truth::History::new(&systems, &mut random);
        let readings = readings::of(&history, &mut random);
        let told = program::told(&history, &readings);
        let judgement = judge(&history, &readings, &told);
        assert_eq!(judgement.wrong, Vec::<String>::new(), "history {seed}");
        all.add(&judgement);
    }
    println!("{all:?}");
    // What was put to the test at all, so that no kind of movement is missing from the histories.
    let seldom: Vec<_> = told::KINDS.iter().filter(|kind| all.count(kind) < 10).collect();
    assert!(seldom.is_empty(), "seldom or never told: {seldom:?} of {all:?}");
    assert!(all.expected > 5_000, "{all:?}");
    assert!(all.how.get("jumped") > Some(&500), "{all:?}");
}

#[test]
fn the_judge_finds_what_was_missed_and_what_is_false() {
    let systems = systems::Systems::around("1DQ1-A");
    let (mut missed, mut false_ones) = (0, 0);
    for seed in 0..20 {
        let mut random = Random::of(seed);
        let history = truth::History::new(&systems, &mut random);
        let readings = readings::of(&history, &mut random);
        let told = program::told(&history, &readings);
        let without_moves: Vec<_> = told.iter().filter(|one| !one.changes_place()).cloned().collect();
        missed += judge(&history, &readings, &without_moves).wrong.len();
        let mut turned = told;
        for one in turned.iter_mut().filter(|one| one.changes_place()) {
            std::mem::swap(&mut one.from, &mut one.to);
        }
        false_ones += judge(&history, &readings, &turned).wrong.len();
    }
    assert!(missed > 100 && false_ones > 100, "{missed} {false_ones}");
}
