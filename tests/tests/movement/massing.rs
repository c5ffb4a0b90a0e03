//! Dreadnoughts of a dozen mains that gather and part, through readings that are late, lost and repeated: every massing that the readings show
//! is told with the reading that shows it, and no other is.

mod fleet;
mod judge;
mod program;

use crate::HISTORIES;
use crate::random::Random;

#[test]
fn no_massing_is_missed_or_late_and_none_is_false() {
    let mut totals = [0; 4];
    for area in program::AREAS {
        for seed in 0..HISTORIES / 16 {
            let mut random = Random::of(seed);
            let history = fleet::History::new(&mut random);
            let readings = fleet::readings(&history, &mut random);
            let steps = program::steps(&readings, area);
            let judgement = judge::judge(&history, &readings, &steps, area);
            assert_eq!(judgement.wrong, Vec::<String>::new(), "{area:?}, history {seed}");
            for (total, one) in totals.iter_mut().zip(judgement.counts) {
                *total += one;
            }
        }
    }
    let [demanded, opened, grown, resolved] = totals;
    println!("{totals:?}");
    assert!(demanded > 5_000 && opened > 200 && grown > 100 && resolved > 100, "{totals:?}");
}

#[test]
fn the_judge_finds_massings_that_are_missing_and_false_ones() {
    let (mut missed, mut untrue) = (0, 0);
    let area = program::AREAS[0];
    for seed in 0..10 {
        let mut random = Random::of(seed);
        let history = fleet::History::new(&mut random);
        let readings = fleet::readings(&history, &mut random);
        let mut steps = program::steps(&readings, area);
        for told in steps.iter_mut().flat_map(|step| &mut step.told) {
            told.ships = told.ships.iter().map(|ship| (ship + 7) % fleet::PILOTS).collect();
        }
        untrue += judge::judge(&history, &readings, &steps, area).wrong.len();
        for step in &mut steps {
            step.told.clear();
            step.open.clear();
        }
        missed += judge::judge(&history, &readings, &steps, area).wrong.len();
    }
    assert!(missed > 100 && untrue > 10, "{missed} {untrue}");
}
