//! Keeps the reader's place: what they look at stays under their eyes, and what they hold keeps the focus, when a new
//! dashboard moves things about.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement};

use crate::dom::document;

/// Marks what can be held in view; cards have it.
const ANCHOR: &str = "[data-card]";

/// Where the reader was.
pub struct Place {
    /// The element that had the focus.
    focus: Option<String>,
    /// The first card in view, and how far its top was from the window's.
    anchor: Option<(String, f64)>,
}

/// Where the reader is, before `list` changes.
pub fn remember(list: &Element) -> Place {
    let focus = document()
        .and_then(|document| document.active_element())
        .map(|element| element.id())
        .filter(|id| !id.is_empty());
    // At the very top the reader wants to see what comes in there.
    let anchor = (list.scroll_top() > 0).then(|| first_in_view(list)).flatten();
    Place { focus, anchor }
}

fn first_in_view(list: &Element) -> Option<(String, f64)> {
    let top = list.get_bounding_client_rect().top();
    let cards = list.query_selector_all(ANCHOR).ok()?;
    (0..cards.length()).find_map(|index| {
        let card: Element = cards.item(index)?.dyn_into().ok()?;
        let bounds = card.get_bounding_client_rect();
        (bounds.bottom() > top).then(|| (card.id(), bounds.top()))
    })
}

/// Puts the reader back there, after `list` has changed.
pub fn restore(place: &Place, list: &Element) {
    let Some(document) = document() else { return };
    if let Some((id, top)) = &place.anchor
        && let Some(card) = document.get_element_by_id(id)
    {
        let moved = card.get_bounding_client_rect().top() - top;
        if moved.abs() >= 1.0 {
            list.set_scroll_top(list.scroll_top() + moved.round() as i32);
        }
    }
    if let Some(id) = &place.focus
        && focus_is_lost(&document)
        && let Some(element) = document.get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus_with_options(&options);
    }
}

fn focus_is_lost(document: &Document) -> bool {
    document.active_element().is_none_or(|active| active.tag_name() == "BODY")
}
