//! What truly happened to the dreadnoughts, minute by minute, and what was read of it.

use std::sync::LazyLock;

use captrack_universe::{System, universe};

use crate::random::Random;

pub const PILOTS: usize = 16;
/// The last four pilots fly for the first four mains.
pub const MAINS: usize = 12;
pub const MINUTES: usize = 100;
/// Nobody moves until everybody was seen.
const QUIET: usize = 2;

pub struct History {
    /// By minute, by pilot, the number of the system.
    pub minutes: Vec<[usize; PILOTS]>,
}

/// What was read of a pilot: ship and place of one moment.
#[derive(Debug, Clone, Copy)]
pub struct Read {
    pub pilot: usize,
    pub as_of: i64,
    pub arrives: i64,
    pub system: usize,
}

/// Three systems of one constellation, one of another in the same region, one of another region.
pub static SYSTEMS: LazyLock<[System; 5]> = LazyLock::new(|| {
    let system = |name: &str| universe().find_system(name).unwrap();
    ["1DQ1-A", "8WA-Z6", "PUIG-F", "T5ZI-S", "Amamake"].map(system)
});

impl History {
    pub fn new(random: &mut Random) -> Self {
        let systems = SYSTEMS.len();
        let mut now = [0; PILOTS];
        for place in &mut now {
            *place = random.below(systems);
        }
        let mut minutes = vec![now];
        let mut goal = random.below(systems);
        for minute in 1..MINUTES {
            if random.chance(3) {
                goal = random.below(systems);
            }
            for place in &mut now {
                if minute > QUIET && random.chance(6) {
                    *place = if random.chance(60) { goal } else { random.below(systems) };
                }
            }
            minutes.push(now);
        }
        Self { minutes }
    }

    /// The number of the system in which a pilot is at a second.
    pub fn at(&self, second: i64, pilot: usize) -> usize {
        let minute = usize::try_from(second.max(0) / 60).unwrap();
        self.minutes[minute.min(MINUTES - 1)][pilot]
    }
}

pub fn main_of(pilot: usize) -> usize {
    pilot % MAINS
}

/// In the order of arrival: a quarter is lost, some come late, some twice.
pub fn readings(history: &History, random: &mut Random) -> Vec<Read> {
    let mut all = Vec::new();
    for minute in 0..MINUTES {
        for pilot in 0..PILOTS {
            let as_of = i64::try_from(minute * 60 + random.below(50)).unwrap();
            let is_first = minute < QUIET;
            if !is_first && random.chance(25) {
                continue;
            }
            let late = match random.below(100) {
                _ if is_first => 0,
                0..80 => random.below(5),
                80..95 => random.below(180),
                _ => random.below(1200),
            };
            let arrives = as_of + i64::try_from(late).unwrap();
            let read = Read { pilot, as_of, arrives, system: history.at(as_of, pilot) };
            if random.chance(10) {
                let again = arrives + i64::try_from(random.below(600)).unwrap();
                all.push(Read { arrives: again, ..read });
            }
            all.push(read);
        }
    }
    all.sort_by_key(|read| read.arrives);
    all
}
