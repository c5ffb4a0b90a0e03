//! The keys of the table.

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::actions::action_target::ActionTarget;
use crate::actions::mains::moved_pilots::{Mover, named, together_with};
use crate::actions::rights;
use crate::pilots::keys::{self, PilotIntent};
use crate::pilots::line::ids;
use crate::pilots::lines;
use crate::pilots::list::{PilotList, actions_of};
use crate::pilots::state::{PilotMenu, PilotPanel, PilotsAction};
use crate::platform::dom;
use crate::window::key_place::is_plain;

impl PilotList {
    /// A key was pressed in the table. True: something is to be drawn.
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let Some(target) = dom::target_of(event) else { return false };
        let on_line = target.has_attribute("data-pilot");
        let Some(intent) = keys::intent(&event.key(), is_plain(event), on_line) else { return false };
        let done = self.act(ctx, intent);
        if done.is_some() {
            event.prevent_default();
        }
        done.unwrap_or(false)
    }

    /// Does it; none: there is nothing to do it to.
    fn act(&mut self, ctx: &Context<Self>, intent: PilotIntent) -> Option<bool> {
        let props = ctx.props();
        if let PilotIntent::Go(step) = intent {
            let from = self.stop.and_then(|stop| props.found.place(stop));
            let to = lines::step(&props.found.lines, from, step)?;
            self.go(ctx, to);
            return Some(true);
        }
        let row = props.found.pilot(self.stop_at(ctx)?)?.clone();
        // What a panel hangs from has to be in view.
        self.show(props.found.place(row.id)?);
        let chosen = || together_with(Mover::of_pilot(&row), &props.chosen);
        let open = |panel| {
            props.on_action.emit(PilotsAction::Menu(PilotMenu { anchor: ids::menu(row.id), on: Some(row.id), panel }));
        };
        match intent {
            PilotIntent::Choose => props.on_action.emit(PilotsAction::Choose(Mover::of_pilot(&row))),
            PilotIntent::Menu => props.on_action.emit(PilotsAction::Menu(actions_of(&row))),
            PilotIntent::Main => rights::if_granted(&props.rights.administer, self.link.as_ref(), || {
                open(PilotPanel::FindMain(chosen()));
            }),
            PilotIntent::Snooze => rights::if_granted(&props.rights.snooze, self.link.as_ref(), || {
                let chosen: Vec<Mover> = chosen();
                let whom = ActionTarget::Pilot { name: named(&chosen).to_string() };
                let snoozed = row.snooze.clone().filter(|_| chosen.len() == 1);
                open(PilotPanel::Snooze { whom, pilots: chosen.iter().map(|mover| mover.pilot).collect(), snoozed });
            }),
            PilotIntent::ChooseNobody if !props.chosen.is_empty() => props.on_action.emit(PilotsAction::ChooseNobody),
            PilotIntent::ChooseNobody | PilotIntent::Go(_) => return None,
        }
        Some(false)
    }
}
