//! Trails.

use crate::commands::declare::commands;
use crate::trail::TrailStart;

commands! {
    /// What is recorded of a ship, or of all ships of a pilot.
    Trail {
        /// A pilot by id or exact name, or a ship by its item id or by its `hull_key` in the snapshot.
        of: String,
        /// From when on; null: all that is kept.
        since: Option<TrailStart>,
    } -> crate::trail::Trail;
}
