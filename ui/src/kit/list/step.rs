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
    /// Up by what is in view.
    PageUp,
    /// Down by what is in view.
    PageDown,
    /// To the head of the next card, over rows.
    NextCard,
    /// To the head of the card, from there to that of the one before.
    PreviousCard,
}
