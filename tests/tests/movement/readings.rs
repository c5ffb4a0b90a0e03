//! What is read of a true history, and in which order it arrives: some of it late, some twice, some never.

use captrack_domain::place::Place;

use crate::random::Random;
use crate::truth::{History, MINUTES};

#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    Ship(Option<usize>),
    Location(Place),
    Online(bool),
    /// All docked hulls of the pilot.
    Assets(Vec<(usize, Place)>),
    /// What AllianceAuth has read of the pilot: every docked hull, and the one that is flown.
    Listed(Vec<(usize, Place, bool)>),
}

/// In the order of arrival.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub pilot: usize,
    /// The second at which it was true.
    pub as_of: i64,
    /// The second at which it arrives.
    pub arrives: i64,
    pub read: Read,
}

/// Until then all questions are answered, and nobody does anything.
pub const FIRST: i64 = 120;

pub fn of(history: &History, random: &mut Random) -> Vec<Arrived> {
    let mut sent: Vec<(i64, Arrived)> = Vec::new();
    for minute in 0..MINUTES {
        for pilot in 0..2 {
            let as_of = i64::try_from(minute).unwrap() * 60 + i64::try_from(random.below(50)).unwrap();
            for read in questions(history, minute, pilot) {
                let is_listed = matches!(read, Read::Listed(_));
                send(&mut sent, Arrived { pilot, as_of, arrives: as_of, read }, is_listed, random);
            }
        }
    }
    sent.sort_by_key(|(arrives, _)| *arrives);
    sent.into_iter().map(|(arrives, arrived)| Arrived { arrives, ..arrived }).collect()
}

fn questions(history: &History, minute: usize, pilot: usize) -> Vec<Read> {
    let now = &history.minutes[minute];
    let truth = &now.pilots[pilot];
    let mut all = vec![Read::Ship(truth.flies), Read::Location(truth.place), Read::Online(truth.said_online)];
    let owned = || (0..2).filter(|hull| now.hulls[*hull].owner == pilot).map(|hull| (hull, now.hulls[hull].place));
    let docked = |place: &Place| place.is_docked() == Some(true);
    if minute % 30 == pilot {
        all.push(Read::Assets(owned().filter(|(_, place)| docked(place)).collect()));
    }
    if minute % 45 == 10 + pilot {
        let flown = |hull: usize| truth.flies == Some(hull);
        let listed = owned().filter(|(hull, place)| docked(place) || flown(*hull));
        all.push(Read::Listed(listed.map(|(hull, place)| (hull, place, flown(hull))).collect()));
    }
    all
}

fn send(sent: &mut Vec<(i64, Arrived)>, arrived: Arrived, is_listed: bool, random: &mut Random) {
    // The first answers after a sign-in are waited for.
    let is_first = arrived.as_of < FIRST;
    if !is_first && random.chance(25) {
        return;
    }
    let seconds = |random: &mut Random, below: usize| i64::try_from(random.below(below)).unwrap();
    let delay = match random.below(100) {
        _ if is_first => seconds(random, 5),
        _ if is_listed => 60 + seconds(random, 3600),
        0..80 => seconds(random, 5),
        80..95 => seconds(random, 180),
        _ => seconds(random, 1200),
    };
    let arrives = arrived.as_of + delay;
    // Said again later by a cache that still has it.
    if random.chance(10) {
        sent.push((arrives + seconds(random, 600), arrived.clone()));
    }
    sent.push((arrives, arrived));
}
