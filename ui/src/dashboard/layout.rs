//! Where everything of the board stands, without drawing it: parts, cards and rows as offsets from the top, in pixels. Pure.
//!
//! Every height is known beforehand (see `heights.css`), so what is in view is found by searching, not by measuring.

use std::ops::Range;

/// The heights of what the board is made of, in pixels; `heights.css` defines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heights {
    /// What stands above the first part, when something does.
    pub lead: i32,
    /// The heading of a part.
    pub part_head: i32,
    /// What of that heading stays at the top while its cards go by.
    pub part_stuck: i32,
    /// The head of a card, without its edges.
    pub card_head: i32,
    /// What of that head stays under the heading while its rows go by.
    pub card_stuck: i32,
    /// The edge of a card, above and below.
    pub card_edge: i32,
    /// Between cards.
    pub card_gap: i32,
    /// The head of a table.
    pub table_head: i32,
    /// A row.
    pub row: i32,
}

impl Heights {
    /// As in a wide window: what holds where the styles cannot be read.
    pub const WIDE: Self = Self {
        lead: 62,
        part_head: 48,
        part_stuck: 28,
        card_head: 58,
        card_stuck: 58,
        card_edge: 1,
        card_gap: 10,
        table_head: 30,
        row: 36,
    };

    /// By the names of the styles, such as `--row`; what has no sensible value there is as in a wide window.
    pub fn of(token: impl Fn(&str) -> Option<i32>) -> Self {
        let or = |name: &str, wide: i32| token(name).filter(|pixels| (0..=1000).contains(pixels)).unwrap_or(wide);
        let wide = Self::WIDE;
        Self {
            lead: or("--lead", wide.lead),
            part_head: or("--part-head", wide.part_head),
            part_stuck: or("--part-stuck", wide.part_stuck),
            card_head: or("--card-head", wide.card_head).max(1),
            card_stuck: or("--card-stuck", wide.card_stuck),
            card_edge: or("--card-edge", wide.card_edge),
            card_gap: or("--card-gap", wide.card_gap),
            table_head: or("--table-head", wide.table_head),
            row: or("--row", wide.row).max(1),
        }
    }

    /// A card of that many rows; none: closed.
    const fn card(&self, rows: Option<u32>) -> i32 {
        let table = match rows {
            Some(rows) => self.table_head + self.row * rows as i32,
            None => 0,
        };
        self.card_head + 2 * self.card_edge + table
    }
}

/// Something that the keyboard stops at: the head of a card, or one of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FocusStop {
    /// Which card, from the top of the board.
    pub card: usize,
    /// Which of its rows; none: its head.
    pub row: Option<u32>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartBox {
    /// From the top of the board.
    pub top: i32,
    /// Heading and cards.
    pub height: i32,
    /// Its cards.
    pub cards: Range<usize>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardBox {
    /// From the top of the board.
    pub top: i32,
    /// Head and rows.
    pub height: i32,
    /// Its rows; none: closed.
    pub rows: Option<u32>,
    /// In which part.
    pub part: usize,
}

impl CardBox {
    /// Where the card ends.
    pub const fn bottom(&self) -> i32 {
        self.top + self.height
    }
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// How high what is.
    pub heights: Heights,
    /// The parts.
    pub parts: Vec<PartBox>,
    /// The cards of all parts.
    pub cards: Vec<CardBox>,
    /// Of everything.
    pub height: i32,
}

impl Layout {
    /// Lays out parts of cards, each with the number of its rows, or none when it is closed; `lead` is what stands above them.
    pub fn of<P, C>(heights: Heights, lead: i32, parts: P) -> Self
    where
        P: IntoIterator<Item = C>,
        C: IntoIterator<Item = Option<u32>>,
    {
        let mut layout = Self { heights, parts: Vec::new(), cards: Vec::new(), height: 0 };
        let mut y = lead;
        for (part, cards) in parts.into_iter().enumerate() {
            let (top, first) = (y, layout.cards.len());
            y += heights.part_head;
            for rows in cards {
                let height = heights.card(rows);
                layout.cards.push(CardBox { top: y, height, rows, part });
                y += height + heights.card_gap;
            }
            layout.parts.push(PartBox { top, height: y - top, cards: first..layout.cards.len() });
        }
        layout.height = y;
        layout
    }

    /// The cards that reach into a stretch of the board.
    pub fn cards_within(&self, from: i32, to: i32) -> Range<usize> {
        let first = self.cards.partition_point(|card| card.bottom() <= from);
        let end = self.cards.partition_point(|card| card.top < to);
        first..end.max(first)
    }

    /// The parts that reach into a stretch of the board.
    pub fn parts_within(&self, from: i32, to: i32) -> Range<usize> {
        let first = self.parts.partition_point(|part| part.top + part.height <= from);
        let end = self.parts.partition_point(|part| part.top < to);
        first..end.max(first)
    }

    /// The rows of a card that reach into a stretch of the board.
    pub fn rows_within(&self, card: usize, from: i32, to: i32) -> Range<u32> {
        let Some((rows, top)) = self.cards.get(card).and_then(|of| Some((of.rows?, self.rows_top(card)?))) else {
            return 0..0;
        };
        let row = self.heights.row;
        let first = (from - top).max(0) / row;
        let end = (to - top + row - 1).max(0) / row;
        let first = (first as u32).min(rows);
        first..(end as u32).clamp(first, rows)
    }

    /// Where the first row of a card stands; none of a closed one.
    fn rows_top(&self, card: usize) -> Option<i32> {
        let of = self.cards.get(card)?;
        of.rows?;
        Some(of.top + self.heights.card_edge + self.heights.card_head + self.heights.table_head)
    }

    /// The last stop that begins at this height or above it; none on a board without cards.
    pub fn stop_at(&self, y: i32) -> Option<FocusStop> {
        let card = self.cards.partition_point(|card| card.top <= y).max(1) - 1;
        let rows = self.cards.get(card)?.rows.filter(|rows| *rows > 0);
        let row = rows.zip(self.rows_top(card)).filter(|(_, top)| *top <= y);
        let row = row.map(|(rows, top)| (((y - top) / self.heights.row) as u32).min(rows - 1));
        Some(FocusStop { card, row })
    }

    /// From where to where a stop reaches.
    pub fn span(&self, stop: FocusStop) -> Option<Range<i32>> {
        let card = self.cards.get(stop.card)?;
        match stop.row {
            None => Some(card.top..card.top + self.heights.card_edge + self.heights.card_head),
            Some(row) => {
                let top = self.rows_top(stop.card)? + self.heights.row * i32::try_from(row).ok()?;
                Some(top..top + self.heights.row)
            }
        }
    }

    /// How much of the top of the window is covered by what stays there, for somebody who looks at a stop.
    pub const fn covered(&self, stop: FocusStop) -> i32 {
        match stop.row {
            None => self.heights.part_stuck,
            Some(_) => self.heights.part_stuck + self.heights.card_stuck,
        }
    }

    /// The part that begins with the head of this card.
    fn part_begun_by(&self, stop: FocusStop) -> Option<&PartBox> {
        let part = self.parts.get(self.cards.get(stop.card)?.part)?;
        (stop.row.is_none() && part.cards.start == stop.card).then_some(part)
    }

    /// How far to scroll so that a stop is in view of a window of that height; as little as possible.
    pub fn scroll_to(&self, stop: FocusStop, scroll: i32, window: i32) -> i32 {
        let Some(span) = self.span(stop) else { return scroll };
        let margin = self.heights.card_gap;
        let highest = match (stop, self.part_begun_by(stop)) {
            (FocusStop { card: 0, row: None }, _) => 0,
            // With the first card of a part comes its heading.
            (_, Some(part)) => part.top,
            _ => span.start - self.covered(stop) - margin,
        };
        let lowest = span.end + margin - window;
        // In a window that is too low for both, the upper edge counts.
        scroll.max(lowest).min(highest).max(0)
    }

    /// How far one can scroll at all.
    pub fn deepest(&self, window: i32) -> i32 {
        (self.height - window).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: Heights = Heights {
        lead: 50,
        part_head: 40,
        part_stuck: 20,
        card_head: 60,
        card_stuck: 60,
        card_edge: 1,
        card_gap: 10,
        table_head: 30,
        row: 36,
    };

    /// Two parts: a closed card and one of three rows; a closed card.
    fn layout() -> Layout {
        Layout::of(HEIGHTS, 0, [vec![None, Some(3)], vec![None]])
    }

    #[test]
    fn parts_cards_and_rows_stand_one_below_the_other() {
        let layout = layout();
        let tops: Vec<_> = layout.cards.iter().map(|card| (card.top, card.height)).collect();
        let open = 62 + 30 + 3 * 36;
        assert_eq!(tops, [(40, 62), (112, open), (112 + open + 10 + 40, 62)]);
        assert_eq!(layout.parts[0].cards, 0..2);
        assert_eq!(layout.parts[1].cards, 2..3);
        assert_eq!(layout.parts[0].top + layout.parts[0].height, layout.parts[1].top);
        assert_eq!(layout.height, layout.parts[1].top + layout.parts[1].height);
        assert_eq!(
            layout.span(FocusStop { card: 1, row: Some(2) }),
            Some(112 + 1 + 60 + 30 + 72..112 + 1 + 60 + 30 + 108)
        );
        assert_eq!(layout.span(FocusStop { card: 0, row: Some(0) }), None);
    }

    #[test]
    fn what_stands_above_moves_everything_down() {
        let (without, with) = (layout(), Layout::of(HEIGHTS, 50, [vec![None, Some(3)], vec![None]]));
        assert_eq!(with.height, without.height + 50);
        assert_eq!(with.cards[0].top, without.cards[0].top + 50);
    }

    #[test]
    fn a_board_without_parts_has_no_height_and_nothing_in_view() {
        let nothing = Layout::of(HEIGHTS, 0, Vec::<Vec<Option<u32>>>::new());
        assert_eq!(nothing.height, 0);
        assert_eq!(nothing.cards_within(0, 800), 0..0);
        assert_eq!(nothing.parts_within(0, 800), 0..0);
        assert_eq!(nothing.rows_within(0, 0, 800), 0..0);
    }

    #[test]
    fn what_is_in_view_is_what_reaches_into_it() {
        let layout = layout();
        assert_eq!(layout.cards_within(0, 40), 0..0);
        assert_eq!(layout.cards_within(0, 41), 0..1);
        assert_eq!(layout.cards_within(101, 200), 0..2);
        assert_eq!(layout.cards_within(102, 200), 1..2);
        assert_eq!(layout.cards_within(0, 10_000), 0..3);
        assert_eq!(layout.parts_within(0, layout.parts[1].top), 0..1);
        assert_eq!(layout.parts_within(0, layout.parts[1].top + 1), 0..2);
        let rows = 112 + 1 + 60 + 30;
        assert_eq!(layout.rows_within(1, 0, rows), 0..0);
        assert_eq!(layout.rows_within(1, 0, rows + 1), 0..1);
        assert_eq!(layout.rows_within(1, rows + 35, rows + 37), 0..2);
        assert_eq!(layout.rows_within(1, rows + 36, rows + 10_000), 1..3);
        assert_eq!(layout.rows_within(1, rows + 10_000, rows + 20_000), 3..3);
        assert_eq!(layout.rows_within(0, 0, 10_000), 0..0);
    }

    #[test]
    fn searching_agrees_with_looking_at_every_card() {
        let layout = Layout::of(
            HEIGHTS,
            50,
            (0..5u32).map(|part| (0..200u32).map(move |card| (card % 3 == 0).then_some((part * 7 + card) % 9))),
        );
        for from in (-100..layout.height + 100).step_by(97) {
            let to = from + 700;
            let seen: Vec<_> = (0..layout.cards.len())
                .filter(|card| layout.cards[*card].top < to && layout.cards[*card].bottom() > from)
                .collect();
            assert_eq!(layout.cards_within(from, to).collect::<Vec<_>>(), seen);
            for card in seen {
                let rows: Vec<_> = (0..layout.cards[card].rows.unwrap_or(0))
                    .filter(|row| {
                        let span = layout.span(FocusStop { card, row: Some(*row) }).unwrap();
                        span.start < to && span.end > from
                    })
                    .collect();
                assert_eq!(layout.rows_within(card, from, to).collect::<Vec<_>>(), rows);
            }
        }
    }

    #[test]
    fn a_stop_is_brought_into_view_by_scrolling_as_little_as_possible() {
        let layout = Layout::of(HEIGHTS, 0, [vec![Some(100), None]]);
        let row = |row| FocusStop { card: 0, row: Some(row) };
        let span = layout.span(row(50)).unwrap();
        let down = layout.scroll_to(row(50), 0, 600);
        assert_eq!(down + 600, span.end + 10, "it comes in at the bottom");
        assert_eq!(layout.scroll_to(row(50), down, 600), down, "what is in view stays");
        let up = layout.scroll_to(row(50), 3000, 600);
        assert_eq!(up, span.start - 20 - 60 - 10, "it is not hidden under what stays at the top");
        let second = layout.cards[1].top;
        assert_eq!(layout.scroll_to(FocusStop { card: 1, row: None }, 9000, 600), second - 20 - 10);
        assert_eq!(layout.scroll_to(FocusStop { card: 9, row: None }, 500, 600), 500);
    }

    #[test]
    fn with_the_first_card_of_a_part_its_heading_comes_into_view_and_with_the_first_of_all_the_top() {
        let layout = Layout::of(HEIGHTS, 50, [vec![Some(100)], vec![None]]);
        assert_eq!(layout.scroll_to(FocusStop { card: 1, row: None }, 9000, 600), layout.parts[1].top);
        assert_eq!(layout.scroll_to(FocusStop { card: 0, row: None }, 500, 600), 0);
        assert_eq!(layout.scroll_to(FocusStop { card: 0, row: None }, 60, 600), 0);
    }

    #[test]
    fn heights_come_from_the_styles_and_what_makes_no_sense_there_is_passed_over() {
        let read = Heights::of(|name| match name {
            "--row" => Some(52),
            "--card-head" => Some(-3),
            "--table-head" => Some(1_000_000),
            _ => None,
        });
        assert_eq!(read, Heights { row: 52, ..Heights::WIDE });
    }

    #[test]
    fn the_styles_of_a_wide_window_are_the_ones_assumed_here() {
        let styles = include_str!("heights.css");
        let wide = styles.split("@media").next().unwrap();
        let defined = Heights::of(|name| {
            let (_, rest) = wide.split_once(&format!("{name}: "))?;
            rest.split_once("px")?.0.parse().ok()
        });
        assert_eq!(defined, Heights::WIDE);
        assert_eq!(wide.matches("px;").count(), 9, "all nine are defined there");
    }
}
