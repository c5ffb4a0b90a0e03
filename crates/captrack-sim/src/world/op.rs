//! A fleet operation: pilots log on and undock, jump to one system, stay there, come home and dock.

use jiff::Timestamp;
use rand::Rng;

use super::{Place, World, geography};

/// How far an operation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Forming,
    Out { until: Timestamp },
    Returning,
}

/// A fleet under way.
#[derive(Debug)]
pub(super) struct FleetOp {
    /// Pilots with the place they came from, in the order in which they move.
    crew: Vec<(i64, Place)>,
    target: i64,
    phase: Phase,
    /// How many of the crew have done what the phase asks.
    done: usize,
}

impl FleetOp {
    pub(super) fn has(&self, pilot: i64) -> bool {
        self.crew.iter().any(|(member, _)| *member == pilot)
    }
}

/// Operations go where titans from 1DQ1-A can go.
const MUSTER: i64 = 30_004_759;
/// Pilots that move in one step.
const AT_ONCE: usize = 2;

impl World {
    /// Calls those who sit in a docked capital that can reach the target.
    pub(super) fn call_op(&mut self, at: Timestamp) {
        let targets: Vec<i64> = geography()
            .within(MUSTER, 6.0)
            .filter(|system| !self.structures.values().any(|structure| structure.system_id == system.id))
            .map(|system| system.id)
            .collect();
        let target = targets[self.life.rng.random_range(0..targets.len())];
        let Some(there) = geography().systems.get(&target) else { return };
        let mut crew: Vec<(i64, Place)> = self
            .pilots
            .values()
            .filter(|pilot| self.items.get(pilot.ship).is_some_and(|ship| self.types.is_capital(ship.type_id)))
            .map(|pilot| (pilot, self.whereabouts(pilot)))
            .filter(|(_, place)| matches!(place, Place::Structure(_) | Place::Station(_)))
            .filter(|(pilot, place)| {
                let here = self.system_of(*place).and_then(|id| geography().systems.get(&id));
                here.is_some_and(|here| here.light_years_to(there) <= self.jump_range(pilot.ship))
            })
            .map(|(pilot, place)| (pilot.id, place))
            .collect();
        let size = self.life.rng.random_range(7..=16);
        while crew.len() > size {
            let leaver = self.life.rng.random_range(0..crew.len());
            crew.swap_remove(leaver);
        }
        if crew.len() < 5 {
            return;
        }
        for (pilot, _) in &crew {
            self.set_online(*pilot, true, at);
        }
        self.life.ops.push(FleetOp { crew, target, phase: Phase::Forming, done: 0 });
    }

    /// Takes every operation one step further.
    pub(super) fn further_ops(&mut self, at: Timestamp) {
        let mut ops = std::mem::take(&mut self.life.ops);
        ops.retain_mut(|op| self.further(op, at));
        self.life.ops = ops;
    }

    /// One step of one operation; false when it is over.
    fn further(&mut self, op: &mut FleetOp, at: Timestamp) -> bool {
        let from = op.done.min(op.crew.len());
        let to = (from + AT_ONCE).min(op.crew.len());
        match op.phase {
            Phase::Forming => {
                for (pilot, _) in &op.crew[from..to] {
                    self.fly(*pilot, Place::Space(op.target));
                }
                op.done = to;
                if to == op.crew.len() {
                    op.phase = Phase::Out { until: at + self.life.seconds(90, 200) };
                }
            }
            Phase::Out { until } => {
                if at >= until {
                    op.phase = Phase::Returning;
                    op.done = 0;
                }
            }
            Phase::Returning => {
                for (pilot, home) in &op.crew[from..to] {
                    self.fly(*pilot, *home);
                    let logs_off = self.life.rng.random_bool(0.6);
                    self.set_online(*pilot, !logs_off, at);
                }
                op.done = to;
                return to < op.crew.len();
            }
        }
        true
    }

    fn fly(&mut self, pilot: i64, to: Place) {
        if let Ok(pilot) = self.pilot(pilot) {
            let ship = pilot.ship;
            self.items.put(ship, to);
        }
    }
}
