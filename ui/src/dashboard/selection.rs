//! Cards and rows that are selected, to be snoozed or acknowledged in one go. Pure.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{CardHead, CardKey, HullRow};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use yew::AttrValue;

use crate::dashboard::board::BoardModel;
use crate::dashboard::menu::can_be_acknowledged;
use crate::words::text::{args, say_with};

/// How the user selects something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectAction {
    /// A card, or no longer.
    Card(CardKey),
    /// All cards from the one that was selected last to this one.
    To(CardKey),
    /// A row with its pilot, or no longer.
    Row(CardKey, HullKey, PilotId),
    /// Nothing any more.
    Nothing,
}

impl SelectAction {
    /// A row, or no longer.
    pub fn row(card: CardKey, row: &HullRow) -> Self {
        Self::Row(card, row.hull.hull_key, row.hull.pilot_id)
    }
}

/// What is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    cards: BTreeSet<CardKey>,
    rows: BTreeMap<(CardKey, HullKey), PilotId>,
    last: Option<CardKey>,
}

impl Selection {
    /// With what the user selects on a board.
    pub fn with(mut self, action: &SelectAction, board: Option<&BoardModel>) -> Self {
        match *action {
            SelectAction::Card(card) => {
                if !self.cards.remove(&card) {
                    self.cards.insert(card);
                }
                self.last = Some(card);
            }
            SelectAction::To(card) => {
                let place = |key| board.and_then(|board| board.place(key));
                let (to, from) = (place(card), self.last.and_then(place));
                if let (Some(board), Some(to)) = (board, to) {
                    let from = from.unwrap_or(to);
                    self.cards.extend(board.cards[from.min(to)..=from.max(to)].iter().map(|card| card.key));
                }
                self.last = Some(card);
            }
            SelectAction::Row(card, hull, pilot) => {
                if self.rows.remove(&(card, hull)).is_none() {
                    self.rows.insert((card, hull), pilot);
                }
            }
            SelectAction::Nothing => return Self::default(),
        }
        self
    }

    /// Without what is not on a board any more.
    pub fn on(mut self, board: &BoardModel) -> Self {
        self.cards.retain(|card| board.place(*card).is_some());
        self.rows.retain(|(card, _), _| board.place(*card).is_some());
        self
    }

    /// Nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty() && self.rows.is_empty()
    }

    /// Whether a card is selected.
    pub fn has_card(&self, card: CardKey) -> bool {
        self.cards.contains(&card)
    }

    /// Whether a row is selected.
    pub fn has_row(&self, card: CardKey, hull: HullKey) -> bool {
        self.rows.contains_key(&(card, hull))
    }

    /// `3 cards`, `2 rows`, `3 cards and 2 rows`.
    pub fn words(&self) -> AttrValue {
        let (cards, rows) = (self.cards.len(), self.rows.len());
        match (cards, rows) {
            (_, 0) => say_with("selected-cards", &args!("n" => cards)),
            (0, _) => say_with("selected-rows", &args!("n" => rows)),
            _ => say_with("selected-both", &args!("cards" => cards, "rows" => rows)),
        }
    }

    fn heads<'a>(&'a self, board: &'a BoardModel) -> impl Iterator<Item = &'a CardHead> {
        self.cards.iter().filter_map(|card| board.card(*card)).map(|head| &**head)
    }

    /// The pilots of all that is selected, each once.
    pub fn pilots(&self, board: &BoardModel) -> Vec<PilotId> {
        let of_cards = self.heads(board).flat_map(|head| head.pilots.iter().copied());
        let pilots: BTreeSet<PilotId> = of_cards.chain(self.rows.values().copied()).collect();
        pilots.into_iter().collect()
    }

    /// The mains of selected cards under which something alerts that nobody has acknowledged.
    pub fn mains(&self, board: &BoardModel) -> Vec<PilotId> {
        self.heads(board).filter(|head| can_be_acknowledged(head)).filter_map(|head| head.key.main()).collect()
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::evaluate::Level;
    use captrack_domain::ids::ItemId;

    use super::*;
    use crate::fixtures::{board, card};

    const fn key(id: i64) -> CardKey {
        CardKey::Main(PilotId(id))
    }

    fn shown() -> BoardModel {
        board(vec![
            card(1, Level::Critical),
            card(2, Level::Critical),
            card(3, Level::Alerting),
            card(4, Level::Informational),
        ])
    }

    fn selected(actions: &[SelectAction]) -> Selection {
        actions.iter().fold(Selection::default(), |selection, action| selection.with(action, Some(&shown())))
    }

    #[test]
    fn cards_are_selected_one_by_one_and_from_one_to_another() {
        let selection = selected(&[SelectAction::Card(key(1)), SelectAction::Card(key(2)), SelectAction::Card(key(1))]);
        assert!(selection.has_card(key(2)) && !selection.has_card(key(1)));
        let selection = selected(&[SelectAction::Card(key(4)), SelectAction::To(key(2))]);
        assert_eq!([1, 2, 3, 4].map(|id| selection.has_card(key(id))), [false, true, true, true]);
        assert_eq!(selection.words(), "3 cards selected");
        assert!(selected(&[SelectAction::To(key(3)), SelectAction::Nothing]).is_empty());
        assert!(selected(&[SelectAction::To(key(3))]).has_card(key(3)), "from nowhere it is that one");
    }

    #[test]
    fn only_mains_with_alerts_are_acknowledged_and_every_pilot_is_snoozed_once() {
        let hull = HullKey::Item(ItemId(7));
        let row = SelectAction::Row(key(4), hull, PilotId(3));
        let selection = selected(&[SelectAction::Card(key(4)), SelectAction::To(key(2)), row]);
        assert!(selection.has_row(key(4), hull));
        assert_eq!(selection.mains(&shown()), [PilotId(2), PilotId(3)]);
        let pilots = selection.pilots(&shown());
        assert_eq!(pilots.iter().collect::<BTreeSet<_>>().len(), pilots.len());
        assert!(pilots.contains(&PilotId(3)));
        assert_eq!(selection.words(), "3 cards and 1 row selected");
        let gone = selection.on(&board(vec![card(2, Level::Critical)]));
        assert_eq!(gone.words(), "1 card selected");
    }
}
