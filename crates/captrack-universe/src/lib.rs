//! New Eden: regions, constellations, systems, NPC stations and capital hulls, embedded.
//!
//! Everything is looked up by id in tables that lie in the program's read-only data, so there is nothing to load. Gates are counted, distances
//! measured and drives known for `captrack_domain::movement` (`star_map.rs`). © CCP hf.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod build_number;
mod constellation;
mod gates;
mod group;
mod hull_type;
mod layout;
mod position;
mod region;
mod search;
mod security;
mod star_map;
mod station;
mod system;
mod table;
mod tables;
mod universe;

pub use captrack_domain::space::Space;

pub use build_number::{DATA_BUILD, DATA_BUILD_DATE, MAP_EXPORT, NOTICE};
pub use captrack_domain::movement::METRES_PER_LIGHT_YEAR;
pub use constellation::Constellation;
pub use group::Group;
pub use hull_type::HullType;
pub use position::Position;
pub use region::Region;
pub use search::FoundPlace;
pub use security::{Security, SecurityBand};
pub use station::Station;
pub use system::System;
pub use universe::{Universe, universe};
