//! Where a hull is.

use serde::{Deserialize, Serialize};

use crate::ids::{LocationId, SystemId};

/// Where a hull was seen, as far as it is known. `system` is filled in as soon as the station or structure is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The solar system, when known.
    pub system: Option<SystemId>,
    /// What holds the hull there.
    pub site: Site,
}

/// What holds the hull.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Site {
    /// Undocked.
    Space,
    /// An NPC station.
    Station(LocationId),
    /// A player structure; its name and system need docking access.
    Structure(LocationId),
    /// Location 2004: wrapped in asset safety, nowhere in particular.
    AssetSafety,
    /// Something that could not be walked back to a place.
    Unknown,
}

impl Place {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { system: None, site: Site::Unknown };

    /// In space in a system.
    pub const fn space(system: SystemId) -> Self {
        Self { system: Some(system), site: Site::Space }
    }

    /// The station or structure, if it is in one.
    pub const fn location(&self) -> Option<LocationId> {
        match self.site {
            Site::Station(id) | Site::Structure(id) => Some(id),
            Site::Space | Site::AssetSafety | Site::Unknown => None,
        }
    }

    /// Whether anything at all is known of where it is.
    pub const fn is_known(&self) -> bool {
        self.system.is_some() || !matches!(self.site, Site::Unknown)
    }
}
