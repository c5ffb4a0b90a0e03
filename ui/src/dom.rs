//! The few things of the document that Yew leaves to the page.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Clipboard, Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, UrlSearchParams, Window,
};

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The clipboard, where the page is allowed to have one.
pub fn clipboard() -> Option<Clipboard> {
    let navigator = window()?.navigator();
    Reflect::get(&navigator, &"clipboard".into()).ok()?.dyn_into().ok()
}

/// A parameter of the page's address.
pub fn query_parameter(name: &str) -> Option<String> {
    let query = window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// Moves the focus there; what cannot take it leaves it where it is.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// What stands in the field that an event came from.
pub fn value_of(event: &Event) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .map(|field| field.value())
        .unwrap_or_default()
}

/// Listens until it is dropped.
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    heard: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Hears the event on its way down, before anything in between can stop it.
    pub fn new(target: EventTarget, event: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        let heard = Closure::<dyn Fn(Event)>::new(heard);
        // Adding a listener fails for no event that exists.
        let _ = target.add_event_listener_with_callback_and_bool(event, heard.as_ref().unchecked_ref(), true);
        Self { target, event, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.heard.as_ref().unchecked_ref(),
            true,
        );
    }
}
