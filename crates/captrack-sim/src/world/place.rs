//! Where a thing is.

use serde::{Deserialize, Serialize};

/// Where a hull is. In JSON: `{"space": 30004759}`, `{"station": 60003760}`, `{"structure": 1035466617946}`,
/// `{"inside": <item id>}` or `"asset_safety"`.
///
/// Ids are not checked against New Eden: a system that does not exist is a thing a test may want.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In space in a system.
    Space(i64),
    /// Docked at an NPC station.
    Station(i64),
    /// Docked at a player's structure.
    Structure(i64),
    /// In the bay of a ship, in a container or in an office: the id of that item.
    Inside(i64),
    /// In asset safety (location 2004).
    AssetSafety,
}

impl Place {
    /// Whether it is in space.
    pub fn is_space(self) -> bool {
        matches!(self, Self::Space(_))
    }
}
