//! Solar systems.

use captrack_domain::ids::{ConstellationId, RegionId, SystemId};

use crate::position::Position;
use crate::security::Security;
use crate::table::Row;

/// A solar system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct System {
    /// Its id.
    pub id: SystemId,
    /// Its English name.
    pub name: &'static str,
    /// The constellation it lies in.
    pub constellation: ConstellationId,
    /// The region it lies in.
    pub region: RegionId,
    /// True security, -1.0 to 1.0; its `Display` rounds as the game does.
    pub security: Security,
    /// In metres.
    pub position: Position,
}

impl System {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        Self {
            id: SystemId(id),
            name,
            constellation: ConstellationId(fields.id()),
            region: RegionId(fields.id()),
            security: Security(fields.f32()),
            position: Position { x: fields.f64(), y: fields.f64(), z: fields.f64() },
        }
    }
}
