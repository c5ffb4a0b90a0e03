//! GET `/characters/{id}/ship`. ESI: char-location, 1200 tokens/15 min, cached 5 s. 404 while the pilot controls a structure.

use std::time::Duration;

use captrack_domain::ids::{ItemId, TypeId};
use captrack_domain::reading::ActiveShip;
use serde::Deserialize;

/// How long "no ship" is taken to hold: the 404 that says it costs five tokens, too many for every five seconds.
pub(crate) const NO_SHIP: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
pub(crate) struct Ship {
    ship_item_id: i64,
    ship_type_id: i64,
}

impl Ship {
    /// The ship; none when its numbers cannot be those of one.
    pub(crate) const fn active(&self) -> Option<ActiveShip> {
        if self.ship_item_id > 0 && self.ship_type_id > 0 {
            Some(ActiveShip { item: ItemId(self.ship_item_id), type_id: TypeId(self.ship_type_id) })
        } else {
            None
        }
    }
}
