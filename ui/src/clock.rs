//! One clock for the whole page: it ticks once a second, and only what looks different then is drawn again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiff::Timestamp;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

const TICK_MILLIS: i32 = 1000;

type Listener = Rc<dyn Fn(Timestamp)>;

#[derive(Default)]
struct Clock {
    runs: Cell<bool>,
    next_id: Cell<u64>,
    listeners: RefCell<Vec<(u64, Listener)>>,
}

thread_local! {
    static CLOCK: Clock = Clock::default();
}

/// The page's now.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Listens to the clock until it is dropped.
pub struct Listening(u64);

impl Drop for Listening {
    fn drop(&mut self) {
        // The thread's end may have come first; then there is nothing left to leave.
        let _ = CLOCK.try_with(|clock| clock.listeners.borrow_mut().retain(|(id, _)| *id != self.0));
    }
}

/// Calls `listener` every second.
pub fn every_second(listener: impl Fn(Timestamp) + 'static) -> Listening {
    CLOCK.with(|clock| {
        let id = clock.next_id.get();
        clock.next_id.set(id + 1);
        clock.listeners.borrow_mut().push((id, Rc::new(listener)));
        if !clock.runs.replace(true) {
            run();
        }
        Listening(id)
    })
}

fn run() {
    let tick = Closure::<dyn Fn()>::new(|| {
        let now = now();
        // A copy: a listener may leave or join while it is called.
        let listeners: Vec<Listener> = CLOCK.with(|clock| {
            let listeners = clock.listeners.borrow();
            listeners.iter().map(|(_, listener)| listener.clone()).collect()
        });
        for listener in listeners {
            listener(now);
        }
    });
    if let Some(window) = web_sys::window() {
        // Without a timer ages stand still, which the next dashboard mends.
        let _ =
            window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), TICK_MILLIS);
    }
    // It ticks for as long as the page lives.
    tick.forget();
}

/// What `derive` makes of `from` now; drawn again when a tick of the clock makes something else of it.
#[hook]
pub fn use_as_of_now<D, T>(from: D, derive: fn(&D, Timestamp) -> T) -> T
where
    D: PartialEq + Clone + 'static,
    T: PartialEq + Clone + 'static,
{
    let current = derive(&from, now());
    let shown = use_mut_ref(|| None);
    *shown.borrow_mut() = Some(current.clone());
    let redraw = use_force_update();
    use_effect_with(from, move |from| {
        let from = from.clone();
        let listening = every_second(move |now| {
            if shown.borrow().as_ref() != Some(&derive(&from, now)) {
                redraw.force_update();
            }
        });
        move || drop(listening)
    });
    current
}
