//! The world: an alliance, its pilots, hulls and structures. Seeded, and moved by `tick`.
//!
//! One truth, no copies: where a pilot is follows from the ship that they sit in, and where a ship is follows from its place.

mod geography;
mod items;
mod movement;
mod names;
mod op;
mod pilot;
mod place;
mod population;
mod structure;
mod types;

use std::collections::BTreeMap;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::SimError;

pub(crate) use geography::geography;
pub(crate) use items::{Item, ItemOwner, Items};
pub(crate) use movement::WorldMovement;
pub(crate) use pilot::Pilot;
pub use place::Place;
pub(crate) use structure::{DockingAccess, Structure};
pub(crate) use types::{ASSET_SAFETY_WRAP, CAPSULE, CONTAINER, ItemType, OFFICE, SHIPS, TypeGroup, Types};

/// The alliance that every sim has: Synthetic Coalition.
pub const ALLIANCE_ID: i64 = 99_012_001;
/// A Keepstar in 1DQ1-A where the alliance docks.
pub const STAGING_KEEPSTAR: i64 = 1_035_466_617_946;
/// A Fortizar in D-W7F0 where the alliance docks.
pub const STAGING_FORTIZAR: i64 = 1_035_466_617_951;
/// A Fortizar in T5ZI-S that lets nobody dock or read its name, though hulls are stored there.
pub const CLOSED_FORTIZAR: i64 = 1_035_466_617_963;
/// Jita IV - Moon 4 - Caldari Navy Assembly Plant.
pub const JITA_STATION: i64 = 60_003_760;

/// A corporation.
#[derive(Clone, Debug)]
pub(crate) struct Corporation {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) ticker: String,
    pub(crate) alliance_id: Option<i64>,
    pub(crate) founded: Timestamp,
}

/// An alliance.
#[derive(Clone, Debug)]
pub(crate) struct Alliance {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) ticker: String,
    pub(crate) founded: Timestamp,
}

/// Everything there is.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) alliances: BTreeMap<i64, Alliance>,
    pub(crate) corporations: BTreeMap<i64, Corporation>,
    pub(crate) pilots: BTreeMap<i64, Pilot>,
    pub(crate) structures: BTreeMap<i64, Structure>,
    pub(crate) items: Items,
    pub(crate) types: Types,
    pub(crate) life: WorldMovement,
    next_pilot: i64,
    next_corporation: i64,
    next_structure: i64,
}

impl World {
    /// A world of so many pilots, the same for the same seed.
    pub(crate) fn new(seed: u64, pilots: usize, now: Timestamp) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut world = Self {
            alliances: BTreeMap::new(),
            corporations: BTreeMap::new(),
            pilots: BTreeMap::new(),
            structures: structure::of_the_alliance(),
            items: Items::default(),
            types: Types::new(),
            life: WorldMovement::new(seed, now),
            next_pilot: 2_112_000_001,
            next_corporation: 98_700_101,
            next_structure: 1_035_466_700_001,
        };
        population::found_alliance(&mut world);
        population::settle(&mut world, &mut rng, pilots, now);
        world
    }

    pub(crate) fn pilot(&self, id: i64) -> Result<&Pilot, SimError> {
        self.pilots.get(&id).ok_or_else(|| SimError::unknown("pilot", id))
    }

    pub(crate) fn pilot_mut(&mut self, id: i64) -> Result<&mut Pilot, SimError> {
        self.pilots.get_mut(&id).ok_or_else(|| SimError::unknown("pilot", id))
    }

    pub(crate) fn corporation_of(&self, pilot: &Pilot) -> Option<&Corporation> {
        self.corporations.get(&pilot.corporation_id)
    }

    /// The alliance of a pilot, through the corporation.
    pub(crate) fn alliance_id_of(&self, pilot: &Pilot) -> Option<i64> {
        self.corporation_of(pilot).and_then(|corporation| corporation.alliance_id)
    }

    /// Members of a corporation, in order of id.
    pub(crate) fn members(&self, corporation_id: i64) -> impl Iterator<Item = &Pilot> {
        self.pilots.values().filter(move |pilot| pilot.corporation_id == corporation_id)
    }

    /// The station, structure or system that a place is in, containers and ships walked through.
    pub(crate) fn anchor(&self, place: Place) -> Place {
        let mut place = place;
        // A chain is never longer than a container in a bay in an office; the bound keeps a cycle made by hand from hanging.
        for _ in 0..16 {
            match place {
                Place::Inside(id) => match self.items.get(id) {
                    Some(item) => place = item.place,
                    None => return place,
                },
                _ => return place,
            }
        }
        place
    }

    /// The system that a place is in; `None` in asset safety or where nothing is known.
    pub(crate) fn system_of(&self, place: Place) -> Option<i64> {
        match self.anchor(place) {
            Place::Space(system) => Some(system),
            Place::Station(id) => geography().stations.get(&id).map(|station| station.system_id),
            Place::Structure(id) => self.structures.get(&id).map(|structure| structure.system_id),
            Place::Inside(_) | Place::AssetSafety => None,
        }
    }

    /// Where a pilot is: the place of their ship.
    pub(crate) fn whereabouts(&self, pilot: &Pilot) -> Place {
        self.items.get(pilot.ship).map_or(pilot.home, |ship| self.anchor(ship.place))
    }

    /// Whether this pilot may dock at a structure, and so read its name.
    pub(crate) fn may_dock(&self, pilot: &Pilot, structure: &Structure) -> bool {
        match structure.access {
            DockingAccess::Nobody => false,
            DockingAccess::Everybody => true,
            DockingAccess::Alliance(id) => self.alliance_id_of(pilot) == Some(id),
        }
    }

    /// Founds a corporation and returns its id.
    pub(crate) fn found_corporation(&mut self, name: &str, ticker: &str, alliance_id: Option<i64>) -> i64 {
        let id = self.next_corporation;
        self.next_corporation += 1;
        let founded = Timestamp::constant(1_420_070_400, 0) + jiff::SignedDuration::from_hours((id % 997) * 24);
        let corporation = Corporation { id, name: name.to_owned(), ticker: ticker.to_owned(), alliance_id, founded };
        self.corporations.insert(id, corporation);
        id
    }

    /// Anchors a structure and returns its id.
    pub(crate) fn anchor_structure(&mut self, make: impl FnOnce(i64) -> Structure) -> i64 {
        let id = self.next_structure;
        self.next_structure += 1;
        self.structures.insert(id, make(id));
        id
    }

    /// A new pilot in a capsule at `home`; returns the id.
    pub(crate) fn add_pilot(
        &mut self,
        name: impl Into<String>,
        corporation_id: i64,
        main_id: Option<i64>,
        home: Place,
        now: Timestamp,
    ) -> i64 {
        let id = self.next_pilot;
        self.next_pilot += 1;
        let capsule = self.items.add(Item::new(CAPSULE, ItemOwner::Pilot(id), home));
        let pilot = Pilot::new(id, name.into(), corporation_id, main_id.unwrap_or(id), capsule, home, now);
        self.pilots.insert(id, pilot);
        id
    }
}
