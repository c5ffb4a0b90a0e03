//! What the user holds: the card or row with the focus. It stays in the page wherever it is. Pure.

use captrack_contract::{CardHead, CardKey};
use captrack_domain::hull::HullKey;
use yew::AttrValue;

use crate::dashboard::board::BoardModel;
use crate::dashboard::layout::{FocusStop, Layout};
use crate::dashboard::menu::{PanelAnchor, ids};
use crate::dashboard::rows::KnownRows;
use crate::platform::shared::SharedRef;

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

/// The card to go on with when the one with the focus has left its place, for another part or among what is acknowledged: the one that came
/// after it there, else the one before it, else the first. None: it stays where it was.
pub fn next_in_place(card: CardKey, old: &BoardModel, new: &BoardModel) -> Option<CardKey> {
    let place = |board: &BoardModel, key| board.card(key).map(|head| (head.level, head.all_acknowledged));
    let (was, at) = (place(old, card)?, old.place(card)?);
    if place(new, card) == Some(was) {
        return None;
    }
    let beside = |head: &&SharedRef<CardHead>| (head.level, head.all_acknowledged) == was;
    let stays = |head: &&SharedRef<CardHead>| place(new, head.key) == Some(was);
    let after = old.cards[at..].iter().skip(1).take_while(beside).find(stays);
    let before = || old.cards[..at].iter().rev().take_while(beside).find(stays);
    let first = || new.cards.iter().find(|head| head.key != card);
    after.or_else(before).or_else(first).map(|head| head.key)
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
    use captrack_contract::CardRows;
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

    #[test]
    fn who_goes_through_a_part_goes_on_where_a_card_has_left_it() {
        let of = |levels: &[(i64, Level)]| board(levels.iter().map(|(id, level)| card(*id, *level)).collect());
        let key = |id: i64| CardKey::Main(captrack_domain::ids::PilotId(id));
        let (critical, snoozed) = (Level::Critical, Level::Snoozed);
        let old = of(&[(1, critical), (2, critical), (3, critical), (4, snoozed)]);
        let one_snoozed = of(&[(1, critical), (3, critical), (2, snoozed), (4, snoozed)]);
        assert_eq!(next_in_place(key(2), &old, &one_snoozed), Some(key(3)), "the one after it");
        assert_eq!(next_in_place(key(1), &old, &one_snoozed), None, "it stays");
        let last_snoozed = of(&[(1, critical), (2, critical), (3, snoozed), (4, snoozed)]);
        assert_eq!(next_in_place(key(3), &old, &last_snoozed), Some(key(2)), "the one before it");
        let only = of(&[(2, critical), (4, snoozed)]);
        let all_snoozed = of(&[(2, snoozed), (4, snoozed)]);
        assert_eq!(next_in_place(key(2), &only, &all_snoozed), Some(key(4)));
        let seen = CardHead { all_acknowledged: true, ..card(1, critical) };
        let acknowledged = board(vec![card(2, critical), card(3, critical), seen, card(4, snoozed)]);
        assert_eq!(next_in_place(key(1), &old, &acknowledged), Some(key(2)));
        assert_eq!(next_in_place(key(9), &old, &acknowledged), None);
    }
}
