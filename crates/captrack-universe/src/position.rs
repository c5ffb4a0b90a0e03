//! Where a system lies, and how far from another.

use captrack_domain::movement::METRES_PER_LIGHT_YEAR;

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
        self.metres_to(other) / METRES_PER_LIGHT_YEAR
    }

    /// The same in metres, in which ranges are compared.
    pub fn metres_to(&self, other: &Self) -> f64 {
        let (x, y, z) = (self.x - other.x, self.y - other.y, self.z - other.z);
        (x * x + y * y + z * z).sqrt()
    }
}
