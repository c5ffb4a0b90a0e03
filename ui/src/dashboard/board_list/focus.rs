//! The focus on a list of which only a little is in the page: it is kept, moved, and found again.

use captrack_contract::CardKey;
use captrack_domain::hull::HullKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::dashboard::board::BoardModel;
use crate::dashboard::board_list::BoardList;
use crate::dashboard::focused_row::{FocusedElement, FocusedRow, element_at, next_in_place};
use crate::dashboard::layout::FocusStop;
use crate::dashboard::menu::ids;
use crate::platform::dom;

impl BoardList {
    /// Where something that is held stands now.
    pub(super) fn stop(&self, ctx: &Context<Self>, held: &FocusedElement) -> Option<FocusStop> {
        held.stop(&ctx.props().board, &self.layout, &self.rows)
    }

    /// The focus went to an element, or nowhere. True: something else is held.
    pub(super) fn focus_went_to(&mut self, ctx: &Context<Self>, element: Option<&Element>) -> bool {
        let held = element.and_then(|element| self.held_by(element));
        if held == self.held {
            return false;
        }
        // What is in view is in the page anyway.
        let far = |held: &Option<FocusedElement>| {
            let span = held.as_ref().and_then(|held| self.layout.span(self.stop(ctx, held)?));
            span.is_some_and(|span| span.end < self.stretch.from || span.start > self.stretch.to)
        };
        let changes = far(&self.held) || far(&held);
        self.held = held;
        changes
    }

    fn held_by(&self, element: &Element) -> Option<FocusedElement> {
        let list = self.viewport.element()?;
        if !list.contains(Some(element)) {
            return None;
        }
        let near = |attribute: &str| element.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute);
        let card: CardKey = near("data-card")?.parse().ok()?;
        let row = near("data-row").and_then(|row| row.parse().ok());
        let hull = near("data-hull").and_then(|hull| hull.parse::<HullKey>().ok());
        let element = Some(element.id()).filter(|id| !id.is_empty()).map(AttrValue::from);
        Some(FocusedElement { card, row: row.map(|row| FocusedRow { hull, row }), element })
    }

    /// Goes to a card or row: into view, and with the focus.
    pub(super) fn go(&mut self, ctx: &Context<Self>, stop: FocusStop) -> bool {
        self.scroll_to(self.layout.scroll_to(stop, self.viewport.scroll, self.viewport.height));
        self.held = FocusedElement::at(stop, &ctx.props().board, &self.rows);
        self.to_focus = self.held.as_ref().and_then(|held| held.element.clone());
        true
    }

    /// Goes on with what stands where the card with the focus was, if that has left its place: whoever works through a list is not led away.
    pub(super) fn go_on_from(&mut self, ctx: &Context<Self>, old: &BoardModel) {
        let props = ctx.props();
        let Some(held) = self.held.as_ref().filter(|_| props.menu.is_none()) else { return };
        let Some(next) = next_in_place(held.card, old, &props.board) else { return };
        let element = element_at(next, None);
        let list = self.viewport.element();
        let is_here = dom::focused().is_none_or(|focused| list.is_some_and(|list| list.contains(Some(&focused))));
        if is_here {
            self.to_focus = Some(element.clone());
        }
        self.held = Some(FocusedElement { card: next, row: None, element: Some(element) });
    }

    /// Goes to the card that a notification called for, once it is on the board.
    pub(super) fn show_called(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let Some(card) = props.called.and_then(|key| props.board.place(key)) else { return };
        let wanted = &props.board.cards[card];
        if wanted.closed {
            // The desk remembers that it is open now.
            props.on_toggle.emit((wanted.key, false));
        }
        let top = self.layout.cards[card].top;
        let head = FocusStop { card, row: None };
        self.scroll_to(top - self.layout.covered(head) - self.layout.heights.card_gap);
        self.go(ctx, head);
        self.flash = props.called;
        props.on_shown.emit(());
    }

    /// After drawing: gives the focus to what shall have it, or back to what is held where drawing took it away.
    pub(super) fn place_focus(&mut self, ctx: &Context<Self>) {
        if let Some(element) = self.to_focus.take() {
            if let Some(element) = dom::by_id(&element) {
                dom::focus_in_place(&element);
            }
        } else if ctx.props().menu.is_none()
            && dom::focused().is_none()
            && let Some(held) = &self.held
        {
            let stop = self.stop(ctx, held);
            let now = stop.and_then(|stop| FocusedElement::at(stop, &ctx.props().board, &self.rows));
            let same = held.element.as_deref().and_then(dom::by_id);
            let other = || now.as_ref().and_then(|held| dom::by_id(&element_at(held.card, held.row)));
            if let Some(element) = same.or_else(other) {
                dom::focus_in_place(&element);
            }
        }
        if let Some(card) = self.flash.take().and_then(|card| dom::by_id(&ids::card(card))) {
            flash(&card);
        }
    }
}

/// Draws the eye to a card once.
fn flash(card: &Element) {
    if let Some(card) = card.dyn_ref::<HtmlElement>() {
        let classes = card.class_list();
        // Taken away first, so that the same card can be called for again.
        let _ = classes.remove_1("is-called");
        let _ = card.offset_width();
        let _ = classes.add_1("is-called");
    }
}
