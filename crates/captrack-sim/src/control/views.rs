//! What goes into and comes out of the control handle.

use serde::{Deserialize, Serialize};

use crate::Place;

/// A hull to be put somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Who owns it.
    pub pilot: i64,
    /// Its type, for example 671 (Erebus).
    pub type_id: i64,
    /// Where it is.
    pub at: Place,
    /// Whether the pilot sits in it.
    #[serde(default)]
    pub flown: bool,
    /// Its name; the game's default when absent.
    #[serde(default)]
    pub name: Option<String>,
}

impl Placement {
    /// A hull that lies somewhere without a pilot.
    pub fn stored(pilot: i64, type_id: i64, at: Place) -> Self {
        Self { pilot, type_id, at, flown: false, name: None }
    }

    /// A hull with its owner in it.
    pub fn flown(pilot: i64, type_id: i64, at: Place) -> Self {
        Self { flown: true, ..Self::stored(pilot, type_id, at) }
    }
}

/// A pilot to be created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimNewPilot {
    /// The name.
    pub name: String,
    /// The corporation; the alliance's first when absent.
    #[serde(default)]
    pub corporation_id: Option<i64>,
    /// The main; the pilot is a main when absent.
    #[serde(default)]
    pub main_id: Option<i64>,
    /// Whether the pilot directs the corporation.
    #[serde(default)]
    pub director: bool,
    /// Where the capsule is; the staging Keepstar when absent.
    #[serde(default)]
    pub at: Option<Place>,
    /// Whether the pilot is online.
    #[serde(default)]
    pub online: bool,
}

impl SimNewPilot {
    /// A main of the alliance's first corporation, offline in the staging Keepstar.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), corporation_id: None, main_id: None, director: false, at: None, online: false }
    }

    /// The same as an alt.
    #[must_use]
    pub fn alt_of(mut self, main: i64) -> Self {
        self.main_id = Some(main);
        self
    }

    /// The same as a director.
    #[must_use]
    pub fn director(mut self) -> Self {
        self.director = true;
        self
    }

    /// The same, online.
    #[must_use]
    pub fn online(mut self) -> Self {
        self.online = true;
        self
    }
}

/// A structure to be anchored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStructure {
    /// The name, the system's in front.
    pub name: String,
    /// The system.
    pub system_id: i64,
    /// Whether the alliance may dock there.
    pub docking_access: bool,
}

/// A pilot as the control handle shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimPilotView {
    /// The id.
    pub pilot_id: i64,
    /// The name.
    pub name: String,
    /// The main of the account.
    pub main_id: i64,
    /// The corporation.
    pub corporation_id: i64,
    /// Its name.
    pub corporation_name: String,
    /// The alliance.
    pub alliance_id: Option<i64>,
    /// Whether the pilot is online.
    pub online: bool,
    /// Where the pilot is.
    pub at: Place,
    /// The item id of the ship.
    pub ship_item_id: i64,
    /// The type of the ship.
    pub ship_type_id: i64,
}

/// A capital hull as the control handle shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimHullView {
    /// The item id.
    pub item_id: i64,
    /// The type.
    pub type_id: i64,
    /// The type's name.
    pub type_name: String,
    /// The type's group.
    pub group_id: i64,
    /// The pilot who owns it; none for corporations' hulls and those that were sold to strangers.
    pub owner: Option<i64>,
    /// The pilot who sits in it.
    pub crew: Option<i64>,
    /// Where it is.
    pub at: Place,
    /// The system it is in.
    pub system_id: Option<i64>,
}

/// A pilot whom a demo desk signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPilot {
    /// The id.
    pub pilot_id: i64,
    /// The name.
    pub name: String,
    /// The main of the account; the own id for mains.
    pub main_id: i64,
    /// The main's name.
    pub main_name: String,
    /// The corporation.
    pub corporation_id: i64,
    /// The owner hash that the pilot's tokens hold.
    pub owner_hash: String,
}
