//! Where a hull is.

use serde::{Deserialize, Serialize};

use crate::ids::{LocationId, SystemId};

/// Where a hull was seen, as far as it is known. `system` is filled in as soon as the station or structure is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// None: not told, and the station or structure is not resolved yet.
    pub system: Option<SystemId>,
    /// What it is docked in, or that it is in space.
    pub site: Site,
}

/// What holds a hull at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Site {
    /// Undocked in space; ESI tells no coordinates.
    Space,
    /// An NPC station, named in the embedded data.
    Station(LocationId),
    /// A player structure; its name and system need docking access.
    Structure(LocationId),
    /// Location 2004: wrapped in asset safety, nowhere in particular.
    AssetSafety,
    /// Something that could not be walked back to a place.
    Unknown,
}

impl Place {
    /// Neither system nor site were ever told.
    pub const UNKNOWN: Self = Self { system: None, site: Site::Unknown };

    /// Undocked in this system.
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

    /// Whether it is the same place, of which the one may say more: a station or structure is in one system, named or not.
    pub fn is_same(&self, other: &Self) -> bool {
        let one_site = self.location().is_some() || matches!(self.site, Site::AssetSafety);
        if one_site { self.site == other.site } else { self == other }
    }

    /// Whether it is in a station or structure, rather than in space; none: that was not told, or it is wrapped in asset safety.
    pub const fn is_docked(&self) -> Option<bool> {
        match self.site {
            Site::Station(_) | Site::Structure(_) => Some(true),
            Site::Space => Some(false),
            Site::AssetSafety | Site::Unknown => None,
        }
    }

    /// Whether anything at all is known of where it is.
    pub const fn is_known(&self) -> bool {
        self.system.is_some() || !matches!(self.site, Site::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eden::{JITA, PERIMETER};

    fn at(system: Option<SystemId>, site: Site) -> Place {
        Place { system, site }
    }

    #[test]
    fn a_site_is_the_same_place_whether_its_system_is_named_or_not() {
        for site in
            [Site::Station(LocationId(60_003_760)), Site::Structure(LocationId(1_035_466_617_946)), Site::AssetSafety]
        {
            assert!(at(None, site).is_same(&at(Some(JITA), site)));
            assert!(at(Some(JITA), site).is_same(&at(None, site)));
            assert!(!at(Some(JITA), site).is_same(&Place::space(JITA)), "undocked");
            assert!(!Place::space(JITA).is_same(&at(Some(JITA), site)), "docked");
        }
        assert!(!at(None, Site::Structure(LocationId(1))).is_same(&at(None, Site::Structure(LocationId(2)))));
    }

    #[test]
    fn space_is_another_place_in_another_system() {
        assert!(Place::space(JITA).is_same(&Place::space(JITA)));
        assert!(!Place::space(JITA).is_same(&Place::space(PERIMETER)));
        assert!(!Place::UNKNOWN.is_same(&at(Some(JITA), Site::Unknown)), "a system that becomes known is news");
    }
}
