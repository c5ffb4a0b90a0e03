//! What the main window knows, and the one reducer that changes it.

use std::collections::BTreeMap;
use std::rc::Rc;

use captrack_contract as contract;
use captrack_contract::{BoardQuery, CardHead, CardKey, DeskStatus, FoundMain, GroupBy, Refusal};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use yew::Reducible;

use crate::dashboard::board::BoardModel;
use crate::dashboard::menu::Menu;
use crate::dashboard::selection::{SelectAction, Selection};
use crate::platform::shared::SharedRef;
use crate::words::text::{args, say_with};

/// What the main window knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DashboardState {
    /// What stands in the search; the board is asked for it a moment later.
    pub typed: String,
    /// What the user wants to see.
    pub query: BoardQuery,
    /// The last board, perhaps still of an earlier question; none before the first.
    pub board: Option<SharedRef<BoardModel>>,
    /// How the desk is doing, where that is known better than from the board: a large board comes seldom.
    pub status: Option<SharedRef<DeskStatus>>,
    /// What a screen reader is told of the last board: mains with new critical alerts. Empty: nothing.
    pub announced: String,
    /// Why the last question for a board was refused; what is shown may be old.
    pub refused: Option<Refusal>,
    /// Cards that were opened or closed just now, until a board says the same.
    pub toggled: BTreeMap<CardKey, bool>,
    /// The card that a notification called for.
    pub called: Option<CardKey>,
    /// The main that a notification called for and whose card is not among those shown: the desk is asked whether there is one.
    pub sought: Option<PilotId>,
    /// The card that the user did something with last: a page that is loaded again shows it.
    pub last: Option<CardKey>,
    /// A check that the user asked for is under way.
    pub checking: bool,
    /// The panel that is open.
    pub menu: Option<Menu>,
    /// Cards and rows that are selected.
    pub selection: Selection,
}

/// What happens to it.
#[derive(Debug)]
pub enum DashboardAction {
    /// The user types into the search.
    Typed(String),
    /// The user has stopped typing, or pressed Enter: what stands in the field by now is searched for.
    SearchTyped,
    /// The user searches for something else than stands in the field.
    Search(String),
    /// The user wants other cards.
    GroupBy(GroupBy),
    /// The desk answered a question.
    Arrived(BoardQuery, Box<contract::Board>),
    /// The desk said what has changed on the board that is shown.
    Changed(Box<BoardModel>),
    /// The desk said how it is doing.
    Status(Box<DeskStatus>),
    /// The question for a board was refused.
    Refused(Refusal),
    /// The user opened or closed a card.
    Toggled {
        /// Which.
        card: CardKey,
        /// Closed when true.
        closed: bool,
    },
    /// The desk could not keep that: the card is as the board has it.
    ToggleFailed(CardKey),
    /// A notification calls for a main's card.
    Called(PilotId),
    /// Whether the main that was sought has a card.
    Sought(FoundMain),
    /// The card that was called for has been shown.
    Shown,
    /// A check begins or ends.
    Checking(bool),
    /// The user presses a button that opens a panel; a panel that is open is closed by its own.
    Menu(Menu),
    /// The user is done with the panel.
    CloseMenu,
    /// The user selects something.
    Select(SelectAction),
}

impl DashboardState {
    /// How the desk is doing, as far as that is known; none before the first board.
    pub fn desk_status(&self) -> Option<&SharedRef<DeskStatus>> {
        let board = self.board.as_ref()?;
        Some(self.status.as_ref().unwrap_or(&board.status))
    }

    /// What is shown answers an earlier question.
    pub fn is_behind(&self) -> bool {
        self.board.as_ref().is_some_and(|board| board.query != self.query)
    }

    /// Shows a board.
    fn show(&mut self, board: BoardModel) {
        if let Some(heard) = self.board.as_ref().and_then(|old| new_critical(old, &board)) {
            self.announced = heard;
        }
        self.selection = std::mem::take(&mut self.selection).on(&board);
        self.toggled.retain(|key, closed| board.card(*key).is_none_or(|card| card.closed != *closed));
        // What a notification called for may be gone; then nothing jumps when it comes back one day.
        self.called = self.called.filter(|card| board.place(*card).is_some());
        self.refused = None;
        self.status = None;
        // The same board again is the very same: nothing is drawn anew.
        if self.board.as_deref() != Some(&board) {
            self.board = Some(SharedRef::new(board));
        }
    }

    /// Shows a card, open.
    fn call(&mut self, card: CardKey) {
        self.called = Some(card);
        self.last = Some(card);
        self.toggled.insert(card, false);
    }
}

/// So many mains are named.
const NAMED: usize = 3;

/// The cards that have more new critical alerts than on the board before, in words; none: there are none, or it answers another question.
fn new_critical(old: &BoardModel, new: &BoardModel) -> Option<String> {
    if old.query != new.query {
        return None;
    }
    let before =
        |card: &CardHead| old.card(card.key).filter(|old| old.level == Level::Critical).map_or(0, |old| old.new);
    let is_news = |card: &&SharedRef<CardHead>| card.level == Level::Critical && card.new > before(card);
    let cards: Vec<&SharedRef<CardHead>> = new.cards.iter().filter(is_news).collect();
    let names: Vec<&str> = cards.iter().take(NAMED).map(|card| card.name.as_str()).collect();
    let more = cards.len().saturating_sub(NAMED);
    let args = args!("names" => names.join(", "), "more" => more);
    (!cards.is_empty()).then(|| say_with("announced-critical", &args).to_string())
}

/// Whether a card is closed, the latest clicks included.
pub fn is_closed(toggled: &BTreeMap<CardKey, bool>, card: &CardHead) -> bool {
    toggled.get(&card.key).copied().unwrap_or(card.closed)
}

impl Reducible for DashboardState {
    type Action = DashboardAction;

    fn reduce(self: Rc<Self>, action: DashboardAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            DashboardAction::Typed(typed) => state.typed = typed,
            DashboardAction::SearchTyped => state.query.search.clone_from(&state.typed),
            DashboardAction::Search(search) => {
                state.typed.clone_from(&search);
                state.query.search = search;
            }
            DashboardAction::GroupBy(group_by) => state.query.group_by = group_by,
            // An answer to what is no longer asked would only flicker.
            DashboardAction::Arrived(query, _) if query != state.query => return self,
            DashboardAction::Arrived(query, said) => {
                let board = BoardModel::of(query, *said, state.board.as_deref());
                state.show(board);
            }
            DashboardAction::Changed(board) if board.query != state.query => return self,
            DashboardAction::Changed(board) => state.show(*board),
            DashboardAction::Status(status) => {
                state.status = Some(SharedRef::unless_same(*status, state.status.as_ref()));
            }
            DashboardAction::Refused(refusal) => state.refused = Some(refusal),
            DashboardAction::Toggled { card, closed } => {
                state.last = Some(card);
                state.toggled.insert(card, closed);
            }
            DashboardAction::ToggleFailed(card) => {
                state.toggled.remove(&card);
            }
            DashboardAction::Called(main) => {
                let card = CardKey::Main(main);
                if !state.is_behind() && state.board.as_ref().is_some_and(|board| board.place(card).is_some()) {
                    state.call(card);
                } else {
                    state.sought = Some(main);
                }
            }
            DashboardAction::Sought(found) => {
                // It must not stay hidden behind a search, nor behind cards of another kind; but for nothing neither is given up.
                if let Some(main) = state.sought.take().filter(|_| found.has_card) {
                    state.call(CardKey::Main(main));
                    state.query = BoardQuery::default();
                    state.typed.clear();
                }
            }
            DashboardAction::Shown => state.called = None,
            DashboardAction::Checking(checking) => state.checking = checking,
            DashboardAction::Menu(menu) => {
                state.last = Some(menu.hook.card);
                let is_open = state.menu.as_ref().is_some_and(|open| open.hook.id == menu.hook.id);
                state.menu = (!is_open).then_some(menu);
            }
            DashboardAction::CloseMenu => state.menu = None,
            DashboardAction::Select(action) => {
                state.selection = std::mem::take(&mut state.selection).with(&action, state.board.as_deref());
            }
        }
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;
    use crate::fixtures::{card, said};

    fn after(actions: Vec<DashboardAction>) -> Rc<DashboardState> {
        actions.into_iter().fold(Rc::new(DashboardState::default()), Reducible::reduce)
    }

    fn arrived() -> DashboardAction {
        let cards = vec![card(1, Level::Critical), card(2, Level::Alerting)];
        DashboardAction::Arrived(BoardQuery::default(), Box::new(said(cards)))
    }

    fn key(id: i64) -> CardKey {
        CardKey::Main(PilotId(id))
    }

    fn closed(state: &DashboardState, id: i64) -> bool {
        let board = state.board.as_ref().unwrap();
        is_closed(&state.toggled, board.card(key(id)).unwrap())
    }

    #[test]
    fn how_the_desk_is_doing_comes_from_whatever_was_heard_last() {
        let pilots = |state: &DashboardState| state.desk_status().unwrap().pilots;
        let state = after(vec![arrived()]);
        let from_board = pilots(&state);
        let newer = DeskStatus { pilots: from_board + 7, ..(**state.desk_status().unwrap()).clone() };
        let state = state.reduce(DashboardAction::Status(Box::new(newer)));
        assert_eq!(pilots(&state), from_board + 7);
        assert_eq!(pilots(&state.reduce(arrived())), from_board);
    }

    #[test]
    fn new_critical_alerts_are_announced_once_and_not_with_another_search() {
        let with = |new: u32| {
            let critical = CardHead { new, ..card(1, Level::Critical) };
            let name = critical.name.clone();
            let board = said(vec![critical, CardHead { new: 4, ..card(2, Level::Alerting) }]);
            (DashboardAction::Arrived(BoardQuery::default(), Box::new(board)), name)
        };
        let announced = |state: &DashboardState| state.announced.clone();
        let state = after(vec![with(1).0]);
        assert_eq!(announced(&state), "", "the first board is looked at, not listened to");
        let state = state.reduce(with(2).0);
        assert_eq!(announced(&state), format!("New critical alert: {}", with(2).1));
        let same = state.clone().reduce(with(2).0);
        assert_eq!(announced(&same), announced(&state));
        let seen = Rc::new(DashboardState { announced: String::new(), ..(*same).clone() }).reduce(with(0).0);
        assert_eq!(announced(&seen), "", "what is acknowledged is no news");
    }

    #[test]
    fn the_same_board_again_changes_nothing() {
        let first = after(vec![arrived()]);
        let second = first.clone().reduce(arrived());
        assert!(Rc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_click_counts_at_once_and_outlives_a_board_that_does_not_know_it_yet() {
        let state = after(vec![arrived(), DashboardAction::Toggled { card: key(1), closed: true }, arrived()]);
        assert!(closed(&state, 1));
        assert_eq!(state.toggled.len(), 1);
    }

    #[test]
    fn a_click_is_forgotten_once_the_desk_says_the_same() {
        let mut knows = card(1, Level::Critical);
        knows.closed = true;
        let knows = DashboardAction::Arrived(BoardQuery::default(), Box::new(said(vec![knows])));
        let state = after(vec![arrived(), DashboardAction::Toggled { card: key(1), closed: true }, knows]);
        assert!(closed(&state, 1));
        assert!(state.toggled.is_empty());
    }

    #[test]
    fn a_click_outlives_a_search_that_leaves_its_card_out() {
        let without = DashboardAction::Arrived(BoardQuery::default(), Box::new(said(vec![card(2, Level::Alerting)])));
        let state = after(vec![arrived(), DashboardAction::Toggled { card: key(1), closed: true }, without, arrived()]);
        assert!(closed(&state, 1));
    }

    #[test]
    fn a_click_that_the_desk_could_not_keep_is_taken_back() {
        let toggled = DashboardAction::Toggled { card: key(1), closed: true };
        let state = after(vec![arrived(), toggled, DashboardAction::ToggleFailed(key(1))]);
        assert!(!closed(&state, 1));
    }

    #[test]
    fn a_refused_question_loses_nothing_and_the_next_answer_mends_it() {
        let refusal = Refusal::new(ErrorCode::Unavailable, "Not now.");
        let state = after(vec![arrived(), DashboardAction::Refused(refusal)]);
        assert!(state.board.is_some());
        assert!(state.refused.is_some());
        assert!(state.reduce(arrived()).refused.is_none());
    }

    #[test]
    fn the_board_stays_until_the_answer_to_a_new_search_and_late_answers_to_an_old_one_are_dropped() {
        let state = after(vec![arrived(), DashboardAction::Search("kara".into())]);
        assert!(state.is_behind());
        assert!(state.board.is_some());
        let late = state.clone().reduce(arrived());
        assert!(Rc::ptr_eq(&state, &late));
        let query = BoardQuery { search: "kara".into(), ..BoardQuery::default() };
        let state = state.reduce(DashboardAction::Arrived(query, Box::new(said(vec![]))));
        assert!(!state.is_behind());
        assert!(state.board.as_ref().unwrap().parts.is_empty());
    }

    #[test]
    fn typing_asks_for_nothing_yet_and_a_chosen_filter_stands_in_the_field() {
        let state = after(vec![arrived(), DashboardAction::Typed("ka".into())]);
        assert!(!state.is_behind());
        let state = state.reduce(DashboardAction::SearchTyped);
        assert_eq!((state.query.search.as_str(), state.is_behind()), ("ka", true));
        let state = state.reduce(DashboardAction::Search("ka class:titan".into()));
        assert_eq!((state.typed.as_str(), state.is_behind()), ("ka class:titan", true));
    }

    #[test]
    fn a_panel_is_closed_by_the_button_that_opened_it_and_gives_way_to_another() {
        let menu = |id| Menu::snooze_card(&card(id, Level::Critical));
        let open = |actions: Vec<DashboardAction>| after(actions).menu.clone();
        assert_eq!(open(vec![DashboardAction::Menu(menu(1))]), Some(menu(1)));
        assert_eq!(open(vec![DashboardAction::Menu(menu(1)), DashboardAction::Menu(menu(2))]), Some(menu(2)));
        assert_eq!(open(vec![DashboardAction::Menu(menu(1)), DashboardAction::Menu(menu(1))]), None);
        assert_eq!(open(vec![DashboardAction::Menu(menu(1)), arrived()]), Some(menu(1)), "a new board leaves it open");
        assert_eq!(open(vec![DashboardAction::Menu(menu(1)), DashboardAction::CloseMenu]), None);
    }

    fn found(has_card: bool) -> DashboardAction {
        DashboardAction::Sought(FoundMain { name: Some("Cato Wexler".into()), has_card })
    }

    #[test]
    fn a_card_that_is_shown_is_called_for_without_giving_up_the_search() {
        let query = BoardQuery { search: "kara".into(), ..BoardQuery::default() };
        let board = DashboardAction::Arrived(query.clone(), Box::new(said(vec![card(2, Level::Alerting)])));
        let state =
            after(vec![arrived(), DashboardAction::Search("kara".into()), board, DashboardAction::Called(PilotId(2))]);
        assert!(!closed(&state, 2));
        assert_eq!((state.called, state.sought, &state.query), (Some(key(2)), None, &query));
        assert_eq!(state.reduce(DashboardAction::Shown).called, None);
    }

    #[test]
    fn a_card_that_the_search_hides_is_sought_and_then_no_search_hides_it() {
        let hides = || {
            let query = BoardQuery { search: "somebody else".into(), group_by: GroupBy::Region };
            let board = DashboardAction::Arrived(query, Box::new(said(vec![])));
            let search = DashboardAction::Search("somebody else".into());
            vec![
                arrived(),
                search,
                DashboardAction::GroupBy(GroupBy::Region),
                board,
                DashboardAction::Called(PilotId(2)),
            ]
        };
        let state = after(hides());
        assert_eq!((state.called, state.sought), (None, Some(PilotId(2))));
        assert_eq!(state.query.search, "somebody else", "not before it is known that there is one");
        let state = state.reduce(found(true)).reduce(arrived());
        assert!(!closed(&state, 2));
        assert_eq!((&state.query, state.called, state.sought), (&BoardQuery::default(), Some(key(2)), None));
    }

    #[test]
    fn for_a_card_that_there_is_no_more_search_and_grouping_are_kept() {
        let search =
            || vec![arrived(), DashboardAction::Search("kara".into()), DashboardAction::GroupBy(GroupBy::Region)];
        let before = after(search());
        let state = after(search()).reduce(DashboardAction::Called(PilotId(9))).reduce(found(false));
        assert_eq!((&state.query, &state.typed), (&before.query, &before.typed));
        assert_eq!((state.called, state.sought), (None, None));
    }

    #[test]
    fn the_card_that_was_used_last_is_remembered_for_a_page_that_is_loaded_again() {
        let toggled = DashboardAction::Toggled { card: key(1), closed: true };
        assert_eq!(after(vec![arrived(), toggled]).last, Some(key(1)));
        let menu = DashboardAction::Menu(Menu::snooze_card(&card(2, Level::Critical)));
        assert_eq!(after(vec![arrived(), menu]).last, Some(key(2)));
        assert_eq!(after(vec![arrived(), DashboardAction::Called(PilotId(2))]).last, Some(key(2)));
    }

    #[test]
    fn a_card_that_has_gone_from_the_board_is_called_for_no_more() {
        let gone = DashboardAction::Arrived(BoardQuery::default(), Box::new(said(vec![card(2, Level::Alerting)])));
        assert_eq!(after(vec![arrived(), DashboardAction::Called(PilotId(1)), gone]).called, None);
    }
}
