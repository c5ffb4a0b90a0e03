//! What of the board is in the page: what is in view, a little around it, and what the user holds. Pure.

use std::ops::Range;

use crate::dashboard::layout::{FocusStop, Layout};

/// How much is in the page above and below what is in view, in pixels: what comes in next is there already.
const AROUND: i32 = 240;

/// The stretch moves in steps, so that the page changes now and then and not with every pixel.
const STEP: i32 = 60;

/// While the list scrolls the page holds so many windows at most.
const KEPT_WINDOWS: i32 = 6;

/// A range of pixels of the board, from its top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PixelRange {
    /// From the top of the board.
    pub from: i32,
    /// Where it ends.
    pub to: i32,
}

impl PixelRange {
    /// What is in the page of a window that has been scrolled so far.
    pub const fn in_page(scroll: i32, window: i32) -> Self {
        let from = (scroll - AROUND).div_euclid(STEP) * STEP;
        let to = (scroll + window + AROUND + STEP - 1).div_euclid(STEP) * STEP;
        Self { from, to }
    }

    /// This range with what was in the page before it, as long as the two touch and the page does not come to hold too much: to take away what
    /// has just been scrolled out of view costs more than to draw what comes in.
    pub fn kept(self, before: Self, window: i32) -> Self {
        let both = Self { from: self.from.min(before.from), to: self.to.max(before.to) };
        let touch = self.from <= before.to && before.from <= self.to;
        if touch && both.to - both.from <= KEPT_WINDOWS * window { both } else { self }
    }

    /// What rows are asked for: a window more on both sides.
    pub const fn in_reach(scroll: i32, window: i32) -> Self {
        Self { from: scroll - window, to: scroll + 2 * window }
    }
}

/// A card in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardView {
    /// Which.
    pub card: usize,
    /// Its rows in the page.
    pub rows: Range<u32>,
    /// A row besides that the user holds.
    pub held: Option<u32>,
}

/// A part in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    /// Which.
    pub part: usize,
    /// Its cards in the page, in their order.
    pub cards: Vec<CardView>,
}

/// What of a board is in the page. What is `held` stays there wherever it is: it has the focus, or a panel hangs from it.
pub fn in_page(layout: &Layout, stretch: PixelRange, held: &[FocusStop]) -> Vec<PartView> {
    let PixelRange { from, to } = stretch;
    let view = |card: usize| {
        let rows = layout.rows_within(card, from, to);
        let all = layout.cards[card].rows.unwrap_or(0);
        let held = held.iter().filter(|stop| stop.card == card).find_map(|stop| stop.row);
        CardView { card, held: held.filter(|row| *row < all && !rows.contains(row)), rows }
    };
    let cards = layout.cards_within(from, to);
    let outside = |part: usize| {
        let of_part = layout.parts[part].cards.clone();
        let mut outside: Vec<usize> =
            held.iter().map(|stop| stop.card).filter(|card| of_part.contains(card) && !cards.contains(card)).collect();
        outside.sort_unstable();
        outside.dedup();
        outside
    };
    let parts = layout.parts_within(from, to);
    (0..layout.parts.len())
        .filter_map(|part| {
            let outside = outside(part);
            if outside.is_empty() && !parts.contains(&part) {
                return None;
            }
            let of_part = &layout.parts[part].cards;
            let inside = cards.start.max(of_part.start)..cards.end.min(of_part.end);
            let before = outside.iter().filter(|card| **card < cards.start).copied();
            let after = outside.iter().filter(|card| **card >= cards.start).copied();
            Some(PartView { part, cards: before.chain(inside).chain(after).map(view).collect() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::layout::Heights;

    /// 5,000 closed cards and one open one of 30,000 rows after them.
    fn large() -> Layout {
        Layout::of(Heights::WIDE, 0, [vec![None; 5000], vec![Some(30_000)]])
    }

    fn cards(parts: &[PartView]) -> Vec<usize> {
        parts.iter().flat_map(|part| &part.cards).map(|card| card.card).collect()
    }

    #[test]
    fn the_page_holds_a_window_and_a_little_around_it_however_long_the_board() {
        let layout = large();
        for scroll in (0..layout.deepest(800)).step_by(9973) {
            let parts = in_page(&layout, PixelRange::in_page(scroll, 800), &[]);
            let cards: usize = parts.iter().map(|part| part.cards.len()).sum();
            let rows: u32 = parts.iter().flat_map(|part| &part.cards).map(|card| card.rows.end - card.rows.start).sum();
            assert!(cards <= 25 && rows <= 45, "{cards} cards and {rows} rows at {scroll}");
            assert!(cards > 0);
        }
    }

    #[test]
    fn everything_in_view_is_in_the_page() {
        let layout = large();
        for scroll in (0..layout.deepest(800)).step_by(7919) {
            let stretch = PixelRange::in_page(scroll, 800);
            assert!(stretch.from <= scroll - AROUND && stretch.to >= scroll + 800 + AROUND);
            let parts = in_page(&layout, stretch, &[]);
            for card in layout.cards_within(scroll, scroll + 800) {
                assert!(cards(&parts).contains(&card));
            }
        }
    }

    #[test]
    fn the_page_changes_in_steps() {
        let changes =
            (0..1200).filter(|scroll| PixelRange::in_page(*scroll, 800) != PixelRange::in_page(scroll + 1, 800));
        assert_eq!(changes.count(), 2 * 1200 / STEP as usize, "its upper and its lower end each step");
    }

    #[test]
    fn what_was_scrolled_out_of_view_stays_until_the_page_holds_six_windows() {
        let mut kept = PixelRange::in_page(0, 800);
        for scroll in (0..20_000).step_by(60) {
            let plain = PixelRange::in_page(scroll, 800);
            kept = plain.kept(kept, 800);
            assert!(kept.from <= plain.from && kept.to >= plain.to, "what is in view is in the page");
            assert!(kept.to - kept.from <= 4800, "{kept:?}");
            if scroll < 3000 {
                assert_eq!(kept.from, PixelRange::in_page(0, 800).from);
            }
        }
    }

    #[test]
    fn of_a_jump_nothing_is_kept_in_between() {
        let before = PixelRange::in_page(0, 800);
        let after = PixelRange::in_page(50_000, 800);
        assert_eq!(after.kept(before, 800), after);
        assert_eq!(before.kept(after, 800), before);
    }

    #[test]
    fn what_the_user_holds_stays_in_the_page_wherever_it_is() {
        let layout = large();
        let held = FocusStop { card: 7, row: None };
        let parts = in_page(&layout, PixelRange::in_page(100_000, 800), &[held]);
        assert!(cards(&parts).starts_with(&[7]));
        assert!(cards(&parts).len() > 5);
        let row = FocusStop { card: 5000, row: Some(3) };
        let end = layout.deepest(800);
        let parts = in_page(&layout, PixelRange::in_page(end, 800), &[row, held]);
        assert_eq!(cards(&parts), [7, 5000]);
        assert_eq!(parts[1].cards[0].held, Some(3));
        assert_eq!(parts[1].cards[0].rows.end, 30_000);
        let parts = in_page(&layout, PixelRange::in_page(0, 800), &[row]);
        assert_eq!(*cards(&parts).last().unwrap(), 5000, "held cards stand in their order");
    }

    #[test]
    fn a_held_row_in_view_is_in_the_page_once_and_one_that_is_gone_is_not() {
        let layout = Layout::of(Heights::WIDE, 0, [vec![Some(5)]]);
        for (row, held) in [(2, None), (9, None)] {
            let parts = in_page(&layout, PixelRange::in_page(0, 800), &[FocusStop { card: 0, row: Some(row) }]);
            assert_eq!(parts[0].cards, [CardView { card: 0, rows: 0..5, held }]);
        }
    }
}
