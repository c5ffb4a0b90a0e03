//! Steps of the keyboard through a list.

/// A step of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStep {
    /// To what stands above.
    Up,
    /// To what stands below.
    Down,
    /// To the first card.
    First,
    /// To the last stop.
    Last,
}
