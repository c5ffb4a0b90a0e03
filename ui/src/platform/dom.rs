//! The few things of the document that Yew leaves to the page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AddEventListenerOptions, Clipboard, Document, Element, Event, EventTarget, FocusEvent, FocusOptions, HtmlElement,
    HtmlInputElement, Node, ResizeObserver, UrlSearchParams, Window,
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

/// How long the page lives, in milliseconds, however its computer's clock is turned.
pub fn millis() -> f64 {
    window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// A parameter of the page's address.
pub fn query_parameter(name: &str) -> Option<String> {
    let query = window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// Writes parameters into the page's address without going anywhere; empty ones are taken out.
pub fn set_query_parameters(parameters: &[(&str, &str)]) {
    let Some(window) = window() else { return };
    let Ok(query) = window.location().search().and_then(|query| UrlSearchParams::new_with_str(&query)) else { return };
    for (name, value) in parameters {
        if value.is_empty() {
            query.delete(name);
        } else {
            query.set(name, value);
        }
    }
    if let Ok(history) = window.history() {
        let query = query.to_string().as_string().unwrap_or_default();
        // An address that cannot be written is only not remembered.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}")));
    }
}

/// Whether the user has selected text on the page.
pub fn is_text_selected() -> bool {
    let selection = window().and_then(|window| window.get_selection().ok()?);
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Tells that things on the page stand elsewhere now: what hangs from them follows.
pub const MOVED: &str = "things-moved";

/// Tells everybody who listens on the document.
pub fn announce(event: &str) {
    if let (Some(document), Ok(event)) = (document(), Event::new(event)) {
        // Nobody can refuse this event.
        let _ = document.dispatch_event(&event);
    }
}

/// The element that an event came from.
pub fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The height of the window, in pixels.
pub fn window_height() -> Option<i32> {
    Some(window()?.inner_height().ok()?.as_f64()? as i32)
}

/// The element of that id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// What has the focus; the document's body counts as nothing.
pub fn focused() -> Option<Element> {
    document()?.active_element().filter(|element| element.tag_name() != "BODY")
}

/// A style's variable on the whole page, in pixels.
pub fn pixels(name: &str) -> Option<i32> {
    let root = document()?.document_element()?;
    let value = window()?.get_computed_style(&root).ok()??.get_property_value(name).ok()?;
    value.trim().strip_suffix("px")?.parse().ok()
}

/// Moves the focus there without scrolling.
pub fn focus_in_place(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus there; what cannot take it leaves it where it is.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves the focus into a field whose words are then selected: what is typed or pasted next takes their place.
pub fn select_all(field: Option<HtmlInputElement>) {
    if let Some(field) = field {
        let _ = field.focus();
        field.select();
    }
}

/// Whether the focus leaves what listens, and not only one part of it for another.
pub fn leaves(event: &FocusEvent) -> bool {
    let within = event.current_target().and_then(|target| target.dyn_into::<Node>().ok());
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    !within.is_some_and(|within| to.is_some_and(|to| within.contains(Some(&to))))
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
    /// Hears the event on its way down without ever holding it up: scrolling does not wait for it.
    pub fn passive(target: EventTarget, event: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        let heard = Closure::<dyn Fn(Event)>::new(heard);
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(true);
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            event,
            heard.as_ref().unchecked_ref(),
            &options,
        );
        Self { target, event, heard }
    }

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

/// Something that is done before the next drawing of the window, once however often it is asked for.
pub struct Frame {
    asked: Rc<Cell<Option<i32>>>,
    run: Closure<dyn Fn()>,
}

impl Frame {
    /// Does it when asked.
    pub fn new(run: impl Fn() + 'static) -> Self {
        let asked = Rc::new(Cell::new(None));
        let done = asked.clone();
        let run = Closure::<dyn Fn()>::new(move || {
            done.set(None);
            run();
        });
        Self { asked, run }
    }

    /// Asks for it.
    pub fn ask(&self) {
        if self.asked.get().is_none()
            && let Some(window) = window()
        {
            // A window that draws no more needs nothing done.
            self.asked.set(window.request_animation_frame(self.run.as_ref().unchecked_ref()).ok());
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.asked.get(), window()) {
            let _ = window.cancel_animation_frame(asked);
        }
    }
}

/// Watches the size of an element until it is dropped.
pub struct Resizes {
    observer: ResizeObserver,
    _heard: Closure<dyn Fn()>,
}

impl Resizes {
    /// Tells of every change, and once at the beginning.
    pub fn of(element: &Element, heard: impl Fn() + 'static) -> Option<Self> {
        let heard = Closure::<dyn Fn()>::new(heard);
        let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _heard: heard })
    }
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
