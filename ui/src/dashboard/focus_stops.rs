//! Where the keyboard goes on the board: from card to card, and through the rows of open ones. Pure.

use crate::dashboard::layout::{FocusStop, Layout};
use crate::kit::list::step::ListStep;

/// Where a step leads in a window of that height; nowhere on a board without cards, and not past its ends.
pub fn next(layout: &Layout, at: Option<FocusStop>, step: ListStep, window: i32) -> Option<FocusStop> {
    let last_card = layout.cards.len().checked_sub(1)?;
    let rows = |card: usize| layout.cards[card].rows.filter(|rows| *rows > 0);
    let last_of = |card: usize| FocusStop { card, row: rows(card).map(|rows| rows - 1) };
    let head = |card: usize| FocusStop { card, row: None };
    let Some(at) = at.filter(|stop| stop.card <= last_card) else {
        return Some(if step == ListStep::Last { last_of(last_card) } else { head(0) });
    };
    Some(match (step, at.row) {
        (ListStep::First, _) => head(0),
        (ListStep::Last, _) => last_of(last_card),
        (ListStep::NextCard, _) => head((at.card + 1).min(last_card)),
        (ListStep::PreviousCard, Some(_)) | (ListStep::Up, Some(0)) => head(at.card),
        (ListStep::PreviousCard, None) => head(at.card.saturating_sub(1)),
        (ListStep::PageUp | ListStep::PageDown, _) => {
            let top = layout.span(at).map_or(0, |span| span.start);
            let page = (window - layout.covered(at) - layout.heights.row).max(layout.heights.row);
            let (to, least) = if step == ListStep::PageDown {
                (layout.stop_at(top + page)?, next(layout, Some(at), ListStep::Down, window)?)
            } else {
                (layout.stop_at(top - page)?, next(layout, Some(at), ListStep::Up, window)?)
            };
            if step == ListStep::PageDown { to.max(least) } else { to.min(least) }
        }
        (ListStep::Up, Some(row)) => FocusStop { row: Some(row - 1), ..at },
        (ListStep::Up, None) if at.card == 0 => at,
        (ListStep::Up, None) => last_of(at.card - 1),
        (ListStep::Down, row) => {
            let next = row.map_or(0, |row| row + 1);
            match rows(at.card) {
                Some(rows) if next < rows => FocusStop { row: Some(next), ..at },
                _ if at.card < last_card => head(at.card + 1),
                _ => at,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::layout::Heights;

    const fn head(card: usize) -> FocusStop {
        FocusStop { card, row: None }
    }

    const fn row(card: usize, row: u32) -> FocusStop {
        FocusStop { card, row: Some(row) }
    }

    /// A card of two rows, a closed one, one that is open and empty, one of one row.
    fn layout() -> Layout {
        Layout::of(Heights::WIDE, 0, [vec![Some(2), None], vec![Some(0), Some(1)]])
    }

    #[test]
    fn down_goes_through_everything_once_and_up_all_the_way_back() {
        let layout = layout();
        let way = [head(0), row(0, 0), row(0, 1), head(1), head(2), head(3), row(3, 0)];
        for pair in way.windows(2) {
            assert_eq!(next(&layout, Some(pair[0]), ListStep::Down, 600), Some(pair[1]));
            assert_eq!(next(&layout, Some(pair[1]), ListStep::Up, 600), Some(pair[0]));
        }
        assert_eq!(next(&layout, Some(row(3, 0)), ListStep::Down, 600), Some(row(3, 0)));
        assert_eq!(next(&layout, Some(head(0)), ListStep::Up, 600), Some(head(0)));
    }

    #[test]
    fn home_and_end_lead_to_the_ends() {
        let layout = layout();
        assert_eq!(next(&layout, Some(row(0, 1)), ListStep::First, 600), Some(head(0)));
        assert_eq!(next(&layout, Some(head(0)), ListStep::Last, 600), Some(row(3, 0)));
    }

    #[test]
    fn from_nowhere_the_first_step_leads_to_the_first_card() {
        assert_eq!(next(&layout(), None, ListStep::Down, 600), Some(head(0)));
        assert_eq!(next(&layout(), None, ListStep::Last, 600), Some(row(3, 0)));
        assert_eq!(next(&layout(), Some(head(99)), ListStep::Up, 600), Some(head(0)), "what it was at is gone");
    }

    #[test]
    fn a_board_without_cards_has_no_stop() {
        let nothing = Layout::of(Heights::WIDE, 0, Vec::<Vec<Option<u32>>>::new());
        assert_eq!(next(&nothing, None, ListStep::Down, 600), None);
    }

    #[test]
    fn a_page_leads_over_what_is_in_view_and_cards_are_gone_through_by_their_heads() {
        let layout = Layout::of(Heights::WIDE, 0, [vec![Some(300), None], vec![Some(2)]]);
        let go = |at, step| next(&layout, Some(at), step, 600).unwrap();
        let first = go(head(0), ListStep::PageDown);
        assert!(first.card == 0 && first.row.is_some_and(|row| (8..16).contains(&row)), "{first:?}");
        let second = go(first, ListStep::PageDown);
        assert!(second.row > first.row);
        assert!(go(second, ListStep::PageUp) >= head(0));
        assert_eq!(go(first, ListStep::PageUp), head(0));
        assert_eq!(go(row(2, 1), ListStep::PageDown), row(2, 1), "not past the end");
        assert_eq!(go(row(2, 1), ListStep::PageUp).card, 0, "over what is closed");
        assert_eq!(go(row(0, 200), ListStep::NextCard), head(1));
        assert_eq!(go(row(0, 200), ListStep::PreviousCard), head(0));
        assert_eq!((go(head(1), ListStep::PreviousCard), go(head(2), ListStep::NextCard)), (head(0), head(2)));
    }
}
