//! Dragging a pilot from a row onto the card of another main.

use captrack_contract::CardKey;
use captrack_domain::ids::PilotId;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::actions::mains::moved_pilots::Mover;
use crate::dashboard::board_list::BoardList;
use crate::dashboard::menu::Menu;
use crate::kit::list::drag_input::DragInput;
use crate::platform::dom;
use crate::words::text::{args, say_with};

/// The card of a main on which a pilot can be dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct MainCard {
    /// The card.
    pub card: CardKey,
    main: PilotId,
    name: String,
}

impl BoardList {
    /// A button of the pointer went down somewhere in the page.
    pub(super) fn pointer_down(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let target = dom::target_of(event);
        let near = |selector: &str| target.as_ref().and_then(|target| target.closest(selector).ok()?);
        if near("[data-card]").is_none() && near("[role=dialog]").is_none() {
            // A click beside the cards lets go of what was held.
            return self.focus_went_to(ctx, None);
        }
        if event.button() == 0
            && event.pointer_type() != "touch"
            && let Some(handle) = near("[data-drag]")
            && let Some(mover) = self.mover(&handle)
        {
            self.dragging.begin(mover, event);
        }
        false
    }

    fn mover(&self, handle: &Element) -> Option<Mover> {
        let held = |attribute: &str| handle.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute);
        let card = held("data-card")?.parse().ok()?;
        let row = self.rows.row(card, held("data-row")?.parse().ok()?)?;
        Some(Mover::of(row))
    }

    /// Something was heard of a drag.
    pub(super) fn dragged(&mut self, ctx: &Context<Self>, heard: &DragInput) -> bool {
        let effect = self.dragging.heard(heard, &self.viewport.list, |mover, below| {
            let card = below.closest("[data-card]").ok()??;
            let head = ctx.props().board.card(card.get_attribute("data-card")?.parse().ok()?)?;
            let main = head.key.main().filter(|main| mover.can_go_under(*main))?;
            Some(MainCard { card: head.key, main, name: head.name.clone() })
        });
        if let Some((mover, to)) = effect.dropped {
            ctx.props().on_menu.emit(Menu::put_under(mover, to.card, to.main, to.name));
        }
        effect.draw
    }

    /// The pilot at the pointer, and where they would go.
    pub(super) fn ghost(&self) -> Html {
        self.dragging.ghost(|mover, to| match to {
            Some(to) => say_with("drag-under", &args!("pilot" => mover.name.as_str(), "main" => to.name.as_str())),
            None => say_with("drag", &args!("pilot" => mover.name.as_str())),
        })
    }
}
