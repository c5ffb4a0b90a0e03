//! What the page of the pilots knows, and the reducer that changes it.

use std::collections::BTreeMap;
use std::mem::discriminant;
use std::rc::Rc;

use captrack_contract::{AuthCoverageView, Coverage, PilotRow, PilotsView, Refusal, SnoozeView};
use captrack_domain::ids::PilotId;
use yew::{AttrValue, Reducible};

use crate::actions::action_target::ActionTarget;
use crate::actions::mains::moved_pilots::Mover;
use crate::pilots::lines::{PilotsLine, lines};
use crate::platform::shared::SharedRef;

/// What the page knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PilotsState {
    /// What stands in the search; the desk is asked for it a moment later.
    pub typed: String,
    /// What is searched for.
    pub search: String,
    /// The last answer, perhaps still to an earlier search; none before the first.
    pub found: Option<SharedRef<FoundPilots>>,
    /// Why the last question was refused; what is shown may be old.
    pub refused: Option<Refusal>,
    /// Who is chosen, also where the search leaves them out: those who belong together are found one after another.
    pub chosen: Rc<BTreeMap<PilotId, Mover>>,
    /// The panel that is open.
    pub menu: Option<PilotMenu>,
}

/// The pilots that a search leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPilots {
    /// The search.
    pub search: String,
    /// How much is seen of all.
    pub coverage: Coverage,
    /// What AllianceAuth lacks, where it tells.
    pub auth_coverage: Option<AuthCoverageView>,
    /// How many it leaves.
    pub matched: usize,
    /// How many of them are here.
    pub shown: usize,
    /// They, by main.
    pub lines: Vec<PilotsLine>,
}

impl FoundPilots {
    /// The pilot of that id, where the search leaves it.
    pub fn pilot(&self, id: PilotId) -> Option<&SharedRef<PilotRow>> {
        self.lines.iter().filter_map(PilotsLine::pilot).find(|row| row.id == id)
    }

    /// Where it stands.
    pub fn place(&self, id: PilotId) -> Option<usize> {
        self.lines.iter().position(|line| line.pilot().is_some_and(|row| row.id == id))
    }
}

/// An open panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PilotMenu {
    /// The element id of what it hangs from.
    pub anchor: AttrValue,
    /// The line it hangs on, if on one.
    pub on: Option<PilotId>,
    /// What it is for.
    pub panel: PilotPanel,
}

/// What a panel is for.
#[derive(Debug, Clone, PartialEq)]
pub enum PilotPanel {
    /// What can be done with a pilot.
    Actions(SharedRef<PilotRow>),
    /// Find a main to put pilots under.
    FindMain(Vec<Mover>),
    /// Confirm to put pilots under a main.
    PutUnder {
        /// Whom.
        movers: Vec<Mover>,
        /// Which main.
        main: PilotId,
        /// Its name.
        name: String,
    },
    /// Silence pilots.
    Snooze {
        /// Whom.
        whom: ActionTarget,
        /// Their ids.
        pilots: Vec<PilotId>,
        /// The snooze that holds.
        snoozed: Option<SnoozeView>,
    },
    /// Confirm to forget a pilot.
    SignOut {
        /// Whom.
        pilot: PilotId,
        /// The name.
        name: String,
    },
}

/// What happens.
#[derive(Debug)]
pub enum PilotsAction {
    /// The user types into the search.
    Typed(String),
    /// The user has stopped typing, or pressed Enter: what stands in the field by now is searched for.
    SearchTyped,
    /// The user searches for something.
    Search(String),
    /// The desk answered a search.
    Arrived(String, Box<PilotsView>),
    /// It refused.
    Refused(Refusal),
    /// The user chooses a pilot, or no longer.
    Choose(Mover),
    /// The user chooses all that are shown, or none of them any more.
    ChooseShown,
    /// Nobody is chosen any more.
    ChooseNobody,
    /// The user opens a panel; the button of an open one closes it.
    Menu(PilotMenu),
    /// The user is done with the panel.
    CloseMenu,
}

impl PilotsState {
    /// What is shown answers an earlier search.
    pub fn is_behind(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.search != self.search)
    }

    /// All that are shown are chosen.
    pub fn all_chosen(&self) -> bool {
        self.found.as_ref().is_some_and(|found| {
            let mut rows = found.lines.iter().filter_map(PilotsLine::pilot).peekable();
            rows.peek().is_some() && rows.all(|row| self.chosen.contains_key(&row.id))
        })
    }

    /// Panels and the choice say what the desk says by now.
    fn follow(&mut self) {
        let Some(found) = &self.found else { return };
        // Who is in an answer to nothing in particular, or is not there at all.
        let is_all = found.search.trim().is_empty() && found.shown == found.matched;
        let mut chosen = (*self.chosen).clone();
        chosen.retain(|id, known| match found.pilot(*id) {
            Some(row) => {
                *known = Mover::of_pilot(row);
                true
            }
            None => !is_all,
        });
        if chosen != *self.chosen {
            self.chosen = Rc::new(chosen);
        }
        let gone = |id: &PilotId| found.pilot(*id).is_none();
        if self.menu.as_ref().and_then(|menu| menu.on.as_ref()).is_some_and(gone) {
            self.menu = None;
        }
    }
}

impl Reducible for PilotsState {
    type Action = PilotsAction;

    fn reduce(self: Rc<Self>, action: PilotsAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            PilotsAction::Typed(typed) => state.typed = typed,
            PilotsAction::SearchTyped => state.search.clone_from(&state.typed),
            PilotsAction::Search(search) => {
                state.typed.clone_from(&search);
                state.search = search;
            }
            // An answer to what is no longer asked would only flicker.
            PilotsAction::Arrived(search, _) if search != state.search => return self,
            PilotsAction::Arrived(search, view) => {
                let earlier = state.found.as_ref().map(|found| found.lines.as_slice()).unwrap_or_default();
                let found = FoundPilots {
                    search,
                    lines: lines(&view, earlier),
                    coverage: view.coverage,
                    auth_coverage: view.auth_coverage,
                    matched: view.matched,
                    shown: view.pilots.len(),
                };
                state.found = Some(SharedRef::unless_same(found, state.found.as_ref()));
                state.refused = None;
                state.follow();
            }
            PilotsAction::Refused(refusal) => state.refused = Some(refusal),
            PilotsAction::Choose(mover) => {
                let mut chosen = (*state.chosen).clone();
                if chosen.remove(&mover.pilot).is_none() {
                    chosen.insert(mover.pilot, mover);
                }
                state.chosen = Rc::new(chosen);
            }
            PilotsAction::ChooseShown => {
                let mut chosen = (*state.chosen).clone();
                let all = state.all_chosen();
                let rows = state.found.iter().flat_map(|found| found.lines.iter().filter_map(PilotsLine::pilot));
                for row in rows {
                    if all {
                        chosen.remove(&row.id);
                    } else {
                        chosen.insert(row.id, Mover::of_pilot(row));
                    }
                }
                state.chosen = Rc::new(chosen);
            }
            PilotsAction::ChooseNobody => state.chosen = Rc::default(),
            PilotsAction::Menu(menu) => {
                let again = state.menu.as_ref().is_some_and(|open| {
                    open.anchor == menu.anchor && discriminant(&open.panel) == discriminant(&menu.panel)
                });
                state.menu = (!again).then_some(menu);
            }
            PilotsAction::CloseMenu => state.menu = None,
        }
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests;
