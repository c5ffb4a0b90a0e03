//! The relay as the pages know it: what the desk said last, and options that were chosen and not confirmed yet.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use captrack_contract::{DiscordView, Refusal, commands};
use captrack_domain::relay_options::RelayOptions;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::desk;
use crate::desk::answer::{AskRhythm, use_answer};
use crate::platform::shared::SharedRef;

/// Deliveries and limits change without an event.
const LOOK_EVERY: u32 = 3;

/// What is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RelayState {
    /// What the desk said last.
    pub view: Option<SharedRef<DiscordView>>,
    /// Why it says nothing now.
    pub refused: Option<Refusal>,
    /// The relay was switched just now: that counts from the press on, until the desk says the same or refuses.
    pub switched: Option<bool>,
    /// Options that count from the user's choice on, until the desk has them.
    pub chosen: Option<RelayOptions>,
    /// Why the desk refused what was chosen last in a field, by the name of the field.
    pub wrong: BTreeMap<&'static str, AttrValue>,
}

impl RelayState {
    /// Whether the relay is on, as the user sees it.
    pub fn is_on(&self) -> bool {
        self.switched.unwrap_or_else(|| self.view.as_ref().is_some_and(|view| view.on))
    }

    /// The options as the user sees them.
    pub fn options(&self) -> Option<&RelayOptions> {
        self.chosen.as_ref().or_else(|| self.view.as_ref().map(|view| &view.options))
    }

    /// What is wrong with a field.
    pub fn wrong_with(&self, field: &str) -> Option<AttrValue> {
        self.wrong.get(field).cloned()
    }
}

/// What happens.
#[derive(Debug)]
pub enum RelayAction {
    /// The desk answered. It was asked when every choice had reached it, or not.
    Arrived(Box<DiscordView>, bool),
    /// It refused to.
    Refused(Refusal),
    /// The user switched the relay; none: the desk has answered, and what it says holds.
    Switched(Option<bool>),
    /// The user chose other options in a field.
    Chosen(&'static str, RelayOptions),
    /// The desk refused them; the field that they were chosen in, and why.
    Wrong(&'static str, AttrValue),
}

impl Reducible for RelayState {
    type Action = RelayAction;

    fn reduce(self: Rc<Self>, action: RelayAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            RelayAction::Arrived(view, settled) => {
                state.view = Some(SharedRef::unless_same(*view, state.view.as_ref()));
                state.refused = None;
                if state.switched == state.view.as_ref().map(|view| view.on) {
                    state.switched = None;
                }
                if settled {
                    state.chosen = None;
                }
            }
            RelayAction::Refused(refusal) => state.refused = Some(refusal),
            RelayAction::Switched(on) => state.switched = on,
            RelayAction::Chosen(field, options) => {
                state.chosen = Some(options);
                state.wrong.remove(field);
            }
            RelayAction::Wrong(field, why) => {
                state.chosen = None;
                state.wrong.insert(field, why);
            }
        }
        Rc::new(state)
    }
}

/// The relay, followed for as long as the component lives.
#[derive(Clone)]
pub struct RelayHandle {
    /// What is known.
    pub state: UseReducerHandle<RelayState>,
    /// Asks again.
    pub pull: Callback<()>,
    saves: Rc<Saves>,
}

impl PartialEq for RelayHandle {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

/// Choices that were sent, and those that were answered.
#[derive(Debug, Default)]
struct Saves {
    sent: Cell<u32>,
    answered: Cell<u32>,
}

impl Saves {
    /// Every choice has reached the desk; which was the last.
    fn settled(&self) -> Option<u32> {
        (self.sent.get() == self.answered.get()).then(|| self.sent.get())
    }
}

impl RelayHandle {
    /// Chooses other options in a field: they count from now on, and are taken back where the desk refuses them.
    pub fn choose(&self, field: &'static str, options: RelayOptions) {
        self.state.dispatch(RelayAction::Chosen(field, options.clone()));
        self.saves.sent.set(self.saves.sent.get() + 1);
        let (told, pull, saves) = (self.state.dispatcher(), self.pull.clone(), self.saves.clone());
        spawn_local(async move {
            let answer = desk::ask(commands::SaveRelayOptions { options }).await;
            saves.answered.set(saves.answered.get() + 1);
            if let Err(refusal) = answer {
                told.dispatch(RelayAction::Wrong(field, refusal.said().into()));
            }
            pull.emit(());
        });
    }
}

/// Asks for the relay at first, when something has changed, and every few seconds.
#[hook]
pub fn use_relay() -> RelayHandle {
    let state = use_reducer_eq(RelayState::default);
    let saves = use_memo((), |()| Saves::default());
    let (told, settled) = (state.dispatcher(), saves.clone());
    let pull = use_answer(Some(()), AskRhythm::every(LOOK_EVERY), move |()| {
        let (told, saves) = (told.clone(), settled.clone());
        async move {
            let before = saves.settled();
            match desk::ask(commands::Discord).await {
                Ok(view) => {
                    let is_settled = before.is_some() && before == saves.settled();
                    told.dispatch(RelayAction::Arrived(Box::new(view), is_settled));
                }
                Err(refusal) => told.dispatch(RelayAction::Refused(refusal)),
            }
        }
    });
    RelayHandle { state, pull, saves }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;

    fn said(options: RelayOptions) -> Box<DiscordView> {
        Box::new(DiscordView { on: true, options, queues: vec![], preview: None, preview_is_next: false })
    }

    fn named(desk: &str) -> RelayOptions {
        RelayOptions { desk: Some(desk.into()), ..RelayOptions::default() }
    }

    fn after(actions: Vec<RelayAction>) -> RelayState {
        let state = actions.into_iter().fold(Rc::new(RelayState::default()), RelayState::reduce);
        (*state).clone()
    }

    #[test]
    fn a_choice_counts_until_the_desk_has_it_and_an_answer_from_before_does_not_undo_it() {
        let before = || RelayAction::Arrived(said(named("Home")), true);
        let stale = RelayAction::Arrived(said(named("Home")), false);
        let state = after(vec![before(), RelayAction::Chosen("relay-desk", named("Away")), stale]);
        assert_eq!(state.options(), Some(&named("Away")));
        let state = after(vec![
            before(),
            RelayAction::Chosen("relay-desk", named("Away")),
            RelayAction::Arrived(said(named("Elsewhere")), true),
        ]);
        assert_eq!(state.options(), Some(&named("Elsewhere")));
    }

    #[test]
    fn a_switched_relay_counts_at_once_and_is_back_when_the_desk_refuses() {
        let arrived = || RelayAction::Arrived(said(RelayOptions::default()), true);
        let off = after(vec![arrived(), RelayAction::Switched(Some(false))]);
        assert!(!off.is_on());
        let stale = after(vec![arrived(), RelayAction::Switched(Some(false)), arrived()]);
        assert!(!stale.is_on(), "an answer from before does not undo it");
        let refused = after(vec![arrived(), RelayAction::Switched(Some(false)), RelayAction::Switched(None)]);
        assert!(refused.is_on());
        let same = after(vec![arrived(), RelayAction::Switched(Some(true)), arrived()]);
        assert_eq!(same.switched, None);
    }

    #[test]
    fn what_is_refused_is_said_at_its_field_and_taken_back() {
        let wrong = RelayAction::Wrong("relay-desk", "Too long.".into());
        let arrived = RelayAction::Arrived(said(named("Home")), true);
        let state = after(vec![
            arrived,
            RelayAction::Chosen("relay-desk", named("x")),
            wrong,
            RelayAction::Chosen("relay-mode", named("Home")),
        ]);
        assert_eq!(state.options(), Some(&named("Home")));
        assert_eq!(state.wrong_with("relay-desk").unwrap(), "Too long.");
        assert_eq!(state.wrong_with("relay-link"), None);
    }

    #[test]
    fn what_was_known_stays_while_the_desk_says_nothing() {
        let refusal = Refusal::new(ErrorCode::Unavailable, "Later.");
        let arrived = RelayAction::Arrived(said(named("Home")), true);
        let state = after(vec![arrived, RelayAction::Refused(refusal)]);
        assert!(state.view.is_some() && state.refused.is_some());
    }

    #[test]
    fn a_choice_under_way_is_not_settled() {
        let saves = Saves::default();
        assert_eq!(saves.settled(), Some(0));
        saves.sent.set(2);
        saves.answered.set(1);
        assert_eq!(saves.settled(), None);
    }
}
