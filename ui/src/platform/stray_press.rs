//! A press that was meant for what stood there a moment ago. Cards move when one of them leaves: the second press of a double click
//! must not act on the card that has moved under the pointer.

use std::cell::Cell;

use crate::platform::dom;

/// What has changed within this time was not seen yet by whoever presses, in milliseconds.
pub const UNSEEN: f64 = 400.0;
/// A press this long ago may still be what moved the cards, in milliseconds.
const RECENT: f64 = 2000.0;

/// When what happened, in milliseconds of the page's life.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Steady {
    pressed: Option<f64>,
    moved: Option<f64>,
}

impl Steady {
    /// Whether a press now counts. One that does not is forgotten.
    fn takes(&mut self, now: f64) -> bool {
        let since = |at: Option<f64>| at.map_or(f64::INFINITY, |at| now - at);
        let follows = since(self.pressed) < UNSEEN;
        let has_moved = since(self.pressed) < RECENT && since(self.moved) < UNSEEN;
        if follows || has_moved {
            return false;
        }
        self.pressed = Some(now);
        true
    }
}

thread_local! {
    static STEADY: Cell<Steady> = Cell::default();
}

/// Cards stand elsewhere from now on.
pub fn moved() {
    let now = dom::millis();
    STEADY.with(|steady| steady.set(Steady { moved: Some(now), ..steady.get() }));
}

/// Whether a press on a button that acts at once counts; false for a second one that may have been meant for another card.
pub fn takes_press() -> bool {
    let now = dom::millis();
    STEADY.with(|cell| {
        let mut steady = cell.get();
        let takes = steady.takes(now);
        cell.set(steady);
        takes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_press_of_a_double_click_does_nothing_and_a_later_one_counts() {
        let mut steady = Steady::default();
        assert!(steady.takes(1000.0));
        assert!(!steady.takes(1200.0));
        assert!(steady.takes(1400.0), "what was not taken does not count");
    }

    #[test]
    fn a_press_on_a_card_that_has_only_just_moved_there_does_nothing() {
        let mut steady = Steady { pressed: Some(1000.0), moved: Some(1500.0) };
        assert!(!steady.takes(1700.0));
        assert!(steady.takes(1900.0));
    }

    #[test]
    fn cards_that_move_by_themselves_take_nothing_from_a_first_press() {
        let mut steady = Steady { pressed: None, moved: Some(1000.0) };
        assert!(steady.takes(1001.0));
        let mut steady = Steady { pressed: Some(1000.0), moved: Some(9000.0) };
        assert!(steady.takes(9001.0));
    }
}
