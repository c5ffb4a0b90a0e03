//! What the pilots do, by seed: now and then each goes away from home with the ship, and comes home, or leaves it somewhere.

use std::ops::Range;

use captrack_sim::Place;
use rand::Rng;
use rand::rngs::StdRng;

use crate::cast::{AWAY, Cast, HOME, KEEPSTAR};
use crate::stage::Stage;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

/// Something that happens in New Eden.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    LogOn(i64),
    LogOff(i64),
    /// A ship goes somewhere, with whoever sits in it.
    Go {
        ship: i64,
        to: Place,
    },
    Board {
        pilot: i64,
        ship: i64,
    },
    Leave(i64),
    /// A pilot without a ship jumps to a clone at home.
    JumpClone(i64),
    /// Somebody buys a spare titan, far from home.
    Buy,
    /// And sells it.
    Sell,
    /// Somebody who has no ship buys one that lies elsewhere, for good.
    BuyForGood,
}

/// How much happens: in seconds.
pub struct Pace {
    /// Each goes away first between these.
    pub first: Range<i64>,
    /// And is at rest for so long.
    pub rests: Range<i64>,
    /// When the spare titan is bought, and how long after that it is sold.
    pub buys: Range<i64>,
    pub sells: Range<i64>,
}

/// What happens, by seconds since the start.
pub fn story(cast: &Cast, until: i64, pace: &Pace, rng: &mut StdRng) -> Vec<(i64, Act)> {
    let mut acts = Vec::new();
    for pilot in &cast.pilots {
        let mut at = rng.random_range(pace.first.clone());
        while at < until - 2 * HOUR {
            at = match pilot.ship {
                Some(ship) => goes_away(&mut acts, at, pilot.id, ship, rng),
                None => looks_around(&mut acts, at, pilot.id, rng),
            };
            at += rng.random_range(pace.rests.clone());
        }
    }
    let bought = rng.random_range(pace.buys.clone());
    acts.push((bought, Act::Buy));
    acts.push((rng.random_range(pace.first.clone()), Act::BuyForGood));
    acts.push((bought + rng.random_range(pace.sells.clone()), Act::Sell));
    acts.sort_by_key(|(at, _)| *at);
    acts
}

fn looks_around(acts: &mut Vec<(i64, Act)>, at: i64, pilot: i64, rng: &mut StdRng) -> i64 {
    let until = at + rng.random_range(10 * MINUTE..HOUR);
    acts.push((at, Act::LogOn(pilot)));
    acts.push((until, Act::LogOff(pilot)));
    until
}

/// A pilot logs on, takes the ship, goes from system to system, and ends the day in one of several ways.
fn goes_away(acts: &mut Vec<(i64, Act)>, begins: i64, pilot: i64, ship: i64, rng: &mut StdRng) -> i64 {
    let mut at = begins;
    let mut then = |wait: i64, act: Act, acts: &mut Vec<(i64, Act)>| {
        at += wait;
        acts.push((at, act));
        at
    };
    then(0, Act::LogOn(pilot), acts);
    then(MINUTE, Act::Board { pilot, ship }, acts);
    then(rng.random_range(2 * MINUTE..10 * MINUTE), Act::Go { ship, to: Place::Space(HOME) }, acts);
    let mut dock = KEEPSTAR;
    for _ in 0..rng.random_range(1..=3) {
        let (system, its_dock) = AWAY[rng.random_range(0..AWAY.len())];
        dock = its_dock;
        then(rng.random_range(3 * MINUTE..50 * MINUTE), Act::Go { ship, to: Place::Space(system) }, acts);
        if rng.random_bool(0.4) {
            then(rng.random_range(2 * MINUTE..10 * MINUTE), Act::Go { ship, to: dock }, acts);
            then(rng.random_range(10 * MINUTE..HOUR), Act::Go { ship, to: Place::Space(system) }, acts);
        }
    }
    let stays = rng.random_range(5 * MINUTE..90 * MINUTE);
    match rng.random_range(0..100) {
        // Home.
        0..55 => {
            then(stays, Act::Go { ship, to: Place::Space(HOME) }, acts);
            then(3 * MINUTE, Act::Go { ship, to: KEEPSTAR }, acts);
            then(rng.random_range(5 * MINUTE..30 * MINUTE), Act::LogOff(pilot), acts)
        }
        // Docked away from home.
        55..70 => {
            then(stays, Act::Go { ship, to: dock }, acts);
            then(rng.random_range(MINUTE..20 * MINUTE), Act::LogOff(pilot), acts)
        }
        // The same, and the ship is left there; the pilot is at home.
        70..82 => {
            then(stays, Act::Go { ship, to: dock }, acts);
            then(rng.random_range(MINUTE..40 * MINUTE), Act::Leave(pilot), acts);
            then(rng.random_range(MINUTE..5 * MINUTE), Act::JumpClone(pilot), acts);
            then(rng.random_range(MINUTE..20 * MINUTE), Act::LogOff(pilot), acts)
        }
        // In space.
        82..93 => then(stays, Act::LogOff(pilot), acts),
        // The ship is left in space for a while.
        _ => {
            then(stays, Act::Leave(pilot), acts);
            then(rng.random_range(20 * MINUTE..50 * MINUTE), Act::Board { pilot, ship }, acts);
            then(rng.random_range(MINUTE..20 * MINUTE), Act::LogOff(pilot), acts)
        }
    }
}

impl Act {
    /// Whether it says where a pilot is and in which ship.
    pub const fn moves(self, pilot: i64) -> bool {
        matches!(self, Self::Board { pilot: one, .. } | Self::Leave(one) | Self::JumpClone(one) if one == pilot)
    }

    /// Lets it happen. `spare` is the spare titan, while there is one.
    pub fn happen(self, stage: &Stage, cast: &Cast, spare: &mut Option<i64>) {
        let world = &stage.world;
        let done = match self {
            Self::LogOn(pilot) => world.set_online(pilot, true),
            Self::LogOff(pilot) => world.set_online(pilot, false),
            Self::Go { ship, to } => world.move_hull(ship, to),
            Self::Board { pilot, ship } => world.board(pilot, ship),
            Self::Leave(pilot) => world.leave(pilot),
            Self::JumpClone(pilot) => {
                let capsule =
                    world.pilots().iter().find(|known| known.pilot_id == pilot).map(|known| known.ship_item_id);
                world.move_hull(capsule.unwrap(), KEEPSTAR)
            }
            Self::Buy => world.place(cast.spare_titan()).map(|hull| *spare = Some(hull)),
            Self::BuyForGood => world.place(cast.supercarrier_elsewhere()).map(drop),
            Self::Sell => spare.take().map_or(Ok(()), |hull| world.remove_hull(hull)),
        };
        done.unwrap();
    }
}
