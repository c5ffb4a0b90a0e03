//! Dragging something from one place of a list to another. Pure.

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

/// A drag, or what may become one: what is dragged, and what it may be dropped on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drag<What, Target> {
    /// What is dragged.
    pub what: What,
    from: Point,
    /// Where the pointer is.
    pub at: Point,
    begun: bool,
    over: Option<Target>,
}

impl<What, Target> Drag<What, Target> {
    /// The button went down on something.
    pub const fn new(what: What, at: Point) -> Self {
        Self { what, from: at, at, begun: false, over: None }
    }

    /// The pointer moved. True: it is a drag.
    pub fn moved(&mut self, at: Point) -> bool {
        self.at = at;
        let far = (at.x - self.from.x).abs().max((at.y - self.from.y).abs());
        self.begun |= far >= BEGINS_AT;
        self.begun
    }

    /// What takes it is under the pointer, or nothing does.
    pub fn over(&mut self, target: Option<Target>) {
        self.over = target;
    }

    /// It is a drag.
    pub const fn is_begun(&self) -> bool {
        self.begun
    }

    /// Where it would go if it was let go now.
    pub fn target(&self) -> Option<&Target> {
        self.over.as_ref().filter(|_| self.begun)
    }

    /// It was let go: what was dragged, and where it goes, if it goes anywhere.
    pub fn dropped(self) -> Option<(What, Target)> {
        self.over.filter(|_| self.begun).map(|target| (self.what, target))
    }
}

/// How fast a list scrolls while something is dragged at its edge, in pixels a frame; up is negative.
pub fn creep(y: i32, top: i32, bottom: i32) -> i32 {
    let speed = |depth: i32| (depth.clamp(0, EDGE) * FASTEST) / EDGE;
    speed(y - (bottom - EDGE)) - speed(top + EDGE - y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drag() -> Drag<&'static str, u32> {
        Drag::new("Kara Volkov II", Point { x: 100, y: 100 })
    }

    #[test]
    fn a_hand_that_trembles_drags_nothing() {
        let mut drag = drag();
        assert!(!drag.moved(Point { x: 104, y: 97 }));
        assert!(drag.moved(Point { x: 104, y: 120 }));
        assert!(drag.moved(Point { x: 100, y: 100 }), "it stays one");
    }

    #[test]
    fn a_click_goes_nowhere_and_a_drag_to_what_is_under_it_when_it_is_let_go() {
        let mut drag = drag();
        drag.over(Some(7));
        assert_eq!((drag.target(), drag.clone().dropped()), (None, None), "it is a click so far");
        drag.moved(Point { x: 100, y: 200 });
        assert_eq!((drag.target(), drag.clone().dropped()), (Some(&7), Some(("Kara Volkov II", 7))));
        drag.over(None);
        assert_eq!((drag.target(), drag.clone().dropped()), (None, None));
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
