//! Where the keyboard goes on the board: from card to card, and through the rows of open ones. Pure.

use crate::dashboard::layout::{FocusStop, Layout};
use crate::kit::list::step::ListStep;

/// Where a step leads; nowhere on a board without cards, and not past its ends.
pub fn next(layout: &Layout, at: Option<FocusStop>, step: ListStep) -> Option<FocusStop> {
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
        (ListStep::Up, Some(0)) => head(at.card),
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
            assert_eq!(next(&layout, Some(pair[0]), ListStep::Down), Some(pair[1]));
            assert_eq!(next(&layout, Some(pair[1]), ListStep::Up), Some(pair[0]));
        }
        assert_eq!(next(&layout, Some(row(3, 0)), ListStep::Down), Some(row(3, 0)));
        assert_eq!(next(&layout, Some(head(0)), ListStep::Up), Some(head(0)));
    }

    #[test]
    fn home_and_end_lead_to_the_ends() {
        let layout = layout();
        assert_eq!(next(&layout, Some(row(0, 1)), ListStep::First), Some(head(0)));
        assert_eq!(next(&layout, Some(head(0)), ListStep::Last), Some(row(3, 0)));
    }

    #[test]
    fn from_nowhere_the_first_step_leads_to_the_first_card() {
        assert_eq!(next(&layout(), None, ListStep::Down), Some(head(0)));
        assert_eq!(next(&layout(), None, ListStep::Last), Some(row(3, 0)));
        assert_eq!(next(&layout(), Some(head(99)), ListStep::Up), Some(head(0)), "what it was at is gone");
    }

    #[test]
    fn a_board_without_cards_has_no_stop() {
        let nothing = Layout::of(Heights::WIDE, 0, Vec::<Vec<Option<u32>>>::new());
        assert_eq!(next(&nothing, None, ListStep::Down), None);
    }
}
