//! What moves: derived from two sightings, never from one and never from the other of hull and pilot.
//!
//! A movement has two times: when what was before was last known, and when what is after was first known. Nothing is claimed of the time between
//! that the two sightings do not show: *how* a ship travelled is said only where the gap is short and one way fits ([`route`]). Hull and pilot
//! movements are two lists, because a clone jump moves the pilot and leaves the hull.

use jiff::Timestamp;

use crate::hull::HullKey;
use crate::ids::{PilotId, TypeId};
use crate::place::Place;
use crate::space::Space;

mod between;
mod gaps;
mod map;
mod route;
mod trail;
mod words;

pub use between::{HullSighting, hull_movements, out_of_sight};
pub use gaps::{SourceGap, source_gaps};
pub use map::{Drive, METRES_PER_LIGHT_YEAR, StarMap};
pub use route::{HOW_WITHIN, Route, TravelMethod, route};
pub use trail::{HullTrail, SightLimits, new_movements, trail};
pub use words::{MovementNames, hull_text, pilot_text, time_text};

/// Something that a hull did, between two sightings of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HullMovement {
    /// The hull that moved.
    pub key: HullKey,
    /// Its type.
    pub type_id: TypeId,
    /// Its pilot afterwards.
    pub pilot: PilotId,
    /// When what was before was last known; none: nothing was known of it.
    pub before: Option<Timestamp>,
    /// When what is after was first known.
    pub at: Timestamp,
    /// Where it was before; none: not known.
    pub from: Option<Place>,
    /// Where it is after that, or was last seen.
    pub to: Place,
    /// What it did.
    pub what: HullMove,
}

/// What a hull did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HullMove {
    /// New to us; it may have been there for long.
    Appeared,
    /// It was known, its place was not.
    Located,
    /// In space in the same system where it was docked, or in another.
    Undocked,
    /// Docked where it was in space before.
    Docked,
    /// In another system, or at another station or structure.
    Moved(Route),
    /// Into wormhole, abyssal, void or hidden space.
    Entered(Space),
    /// Out of wormhole, abyssal, void or hidden space.
    CameOut(Space),
    /// Another pilot has it.
    ChangedPilot {
        /// The pilot before.
        from: PilotId,
    },
    /// Nobody has seen it for longer than its source usually takes.
    OutOfSight,
    /// Seen after a time in which nobody saw it.
    SeenAgain,
    /// Two readings of one moment name two places: no movement.
    Disputed,
    /// Complete lists lack it.
    Gone,
}

impl HullMove {
    /// Its name in exported files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Appeared => "appeared",
            Self::Located => "located",
            Self::Undocked => "undocked",
            Self::Docked => "docked",
            Self::Moved(_) => "moved",
            Self::Entered(_) => "entered",
            Self::CameOut(_) => "came_out",
            Self::ChangedPilot { .. } => "changed_pilot",
            Self::OutOfSight => "out_of_sight",
            Self::SeenAgain => "seen_again",
            Self::Disputed => "disputed",
            Self::Gone => "gone",
        }
    }
}

/// Something that a pilot did about a capital.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PilotMovement {
    /// The pilot who did it.
    pub pilot: PilotId,
    /// The capital it is about.
    pub key: HullKey,
    /// The capital's type.
    pub type_id: TypeId,
    /// Where the capital was.
    pub place: Place,
    /// When what was before was last known.
    pub before: Option<Timestamp>,
    /// When it was first known.
    pub at: Timestamp,
    /// What the pilot did.
    pub what: PilotMove,
}

/// What a pilot did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PilotMove {
    /// Sits in it, and did not before.
    Boarded,
    /// Flies another ship, or none: the hull stays where it was.
    Left,
    /// Came online in it.
    LoggedOn,
    /// Went offline in it.
    LoggedOff,
}

impl PilotMove {
    /// Its name in exported files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Boarded => "boarded",
            Self::Left => "left",
            Self::LoggedOn => "logged_on",
            Self::LoggedOff => "logged_off",
        }
    }
}

#[cfg(test)]
mod tests;
