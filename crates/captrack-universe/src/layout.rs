//! The form of the embedded tables; shared with `build.rs`, which writes them.
//!
//! A row starts with its id (u32), where its name starts in the table's text (u32) and how long it is (u16). The table's own fields follow, in the
//! order given here. All numbers are little-endian. Rows are sorted by id.

/// Id, start and length of the name.
pub(crate) const HEAD: usize = 4 + 4 + 2;

/// Space kind (u8).
pub(crate) const REGION: usize = HEAD + 1;

/// Region (u32).
pub(crate) const CONSTELLATION: usize = HEAD + 4;

/// Constellation (u32), region (u32), true security (f32), position in metres (three f64).
pub(crate) const SYSTEM: usize = HEAD + 4 + 4 + 4 + 3 * 8;

/// System (u32).
pub(crate) const STATION: usize = HEAD + 4;

/// Base jump range in light years (f64); not a number where the group has no jump drive.
pub(crate) const GROUP: usize = HEAD + 8;

/// Group (u32), published (u8).
pub(crate) const HULL_TYPE: usize = HEAD + 4 + 1;

/// The space kinds of regions.
pub(crate) mod space {
    pub(crate) const KNOWN: u8 = 0;
    pub(crate) const WORMHOLE: u8 = 1;
    pub(crate) const ABYSSAL: u8 = 2;
    pub(crate) const VOID: u8 = 3;
}
