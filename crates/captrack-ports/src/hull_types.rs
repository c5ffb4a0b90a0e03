//! Hull types that are newer than the embedded data.

use async_trait::async_trait;
use captrack_domain::ids::{GroupId, TypeId};

use crate::names::NamesError;

/// What is known of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HullTypeAnswer {
    /// A capital hull.
    Capital {
        /// The type's English name.
        name: String,
        /// Its group, which a policy may or may not have in one of its classes.
        group: GroupId,
    },
    /// Something else, or nothing: remembered too.
    NotACapital,
}

/// The category of ships: a policy may only name groups of it.
pub const SHIPS: i64 = 6;

/// One of EVE's groups of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipGroup {
    /// The group's English name.
    pub name: String,
    /// Its category: [`SHIPS`] or another.
    pub category: i64,
    /// Its types, also unpublished ones.
    pub types: Vec<TypeId>,
}

/// Tells capitals from everything else, also those that the embedded data do not know yet.
#[async_trait]
pub trait HullTypes: Send + Sync {
    /// What a type is. At once for every capital of the data; any other is asked about once and remembered for a time. One that the source
    /// does not know yet is an error: it is asked about again.
    async fn hull_type(&self, id: TypeId) -> Result<HullTypeAnswer, NamesError>;

    /// A group, of ships or of anything else; `None`: there is none of that number. What New Eden is made of changes once a day at
    /// most, so an answer may be that old.
    async fn group(&self, id: GroupId) -> Result<Option<ShipGroup>, NamesError>;
}
