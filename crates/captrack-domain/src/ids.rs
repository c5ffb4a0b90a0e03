//! Identities as EVE gives them, one type each so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::space::Space;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// ESI's `character_id`.
    PilotId
);
id!(
    /// ESI's `corporation_id`.
    CorporationId
);
id!(
    /// ESI's `alliance_id`.
    AllianceId
);
id!(
    /// A type of the static data, such as 11567 (Avatar).
    TypeId
);
id!(
    /// A group of types, such as 30 (Titan).
    GroupId
);
id!(
    /// One item in New Eden: a hull keeps its item id for life. About 1e12 to 1e13, so it survives JavaScript numbers.
    ItemId
);
id!(
    /// A solar system, 30 to 36 million; see [`crate::space::Space`].
    SystemId
);
id!(
    /// ESI's `constellation_id`, 20,000,000 and up.
    ConstellationId
);
id!(
    /// ESI's `region_id`, 10,000,000 and up.
    RegionId
);
id!(
    /// A station (60 to 64 million) or a structure (from 1e12).
    LocationId
);

impl SystemId {
    /// Whether the number can be a solar system at all; ESI has been seen to give station ids in system fields.
    pub const fn is_plausible(self) -> bool {
        Space::of(self).is_some()
    }
}

impl LocationId {
    /// Whether the number is in the range of NPC stations and former outposts (60 to 64 million).
    pub const fn is_station(self) -> bool {
        self.0 >= 60_000_000 && self.0 < 64_000_000
    }

    /// Player structures share their range with items.
    pub const fn is_structure(self) -> bool {
        self.0 >= 1_000_000_000_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_station_or_a_structure_by_its_number() {
        let kind = |id: i64| (LocationId(id).is_station(), LocationId(id).is_structure());
        for station in [60_000_000, 60_003_760, 63_999_999] {
            assert_eq!(kind(station), (true, false), "{station}");
        }
        for structure in [1_000_000_000_000, 1_035_466_617_946] {
            assert_eq!(kind(structure), (false, true), "{structure}");
        }
        for neither in [0, 30_000_142, 59_999_999, 64_000_000, 999_999_999_999] {
            assert_eq!(kind(neither), (false, false), "{neither}");
        }
    }
}
