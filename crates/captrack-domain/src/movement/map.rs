//! What movement asks of New Eden.

use crate::ids::{GroupId, SystemId, TypeId};

/// Metres in a light year as the game counts them for jump ranges.
pub const METRES_PER_LIGHT_YEAR: f64 = 9.46e15;

/// Whether a type of ship can jump by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drive {
    /// It has no jump drive.
    None,
    /// So many light years with every skill: no pilot can do more.
    Range(f64),
    /// The type is not known well enough.
    Unknown,
}

/// Distances and drives. Whoever has a map implements it; nothing here knows one.
pub trait StarMap {
    /// The fewest gates from one system to another, Zarzakh as a passage left out; none: no gates lead there, or one of them is not on the map.
    fn gates(&self, from: SystemId, to: SystemId) -> Option<u32>;
    /// How far two systems are apart, in metres; none: one of them is not on the map, or not in known space, where distances mean nothing.
    fn metres(&self, from: SystemId, to: SystemId) -> Option<f64>;
    /// Whether ships can jump into a system by their drive: low or null security, and no region that is closed to it.
    fn can_be_jumped_to(&self, system: SystemId) -> bool;
    /// The jump drive of a type.
    fn drive(&self, type_id: TypeId) -> Drive;
    /// The group of a capital type; none: not known.
    fn group(&self, type_id: TypeId) -> Option<GroupId>;
}
