//! A drag while it is under way: heard, moved, scrolled along with, and let go.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::kit::list::drag::{Drag, Point, creep};
use crate::platform::dom::{self, Frame, Listener};

/// What is heard while something is dragged.
#[derive(Debug)]
pub enum DragInput {
    /// The pointer moves.
    Moved(PointerEvent),
    /// The button was let go.
    LetGo,
    /// It is given up.
    GivenUp,
    /// At the edge of the list it scrolls on.
    Crept,
}

/// What a list has to do after what was heard.
#[derive(Debug)]
pub struct DragEffect<What, Target> {
    /// It looks different.
    pub draw: bool,
    /// Something was dropped on something.
    pub dropped: Option<(What, Target)>,
}

/// Dragging in a list.
pub struct Dragging<What, Target> {
    drag: Option<Drag<What, Target>>,
    creeping: Frame,
    told: Callback<DragInput>,
    /// What listens while something is dragged.
    listening: Vec<Listener>,
}

impl<What, Target> Dragging<What, Target> {
    /// Nothing is dragged yet. What is heard later goes to the list, which hands it back to [`Self::heard`].
    pub fn new(told: Callback<DragInput>) -> Self {
        let crept = told.clone();
        Self { drag: None, creeping: Frame::new(move || crept.emit(DragInput::Crept)), told, listening: Vec::new() }
    }

    /// A button went down on something that can be dragged.
    pub fn begin(&mut self, what: What, event: &PointerEvent) {
        self.drag = Some(Drag::new(what, point(event)));
        self.listening = listen(&self.told);
    }

    /// The drag, once it is one.
    pub fn drag(&self) -> Option<&Drag<What, Target>> {
        self.drag.as_ref().filter(|drag| drag.is_begun())
    }

    /// Where it would go if it was let go now.
    pub fn target(&self) -> Option<&Target> {
        self.drag.as_ref().and_then(Drag::target)
    }

    /// Something was heard. `below` says what an element under the pointer is to what is dragged.
    pub fn heard(
        &mut self,
        heard: &DragInput,
        list: &NodeRef,
        below: impl FnOnce(&What, &Element) -> Option<Target>,
    ) -> DragEffect<What, Target> {
        let draw = match heard {
            DragInput::Moved(event) => self.moved(event, below),
            DragInput::Crept => self.crept(list, below),
            DragInput::LetGo | DragInput::GivenUp => {
                self.listening.clear();
                let drag = self.drag.take();
                let draw = drag.as_ref().is_some_and(Drag::is_begun);
                let dropped = drag.filter(|_| matches!(heard, DragInput::LetGo)).and_then(Drag::dropped);
                return DragEffect { draw, dropped };
            }
        };
        DragEffect { draw, dropped: None }
    }

    fn moved(&mut self, event: &PointerEvent, below: impl FnOnce(&What, &Element) -> Option<Target>) -> bool {
        let Some(drag) = &mut self.drag else { return false };
        if !drag.moved(point(event)) {
            return false;
        }
        look_below(drag, below);
        self.creeping.ask();
        true
    }

    fn crept(&mut self, list: &NodeRef, below: impl FnOnce(&What, &Element) -> Option<Target>) -> bool {
        let Some((drag, list)) = self.drag.as_mut().zip(list.cast::<Element>()) else { return false };
        let bounds = list.get_bounding_client_rect();
        let speed = creep(drag.at.y, bounds.top() as i32, bounds.bottom() as i32);
        if speed == 0 {
            return false;
        }
        list.set_scroll_top(list.scroll_top() + speed);
        look_below(drag, below);
        self.creeping.ask();
        true
    }

    /// What is dragged at the pointer, in words.
    pub fn ghost(&self, text: impl FnOnce(&What, Option<&Target>) -> AttrValue) -> Html {
        let Some(drag) = self.drag() else { return Html::default() };
        html! {
            <div
                class="drag-ghost"
                aria-hidden="true"
                data-ghost="true"
                ~style={format!("left:{}px;top:{}px", drag.at.x + 14, drag.at.y + 10)}
            >
                <Drawing icon={Icon::Main} size={14} />
                { text(&drag.what, drag.target()) }
            </div>
        }
    }
}

fn point(event: &PointerEvent) -> Point {
    Point { x: event.client_x(), y: event.client_y() }
}

fn look_below<What, Target>(drag: &mut Drag<What, Target>, below: impl FnOnce(&What, &Element) -> Option<Target>) {
    let Point { x, y } = drag.at;
    let element = dom::document().and_then(|document| document.element_from_point(x as f32, y as f32));
    let target = element.and_then(|element| below(&drag.what, &element));
    drag.over(target);
}

/// Listens to the rest of a drag.
fn listen(told: &Callback<DragInput>) -> Vec<Listener> {
    let Some(document) = dom::document() else { return Vec::new() };
    let on = |event: &'static str, heard: fn(Event) -> Option<DragInput>| {
        let told = told.clone();
        Listener::new(document.clone().into(), event, move |event| {
            if let Some(heard) = heard(event) {
                told.emit(heard);
            }
        })
    };
    vec![
        on("pointermove", |event| Some(DragInput::Moved(event.unchecked_into()))),
        on("pointerup", |_| Some(DragInput::LetGo)),
        on("pointercancel", |_| Some(DragInput::GivenUp)),
        on("keydown", |event| {
            let key = event.dyn_into::<KeyboardEvent>().ok()?;
            (key.key() == "Escape").then_some(DragInput::GivenUp)
        }),
        // The hand that moves something selects no text.
        on("selectstart", |event| {
            event.prevent_default();
            None
        }),
    ]
}
