//! The board as it is laid out: parts, cards, counts. Pure: what the desk says and the board before it in, a board out.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use captrack_contract as contract;
use captrack_contract::{BoardChanges, BoardQuery, CardHead, CardKey, DeskStatus, Facet, MonitoringState};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;

use crate::dashboard::layout::{Heights, Layout};
use crate::platform::shared::SharedRef;

/// The parts, in the order in which they stand on the page: what is silenced comes after what is merely there.
pub const PARTS: [Level; 5] =
    [Level::Critical, Level::Alerting, Level::Informational, Level::Snoozed, Level::Unclassified];

/// One part of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub level: Level,
    /// Which of the board's cards are its own.
    pub cards: Range<usize>,
    /// How many of them have something that the user has not looked at.
    pub new: usize,
    /// How many of them are acknowledged.
    pub acknowledged: usize,
}

/// The numbers at the top; all of them count hulls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Critical hulls.
    pub critical: usize,
    /// Alerting hulls.
    pub alerting: usize,
    /// All hulls.
    pub watched: usize,
    /// Hulls of snoozed pilots.
    pub snoozed: usize,
}

/// What the filters offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Corporations with their hulls, by name.
    pub corporations: Vec<Facet>,
    /// Regions with their hulls, by name.
    pub regions: Vec<Facet>,
}

/// What the user calls classes, where not as New Eden does.
pub type ClassNames = SharedRef<BTreeMap<HullClass, String>>;

/// What the main window shows.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardModel {
    /// What was asked for.
    pub query: BoardQuery,
    /// Grows with every change of what is known.
    pub revision: u64,
    /// By this number the program knows which board it is.
    pub number: u64,
    /// The parts that have cards.
    pub parts: Vec<Part>,
    /// The cards, in the order of the page.
    pub cards: Vec<SharedRef<CardHead>>,
    places: HashMap<CardKey, usize>,
    /// The numbers at the top.
    pub counts: Counts,
    /// Pilots of whom something is out of date.
    pub stale_pilots: usize,
    /// Hulls that the search leaves.
    pub matched: usize,
    /// What the filters offer.
    pub facets: SharedRef<Facets>,
    /// What the user calls classes.
    pub class_names: ClassNames,
    /// How the desk is doing.
    pub status: SharedRef<DeskStatus>,
    /// The snooze durations on offer, in seconds.
    pub durations: SharedRef<Vec<u64>>,
    /// Look and behaviour.
    pub preferences: contract::BoardPreferences,
}

impl BoardModel {
    /// Lays out what the desk says to a question. Cards that are as they were in `earlier` are the very same cards.
    pub fn of(query: BoardQuery, mut said: contract::Board, earlier: Option<&Self>) -> Self {
        let same = |key: CardKey| earlier.and_then(|board| board.card(key));
        let cards = std::mem::take(&mut said.cards).into_iter();
        let cards = cards.map(|card| {
            let same = same(card.key);
            SharedRef::unless_same(card, same)
        });
        Self::with_cards(query, said, cards.collect(), earlier)
    }

    /// The board that these changes make of this one; none: they are changes to another.
    pub fn changed(&self, changes: BoardChanges) -> Option<Self> {
        let BoardChanges { since, mut board, order } = changes;
        if since != self.number {
            return None;
        }
        let mut different: HashMap<CardKey, CardHead> =
            std::mem::take(&mut board.cards).into_iter().map(|card| (card.key, card)).collect();
        let order = order.unwrap_or_else(|| self.cards.iter().map(|card| card.key).collect());
        let card = |key: CardKey| different.remove(&key).map(SharedRef::new).or_else(|| self.card(key).cloned());
        let cards: Option<Vec<_>> = order.into_iter().map(card).collect();
        Some(Self::with_cards(self.query.clone(), board, cards?, Some(self)))
    }

    fn with_cards(
        query: BoardQuery,
        said: contract::Board,
        cards: Vec<SharedRef<CardHead>>,
        earlier: Option<&Self>,
    ) -> Self {
        let mut by_level: BTreeMap<Level, Vec<SharedRef<CardHead>>> = BTreeMap::new();
        for card in cards {
            by_level.entry(card.level).or_default().push(card);
        }
        let (mut parts, mut cards) = (Vec::new(), Vec::new());
        for level in PARTS.into_iter().filter(|level| is_shown(*level, &said.preferences)) {
            if let Some(of_level) = by_level.remove(&level) {
                let first = cards.len();
                let count = |is_so: fn(&CardHead) -> bool| of_level.iter().filter(|card| is_so(card)).count();
                let (new, acknowledged) = (count(|card| card.new > 0), count(|card| card.all_acknowledged));
                cards.extend(of_level);
                parts.push(Part { level, cards: first..cards.len(), new, acknowledged });
            }
        }
        let hulls = |level| said.counts.get(&level).copied().unwrap_or(0);
        let facets = Facets { corporations: said.corporations, regions: said.regions };
        Self {
            query,
            revision: said.revision,
            number: said.number,
            counts: Counts {
                critical: hulls(Level::Critical),
                alerting: hulls(Level::Alerting),
                watched: said.counts.values().sum(),
                snoozed: hulls(Level::Snoozed),
            },
            stale_pilots: said.stale_pilots,
            matched: said.matched,
            parts,
            places: cards.iter().enumerate().map(|(place, card)| (card.key, place)).collect(),
            cards,
            facets: SharedRef::unless_same(facets, earlier.map(|board| &board.facets)),
            class_names: SharedRef::unless_same(said.class_names, earlier.map(|board| &board.class_names)),
            status: SharedRef::unless_same(said.status, earlier.map(|board| &board.status)),
            durations: SharedRef::unless_same(said.snooze_durations, earlier.map(|board| &board.durations)),
            preferences: said.preferences,
        }
    }

    /// Which of the cards has that key.
    pub fn place(&self, key: CardKey) -> Option<usize> {
        self.places.get(&key).copied()
    }

    /// The card of that key.
    pub fn card(&self, key: CardKey) -> Option<&SharedRef<CardHead>> {
        self.cards.get(self.place(key)?)
    }

    /// Nothing alerts, which is good to read at a glance; only said of everything, and while it is known.
    pub fn is_quiet(&self) -> bool {
        let alerts = self.counts.critical + self.counts.alerting > 0;
        let known = matches!(self.status.monitoring, MonitoringState::Watching | MonitoringState::Downtime);
        !alerts && known && self.query.search.trim().is_empty()
    }

    /// Where everything stands.
    pub fn layout(&self, heights: Heights, is_closed: &dyn Fn(&CardHead) -> bool) -> Layout {
        let lead = if self.is_quiet() { heights.lead } else { 0 };
        let rows = |card: &SharedRef<CardHead>| (!is_closed(card)).then_some(card.rows);
        Layout::of(heights, lead, self.parts.iter().map(|part| self.cards[part.cards.clone()].iter().map(rows)))
    }

    /// Pictures come from EVE's image server. Ids of another New Eden are other people's there, so they get none.
    pub fn has_pictures(&self) -> bool {
        !self.status.demo && self.status.other_servers.is_none()
    }
}

/// Whether there is a part for that level.
const fn is_shown(level: Level, preferences: &contract::BoardPreferences) -> bool {
    match level {
        Level::Critical | Level::Alerting | Level::Snoozed => true,
        Level::Informational => preferences.show_informational,
        Level::Unclassified => preferences.show_unclassified,
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::SentBoard;
    use captrack_domain::ids::PilotId;

    use super::*;
    use crate::fixtures::{board, card, said};

    #[test]
    fn parts_stand_in_the_order_of_the_page_and_empty_ones_are_left_out() {
        let board = board(vec![
            card(1, Level::Critical),
            card(2, Level::Snoozed),
            card(3, Level::Informational),
            card(4, Level::Critical),
        ]);
        let order: Vec<_> = board.parts.iter().map(|part| part.level).collect();
        assert_eq!(order, [Level::Critical, Level::Informational, Level::Snoozed]);
        let cards: Vec<_> = board.parts.iter().map(|part| part.cards.clone()).collect();
        assert_eq!(cards, [0..2, 2..3, 3..4]);
    }

    #[test]
    fn a_part_knows_what_is_new_in_it_and_what_is_acknowledged() {
        let new = CardHead { new: 2, ..card(1, Level::Critical) };
        let seen = CardHead { all_acknowledged: true, ..card(2, Level::Critical) };
        let board = board(vec![new, card(3, Level::Critical), seen, card(4, Level::Alerting)]);
        let counts: Vec<_> = board.parts.iter().map(|part| (part.new, part.acknowledged)).collect();
        assert_eq!(counts, [(1, 1), (0, 0)]);
    }

    #[test]
    fn a_card_is_found_by_its_key_where_it_stands() {
        let board = board(vec![card(2, Level::Snoozed), card(1, Level::Critical)]);
        assert_eq!(board.place(CardKey::Main(PilotId(1))), Some(0));
        assert_eq!(board.place(CardKey::Main(PilotId(2))), Some(1));
        assert_eq!(board.place(CardKey::System(None)), None);
    }

    #[test]
    fn that_nothing_alerts_is_only_said_of_everything_and_while_it_is_known() {
        let quiet = |said, search: &str| {
            let query = BoardQuery { search: search.into(), ..BoardQuery::default() };
            BoardModel::of(query, said, None).is_quiet()
        };
        let answer = said(vec![card(1, Level::Informational)]);
        assert!(quiet(answer.clone(), ""));
        assert!(!quiet(answer.clone(), "kara"));
        assert!(!quiet(said(vec![card(1, Level::Critical)]), ""));
        let mut offline = answer;
        offline.status.monitoring = MonitoringState::Offline;
        assert!(!quiet(offline, ""));
    }

    #[test]
    fn every_level_has_a_part() {
        for level in Level::ALL {
            assert!(PARTS.contains(&level));
        }
    }

    #[test]
    fn parts_that_the_user_does_not_want_are_left_out() {
        let mut answer = said(vec![card(1, Level::Informational), card(2, Level::Unclassified)]);
        answer.preferences.show_informational = false;
        answer.preferences.show_unclassified = false;
        assert!(BoardModel::of(BoardQuery::default(), answer, None).parts.is_empty());
    }

    #[test]
    fn a_card_that_did_not_change_is_the_very_same_card() {
        let before = board(vec![card(1, Level::Critical), card(2, Level::Alerting)]);
        let mut second = card(2, Level::Alerting);
        second.name = "Somebody else".into();
        let after = BoardModel::of(BoardQuery::default(), said(vec![card(1, Level::Critical), second]), Some(&before));
        let of = |board: &BoardModel, id| board.card(CardKey::Main(PilotId(id))).cloned();
        assert_eq!(of(&before, 1), of(&after, 1));
        assert_ne!(of(&before, 2), of(&after, 2));
        assert_eq!(before.status, after.status);
        assert_eq!(before.facets, after.facets);
    }

    #[test]
    fn changes_make_the_board_that_a_whole_answer_would_have_made_and_leave_other_cards_the_very_same() {
        let before = board(vec![card(1, Level::Critical), card(2, Level::Alerting), card(3, Level::Alerting)]);
        let another = CardHead { name: "Somebody else".into(), ..card(2, Level::Critical) };
        let now = vec![another.clone(), card(1, Level::Critical), card(4, Level::Alerting)];
        let order = now.iter().map(|card| card.key).collect();
        let mut said_now = said(now);
        said_now.number = 2;
        let whole = BoardModel::of(BoardQuery::default(), said_now.clone(), Some(&before));
        said_now.cards = vec![another, card(4, Level::Alerting)];
        let changes = BoardChanges { since: 1, board: said_now, order: Some(order) };
        let after = before.changed(changes.clone()).unwrap();
        let heads = |board: &BoardModel| board.cards.iter().map(|card| (**card).clone()).collect::<Vec<_>>();
        assert_eq!((heads(&after), &after.parts, after.number), (heads(&whole), &whole.parts, 2));
        let first = |board: &BoardModel| board.card(CardKey::Main(PilotId(1))).cloned();
        assert_eq!(first(&before), first(&after));
        assert!(after.changed(changes.clone()).is_none(), "they are changes to the board before");
        let lacks = BoardChanges { order: Some(vec![CardKey::Main(PilotId(9))]), ..changes };
        assert!(before.changed(lacks).is_none());
    }

    #[test]
    fn a_page_that_takes_in_changes_shows_what_the_program_has_whatever_was_lost_on_the_way() {
        let mut sent = SentBoard::default();
        let query = BoardQuery::default();
        let mut page: Option<BoardModel> = None;
        let mut cards = vec![card(1, Level::Critical), card(2, Level::Alerting), card(3, Level::Informational)];
        let mut wholes = 0;
        for round in 0..40_u32 {
            match round % 5 {
                0 => cards.push(card(i64::from(round) + 10, Level::Alerting)),
                1 => cards.reverse(),
                2 => cards[0].new += 1,
                3 if cards.len() > 2 => drop(cards.remove(1)),
                _ => {}
            }
            cards.sort_by_key(|card| PARTS.iter().position(|part| *part == card.level));
            let known = page.as_ref().map(|page| page.number);
            let answer = sent.answer(&query, known, said(cards.clone()));
            if round % 7 == 6 {
                continue; // The answer is lost.
            }
            page = match answer {
                contract::BoardAnswer::Board(board) => {
                    wholes += 1;
                    Some(BoardModel::of(query.clone(), *board, page.as_ref()))
                }
                contract::BoardAnswer::Changes(changes) => {
                    assert!(changes.board.cards.len() <= 1, "at most one card is another in a round");
                    Some(page.unwrap().changed(*changes).unwrap())
                }
                other => panic!("{other:?}"),
            };
            let shown: Vec<CardHead> = page.iter().flat_map(|page| &page.cards).map(|card| (**card).clone()).collect();
            assert_eq!(shown, cards, "round {round}");
        }
        assert!((2..8).contains(&wholes), "{wholes} whole boards");
        let other = BoardQuery { search: "kara".into(), ..query };
        let answer = sent.answer(&other, page.map(|page| page.number), said(cards));
        assert!(matches!(answer, contract::BoardAnswer::Board(_)), "of another question nothing is known");
    }

    #[test]
    fn the_numbers_count_hulls_and_watched_is_all_of_them() {
        let board = board(vec![card(1, Level::Critical), card(2, Level::Snoozed), card(3, Level::Informational)]);
        assert_eq!(board.counts, Counts { critical: 1, alerting: 0, watched: 3, snoozed: 1 });
    }

    #[test]
    fn invented_pilots_get_no_pictures_of_real_ones() {
        let mut answer = said(vec![]);
        let of = |answer: &contract::Board| BoardModel::of(BoardQuery::default(), answer.clone(), None);
        assert!(of(&answer).has_pictures());
        answer.status.demo = true;
        assert!(!of(&answer).has_pictures());
        answer.status.demo = false;
        answer.status.other_servers = Some("http://localhost:9000".into());
        assert!(!of(&answer).has_pictures());
    }
}
