//! What of a board is another than on the one before: a board of 30,000 ships is a megabyte, and little of it changes at a time.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

use super::{Board, BoardAnswer, BoardQuery, CardHead, CardKey};

/// The difference from a board that the page has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardChanges {
    /// The number of the board that they are changes to.
    pub since: u64,
    /// The board as it is now, of its cards only those that are new or different.
    pub board: Board,
    /// The cards in their order; none: the same ones in the same order as before.
    pub order: Option<Vec<CardKey>>,
}

/// What is remembered of the board that was sent last, so that the next answer can be its difference.
#[derive(Debug, Default)]
pub struct SentBoard {
    number: u64,
    query: BoardQuery,
    order: Vec<CardKey>,
    /// By card, a number made of its head.
    heads: HashMap<CardKey, u64>,
}

impl SentBoard {
    /// The answer to a page that has the board of this number, or none. What was sent is the board of before from now on; one with the same
    /// cards keeps its number.
    pub fn answer(&mut self, query: &BoardQuery, known: Option<u64>, mut board: Board) -> BoardAnswer {
        let order: Vec<CardKey> = board.cards.iter().map(|card| card.key).collect();
        let heads: HashMap<CardKey, u64> = board.cards.iter().map(|card| (card.key, number_of(card))).collect();
        let since = known.filter(|known| *known == self.number && *known != 0 && self.query == *query);
        let is_same = self.number != 0 && self.query == *query && self.order == order && self.heads == heads;
        if !is_same {
            self.number += 1;
        }
        board.number = self.number;
        let answer = match since {
            None => BoardAnswer::Board(Box::new(board)),
            Some(since) => {
                board.cards.retain(|card| self.heads.get(&card.key) != heads.get(&card.key));
                let order = (order != self.order).then(|| order.clone());
                BoardAnswer::Changes(Box::new(BoardChanges { since, board, order }))
            }
        };
        (self.heads, self.order, self.query) = (heads, order, query.clone());
        answer
    }
}

/// A number made of everything that a head says.
fn number_of(card: &CardHead) -> u64 {
    let mut hasher = DefaultHasher::new();
    // A head that cannot be written is none that a page could have.
    hasher.write(&postcard::to_allocvec(card).unwrap_or_default());
    hasher.finish()
}
