//! Where a system lies, and how far from another.

/// Metres in a light year as the game counts them for jump ranges.
pub const METRES_PER_LIGHT_YEAR: f64 = 9.46e15;

/// A place on the map, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// East.
    pub x: f64,
    /// Up.
    pub y: f64,
    /// North.
    pub z: f64,
}

impl Position {
    /// The distance as a jump drive sees it, in light years.
    pub fn light_years_to(&self, other: &Self) -> f64 {
        let (x, y, z) = (self.x - other.x, self.y - other.y, self.z - other.z);
        (x * x + y * y + z * z).sqrt() / METRES_PER_LIGHT_YEAR
    }
}
