//! What the user holds: the card or row with the focus. It stays in the page wherever it is. Pure.

use captrack_contract::CardKey;
use captrack_domain::hull::HullKey;
use yew::AttrValue;

use crate::dashboard::board::Board;
use crate::dashboard::layout::{Layout, Stop};
use crate::dashboard::menu::{Hook, ids};
use crate::dashboard::rows::Rows;

/// A row that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldRow {
    /// Which hull; none: its row has not come yet.
    pub hull: Option<HullKey>,
    /// Which row of the card it was.
    pub row: u32,
}

/// What the user holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The card.
    pub card: CardKey,
    /// The row; none: its head.
    pub row: Option<HeldRow>,
    /// The element with the focus, if it has an id.
    pub element: Option<AttrValue>,
}

impl Held {
    /// What an open panel hangs from.
    pub fn of_hook(hook: &Hook) -> Self {
        let row = hook.hull.map(|hull| HeldRow { hull: Some(hull), row: u32::MAX });
        Self { card: hook.card, row, element: Some(hook.id.clone()) }
    }

    /// Where it is now; the head where the row is gone, nothing where the card is.
    pub fn stop(&self, board: &Board, layout: &Layout, rows: &Rows) -> Option<Stop> {
        let card = board.place(self.card)?;
        let all = layout.cards.get(card)?.rows.unwrap_or(0);
        let row =
            self.row.and_then(|held| held.hull.and_then(|hull| rows.position(self.card, hull)).or(Some(held.row)));
        Some(Stop { card, row: row.filter(|row| *row < all) })
    }

    /// Holding what stands at a stop.
    pub fn at(stop: Stop, board: &Board, rows: &Rows) -> Option<Self> {
        let card = board.cards.get(stop.card)?.key;
        let hull = |row| rows.row(card, row).map(|row| row.hull.hull_key);
        let row = stop.row.map(|row| HeldRow { hull: hull(row), row });
        Some(Self { card, row, element: Some(element_at(card, row)) })
    }
}

/// The element that takes the focus for a card or a row.
pub fn element_at(card: CardKey, row: Option<HeldRow>) -> AttrValue {
    match row {
        None => ids::toggle(card),
        Some(HeldRow { hull: Some(hull), .. }) => ids::row(card, hull),
        Some(HeldRow { hull: None, row }) => ids::awaited(card, row),
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{CardHead, CardRows};
    use captrack_domain::evaluate::Level;

    use super::*;
    use crate::dashboard::layout::Heights;
    use crate::fixtures::{board, card, hull_row};

    struct Seen {
        board: Board,
        layout: Layout,
        rows: Rows,
    }

    fn seen(hulls: &[i64], closed: bool) -> Seen {
        let head = CardHead { rows: hulls.len() as u32, closed, ..card(1, Level::Critical) };
        let board = board(vec![head]);
        let layout = board.layout(Heights::WIDE, &|card| card.closed);
        let mut rows = Rows::default();
        let head = &board.cards[0];
        let asked = rows.missing([(&**head, 0..head.rows)]);
        let said = hulls.iter().map(|hull| hull_row(*hull)).collect();
        rows.answered(&asked, &[CardRows { card: head.key, digest: head.digest, from: 0, rows: said }]);
        Seen { board, layout, rows }
    }

    fn stop(held: &Held, seen: &Seen) -> Option<Stop> {
        held.stop(&seen.board, &seen.layout, &seen.rows)
    }

    #[test]
    fn a_hull_is_held_wherever_its_row_goes() {
        let before = seen(&[4, 5, 6], false);
        let held = Held::at(Stop { card: 0, row: Some(2) }, &before.board, &before.rows).unwrap();
        assert_eq!(stop(&held, &before), Some(Stop { card: 0, row: Some(2) }));
        assert_eq!(stop(&held, &seen(&[6, 4], false)), Some(Stop { card: 0, row: Some(0) }));
    }

    #[test]
    fn where_the_hull_is_gone_its_place_is_held_and_where_that_is_gone_the_card() {
        let before = seen(&[4, 5, 6], false);
        let held = |row| Held::at(Stop { card: 0, row: Some(row) }, &before.board, &before.rows).unwrap();
        assert_eq!(stop(&held(1), &seen(&[4, 6], false)), Some(Stop { card: 0, row: Some(1) }));
        assert_eq!(stop(&held(2), &seen(&[4, 5], false)), Some(Stop { card: 0, row: None }));
        assert_eq!(stop(&held(2), &seen(&[4, 5, 6], true)), Some(Stop { card: 0, row: None }));
        let nothing = Seen { board: board(vec![]), ..seen(&[], true) };
        assert_eq!(stop(&held(2), &nothing), None);
    }

    #[test]
    fn a_row_that_has_not_come_yet_is_held_by_its_number() {
        let seen = seen(&[4], false);
        let held = Held::at(Stop { card: 0, row: Some(0) }, &seen.board, &Rows::default()).unwrap();
        assert_eq!(held.row, Some(HeldRow { hull: None, row: 0 }));
        assert_eq!(held.element, Some(ids::awaited(held.card, 0)));
        assert_eq!(stop(&held, &seen), Some(Stop { card: 0, row: Some(0) }));
    }
}
