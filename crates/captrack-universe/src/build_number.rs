//! Which static data this is.

/// The build of CCP's static data that the capital types and groups are as of.
pub const DATA_BUILD: u32 = 3_650_286;

/// The day of that build, UTC.
pub const DATA_BUILD_DATE: &str = "2026-10-26";

/// The export that regions, constellations, systems and stations are from; New Eden's map changes far more seldom than its hulls.
pub const MAP_EXPORT: &str = "2024-06";

/// To be shown wherever the program tells about itself.
pub const NOTICE: &str = "© CCP hf. EVE Online and all related data are the property of CCP hf., used under the EVE Developer License Agreement.";
