//! What truly happened: two titans and their pilots, minute by minute.

use captrack_domain::ids::{LocationId, PilotId, SystemId};
use captrack_domain::place::{Place, Site};
use captrack_universe::universe;

use crate::random::Random;
use crate::systems::Systems;

pub const MINUTES: usize = 200;
/// Nobody changes ships again sooner, in minutes: what is read at both ends of a minute was so between them.
const CHANGES_SHIP_AFTER: usize = 20;
/// Nobody leaves wormhole space sooner: two wormholes in ten minutes could not be told from a jump.
const STAYS_IN_WORMHOLE: usize = 11;

#[derive(Debug, Clone, Copy)]
pub struct HullTruth {
    pub place: Place,
    pub owner: usize,
    pub flown_by: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
pub struct PilotTruth {
    pub place: Place,
    pub flies: Option<usize>,
    pub online: bool,
    /// What EVE says of that: the flag may be stuck.
    pub said_online: bool,
    changed_ship: usize,
    moved: usize,
}

#[derive(Debug, Clone, Copy)]
pub struct Minute {
    pub hulls: [HullTruth; 2],
    pub pilots: [PilotTruth; 2],
}

pub struct History {
    pub minutes: Vec<Minute>,
    /// In which minute which hull jumped by its drive.
    pub jumps: Vec<(usize, usize)>,
}

pub fn pilot_id(pilot: usize) -> PilotId {
    PilotId(2_112_000_001 + i64::try_from(pilot).unwrap())
}

/// A structure of its own in each system.
fn dock(system: SystemId) -> Place {
    Place { system: Some(system), site: Site::Structure(LocationId(1_035_000_000_000 + system.0)) }
}

impl History {
    pub fn new(systems: &Systems, random: &mut Random) -> Self {
        let start = |pilot: usize| PilotTruth {
            place: dock(systems.near[0]),
            flies: Some(pilot),
            online: true,
            said_online: true,
            changed_ship: 0,
            moved: 0,
        };
        let hull = |pilot| HullTruth { place: dock(systems.near[0]), owner: pilot, flown_by: Some(pilot) };
        let mut now = Minute { hulls: [hull(0), hull(1)], pilots: [start(0), start(1)] };
        let mut history = Self { minutes: vec![now], jumps: Vec::new() };
        let mut stuck = [false; 2];
        for minute in 1..MINUTES {
            for (pilot, stuck) in stuck.iter_mut().enumerate() {
                if minute > 2 && random.chance(25) {
                    step(&mut now, pilot, minute, systems, random, &mut history.jumps);
                }
                // A flag that is stuck stays so until the next login.
                *stuck |= random.chance(1);
                let truth = &mut now.pilots[pilot];
                if truth.online && !truth.said_online {
                    *stuck = false;
                }
                truth.said_online = truth.online || *stuck && truth.said_online;
            }
            history.minutes.push(now);
        }
        history
    }

    /// The minute that holds a second.
    pub fn at(&self, second: i64) -> &Minute {
        let minute = usize::try_from(second.max(0) / 60).unwrap();
        &self.minutes[minute.min(MINUTES - 1)]
    }
}

/// Something that a pilot does in a minute.
fn step(
    now: &mut Minute,
    pilot: usize,
    minute: usize,
    systems: &Systems,
    random: &mut Random,
    jumps: &mut Vec<(usize, usize)>,
) {
    let truth = now.pilots[pilot];
    if !truth.online {
        now.pilots[pilot].online = random.chance(20);
        return;
    }
    let may_change_ship = minute >= truth.changed_ship + CHANGES_SHIP_AFTER;
    let Some(hull) = truth.flies else {
        if may_change_ship {
            come_back(now, pilot, minute, random);
        }
        return;
    };
    let docked = truth.place.is_docked() == Some(true);
    let system = truth.place.system.unwrap();
    let mut go = |place: Place| {
        now.hulls[hull].place = place;
        now.pilots[pilot].place = place;
        now.pilots[pilot].moved = minute;
    };
    match random.below(10) {
        0 => now.pilots[pilot].online = false,
        1 if may_change_ship && (docked || random.chance(20)) => {
            // To a clone somewhere else, in a capsule.
            let place = dock(random.one_of(&systems.near));
            now.pilots[pilot] = PilotTruth { place, flies: None, changed_ship: minute, ..truth };
            now.hulls[hull].flown_by = None;
        }
        2..=4 if docked => go(Place::space(system)),
        _ if docked => {}
        2 | 3 => go(dock(system)),
        4 | 5 if system.0 < 31_000_000 => {
            let behind = universe().behind_gates(system);
            let near: Vec<_> = behind.into_iter().filter(|next| systems.near.contains(next)).collect();
            if !near.is_empty() {
                go(Place::space(random.one_of(&near)));
            }
        }
        6 | 7 if system.0 < 31_000_000 => {
            let goals = if systems.beyond.contains(&system) { &systems.near } else { &systems.beyond };
            go(Place::space(random.one_of(goals)));
            jumps.push((minute, hull));
        }
        8 if system.0 < 31_000_000 => go(Place::space(random.one_of(&systems.wormholes))),
        8 | 9 if system.0 >= 31_000_000 && minute >= truth.moved + STAYS_IN_WORMHOLE => {
            go(Place::space(random.one_of(&systems.near)));
        }
        _ => {}
    }
}

/// Who flies no capital goes to one that nobody flies, perhaps the other's, and boards it.
fn come_back(now: &mut Minute, pilot: usize, minute: usize, random: &mut Random) {
    let free: Vec<usize> = (0..2).filter(|hull| now.hulls[*hull].flown_by.is_none()).collect();
    if free.is_empty() {
        return;
    }
    let hull = random.one_of(&free);
    now.hulls[hull] = HullTruth { owner: pilot, flown_by: Some(pilot), ..now.hulls[hull] };
    let place = now.hulls[hull].place;
    now.pilots[pilot] = PilotTruth { place, flies: Some(hull), changed_ship: minute, ..now.pilots[pilot] };
}
