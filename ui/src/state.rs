//! What the main window knows, and the one reducer that changes it.

use std::collections::BTreeMap;
use std::rc::Rc;

use captrack_contract::{Dashboard, MainView, Refusal};
use captrack_domain::ids::PilotId;
use yew::Reducible;

use crate::board::Board;

/// What the main window knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The last dashboard; none before the first.
    pub board: Option<Rc<Board>>,
    /// Why the last question for a dashboard was refused; what is shown may be old.
    pub refused: Option<Refusal>,
    /// Cards that were opened or closed just now, until a dashboard says the same.
    pub toggled: BTreeMap<PilotId, bool>,
    /// The card that a notification called for.
    pub called: Option<PilotId>,
    /// A check that the user asked for is under way.
    pub checking: bool,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// A dashboard arrived.
    Arrived(Box<Dashboard>),
    /// The question for a dashboard was refused.
    Refused(Refusal),
    /// The user opened or closed a card.
    Toggled {
        /// Whose.
        main: PilotId,
        /// Closed when true.
        closed: bool,
    },
    /// The desk could not keep that: the card is as the dashboard has it.
    ToggleFailed(PilotId),
    /// A notification calls for a card.
    Called(PilotId),
    /// The card that was called for has been shown.
    Shown,
    /// A check begins or ends.
    Checking(bool),
}

impl State {
    /// Whether a card is closed, the latest click included.
    pub fn is_closed(&self, card: &MainView) -> bool {
        if let Some(closed) = self.toggled.get(&card.main_id) {
            return *closed;
        }
        self.board.as_ref().is_none_or(|board| board.is_closed(card))
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Arrived(dashboard) => {
                let board = Board::of(*dashboard, state.board.as_deref());
                state.toggled.retain(|main, closed| board.collapsed.get(main) != Some(closed));
                state.refused = None;
                // The same board again is the very same: nothing is drawn anew.
                if state.board.as_deref() != Some(&board) {
                    state.board = Some(Rc::new(board));
                }
            }
            Action::Refused(refusal) => state.refused = Some(refusal),
            Action::Toggled { main, closed } => {
                state.toggled.insert(main, closed);
            }
            Action::ToggleFailed(main) => {
                state.toggled.remove(&main);
            }
            Action::Called(main) => {
                state.called = Some(main);
                state.toggled.insert(main, false);
            }
            Action::Shown => state.called = None,
            Action::Checking(checking) => state.checking = checking,
        }
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;
    use captrack_domain::evaluate::Level;

    use super::*;
    use crate::fixtures::{dashboard, main};

    fn after(actions: Vec<Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::default()), Reducible::reduce)
    }

    fn arrived() -> Action {
        Action::Arrived(Box::new(dashboard(vec![main(1, Level::Critical), main(2, Level::Alerting)])))
    }

    fn closed(state: &State, id: i64) -> bool {
        let board = state.board.as_ref().unwrap();
        state.is_closed(board.card(PilotId(id)).unwrap())
    }

    #[test]
    fn the_same_dashboard_again_changes_nothing() {
        let first = after(vec![arrived()]);
        let second = first.clone().reduce(arrived());
        assert!(Rc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_click_counts_at_once_and_outlives_a_dashboard_that_does_not_know_it_yet() {
        let toggled = Action::Toggled { main: PilotId(1), closed: true };
        let state = after(vec![arrived(), toggled, arrived()]);
        assert!(closed(&state, 1));
        assert_eq!(state.toggled.len(), 1);
    }

    #[test]
    fn a_click_is_forgotten_once_the_desk_says_the_same() {
        let toggled = Action::Toggled { main: PilotId(1), closed: true };
        let mut knows = dashboard(vec![main(1, Level::Critical)]);
        knows.collapsed.insert(PilotId(1), true);
        let state = after(vec![arrived(), toggled, Action::Arrived(Box::new(knows))]);
        assert!(closed(&state, 1));
        assert!(state.toggled.is_empty());
    }

    #[test]
    fn a_click_that_the_desk_could_not_keep_is_taken_back() {
        let toggled = Action::Toggled { main: PilotId(1), closed: true };
        let state = after(vec![arrived(), toggled, Action::ToggleFailed(PilotId(1))]);
        assert!(!closed(&state, 1));
    }

    #[test]
    fn a_refused_question_loses_nothing_and_the_next_answer_mends_it() {
        let refusal = Refusal::new(ErrorCode::Unavailable, "Not now.");
        let state = after(vec![arrived(), Action::Refused(refusal)]);
        assert!(state.board.is_some());
        assert!(state.refused.is_some());
        assert!(state.reduce(arrived()).refused.is_none());
    }

    #[test]
    fn a_card_that_a_notification_calls_for_is_open() {
        let state = after(vec![arrived(), Action::Called(PilotId(2))]);
        assert!(!closed(&state, 2));
        assert_eq!(state.reduce(Action::Shown).called, None);
    }
}
