//! What the user holds: the card or row with the focus. It stays in the page wherever it is. Pure.

use captrack_contract::CardKey;
use captrack_domain::hull::HullKey;
use yew::AttrValue;

use crate::dashboard::board::BoardModel;
use crate::dashboard::layout::{FocusStop, Layout};
use crate::dashboard::menu::{PanelAnchor, ids};
use crate::dashboard::rows::KnownRows;

/// A row that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FocusedRow {
    /// Which hull; none: its row has not come yet.
    pub hull: Option<HullKey>,
    /// Which row of the card it was.
    pub row: u32,
}

/// What the user holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusedElement {
    /// The card.
    pub card: CardKey,
    /// The row; none: its head.
    pub row: Option<FocusedRow>,
    /// The element with the focus, if it has an id.
    pub element: Option<AttrValue>,
}

impl FocusedElement {
    /// What an open panel hangs from.
    pub fn of_hook(hook: &PanelAnchor) -> Self {
        let row = hook.hull.map(|hull| FocusedRow { hull: Some(hull), row: u32::MAX });
        Self { card: hook.card, row, element: Some(hook.id.clone()) }
    }

    /// Where it is now; the head where the row is gone, nothing where the card is.
    pub fn stop(&self, board: &BoardModel, layout: &Layout, rows: &KnownRows) -> Option<FocusStop> {
        let card = board.place(self.card)?;
        let all = layout.cards.get(card)?.rows.unwrap_or(0);
        let row =
            self.row.and_then(|held| held.hull.and_then(|hull| rows.position(self.card, hull)).or(Some(held.row)));
        Some(FocusStop { card, row: row.filter(|row| *row < all) })
    }

    /// Holding what stands at a stop.
    pub fn at(stop: FocusStop, board: &BoardModel, rows: &KnownRows) -> Option<Self> {
        let card = board.cards.get(stop.card)?.key;
        let hull = |row| rows.row(card, row).map(|row| row.hull.hull_key);
        let row = stop.row.map(|row| FocusedRow { hull: hull(row), row });
        Some(Self { card, row, element: Some(element_at(card, row)) })
    }
}

/// The element that takes the focus for a card or a row.
pub fn element_at(card: CardKey, row: Option<FocusedRow>) -> AttrValue {
    match row {
        None => ids::toggle(card),
        Some(FocusedRow { hull: Some(hull), .. }) => ids::row(card, hull),
        Some(FocusedRow { hull: None, row }) => ids::awaited(card, row),
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
        board: BoardModel,
        layout: Layout,
        rows: KnownRows,
    }

    fn seen(hulls: &[i64], closed: bool) -> Seen {
        let head = CardHead { rows: hulls.len() as u32, closed, ..card(1, Level::Critical) };
        let board = board(vec![head]);
        let layout = board.layout(Heights::WIDE, &|card| card.closed);
        let mut rows = KnownRows::default();
        let head = &board.cards[0];
        let asked = rows.missing([(&**head, 0..head.rows)]);
        let said = hulls.iter().map(|hull| hull_row(*hull)).collect();
        rows.answered(&asked, &[CardRows { card: head.key, digest: head.digest, from: 0, rows: said }]);
        Seen { board, layout, rows }
    }

    fn stop(held: &FocusedElement, seen: &Seen) -> Option<FocusStop> {
        held.stop(&seen.board, &seen.layout, &seen.rows)
    }

    #[test]
    fn a_hull_is_held_wherever_its_row_goes() {
        let before = seen(&[4, 5, 6], false);
        let held = FocusedElement::at(FocusStop { card: 0, row: Some(2) }, &before.board, &before.rows).unwrap();
        assert_eq!(stop(&held, &before), Some(FocusStop { card: 0, row: Some(2) }));
        assert_eq!(stop(&held, &seen(&[6, 4], false)), Some(FocusStop { card: 0, row: Some(0) }));
    }

    #[test]
    fn where_the_hull_is_gone_its_place_is_held_and_where_that_is_gone_the_card() {
        let before = seen(&[4, 5, 6], false);
        let held =
            |row| FocusedElement::at(FocusStop { card: 0, row: Some(row) }, &before.board, &before.rows).unwrap();
        assert_eq!(stop(&held(1), &seen(&[4, 6], false)), Some(FocusStop { card: 0, row: Some(1) }));
        assert_eq!(stop(&held(2), &seen(&[4, 5], false)), Some(FocusStop { card: 0, row: None }));
        assert_eq!(stop(&held(2), &seen(&[4, 5, 6], true)), Some(FocusStop { card: 0, row: None }));
        let nothing = Seen { board: board(vec![]), ..seen(&[], true) };
        assert_eq!(stop(&held(2), &nothing), None);
    }

    #[test]
    fn a_row_that_has_not_come_yet_is_held_by_its_number() {
        let seen = seen(&[4], false);
        let held = FocusedElement::at(FocusStop { card: 0, row: Some(0) }, &seen.board, &KnownRows::default()).unwrap();
        assert_eq!(held.row, Some(FocusedRow { hull: None, row: 0 }));
        assert_eq!(held.element, Some(ids::awaited(held.card, 0)));
        assert_eq!(stop(&held, &seen), Some(FocusStop { card: 0, row: Some(0) }));
    }
}
