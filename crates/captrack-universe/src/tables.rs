//! The embedded tables, as `build.rs` made them. Each stands alone, so that a program carries only those it asks for.

use crate::layout;
use crate::table::Table;

macro_rules! table {
    ($static:ident, $file:literal, $width:expr) => {
        pub(crate) static $static: Table = Table::new(
            $width,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".rows")),
            include_str!(concat!(env!("OUT_DIR"), "/", $file, ".names")),
        );
    };
}

table!(REGIONS, "regions", layout::REGION);
table!(CONSTELLATIONS, "constellations", layout::CONSTELLATION);
table!(SYSTEMS, "systems", layout::SYSTEM);
table!(STATIONS, "npc_stations", layout::STATION);
table!(GROUPS, "capital_groups", layout::GROUP);
table!(HULL_TYPES, "capital_types", layout::HULL_TYPE);

/// Row numbers (u16) of [`SYSTEMS`] in the order of the names in small letters.
pub(crate) static SYSTEM_ORDER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/systems.order"));

/// Where the neighbours of each row of [`SYSTEMS`] start in [`GATE_TARGETS`] (u16), and where the last ones end.
pub(crate) static GATE_STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/stargates.starts"));

/// Row numbers (u16) of [`SYSTEMS`]: the systems behind the gates of each, in both directions.
pub(crate) static GATE_TARGETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/stargates.targets"));
