//! The rows that are known: asked for when they come near, kept while they may be looked at again. Pure.
//!
//! A card's digest is a number made of its rows. Rows of another digest are shown until newer ones have come: looking at
//! something that is a moment old is better than looking at nothing.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use captrack_contract::{CardHead, CardKey, CardRows, HullRow, RowRange};
use captrack_domain::hull::HullKey;

use crate::platform::shared::SharedRef;

/// Rows are asked for and kept in pieces of so many.
pub const PIECE: u32 = 40;

/// So many pieces are kept at most.
const MOST_PIECES: usize = 120;

/// So many ranges are asked for at once.
const MOST_RANGES: usize = 64;

/// Some rows of a card.
#[derive(Debug, Default)]
struct Piece {
    /// The card's digest when they were asked for, as far as the page knew: asking the same again would say the same. None: another board
    /// has come since, and they were of another digest.
    asked: Option<u64>,
    /// The card's digest when they were answered.
    digest: u64,
    rows: Vec<SharedRef<HullRow>>,
}

impl Piece {
    /// Whether these are the rows of a card of that digest, of which this piece holds so many.
    ///
    /// A card that grew while it was asked about answers with its new digest and only as many rows as were asked for.
    fn is_of(&self, digest: u64, rows: usize) -> bool {
        self.asked == Some(digest) || (self.digest == digest && self.rows.len() >= rows)
    }
}

/// A question for rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsRequest {
    /// Which rows.
    pub range: RowRange,
    /// The card's digest, as far as the page knows.
    pub digest: u64,
}

/// The rows that are known.
#[derive(Debug, Default)]
pub struct KnownRows {
    cards: HashMap<CardKey, BTreeMap<u32, Piece>>,
}

impl KnownRows {
    /// A row of a card.
    pub fn row(&self, card: CardKey, row: u32) -> Option<&SharedRef<HullRow>> {
        let piece = self.cards.get(&card)?.get(&(row / PIECE))?;
        piece.rows.get((row % PIECE) as usize)
    }

    /// Which row of a card a hull is, as far as known.
    pub fn position(&self, card: CardKey, hull: HullKey) -> Option<u32> {
        self.cards.get(&card)?.iter().find_map(|(number, piece)| {
            let at = piece.rows.iter().position(|row| row.hull.hull_key == hull)?;
            Some(number * PIECE + at as u32)
        })
    }

    /// What has to be asked for to show these rows of these cards.
    pub fn missing<'a>(&self, wanted: impl IntoIterator<Item = (&'a CardHead, Range<u32>)>) -> Vec<RowsRequest> {
        let mut missing: Vec<RowsRequest> = Vec::new();
        for (card, rows) in wanted {
            let rows = rows.start..rows.end.min(card.rows);
            if rows.is_empty() {
                continue;
            }
            for number in rows.start / PIECE..=(rows.end - 1) / PIECE {
                if self.has(card, number) {
                    continue;
                }
                let (from, to) = (number * PIECE, ((number + 1) * PIECE).min(card.rows));
                let full = missing.len() == MOST_RANGES;
                match missing.last_mut() {
                    Some(last) if last.range.card == card.key && last.range.to == from => last.range.to = to,
                    _ if full => return missing,
                    _ => {
                        missing.push(RowsRequest { range: RowRange { card: card.key, from, to }, digest: card.digest });
                    }
                }
            }
        }
        missing
    }

    fn has(&self, card: &CardHead, number: u32) -> bool {
        let piece = self.cards.get(&card.key).and_then(|pieces| pieces.get(&number));
        let rows = card.rows.saturating_sub(number * PIECE).min(PIECE) as usize;
        piece.is_some_and(|piece| piece.is_of(card.digest, rows))
    }

    /// Takes in an answer. True: the desk knows more than the page, which should ask for the board again.
    pub fn answered(&mut self, asked: &[RowsRequest], answer: &[CardRows]) -> bool {
        let mut behind = false;
        for asked in asked {
            let RowRange { card, from, to } = asked.range;
            let said = answer.iter().position(|said| said.card == card && said.from == from);
            let (digest, rows) = match said {
                Some(at) => (answer[at].digest, answer[at].rows.as_slice()),
                // The card is gone: asking again would say the same.
                None => (asked.digest, &[][..]),
            };
            behind |= digest != asked.digest || rows.len() != (to - from) as usize;
            let pieces = self.cards.entry(card).or_default();
            // The very same rows stay the very same, also where they moved: what shows them need not be drawn again.
            let earlier: HashMap<HullKey, SharedRef<HullRow>> =
                pieces.values().flat_map(|piece| &piece.rows).map(|row| (row.hull.hull_key, row.clone())).collect();
            let mut rows = rows.iter().map(|row| SharedRef::unless_same(row.clone(), earlier.get(&row.hull.hull_key)));
            for number in from / PIECE..to.div_ceil(PIECE) {
                let size = (to - number * PIECE).min(PIECE) as usize;
                let rows = rows.by_ref().take(size).collect();
                pieces.insert(number, Piece { asked: Some(asked.digest), digest, rows });
            }
        }
        behind
    }

    /// Another board has come. A card may be as it was when its rows were asked for, though it was otherwise when they were answered.
    pub fn another_board(&mut self) {
        for piece in self.cards.values_mut().flat_map(BTreeMap::values_mut) {
            piece.asked = piece.asked.filter(|asked| *asked == piece.digest);
        }
    }

    /// Forgets what is far away, once there is much of it; `near` tells whether rows of a card are near.
    pub fn tidy(&mut self, near: impl Fn(CardKey, Range<u32>) -> bool) {
        let pieces: usize = self.cards.values().map(BTreeMap::len).sum();
        if pieces <= MOST_PIECES {
            return;
        }
        for (card, pieces) in &mut self.cards {
            pieces.retain(|number, _| near(*card, number * PIECE..(number + 1) * PIECE));
        }
        self.cards.retain(|_, pieces| !pieces.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::evaluate::Level;

    use super::*;
    use crate::fixtures::{card, hull_row};

    fn head(id: i64, rows: u32, digest: u64) -> CardHead {
        CardHead { rows, digest, ..card(id, Level::Critical) }
    }

    fn rows_of(asked: &RowsRequest, digest: u64, shift: i64) -> CardRows {
        let RowRange { card, from, to } = asked.range;
        let rows = (from..to).map(|row| hull_row(i64::from(row) + shift)).collect();
        CardRows { card, digest, from, rows }
    }

    /// Everything that a question asks for, answered in order.
    fn answered(rows: &mut KnownRows, asked: &[RowsRequest], shift: i64) -> bool {
        let answer: Vec<CardRows> = asked.iter().map(|asked| rows_of(asked, asked.digest, shift)).collect();
        rows.answered(asked, &answer)
    }

    #[test]
    fn rows_are_asked_for_in_whole_pieces_and_once() {
        let mut rows = KnownRows::default();
        let large = head(1, 1000, 7);
        let asked = rows.missing([(&large, 30..90)]);
        assert_eq!(asked, [RowsRequest { range: RowRange { card: large.key, from: 0, to: 120 }, digest: 7 }]);
        assert!(!answered(&mut rows, &asked, 0));
        assert!(rows.missing([(&large, 0..120)]).is_empty());
        assert_eq!(rows.row(large.key, 77).unwrap().hull.hull_key, hull_row(77).hull.hull_key);
        assert_eq!(rows.row(large.key, 120), None);
        assert_eq!(rows.missing([(&large, 110..130)])[0].range.from, 120);
    }

    #[test]
    fn the_last_piece_ends_with_the_card() {
        let small = head(1, 3, 7);
        let rows = KnownRows::default();
        let asked = rows.missing([(&small, 0..3), (&small, 0..0), (&small, 5..9)]);
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].range, RowRange { card: small.key, from: 0, to: 3 });
    }

    #[test]
    fn changed_rows_are_asked_for_again_and_the_old_ones_shown_meanwhile() {
        let mut rows = KnownRows::default();
        let before = head(1, 3, 7);
        let asked = rows.missing([(&before, 0..3)]);
        answered(&mut rows, &asked, 0);
        let after = head(1, 3, 8);
        assert_eq!(rows.missing([(&after, 0..3)]).len(), 1);
        assert!(rows.row(after.key, 2).is_some());
    }

    #[test]
    fn a_row_that_did_not_change_is_the_very_same_row_also_where_it_moved() {
        let mut rows = KnownRows::default();
        let before = head(1, 3, 7);
        let asked = rows.missing([(&before, 0..3)]);
        answered(&mut rows, &asked, 0);
        let second = rows.row(before.key, 1).cloned();
        let after = head(1, 2, 8);
        let asked = rows.missing([(&after, 0..2)]);
        answered(&mut rows, &asked, 1);
        assert_eq!(rows.row(after.key, 0).cloned(), second);
        assert_eq!(rows.position(after.key, second.unwrap().hull.hull_key), Some(0));
        assert_eq!(rows.position(after.key, hull_row(0).hull.hull_key), None);
    }

    #[test]
    fn a_desk_that_knows_more_is_noticed_and_not_asked_the_same_again() {
        let mut rows = KnownRows::default();
        let old = head(1, 3, 7);
        let asked = rows.missing([(&old, 0..3)]);
        assert!(rows.answered(&asked, &[rows_of(&asked[0], 8, 0)]), "the page is behind");
        assert!(rows.missing([(&old, 0..3)]).is_empty(), "asking again would say the same");
        assert!(rows.missing([(&head(1, 3, 8), 0..3)]).is_empty(), "these are the rows of the next board");
        assert_eq!(rows.missing([(&head(1, 3, 9), 0..3)]).len(), 1);
    }

    #[test]
    fn a_card_that_was_otherwise_for_a_moment_is_asked_for_again_when_it_is_as_before() {
        let mut rows = KnownRows::default();
        let card = head(1, 3, 7);
        let asked = rows.missing([(&card, 0..3)]);
        assert!(rows.answered(&asked, &[rows_of(&asked[0], 8, 10)]), "the page is behind");
        rows.another_board();
        assert!(rows.missing([(&head(1, 3, 8), 0..3)]).is_empty(), "these are its rows");
        let asked = rows.missing([(&card, 0..3)]);
        assert_eq!(asked.len(), 1, "the board says that it is as before");
        assert!(!answered(&mut rows, &asked, 0));
        rows.another_board();
        assert!(rows.missing([(&card, 0..3)]).is_empty());
        assert_eq!(rows.row(card.key, 0).unwrap().hull.hull_key, hull_row(0).hull.hull_key);
    }

    #[test]
    fn a_card_that_grew_while_it_was_asked_about_is_asked_for_the_rest() {
        let mut rows = KnownRows::default();
        let asked = rows.missing([(&head(1, 1, 7), 0..1)]);
        assert!(rows.answered(&asked, &[rows_of(&asked[0], 8, 0)]), "the page is behind");
        let grown = head(1, 5, 8);
        assert!(rows.row(grown.key, 0).is_some());
        let asked = rows.missing([(&grown, 0..5)]);
        assert_eq!(asked, [RowsRequest { range: RowRange { card: grown.key, from: 0, to: 5 }, digest: 8 }]);
        answered(&mut rows, &asked, 0);
        assert!(rows.row(grown.key, 4).is_some());
        assert!(rows.missing([(&grown, 0..5)]).is_empty());
    }

    #[test]
    fn a_card_that_is_gone_is_not_asked_for_again_until_it_changes() {
        let mut rows = KnownRows::default();
        let old = head(1, 3, 7);
        let asked = rows.missing([(&old, 0..3)]);
        assert!(rows.answered(&asked, &[]));
        assert!(rows.missing([(&old, 0..3)]).is_empty());
        assert_eq!(rows.row(old.key, 0), None);
    }

    #[test]
    fn what_is_far_away_is_forgotten_once_there_is_much() {
        let mut rows = KnownRows::default();
        let large = head(1, 30_000, 7);
        let asked = rows.missing([(&large, 0..PIECE * 100)]);
        answered(&mut rows, &asked, 0);
        rows.tidy(|_, _| false);
        assert!(rows.row(large.key, 0).is_some(), "it is not much yet");
        let asked = rows.missing([(&large, PIECE * 100..PIECE * 130)]);
        answered(&mut rows, &asked, 0);
        rows.tidy(|_, rows| rows.start >= PIECE * 120);
        assert!(rows.row(large.key, 0).is_none());
        assert!(rows.row(large.key, PIECE * 120).is_some());
    }
}
