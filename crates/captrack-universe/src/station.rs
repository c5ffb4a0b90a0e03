//! NPC stations.

use captrack_domain::ids::{LocationId, SystemId};

use crate::table::Row;

/// An NPC station. Player structures are not in the static data: ESI tells their names to those who may dock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// Its id.
    pub id: LocationId,
    /// Its English name, which says the system and the moon too.
    pub name: &'static str,
    /// The system it lies in.
    pub system: SystemId,
}

impl Station {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        Self { id: LocationId(id), name, system: SystemId(fields.id()) }
    }
}
