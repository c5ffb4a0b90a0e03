//! What a source answers when a section is polled.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AllianceId, CorporationId, ItemId, TypeId};
use crate::place::Place;

/// The parsed answer of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Reading {
    /// Whether the pilot is logged on.
    Online(bool),
    /// Where the pilot is; of an offline pilot, where it logged off.
    Location(Place),
    /// What the pilot flies. `None`: no ship, such as while controlling a structure (ESI answers 404).
    Ship(Option<ActiveShip>),
    /// All capitals the pilot owns: always the complete list, never a part of it.
    Assets(Vec<OwnedHull>),
    /// Capitals of an asset list that is not known to be complete: those named are there, of the others nothing is said.
    SomeAssets(Vec<OwnedHull>),
    /// ESI: `POST /characters/affiliation`.
    Affiliation {
        /// The character's corporation.
        corporation: CorporationId,
        /// The alliance, if the corporation is in one.
        alliance: Option<AllianceId>,
    },
}

/// The ship a pilot is in, capital or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveShip {
    /// ESI's `ship_item_id`: the ship's identity.
    pub item: ItemId,
    /// ESI's `ship_type_id`.
    pub type_id: TypeId,
}

/// A capital in a pilot's assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedHull {
    /// ESI's `item_id`: the ship's identity.
    pub item: ItemId,
    /// ESI's `type_id`; of a capital group or one that the policy tracks.
    pub type_id: TypeId,
    /// Where it is, walked up through containers and bays.
    pub place: Place,
    /// It is a stack of so many packaged hulls; none: one that is assembled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaged: Option<u32>,
}

/// A reading with the time at which it was true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedReading {
    /// When this was true: the server's word, never later than the moment of asking.
    pub as_of: Timestamp,
    /// The parsed answer.
    pub reading: Reading,
}
