//! Dragging a pilot from a row onto the card of another main.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::dashboard::board_list::{BoardList, Message};
use crate::dashboard::menu::{Menu, Mover};
use crate::kit::list::drag::{self, Drag, Point};
use crate::platform::dom::{self, Listener};

fn point(event: &PointerEvent) -> Point {
    Point { x: event.client_x(), y: event.client_y() }
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
            self.drag = Some(Drag::new(mover, point(event)));
            self.drag_ears = listen(ctx);
        }
        false
    }

    fn mover(&self, handle: &Element) -> Option<Mover> {
        let held = |attribute: &str| handle.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute);
        let card = held("data-card")?.parse().ok()?;
        let row = self.rows.row(card, held("data-row")?.parse().ok()?)?;
        Some(Mover::of(row))
    }

    /// The pointer moves while a pilot is held.
    pub(super) fn drag_to(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let Some(drag) = &mut self.drag else { return false };
        if !drag.moved(point(event)) {
            return false;
        }
        self.look_below(ctx);
        self.creep.ask();
        true
    }

    /// Finds the card under the pointer.
    fn look_below(&mut self, ctx: &Context<Self>) {
        let Some(drag) = &mut self.drag else { return };
        let Point { x, y } = drag.at;
        let below = dom::document().and_then(|document| document.element_from_point(x as f32, y as f32));
        let card = below.and_then(|below| below.closest("[data-card]").ok()?);
        let key = card.and_then(|card| card.get_attribute("data-card")?.parse().ok());
        let head = key.and_then(|key| ctx.props().board.card(key));
        drag.over(head.map(|head| (head.key, head.name.clone())));
    }

    /// Scrolls on while a pilot is held at the edge of the list.
    pub(super) fn creep_on(&mut self, ctx: &Context<Self>) -> bool {
        let Some((drag, list)) = self.drag.as_ref().zip(self.list.cast::<Element>()) else { return false };
        let bounds = list.get_bounding_client_rect();
        let speed = drag::creep(drag.at.y, bounds.top() as i32, bounds.bottom() as i32);
        if speed == 0 {
            return false;
        }
        list.set_scroll_top(list.scroll_top() + speed);
        self.look_below(ctx);
        self.creep.ask();
        true
    }

    /// The button was let go.
    pub(super) fn drop_it(&mut self, ctx: &Context<Self>) -> bool {
        self.drag_ears.clear();
        let Some(drag) = self.drag.take() else { return false };
        if let Some((card, name)) = drag.target_name()
            && let Some(main) = card.main()
        {
            ctx.props().on_menu.emit(Menu::put_under(drag.mover.clone(), card, main, name.to_owned()));
        }
        drag.is_begun()
    }

    /// The drag is given up.
    pub(super) fn give_up(&mut self) -> bool {
        self.drag_ears.clear();
        self.drag.take().is_some_and(|drag| drag.is_begun())
    }
}

/// Listens to the rest of a drag.
fn listen(ctx: &Context<BoardList>) -> Vec<Listener> {
    let Some(document) = dom::document() else { return Vec::new() };
    let on = |event: &'static str, told: Callback<Event>| {
        Listener::new(document.clone().into(), event, move |event| told.emit(event))
    };
    let link = ctx.link();
    let escape = link.batch_callback(|event: Event| {
        let key = event.dyn_into::<KeyboardEvent>().ok()?;
        (key.key() == "Escape").then_some(Message::GiveUp)
    });
    vec![
        on("pointermove", link.callback(|event: Event| Message::Drag(event.unchecked_into()))),
        on("pointerup", link.callback(|_| Message::Drop)),
        on("pointercancel", link.callback(|_| Message::GiveUp)),
        on("keydown", escape),
        // The hand that moves a pilot selects no text.
        on("selectstart", Callback::from(|event: Event| event.prevent_default())),
    ]
}
