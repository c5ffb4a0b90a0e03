//! Constellations.

use captrack_domain::ids::{ConstellationId, RegionId};

use crate::table::Row;

/// A constellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constellation {
    /// Its id.
    pub id: ConstellationId,
    /// Its English name.
    pub name: &'static str,
    /// The region it lies in.
    pub region: RegionId,
}

impl Constellation {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        Self { id: ConstellationId(id), name, region: RegionId(fields.id()) }
    }
}
