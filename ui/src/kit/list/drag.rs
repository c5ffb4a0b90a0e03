//! A pilot that is dragged from a row onto the card of another main. Pure.

use captrack_contract::CardKey;

use crate::dashboard::menu::Mover;

/// So far the pointer has to move before it is a drag and not a click, in pixels.
const BEGINS_AT: i32 = 6;
/// So near to the edge of the list it begins to scroll, in pixels.
const EDGE: i32 = 48;
/// So fast it scrolls at the very edge, in pixels a frame.
const FASTEST: i32 = 24;

/// A place in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// A drag, or what may become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drag {
    /// Who is dragged.
    pub mover: Mover,
    from: Point,
    /// Where the pointer is.
    pub at: Point,
    begun: bool,
    /// The card under the pointer.
    over: Option<(CardKey, String)>,
}

impl Drag {
    /// The button went down on a pilot.
    pub const fn new(mover: Mover, at: Point) -> Self {
        Self { mover, from: at, at, begun: false, over: None }
    }

    /// The pointer moved. True: it is a drag.
    pub fn moved(&mut self, at: Point) -> bool {
        self.at = at;
        let far = (at.x - self.from.x).abs().max((at.y - self.from.y).abs());
        self.begun |= far >= BEGINS_AT;
        self.begun
    }

    /// The card under the pointer is this one, with its name.
    pub fn over(&mut self, card: Option<(CardKey, String)>) {
        self.over = card;
    }

    /// It is a drag.
    pub const fn is_begun(&self) -> bool {
        self.begun
    }

    /// Where it would go if it was let go now: a main's card that is not the pilot's own.
    pub fn target(&self) -> Option<CardKey> {
        self.target_name().map(|(card, _)| card)
    }

    /// The same with its name.
    pub fn target_name(&self) -> Option<(CardKey, &str)> {
        let (card, name) = self.over.as_ref().filter(|_| self.begun)?;
        let main = card.main()?;
        (main != self.mover.main).then_some((*card, name.as_str()))
    }
}

/// How fast a list scrolls while something is dragged at its edge, in pixels a frame; up is negative.
pub fn creep(y: i32, top: i32, bottom: i32) -> i32 {
    let speed = |depth: i32| (depth.clamp(0, EDGE) * FASTEST) / EDGE;
    speed(y - (bottom - EDGE)) - speed(top + EDGE - y)
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::{PilotId, SystemId};

    use super::*;

    fn drag() -> Drag {
        let mover = Mover { pilot: PilotId(2), name: "Kara Volkov II".into(), main: PilotId(1) };
        Drag::new(mover, Point { x: 100, y: 100 })
    }

    #[test]
    fn a_hand_that_trembles_drags_nothing() {
        let mut drag = drag();
        assert!(!drag.moved(Point { x: 104, y: 97 }));
        assert!(drag.moved(Point { x: 104, y: 120 }));
        assert!(drag.moved(Point { x: 100, y: 100 }), "it stays one");
    }

    #[test]
    fn a_pilot_goes_under_another_main_and_nowhere_else() {
        let mut drag = drag();
        let target = |card, begun: bool| {
            let mut drag = drag.clone();
            if begun {
                drag.moved(Point { x: 100, y: 200 });
            }
            drag.over(Some((card, "somebody".into())));
            drag.target()
        };
        let other = CardKey::Main(PilotId(7));
        assert_eq!(target(other, true), Some(other));
        assert_eq!(target(other, false), None);
        assert_eq!(target(CardKey::Main(PilotId(1)), true), None, "that is its main already");
        assert_eq!(target(CardKey::System(Some(SystemId(30_004_759))), true), None);
        drag.over(None);
        assert_eq!(drag.target(), None);
    }

    #[test]
    fn at_its_edges_the_list_scrolls_the_faster_the_nearer() {
        assert_eq!(creep(300, 100, 700), 0);
        assert_eq!(creep(700, 100, 700), FASTEST);
        assert_eq!(creep(900, 100, 700), FASTEST);
        assert_eq!(creep(100, 100, 700), -FASTEST);
        assert!((1..FASTEST).contains(&creep(690, 100, 700)));
    }
}
