//! Groups of capital types.

use captrack_domain::ids::GroupId;

use crate::table::Row;

/// A group of capital types.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its English name, in the singular.
    pub name: &'static str,
    /// Jump range in light years without any skill (dogma attribute 867); none where the group has no jump drive.
    pub base_jump_range_ly: Option<f64>,
}

impl Group {
    pub(crate) fn decode(row: Row) -> Self {
        let Row { id, name, mut fields } = row;
        Self { id: GroupId(id), name, base_jump_range_ly: Some(fields.f64()).filter(|range| !range.is_nan()) }
    }

    /// Jump range in light years at a level (0 to 5) of Jump Drive Calibration, which adds a fifth each.
    pub fn jump_range_ly(&self, calibration: u8) -> Option<f64> {
        self.base_jump_range_ly.map(|base| base * f64::from(5 + calibration.min(5)) / 5.0)
    }
}
