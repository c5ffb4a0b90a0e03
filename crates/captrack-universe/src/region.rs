//! Regions.

use captrack_domain::ids::RegionId;
use captrack_domain::space::Space;

use crate::layout::space;
use crate::table::Row;

/// A region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// Its English name.
    pub name: &'static str,
    /// What kind of space it is.
    pub space: Space,
}

impl Region {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        let space = match fields.u8() {
            space::WORMHOLE => Space::Wormhole,
            space::ABYSSAL => Space::Abyssal,
            space::VOID => Space::Void,
            other => {
                debug_assert_eq!(other, space::KNOWN, "build.rs writes no other kind");
                Space::Known
            }
        };
        Self { id: RegionId(id), name, space }
    }
}
