//! What is in view of a long list, and what is heard of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::platform::dom::{self, Frame, Listener, Resizes};

/// What is heard of a list.
#[derive(Debug)]
pub enum ListInput {
    /// It was scrolled.
    Scrolled,
    /// It has another size, and its styles perhaps other heights.
    Resized,
    /// The focus went somewhere.
    Focus(Option<Element>),
    /// A button of the pointer went down.
    Down(PointerEvent),
    /// A key was pressed.
    Key(KeyboardEvent),
}

/// Where focus, pointer and keys are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListElements {
    /// In the list alone.
    TheList,
    /// Everywhere in the page: the list takes keys wherever the user is, and hears that they leave it.
    ThePage,
}

/// The window onto a list.
pub struct Viewport {
    /// The element that scrolls.
    pub list: NodeRef,
    /// How far it is scrolled, in pixels.
    pub scroll: i32,
    /// The height of what is in view, in pixels.
    pub height: i32,
    listening: Vec<Listener>,
    resizes: Option<Resizes>,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            list: NodeRef::default(),
            scroll: 0,
            height: dom::window_height().unwrap_or(800),
            listening: Vec::new(),
            resizes: None,
        }
    }
}

impl Viewport {
    /// The element that scrolls; none before it is drawn.
    pub fn element(&self) -> Option<Element> {
        self.list.cast()
    }

    /// Hears of the list from now on, once it is drawn.
    pub fn listen(&mut self, around: ListElements, told: &Callback<ListInput>) {
        let (Some(list), Some(document)) = (self.element(), dom::document()) else { return };
        let scrolled = told.clone();
        let frame = Frame::new(move || scrolled.emit(ListInput::Scrolled));
        let resized = told.clone();
        self.resizes = Resizes::of(&list, move || resized.emit(ListInput::Resized));
        let target: EventTarget = match around {
            ListElements::TheList => list.clone().into(),
            ListElements::ThePage => document.into(),
        };
        let on = |event: &'static str, input: fn(Event) -> ListInput| {
            let told = told.clone();
            Listener::new(target.clone(), event, move |event| told.emit(input(event)))
        };
        self.listening = vec![
            Listener::passive(list.into(), "scroll", move |_| frame.ask()),
            on("focusin", |event| ListInput::Focus(dom::target_of(&event))),
            on("pointerdown", |event| ListInput::Down(event.unchecked_into())),
            on("keydown", |event| ListInput::Key(event.unchecked_into())),
        ];
    }

    /// Looks where the list is. True: elsewhere than before.
    pub fn look(&mut self) -> bool {
        let scroll = self.element().map_or(self.scroll, |list| list.scroll_top());
        std::mem::replace(&mut self.scroll, scroll) != scroll
    }

    /// Looks how high it is. True: otherwise than before.
    pub fn measure(&mut self) -> bool {
        let height = self.element().map_or(self.height, |list| list.client_height());
        std::mem::replace(&mut self.height, height) != height
    }

    /// Scrolls to there at once.
    pub fn scroll_to(&mut self, scroll: i32) {
        if let Some(list) = self.element() {
            self.scroll = scroll;
            list.set_scroll_top(scroll);
        }
    }
}
