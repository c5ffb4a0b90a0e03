//! Names of corporations, alliances and structures.

use async_trait::async_trait;
use captrack_domain::ids::{LocationId, PilotId, SystemId};
use captrack_domain::text::Text;

/// What is known of one id. `None` is an answer too ("there is no such thing") and is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAnswer {
    /// A character, corporation or alliance id.
    pub id: i64,
    /// Its name; none: EVE knows no such id.
    pub name: Option<String>,
}

/// What is known of a structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StructureAnswer {
    /// The pilot may dock there.
    Known {
        /// Its name, such as `1DQ1-A - Staging`.
        name: String,
        /// The system that it is anchored in.
        system: SystemId,
    },
    /// No docking access, or it does not exist: remembered, asked again much later.
    Denied,
}

/// Why names could not be had now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NamesError(
    /// For the user: what happened, and what comes next.
    pub Text,
);

/// Looks up names of characters, corporations, alliances and structures (ESI: `POST /universe/names`, `GET /universe/structures/{id}`).
#[async_trait]
pub trait Names: Send + Sync {
    /// Names of characters, corporations and alliances; every id asked for is in the answer, known or not.
    async fn names(&self, ids: &[i64]) -> Result<Vec<NameAnswer>, NamesError>;

    /// A structure's name and system, asked for with the token of a pilot who may dock there.
    async fn structure(&self, pilot: PilotId, id: LocationId) -> Result<StructureAnswer, NamesError>;
}
