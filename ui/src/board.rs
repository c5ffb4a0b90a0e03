//! The dashboard as it is laid out: parts, cards, counts. Pure: a new dashboard and the board before it in, a board out.

use std::collections::{BTreeMap, HashMap};

use captrack_contract::{Dashboard, DeskStatus, MainView, Preferences};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;

use crate::shared::Shared;

/// The parts, in the order in which they stand on the page: what is silenced comes after what is merely there.
pub const PARTS: [Level; 5] =
    [Level::Critical, Level::Alerting, Level::Informational, Level::Snoozed, Level::Unclassified];

/// One part of the dashboard with its cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub level: Level,
    /// Its cards, in the order of the snapshot.
    pub cards: Vec<Shared<MainView>>,
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

/// What the main window shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The parts that have cards.
    pub parts: Vec<Part>,
    /// The numbers at the top.
    pub counts: Counts,
    /// How the desk is doing.
    pub status: Shared<DeskStatus>,
    /// Cards whose state the user has chosen: closed when true.
    pub collapsed: BTreeMap<PilotId, bool>,
    /// The snooze durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// Look and behaviour.
    pub preferences: Preferences,
}

impl Board {
    /// Lays out a dashboard. Cards that are as they were in `earlier` are the very same cards.
    pub fn of(dashboard: Dashboard, earlier: Option<&Self>) -> Self {
        let snapshot = dashboard.snapshot;
        let known: HashMap<PilotId, &Shared<MainView>> = earlier
            .iter()
            .flat_map(|board| &board.parts)
            .flat_map(|part| &part.cards)
            .map(|card| (card.main_id, card))
            .collect();
        let mut by_level: BTreeMap<Level, Vec<Shared<MainView>>> = BTreeMap::new();
        for main in snapshot.mains {
            let same = known.get(&main.main_id).copied();
            by_level.entry(main.level).or_default().push(Shared::unless_same(main, same));
        }
        let hulls = |level| snapshot.counts.get(&level).copied().unwrap_or(0);
        Self {
            counts: Counts {
                critical: hulls(Level::Critical),
                alerting: hulls(Level::Alerting),
                watched: snapshot.counts.values().sum(),
                snoozed: hulls(Level::Snoozed),
            },
            parts: PARTS
                .into_iter()
                .filter_map(|level| {
                    let cards = by_level.remove(&level)?;
                    Some(Part { level, cards })
                })
                .collect(),
            status: Shared::unless_same(dashboard.status, earlier.map(|board| &board.status)),
            collapsed: dashboard.collapsed,
            durations: Shared::unless_same(dashboard.snooze_durations, earlier.map(|board| &board.durations)),
            preferences: dashboard.preferences,
        }
    }

    /// The card of a main.
    pub fn card(&self, main: PilotId) -> Option<&Shared<MainView>> {
        self.parts.iter().flat_map(|part| &part.cards).find(|card| card.main_id == main)
    }

    /// How many cards a part has.
    pub fn cards_in(&self, level: Level) -> usize {
        self.parts.iter().find(|part| part.level == level).map_or(0, |part| part.cards.len())
    }

    /// Whether a card is closed: as the user chose; else critical ones are open and the rest closed.
    pub fn is_closed(&self, card: &MainView) -> bool {
        self.collapsed.get(&card.main_id).copied().unwrap_or(card.level != Level::Critical)
    }

    /// Pictures come from EVE's image server. Ids of another New Eden are other people's there, so they get none.
    pub fn has_pictures(&self) -> bool {
        !self.status.demo && self.status.other_servers.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{board, dashboard, main};

    #[test]
    fn parts_stand_in_the_order_of_the_page_and_empty_ones_are_left_out() {
        let board = board(vec![
            main(1, Level::Critical),
            main(2, Level::Snoozed),
            main(3, Level::Informational),
            main(4, Level::Critical),
        ]);
        let order: Vec<_> = board.parts.iter().map(|part| part.level).collect();
        assert_eq!(order, [Level::Critical, Level::Informational, Level::Snoozed]);
        assert_eq!(board.cards_in(Level::Critical), 2);
        assert_eq!(board.cards_in(Level::Unclassified), 0);
    }

    #[test]
    fn every_level_has_a_part() {
        for level in Level::ALL {
            assert!(PARTS.contains(&level));
        }
    }

    #[test]
    fn a_card_that_did_not_change_is_the_very_same_card() {
        let before = board(vec![main(1, Level::Critical), main(2, Level::Alerting)]);
        let mut second = main(2, Level::Alerting);
        second.main_name = "Somebody else".into();
        let after = Board::of(dashboard(vec![main(1, Level::Critical), second]), Some(&before));
        let pilot = |board: &Board, id| board.card(PilotId(id)).cloned();
        assert_eq!(pilot(&before, 1), pilot(&after, 1));
        assert_ne!(pilot(&before, 2), pilot(&after, 2));
        assert_eq!(before.status, after.status);
    }

    #[test]
    fn the_numbers_count_hulls_and_watched_is_all_of_them() {
        let board = board(vec![main(1, Level::Critical), main(2, Level::Snoozed), main(3, Level::Informational)]);
        assert_eq!(board.counts, Counts { critical: 1, alerting: 0, watched: 3, snoozed: 1 });
    }

    #[test]
    fn critical_cards_are_open_and_others_closed_until_the_user_says_otherwise() {
        let mut board = board(vec![main(1, Level::Critical), main(2, Level::Alerting)]);
        let closed = |board: &Board, id| board.is_closed(board.card(PilotId(id)).unwrap());
        assert!(!closed(&board, 1));
        assert!(closed(&board, 2));
        board.collapsed.insert(PilotId(1), true);
        board.collapsed.insert(PilotId(2), false);
        assert!(closed(&board, 1));
        assert!(!closed(&board, 2));
    }

    #[test]
    fn invented_pilots_get_no_pictures_of_real_ones() {
        let mut with_status = dashboard(vec![]);
        assert!(Board::of(with_status.clone(), None).has_pictures());
        with_status.status.demo = true;
        assert!(!Board::of(with_status.clone(), None).has_pictures());
        with_status.status.demo = false;
        with_status.status.other_servers = Some("http://localhost:9000".into());
        assert!(!Board::of(with_status, None).has_pictures());
    }
}
