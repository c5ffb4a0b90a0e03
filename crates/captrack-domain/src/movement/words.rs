//! Movements as texts: what happened, and between which two times.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::route::{Route, TravelMethod};
use super::{HullMove, HullMovement, PilotMove, PilotMovement};
use crate::ids::{PilotId, SystemId};
use crate::place::Place;
use crate::space::Space;
use crate::text;
use crate::text::{Argument, Joined, Text};

/// Two times that are nearer than this are said as one.
const ONE_MOMENT: Duration = Duration::from_secs(90);

/// Names for what a movement tells of.
pub trait MovementNames {
    /// A place, such as `Jita (in space)`; of one that is not known `an unknown place`.
    fn place(&self, place: &Place) -> Argument;
    /// A system's name, its number where it has none.
    fn system(&self, system: SystemId) -> Argument;
    /// A pilot's name.
    fn pilot(&self, pilot: PilotId) -> Argument;
}

/// What a hull did, in words that follow the ship's name: `jumped from Jita to Perimeter, 2.1 ly`.
pub fn hull_text(movement: &HullMovement, names: &impl MovementNames) -> Text {
    let place = |place: &Place| names.place(place);
    let system = |place: &Place| place.system.map_or_else(|| names.place(place), |system| names.system(system));
    let to = place(&movement.to);
    let from = movement.from.map(|from| place(&from));
    let lost_for = || movement.before.map(|before| movement.at.duration_since(before).unsigned_abs());
    match movement.what {
        HullMove::Appeared if movement.to.is_known() => text!("move-first-seen", to = to),
        HullMove::Appeared => text!("move-first-seen-nowhere"),
        HullMove::Located => text!("move-located", to = to),
        HullMove::Undocked => {
            from.map_or_else(|| text!("move-undocked"), |from| text!("move-undocked-from", from = from))
        }
        HullMove::Docked => text!("move-docked", to = to),
        HullMove::Moved(way) => {
            let is_elsewhere = movement.from.is_some_and(|from| from.system != movement.to.system);
            match movement.from {
                Some(from) if is_elsewhere => moved(way, system(&from), system(&movement.to)),
                _ => text!("move-moved-to", to = to),
            }
        }
        HullMove::Entered(space) => text!("move-entered", space = space_text(space), to = system(&movement.to)),
        HullMove::CameOut(space) => text!("move-came-out", space = space_text(space), to = system(&movement.to)),
        HullMove::ChangedPilot { from } => {
            text!("move-changed-pilot", from = names.pilot(from), to = names.pilot(movement.pilot))
        }
        HullMove::OutOfSight => text!("move-out-of-sight", to = to),
        HullMove::SeenAgain => {
            lost_for().map_or_else(|| text!("move-seen-again"), |lost| text!("move-seen-again-after", lost = lost))
        }
        HullMove::Disputed => {
            let from = from.unwrap_or_else(|| text!("place-another").into());
            text!("move-disputed", from = from, to = to)
        }
        HullMove::Gone => text!("move-gone", to = to),
    }
}

fn moved(way: Route, from: Argument, to: Argument) -> Text {
    let Route { gates, light_years, how } = way;
    let gates = gates.map(|n| text!("move-gates", n = n));
    let light_years = light_years.map(|n| text!("move-light-years", n = format!("{n:.1}")));
    let (moved, facts) = match how {
        Some(TravelMethod::Jumped) => (text!("move-jumped", from = from, to = to), vec![light_years]),
        Some(TravelMethod::Bridged) => (text!("move-bridged", from = from, to = to), vec![light_years]),
        Some(TravelMethod::Gates) => (text!("move-took-gates", from = from, to = to), vec![gates, light_years]),
        None => (text!("move-moved", from = from, to = to), vec![gates, light_years]),
    };
    let facts: Vec<Text> = facts.into_iter().flatten().collect();
    if facts.is_empty() {
        return moved;
    }
    text!("move-with-facts", moved = moved, facts = Argument::list(Joined::Comma, facts))
}

fn space_text(space: Space) -> Text {
    match space {
        Space::Known => text!("space-known"),
        Space::Wormhole => text!("space-wormhole"),
        Space::Abyssal => text!("space-abyssal"),
        Space::Void => text!("space-void"),
        Space::Hidden => text!("space-hidden"),
    }
}

/// What a pilot did about a capital, in words that follow the pilot's and the ship's names.
pub fn pilot_text(movement: &PilotMovement, names: &impl MovementNames) -> Text {
    let place = names.place(&movement.place);
    match movement.what {
        PilotMove::Boarded => text!("move-boarded", place = place),
        PilotMove::Left => text!("move-left-by-pilot", place = place),
        PilotMove::LoggedOn => text!("move-logged-on", place = place),
        PilotMove::LoggedOff => text!("move-logged-off", place = place),
    }
}

/// Between which two times, and how old that is at `now`: `between 2026-11-27 12:40 EVE and 13:55, 2 h 5 min ago`.
pub fn time_text(before: Option<Timestamp>, at: Timestamp, now: Timestamp) -> Text {
    let age = now.duration_since(at).max(SignedDuration::ZERO).unsigned_abs();
    match before {
        None => text!("moved-at-or-before", at = at, age = age),
        Some(before) if at.duration_since(before).unsigned_abs() < ONE_MOMENT => text!("moved-at", at = at, age = age),
        Some(before) => text!("moved-between", before = before, at = at, age = age),
    }
}
