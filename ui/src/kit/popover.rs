//! A small panel that hangs from a button. It lives at the end of the document, so that no card clips it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};
use yew::prelude::*;

use crate::platform::dom::{self, Listener};

/// Space between the button and the panel, and between the panel and the window's edge.
const GAP: f64 = 4.0;

/// What moves through a panel's items with the arrow keys.
const ITEMS: &str = "[data-item]:not(:disabled)";
/// What Tab goes through.
const STOPS: &str = "button:not(:disabled), input:not(:disabled)";

/// What hangs where.
#[derive(Properties, PartialEq)]
pub struct PopoverProps {
    /// The element id of the panel, which its button names.
    pub id: AttrValue,
    /// The element id of the button it hangs from; that may be drawn anew meanwhile.
    pub anchor: AttrValue,
    /// What a screen reader calls it.
    pub label: AttrValue,
    /// The user wants it gone.
    pub on_close: Callback<()>,
    /// It needs more room than a menu.
    #[prop_or_default]
    pub wide: bool,
    /// What is in it; elements with `data-item` are what the arrow keys move through.
    pub children: Children,
}

/// The panel: closes on Escape and on a click elsewhere, keeps the focus inside, gives it back to its button.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let panel = use_node_ref();
    {
        // After every drawing: what it hangs from may have moved.
        let (panel, anchor) = (panel.clone(), props.anchor.clone());
        use_effect(move || hang(&panel, &anchor));
    }
    {
        let (panel, anchor, on_close) = (panel.clone(), props.anchor.clone(), props.on_close.clone());
        use_effect_with((), move |()| {
            focus_item(&panel, |_, _| 0);
            let listeners = listen(&panel, &anchor, &on_close);
            move || drop(listeners)
        });
    }
    let onkeydown = {
        let (panel, anchor, on_close) = (panel.clone(), props.anchor.clone(), props.on_close.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => {
                    dom::focus(dom::by_id(&anchor));
                    on_close.emit(());
                }
                "ArrowDown" => focus_item(&panel, |at, count| at.map_or(0, |at| (at + 1) % count)),
                "ArrowUp" => focus_item(&panel, |at, count| at.map_or(count - 1, |at| (at + count - 1) % count)),
                "Home" if !is_in_field(&event) => focus_item(&panel, |_, _| 0),
                "End" if !is_in_field(&event) => focus_item(&panel, |_, count| count - 1),
                "Tab" => focus_stop(&panel, event.shift_key()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let host = use_memo((), |()| layer());
    {
        let host = host.clone();
        use_effect_with((), move |()| {
            move || {
                if let Some(host) = &*host {
                    host.remove();
                }
            }
        });
    }
    let Some(host) = (*host).clone() else {
        return Html::default();
    };
    let content = html! {
        <div
            class={classes!("popover", props.wide.then_some("is-wide"))}
            ref={panel}
            id={props.id.clone()}
            role="dialog"
            aria-label={props.label.clone()}
            {onkeydown}
        >
            { for props.children.iter() }
        </div>
    };
    create_portal(content, host)
}

/// A place of its own at the end of the document.
fn layer() -> Option<Element> {
    let document = dom::document()?;
    let layer = document.create_element("div").ok()?;
    document.body()?.append_child(&layer).ok()?;
    Some(layer)
}

fn is_in_field(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.tag_name() == "INPUT")
}

fn listen(panel: &NodeRef, anchor: &AttrValue, on_close: &Callback<()>) -> Vec<Listener> {
    let (Some(window), Some(document)) = (dom::window(), dom::document()) else {
        return Vec::new();
    };
    let elsewhere = {
        let (panel, anchor, on_close) = (panel.clone(), anchor.clone(), on_close.clone());
        move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            let within = |node: Option<Node>| node.is_some_and(|node| node.contains(target.as_ref()));
            if !within(panel.get()) && !within(dom::by_id(&anchor).map(Node::from)) {
                on_close.emit(());
            }
        }
    };
    let moved = {
        let (panel, anchor) = (panel.clone(), anchor.clone());
        move |_: Event| hang(&panel, &anchor)
    };
    vec![
        Listener::new(document.clone().into(), "pointerdown", elsewhere),
        Listener::new(document.clone().into(), "scroll", moved.clone()),
        Listener::new(document.into(), dom::MOVED, moved.clone()),
        Listener::new(window.into(), "resize", moved),
    ]
}

/// Puts the panel under its button, or above where there is more room; always inside the window.
fn hang(panel: &NodeRef, anchor: &str) {
    let (Some(panel), Some(anchor), Some(page)) = (
        panel.cast::<HtmlElement>(),
        dom::by_id(anchor),
        dom::document().and_then(|document| document.document_element()),
    ) else {
        return;
    };
    let button = anchor.get_bounding_client_rect();
    let (width, height) = (f64::from(panel.offset_width()), f64::from(panel.offset_height()));
    let (page_width, page_height) = (f64::from(page.client_width()), f64::from(page.client_height()));
    // Towards the middle of the window, where there is room.
    let on_the_left = button.left() + button.right() < page_width;
    let left = if on_the_left { button.left() } else { button.right() - width };
    let left = left.min(page_width - width - GAP).max(GAP);
    let below = button.bottom() + GAP;
    let above = button.top() - GAP - height;
    let top = if below + height > page_height - GAP && above >= GAP {
        above
    } else {
        below.min(page_height - height - GAP).max(GAP)
    };
    let style = panel.style();
    // Neither name nor value can be refused.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn elements(panel: &NodeRef, selector: &str) -> Vec<Element> {
    let found = panel.cast::<Element>().and_then(|panel| panel.query_selector_all(selector).ok());
    found.map_or_else(Vec::new, |list| {
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
    })
}

fn active(among: &[Element]) -> Option<usize> {
    let active = dom::document()?.active_element()?;
    among.iter().position(|element| *element == active)
}

/// Moves the focus to the item that `choose` picks from where it is and how many there are.
fn focus_item(panel: &NodeRef, choose: impl Fn(Option<usize>, usize) -> usize) {
    let items = elements(panel, ITEMS);
    if !items.is_empty() {
        dom::focus(items.get(choose(active(&items), items.len())).cloned());
    }
}

/// Tab, which stays inside.
fn focus_stop(panel: &NodeRef, backwards: bool) {
    let stops = elements(panel, STOPS);
    let Some(last) = stops.len().checked_sub(1) else {
        return;
    };
    let next = match (active(&stops), backwards) {
        (Some(0) | None, true) => last,
        (Some(at), true) => at - 1,
        (Some(at), false) if at < last => at + 1,
        (_, false) => 0,
    };
    dom::focus(stops.get(next).cloned());
}
