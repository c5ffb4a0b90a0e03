//! The one New Eden that is embedded.

use std::cmp::Ordering;

use captrack_domain::ids::{ConstellationId, GroupId, LocationId, RegionId, SystemId, TypeId};

use crate::constellation::Constellation;
use crate::group::Group;
use crate::hull_type::HullType;
use crate::region::Region;
use crate::search::{self, FoundPlace};
use crate::station::Station;
use crate::system::System;
use crate::tables::{CONSTELLATIONS, GROUPS, HULL_TYPES, REGIONS, STATIONS, SYSTEM_ORDER, SYSTEMS};

/// New Eden. Holds nothing: the tables lie in the program's read-only data, and a lookup decodes the one row it finds.
#[derive(Debug)]
pub struct Universe(());

static UNIVERSE: Universe = Universe(());

/// New Eden, at once: there is nothing to load.
pub fn universe() -> &'static Universe {
    &UNIVERSE
}

impl Universe {
    /// The region with this id.
    pub fn region(&self, id: RegionId) -> Option<Region> {
        REGIONS.find(id.0).map(Region::decode)
    }

    /// The constellation with this id.
    pub fn constellation(&self, id: ConstellationId) -> Option<Constellation> {
        CONSTELLATIONS.find(id.0).map(Constellation::decode)
    }

    /// The system with this id.
    pub fn system(&self, id: SystemId) -> Option<System> {
        SYSTEMS.find(id.0).map(System::decode)
    }

    /// The NPC station with this id; none for a structure.
    pub fn station(&self, id: LocationId) -> Option<Station> {
        STATIONS.find(id.0).map(Station::decode)
    }

    /// The capital hull of this type, published or not; none for a type that was no capital when the data were made.
    pub fn hull_type(&self, id: TypeId) -> Option<HullType> {
        HULL_TYPES.find(id.0).map(HullType::decode)
    }

    /// The capital group with this id.
    pub fn group(&self, id: GroupId) -> Option<Group> {
        GROUPS.find(id.0).map(Group::decode)
    }

    /// Every region, by id.
    pub fn regions(&self) -> impl ExactSizeIterator<Item = Region> + Clone + use<> {
        REGIONS.iter().map(Region::decode)
    }

    /// Every constellation, by id.
    pub fn constellations(&self) -> impl ExactSizeIterator<Item = Constellation> + Clone + use<> {
        CONSTELLATIONS.iter().map(Constellation::decode)
    }

    /// Every system, by id.
    pub fn systems(&self) -> impl ExactSizeIterator<Item = System> + Clone + use<> {
        SYSTEMS.iter().map(System::decode)
    }

    /// Every NPC station, by id.
    pub fn stations(&self) -> impl ExactSizeIterator<Item = Station> + Clone + use<> {
        STATIONS.iter().map(Station::decode)
    }

    /// Every type of capital hull, published or not, by id.
    pub fn hull_types(&self) -> impl ExactSizeIterator<Item = HullType> + Clone + use<> {
        HULL_TYPES.iter().map(HullType::decode)
    }

    /// Every capital group, by id.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = Group> + Clone + use<> {
        GROUPS.iter().map(Group::decode)
    }

    /// The system of this name, in small or capital letters; no two systems share a name.
    pub fn find_system(&self, name: &str) -> Option<System> {
        let wanted = name.trim();
        let (order, _) = SYSTEM_ORDER.as_chunks::<2>();
        let row = |bytes: &[u8; 2]| SYSTEMS.at(usize::from(u16::from_le_bytes(*bytes)));
        let at = order.binary_search_by(|bytes| ignoring_case(row(bytes).name, wanted)).ok()?;
        Some(System::decode(row(&order[at])))
    }

    /// At most `limit` regions, constellations and systems with the text in their names: whole names first, then those that start with it, then those
    /// that contain it; within each regions, then constellations, then systems.
    pub fn search(&self, text: &str, limit: usize) -> Vec<FoundPlace> {
        search::search(self, text, limit)
    }
}

fn ignoring_case(one: &str, other: &str) -> Ordering {
    one.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(other.bytes().map(|byte| byte.to_ascii_lowercase()))
}
