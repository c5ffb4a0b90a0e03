//! Keeps the reader's place when the board changes: what they look at stays under their eyes. Pure.

use captrack_contract::CardKey;
use captrack_domain::evaluate::Level;

use crate::dashboard::board::BoardModel;
use crate::dashboard::layout::{FocusStop, Layout};

/// What the reader looks at: the cards in view, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrollAnchor {
    cards: Vec<Seen>,
    scroll: i32,
}

/// A card in view.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    key: CardKey,
    level: Level,
    /// How far its top is from the window's.
    offset: i32,
    height: i32,
}

impl ScrollAnchor {
    /// What a reader looks at who has scrolled so far. At the very top they want to see what comes in there, unless they are `aiming` at
    /// something.
    pub fn of(board: &BoardModel, layout: &Layout, scroll: i32, window: i32, aiming: bool) -> Option<Self> {
        if scroll <= 0 && !aiming {
            return None;
        }
        let in_view = layout.cards_within(scroll + layout.heights.part_stuck, scroll + window);
        let cards = in_view
            .filter_map(|card| {
                let head = board.cards.get(card)?;
                let stands = &layout.cards[card];
                Some(Seen { key: head.key, level: head.level, offset: stands.top - scroll, height: stands.height })
            })
            .collect();
        Some(Self { cards, scroll })
    }

    /// How far to scroll on a changed board so that the reader sees the same.
    pub fn scroll(&self, board: &BoardModel, layout: &Layout, window: i32) -> i32 {
        let find = |seen: &Seen| board.place(seen.key).map(|card| (card, seen.clone()));
        // A card that went to another part is not followed while a neighbour stayed.
        let stayed = self.cards.iter().filter_map(find).find(|(card, seen)| board.cards[*card].level == seen.level);
        let scroll = match stayed.or_else(|| self.cards.iter().find_map(find)) {
            None => self.scroll,
            Some((card, seen)) => {
                let now = &layout.cards[card];
                let there = now.top - seen.offset;
                // A card that was closed under the reader's eyes is still to be seen.
                let head = FocusStop { card, row: None };
                let last = now.bottom() - layout.heights.card_head - layout.covered(head);
                if now.height < seen.height { there.min(last) } else { there }
            }
        };
        scroll.clamp(0, layout.deepest(window))
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::CardHead;
    use captrack_domain::ids::PilotId;

    use super::*;
    use crate::dashboard::layout::Heights;
    use crate::fixtures::{board, card};

    const WINDOW: i32 = 300;

    fn cards(ids: impl IntoIterator<Item = i64>) -> Vec<CardHead> {
        ids.into_iter().map(|id| CardHead { closed: true, ..card(id, Level::Alerting) }).collect()
    }

    fn laid_out(cards: Vec<CardHead>) -> (BoardModel, Layout) {
        let board = board(cards);
        let layout = board.layout(Heights::WIDE, &|card| card.closed);
        (board, layout)
    }

    fn top(of: &(BoardModel, Layout), id: i64) -> i32 {
        of.1.cards[of.0.place(CardKey::Main(PilotId(id))).unwrap()].top
    }

    /// Where the card is in the window before and after, for a reader who has scrolled so far.
    fn offsets(before: &(BoardModel, Layout), after: &(BoardModel, Layout), scroll: i32, id: i64) -> (i32, i32) {
        let anchor = ScrollAnchor::of(&before.0, &before.1, scroll, WINDOW, false).unwrap();
        let then = anchor.scroll(&after.0, &after.1, WINDOW);
        (top(before, id) - scroll, top(after, id) - then)
    }

    #[test]
    fn cards_that_come_and_go_above_move_nothing_in_view() {
        let before = laid_out(cards(10..60));
        let scroll = top(&before, 30) - 100;
        for after in [laid_out(cards(1..60)), laid_out(cards(25..60))] {
            let (was, is) = offsets(&before, &after, scroll, 30);
            assert_eq!(was, is);
        }
    }

    #[test]
    fn when_the_first_card_in_view_goes_the_next_one_stays_where_it_is() {
        let before = laid_out(cards(10..60));
        let scroll = top(&before, 30) - 30;
        let after = laid_out(cards((10..60).filter(|id| *id != 30)));
        let (was, is) = offsets(&before, &after, scroll, 31);
        assert_eq!(was, is);
    }

    #[test]
    fn a_card_that_goes_to_another_part_is_not_followed() {
        let before = laid_out(cards(10..60));
        let scroll = top(&before, 30) - 30;
        let mut changed = cards(10..60);
        changed[20].level = Level::Critical;
        let (was, is) = offsets(&before, &laid_out(changed), scroll, 31);
        assert_eq!(was, is);
    }

    #[test]
    fn at_the_very_top_new_cards_are_seen() {
        let before = laid_out(cards(10..60));
        assert_eq!(ScrollAnchor::of(&before.0, &before.1, 0, WINDOW, false), None);
        assert!(ScrollAnchor::of(&before.0, &before.1, 0, WINDOW, true).is_some(), "somebody aims at something");
    }

    #[test]
    fn a_long_card_that_is_closed_is_still_in_view() {
        let open = |closed| {
            let mut cards = cards(1..30);
            cards[0].rows = 200;
            cards[0].closed = closed;
            laid_out(cards)
        };
        let (before, after) = (open(false), open(true));
        let (_, is) = offsets(&before, &after, 3000, 1);
        assert!((0..=Heights::WIDE.part_stuck).contains(&is), "its head is at {is}");
    }

    #[test]
    fn nobody_is_left_below_the_end() {
        let before = laid_out(cards(1..60));
        let anchor = ScrollAnchor::of(&before.0, &before.1, 2000, WINDOW, false).unwrap();
        let after = laid_out(cards(100..103));
        assert_eq!(anchor.scroll(&after.0, &after.1, WINDOW), after.1.deepest(WINDOW));
        let after = laid_out(cards(100..101));
        assert_eq!(anchor.scroll(&after.0, &after.1, WINDOW), 0);
    }
}
