//! What happens by itself: pilots log on and off, dock and undock, change ships, jump; titans change hands; fleets form (`op`).
//!
//! The world moves in steps of five seconds of its own time, so that the same seed takes the same course however often it is
//! looked at.

use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::op::FleetOp;
use super::population::{SUPERS, give_hull, weighted};
use super::{ALLIANCE_ID, ItemOwner, Pilot, Place, STAGING_KEEPSTAR, World, geography};

/// Length of a step.
const STEP: SignedDuration = SignedDuration::from_secs(5);
/// A machine that slept does not make up for more than this.
const CATCH_UP: SignedDuration = SignedDuration::from_mins(30);

/// The course of things: what is going on and what comes next.
#[derive(Debug)]
pub(crate) struct WorldMovement {
    pub(super) rng: StdRng,
    stepped: Timestamp,
    pub(super) ops: Vec<FleetOp>,
    next_op: Timestamp,
    next_deal: Timestamp,
}

impl WorldMovement {
    pub(super) fn new(seed: u64, now: Timestamp) -> Self {
        Self {
            // Another stream than the one the population is made from.
            rng: StdRng::seed_from_u64(seed ^ 0x005e_ed0f),
            stepped: now,
            ops: Vec::new(),
            next_op: now + SignedDuration::from_secs(45),
            next_deal: now + SignedDuration::from_secs(100),
        }
    }

    pub(super) fn seconds(&mut self, from: i64, to: i64) -> SignedDuration {
        SignedDuration::from_secs(self.rng.random_range(from..=to))
    }
}

impl World {
    /// Lets everything happen that happens until `now`.
    pub(crate) fn tick(&mut self, now: Timestamp) {
        if now > self.life.stepped + CATCH_UP {
            self.life.stepped = now - CATCH_UP;
        }
        while self.life.stepped + STEP <= now {
            self.life.stepped += STEP;
            self.step(self.life.stepped);
        }
    }

    fn step(&mut self, at: Timestamp) {
        let pilots: Vec<i64> = self.pilots.keys().copied().collect();
        if pilots.is_empty() {
            return;
        }
        for _ in 0..=pilots.len() / 60 {
            let pilot = pilots[self.life.rng.random_range(0..pilots.len())];
            if !self.life.ops.iter().any(|op| op.has(pilot)) {
                self.routine(pilot, at);
            }
        }
        self.further_ops(at);
        if at >= self.life.next_op && self.life.ops.is_empty() {
            self.call_op(at);
            self.life.next_op = at + self.life.seconds(120, 200);
        }
        if at >= self.life.next_deal {
            self.deal(at);
            self.life.next_deal = at + self.life.seconds(110, 190);
        }
    }

    /// One thing a pilot does on their own.
    fn routine(&mut self, pilot_id: i64, at: Timestamp) {
        let Ok(pilot) = self.pilot(pilot_id) else { return };
        let (online, ship, place) = (pilot.online, pilot.ship, self.whereabouts(pilot));
        let chance = self.life.rng.random_range(0..100);
        if !online {
            if chance < 15 {
                self.set_online(pilot_id, true, at);
            }
            return;
        }
        match (place, chance) {
            (Place::Space(_), 0..45) => self.dock(pilot_id),
            (Place::Space(system), 45..60) => {
                if let Some(target) = self.somewhere_in_range(ship, system) {
                    self.items.put(ship, Place::Space(target));
                }
            }
            (Place::Space(_), _) => {}
            (_, 0..20) => self.set_online(pilot_id, false, at),
            (_, 20..45) => self.undock(pilot_id),
            (_, 45..65) => self.change_ship(pilot_id, place),
            _ => {}
        }
    }

    pub(super) fn set_online(&mut self, pilot: i64, online: bool, at: Timestamp) {
        if let Ok(pilot) = self.pilot_mut(pilot) {
            pilot.set_online(online, at);
        }
    }

    /// Undocks the pilot's ship into the system it is in.
    pub(super) fn undock(&mut self, pilot: i64) {
        let Ok(pilot) = self.pilot(pilot) else { return };
        let (ship, place) = (pilot.ship, self.whereabouts(pilot));
        if let Some(system) = self.system_of(place) {
            self.items.put(ship, Place::Space(system));
        }
    }

    /// Docks the pilot's ship where they may, if there is such a place in the system.
    pub(super) fn dock(&mut self, pilot: i64) {
        let Ok(pilot) = self.pilot(pilot) else { return };
        let ship = pilot.ship;
        let Place::Space(system) = self.whereabouts(pilot) else { return };
        if let Some(berth) = self.berth(pilot, system) {
            self.items.put(ship, berth);
        }
    }

    /// A place to dock at: a structure that lets the pilot in, or else an NPC station.
    fn berth(&self, pilot: &Pilot, system: i64) -> Option<Place> {
        self.structures
            .values()
            .find(|structure| structure.system_id == system && self.may_dock(pilot, structure))
            .map(|structure| Place::Structure(structure.id))
            .or_else(|| geography().systems.get(&system)?.stations.first().copied().map(Place::Station))
    }

    /// Takes another ship of the same hangar.
    fn change_ship(&mut self, pilot: i64, hangar: Place) {
        let others: Vec<i64> = self
            .items
            .owned_by(ItemOwner::Pilot(pilot))
            .filter(|item| item.place == hangar && item.singleton && self.types.is_ship(item.type_id))
            .map(|item| item.id)
            .collect();
        // Who sits in a super stays in it.
        if others.is_empty() || self.sits_in_super(pilot) {
            return;
        }
        let ship = others[self.life.rng.random_range(0..others.len())];
        // The item was found a line above and is a ship.
        let _ = self.board(pilot, ship);
    }

    fn sits_in_super(&self, pilot: i64) -> bool {
        self.pilot(pilot)
            .ok()
            .and_then(|pilot| self.items.get(pilot.ship))
            .is_some_and(|ship| self.is_super(ship.type_id))
    }

    fn is_super(&self, type_id: i64) -> bool {
        SUPERS.iter().any(|(group, _)| self.types.group_of(type_id) == Some(*group))
    }

    /// Jump range of a hull in light years at Jump Drive Calibration V; 0 for hulls without a jump drive.
    pub(super) fn jump_range(&self, ship: i64) -> f64 {
        match self.items.get(ship).and_then(|ship| self.types.group_of(ship.type_id)) {
            Some(30 | 659) => 6.0,
            Some(485 | 547 | 1538) => 7.0,
            Some(5120) => 7.5,
            Some(4594) => 8.0,
            Some(883 | 902) => 10.0,
            _ => 0.0,
        }
    }

    /// A low-sec or null-sec system that this ship could jump to.
    fn somewhere_in_range(&mut self, ship: i64, from: i64) -> Option<i64> {
        let range = self.jump_range(ship);
        let near: Vec<i64> = geography().within(from, range).map(|system| system.id).collect();
        if near.is_empty() {
            return None;
        }
        Some(near[self.life.rng.random_range(0..near.len())])
    }

    /// A titan or supercarrier changes hands: one comes in, or one leaves for good. Between four and eight mains own one.
    fn deal(&mut self, at: Timestamp) {
        let mut owners: Vec<(i64, i64)> = Vec::new();
        for pilot in self.pilots.values() {
            for item in self.items.owned_by(ItemOwner::Pilot(pilot.id)).filter(|item| self.is_super(item.type_id)) {
                owners.push((pilot.id, item.id));
            }
        }
        let buys = match owners.len() {
            0..=4 => true,
            5..=8 => self.life.rng.random_bool(0.5),
            _ => false,
        };
        if buys {
            self.buy_super(at);
        } else {
            let (pilot, hull) = owners[self.life.rng.random_range(0..owners.len())];
            if !self.life.ops.iter().any(|op| op.has(pilot)) {
                self.sell(hull);
            }
        }
    }

    fn buy_super(&mut self, at: Timestamp) {
        let buyers = self.buyers();
        if buyers.is_empty() {
            return;
        }
        let buyer = buyers[self.life.rng.random_range(0..buyers.len())];
        if self.life.ops.iter().any(|op| op.has(buyer)) {
            return;
        }
        let mut rng = self.life.rng.clone();
        let group = weighted(&mut rng, &SUPERS);
        let hull = give_hull(self, &mut rng, buyer, group);
        self.life.rng = rng;
        self.items.put(hull, Place::Structure(STAGING_KEEPSTAR));
        // The hull was made a few lines above and is a ship.
        let _ = self.board(buyer, hull);
        self.set_online(buyer, true, at);
        if self.life.rng.random_bool(0.6) {
            self.undock(buyer);
        }
    }

    /// Alts of the alliance who own another capital already: they are among those whom a demo desk watches.
    fn buyers(&self) -> Vec<i64> {
        self.pilots
            .values()
            .filter(|pilot| pilot.id != pilot.main_id && self.alliance_id_of(pilot) == Some(ALLIANCE_ID))
            .filter(|pilot| {
                self.items.owned_by(ItemOwner::Pilot(pilot.id)).any(|item| self.types.is_capital(item.type_id))
            })
            .map(|pilot| pilot.id)
            .collect()
    }

    /// Where it can be docked it is handed over docked, as people do who trust nobody.
    fn sell(&mut self, hull: i64) {
        let crew = self.items.get(hull).and_then(|item| self.crew_of(item));
        if let Some(pilot) = crew {
            self.dock(pilot);
            // The pilot was found a line above.
            let _ = self.leave(pilot);
        }
        self.items.give(hull, ItemOwner::Stranger);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SimOptions;

    fn state(world: &World) -> Vec<(i64, Place, ItemOwner)> {
        world.items.iter().map(|item| (item.id, item.place, item.owner)).collect()
    }

    #[test]
    fn the_course_does_not_depend_on_how_often_one_looks() {
        let start = SimOptions::default().start;
        let (mut one, mut other) = (World::new(5, 120, start), World::new(5, 120, start));
        one.tick(start + SignedDuration::from_mins(20));
        for minute in 1..=20 {
            other.tick(start + SignedDuration::from_mins(minute));
        }
        assert_eq!(state(&one), state(&other));
    }

    #[test]
    fn within_twenty_minutes_titans_come_and_hulls_mass_and_leave() {
        let start = SimOptions::default().start;
        let mut world = World::new(1, 260, start);
        let before = state(&world);
        let mut most_in_one_system = 0;
        let mut supers = Vec::new();
        for step in 1..=240 {
            world.tick(start + STEP * step);
            let mut in_space = std::collections::BTreeMap::new();
            for item in world.items.iter() {
                if let Place::Space(system) = item.place
                    && world.types.is_capital(item.type_id)
                    && !world.structures.values().any(|structure| structure.system_id == system)
                {
                    *in_space.entry(system).or_insert(0) += 1;
                }
            }
            most_in_one_system = most_in_one_system.max(in_space.values().copied().max().unwrap_or(0));
            supers.push(
                world
                    .items
                    .iter()
                    .filter(|i| world.is_super(i.type_id) && matches!(i.owner, ItemOwner::Pilot(_)))
                    .count(),
            );
        }
        assert_ne!(before, state(&world));
        assert!(most_in_one_system >= 5, "{most_in_one_system}");
        assert!(supers.windows(2).any(|pair| pair[1] > pair[0]), "a titan came in");
        assert!(supers.windows(2).any(|pair| pair[1] < pair[0]), "a titan left");
    }

    #[test]
    fn a_machine_that_slept_for_a_week_does_not_hang() {
        let start = SimOptions::default().start;
        let mut world = World::new(1, 60, start);
        world.tick(start + SignedDuration::from_hours(24 * 7));
        assert_eq!(world.life.stepped, start + SignedDuration::from_hours(24 * 7));
    }
}
