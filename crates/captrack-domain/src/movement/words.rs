//! Movements in words: what happened, and between which two times.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::route::{Route, TravelMethod};
use super::{HullMove, HullMovement, PilotMove, PilotMovement};
use crate::ids::{PilotId, SystemId};
use crate::place::Place;
use crate::words::{eve_date_time, length};

/// Two times that are nearer than this are said as one.
const ONE_MOMENT: Duration = Duration::from_secs(90);

/// Names for what a movement tells of.
pub trait MovementNames {
    /// A place in words, such as `Jita (in space)`; of one that is not known `an unknown place`.
    fn place(&self, place: &Place) -> String;
    /// A system's name, its number where it has none.
    fn system(&self, system: SystemId) -> String;
    /// A pilot's name.
    fn pilot(&self, pilot: PilotId) -> String;
}

/// What a hull did, in words that follow the ship's name: `jumped from Jita to Perimeter, 2.1 ly`.
pub fn hull_words(movement: &HullMovement, names: &impl MovementNames) -> String {
    let place = |place: &Place| names.place(place);
    let system = |place: &Place| place.system.map_or_else(|| names.place(place), |system| names.system(system));
    let to = place(&movement.to);
    let from = movement.from.map(|from| place(&from));
    let lost_for = || movement.before.map(|before| length(movement.at.duration_since(before).unsigned_abs()));
    match movement.what {
        HullMove::Appeared if movement.to.is_known() => format!("first seen: {to}"),
        HullMove::Appeared => "first seen, location not known".to_owned(),
        HullMove::Located => format!("location became known: {to}"),
        HullMove::Undocked => from.map_or_else(|| "undocked".to_owned(), |from| format!("undocked from {from}")),
        HullMove::Docked => format!("docked: {to}"),
        HullMove::Moved(way) => {
            let is_elsewhere = movement.from.is_some_and(|from| from.system != movement.to.system);
            match movement.from {
                Some(from) if is_elsewhere => moved(way, &system(&from), &system(&movement.to)),
                _ => format!("moved to {to}"),
            }
        }
        HullMove::Entered(space) => format!("entered {}: {}", space.name(), system(&movement.to)),
        HullMove::CameOut(space) => format!("came out of {}: {}", space.name(), system(&movement.to)),
        HullMove::ChangedPilot { from } => {
            format!("changed pilot: {} → {}", names.pilot(from), names.pilot(movement.pilot))
        }
        HullMove::OutOfSight => format!("out of sight, last seen: {to}"),
        HullMove::SeenAgain => {
            lost_for().map_or_else(|| "seen again".to_owned(), |lost| format!("seen again after {lost}"))
        }
        HullMove::Disputed => {
            let from = from.unwrap_or_else(|| "another place".to_owned());
            format!("two readings of the same time disagree: {from}, {to}")
        }
        HullMove::Gone => format!("no longer listed, last seen: {to}"),
    }
}

fn moved(way: Route, from: &str, to: &str) -> String {
    let Route { gates, light_years, how } = way;
    let gates =
        gates.map(|gates| if gates == 1 { "at least 1 gate".to_owned() } else { format!("at least {gates} gates") });
    let light_years = light_years.map(|light_years| format!("{light_years:.1} ly"));
    let (verb, facts) = match how {
        Some(TravelMethod::Jumped) => ("jumped", vec![light_years]),
        Some(TravelMethod::Bridged) => ("bridged", vec![light_years]),
        Some(TravelMethod::Gates) => ("took gates", vec![gates, light_years]),
        None => ("moved", vec![gates, light_years]),
    };
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    match &facts[..] {
        [] => format!("{verb} from {from} to {to}"),
        facts => format!("{verb} from {from} to {to}, {}", facts.join(", ")),
    }
}

/// What a pilot did about a capital, in words that follow the pilot's and the ship's names.
pub fn pilot_words(movement: &PilotMovement, names: &impl MovementNames) -> String {
    let place = names.place(&movement.place);
    match movement.what {
        PilotMove::Boarded => format!("boarded: {place}"),
        PilotMove::Left => format!("left by its pilot: {place}"),
        PilotMove::LoggedOn => format!("pilot logged on: {place}"),
        PilotMove::LoggedOff => format!("pilot logged off: {place}"),
    }
}

/// Between which two times, and how old that is at `now`: `between 2026-11-27 12:40 EVE and 13:55, 2 h 5 min ago`.
pub fn time_words(before: Option<Timestamp>, at: Timestamp, now: Timestamp) -> String {
    let age = now.duration_since(at).max(SignedDuration::ZERO).unsigned_abs();
    let age = length(age);
    match before {
        None => format!("at or before {}, {age} ago", eve_date_time(at)),
        Some(before) if at.duration_since(before).unsigned_abs() < ONE_MOMENT => {
            format!("at {}, {age} ago", eve_date_time(at))
        }
        Some(before) => format!("between {} and {}, {age} ago", eve_date_time(before), eve_date_time(at)),
    }
}
