//! Types of capital hulls.

use captrack_domain::ids::{GroupId, TypeId};

use crate::table::Row;

/// A type of capital hull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HullType {
    /// Its id.
    pub type_id: TypeId,
    /// Its English name.
    pub name: &'static str,
    /// The group it belongs to.
    pub group: GroupId,
    /// Whether the market and the show-info window know it. A few unpublished hulls exist as items all the same.
    pub published: bool,
}

impl HullType {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        Self { type_id: TypeId(id), name, group: GroupId(fields.id()), published: fields.u8() == 1 }
    }
}
