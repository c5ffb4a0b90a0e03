//! Dragging a pilot onto another main's lines.

use captrack_domain::ids::PilotId;
use web_sys::PointerEvent;
use yew::prelude::*;

use crate::actions::mains::moved_pilots::{Mover, named, together_with};
use crate::kit::list::drag_input::DragInput;
use crate::pilots::line::ids;
use crate::pilots::lines::PilotsLine;
use crate::pilots::list::PilotList;
use crate::pilots::state::{PilotMenu, PilotPanel, PilotsAction};
use crate::platform::dom;
use crate::words::text::{args, say_with};

impl PilotList {
    /// A button of the pointer went down in the table.
    pub(super) fn pointer_down(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let target = dom::target_of(event);
        let near = |selector: &str| target.as_ref().and_then(|target| target.closest(selector).ok()?);
        if event.button() != 0
            || event.pointer_type() == "touch"
            || near("button, input, label").is_some()
            || !ctx.props().rights.administer.is_granted()
        {
            return false;
        }
        let pilot = near("[data-pilot]").and_then(|line| line.get_attribute("data-pilot")?.parse().ok());
        if let Some(row) = pilot.and_then(|pilot| ctx.props().found.pilot(pilot)) {
            self.dragging.begin(Mover::of_pilot(row), event);
        }
        false
    }

    /// Something was heard of a drag.
    pub(super) fn dragged(&mut self, ctx: &Context<Self>, heard: &DragInput) -> bool {
        let found = &ctx.props().found;
        let effect = self.dragging.heard(heard, &self.viewport.list, |mover, below| {
            let line = below.closest("[data-list=pilots] [data-main]").ok()??;
            let main = line.get_attribute("data-main")?.parse().ok().map(PilotId)?;
            let of_main = found.lines.iter().find(|line| line.main() == main).filter(|_| mover.can_go_under(main))?;
            Some((main, of_main.main_name().to_owned()))
        });
        if let Some((mover, (main, name))) = effect.dropped {
            // The panel hangs from the first line of the main.
            let first = found.lines.iter().find(|line| line.main() == main);
            let anchor = match first {
                Some(PilotsLine::Pilot { row, .. }) => ids::line(row.id),
                _ => ids::main(main),
            };
            let on = first.and_then(PilotsLine::pilot).map(|row| row.id);
            let panel = PilotPanel::PutUnder { movers: together_with(mover, &ctx.props().chosen), main, name };
            ctx.props().on_action.emit(PilotsAction::Menu(PilotMenu { anchor, on, panel }));
        }
        effect.draw
    }

    /// Who is at the pointer, and where they would go.
    pub(super) fn ghost(&self, ctx: &Context<Self>) -> Html {
        self.dragging.ghost(|mover, to| {
            let pilot = named(&together_with(mover.clone(), &ctx.props().chosen)).to_string();
            match to {
                Some((_, main)) => say_with("drag-under", &args!("pilot" => pilot, "main" => main.as_str())),
                None => say_with("drag-pilots", &args!("pilot" => pilot)),
            }
        })
    }
}
