//! Holds massings against the truth and the readings. It knows nothing of how they are found.

use std::collections::BTreeSet;

use captrack_domain::ids::SystemId;
use captrack_domain::notice::NoticeKind;
use captrack_domain::watch::MassingArea;

use super::fleet::{History, PILOTS, Read, SYSTEMS, main_of};
use super::program::{LIGHT_YEARS, NEEDED, Step, WITHIN_MINUTES};

#[derive(Debug, Default)]
pub struct Judgement {
    pub wrong: Vec<String>,
    /// How often a massing had to be open; how many opened, grew and were resolved.
    pub counts: [usize; 4],
}

/// The places that may name a massing of ships in a system, and whether a system lies in one of them.
fn is_in(place: &str, number: usize, area: MassingArea) -> bool {
    let found = &SYSTEMS[number];
    match area {
        MassingArea::System => place == format!("system/{}", found.id),
        MassingArea::Constellation => place == format!("constellation/{}", found.constellation),
        MassingArea::Region => place == format!("region/{}", found.region),
        MassingArea::LightYears(_) => {
            let middle: SystemId = place.trim_start_matches("system/").parse().unwrap();
            let middle = SYSTEMS.iter().find(|system| system.id == middle).unwrap();
            let (x, y, z) = (
                middle.position.x - found.position.x,
                middle.position.y - found.position.y,
                middle.position.z - found.position.z,
            );
            (x * x + y * y + z * z).sqrt() <= LIGHT_YEARS * 9.46e15
        }
    }
}

fn mains(pilots: impl Iterator<Item = usize>) -> u32 {
    u32::try_from(pilots.map(main_of).collect::<BTreeSet<_>>().len()).unwrap()
}

pub fn judge(history: &History, readings: &[Read], steps: &[Step], area: MassingArea) -> Judgement {
    let mut judgement = Judgement::default();
    // The newest reading of each pilot that has arrived.
    let mut newest: [Option<Read>; PILOTS] = [None; PILOTS];
    for (read, step) in readings.iter().zip(steps) {
        let known = &mut newest[read.pilot];
        if known.is_none_or(|known| known.as_of <= read.as_of) {
            *known = Some(*read);
        }
        let now = step.arrives;
        let oldest = now - i64::from(WITHIN_MINUTES) * 60;
        let in_time = |place: &str| -> Vec<usize> {
            let young = newest.iter().flatten().filter(|read| read.as_of >= oldest);
            young.filter(|read| is_in(place, read.system, area)).map(|read| read.pilot).collect()
        };
        for told in &step.told {
            let index = match told.kind {
                NoticeKind::Opened => 1,
                NoticeKind::Grew => 2,
                NoticeKind::Resolved => 3,
                other => panic!("{other:?}"),
            };
            judgement.counts[index] += 1;
            let was_there = |pilot: usize, since: i64| {
                (since / 60..=now / 60).any(|minute| is_in(&told.place, history.at(minute * 60, pilot), area))
            };
            let why = match told.kind {
                NoticeKind::Resolved => {
                    let still = newest.iter().flatten().filter(|read| is_in(&told.place, read.system, area));
                    (mains(still.map(|read| read.pilot)) >= NEEDED && mains(in_time(&told.place).into_iter()) >= NEEDED)
                        .then_some("it goes on")
                }
                _ if told.count != mains(told.ships.iter().copied()) => Some("it counts otherwise than its ships"),
                _ if told.count < NEEDED => Some("they are too few"),
                NoticeKind::Opened if !told.ships.iter().all(|ship| was_there(*ship, oldest)) => {
                    Some("not all of them were there in time")
                }
                _ if !told.ships.iter().all(|ship| was_there(*ship, 0)) => Some("not all of them were there"),
                _ => None,
            };
            if let Some(why) = why {
                judgement.wrong.push(format!("false at {now}, {why}: {told:?}"));
            }
        }
        demand(&mut judgement, step, &newest, oldest, area);
    }
    judgement
}

/// Where enough mains were read in time, a massing is open that has them.
fn demand(judgement: &mut Judgement, step: &Step, newest: &[Option<Read>; PILOTS], oldest: i64, area: MassingArea) {
    let places: BTreeSet<String> = newest.iter().flatten().map(|read| name(read.system, area)).collect();
    for place in places {
        let young = newest.iter().flatten().filter(|read| read.as_of >= oldest);
        let there: Vec<usize> = young.filter(|read| is_in(&place, read.system, area)).map(|read| read.pilot).collect();
        if mains(there.iter().copied()) < NEEDED {
            continue;
        }
        judgement.counts[0] += 1;
        // Around a system others may have been taken by a massing next to it.
        let is_told = match area {
            MassingArea::LightYears(_) => {
                let told: BTreeSet<usize> = step.open.iter().flat_map(|(_, ships)| ships.iter().copied()).collect();
                mains(there.iter().copied().filter(|ship| !told.contains(ship))) < NEEDED
            }
            _ => step.open.iter().any(|(open, ships)| *open == place && there.iter().all(|ship| ships.contains(ship))),
        };
        if !is_told {
            judgement.wrong.push(format!("missed at {}: {there:?} in {place}, open {:?}", step.arrives, step.open));
        }
    }
}

fn name(number: usize, area: MassingArea) -> String {
    let found = &SYSTEMS[number];
    match area {
        MassingArea::System | MassingArea::LightYears(_) => format!("system/{}", found.id),
        MassingArea::Constellation => format!("constellation/{}", found.constellation),
        MassingArea::Region => format!("region/{}", found.region),
    }
}
