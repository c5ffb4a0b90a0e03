//! One clock for the whole page: it ticks once a second, and only what looks different then is drawn again. It shows the program's time, which
//! is right where this computer's clock is not, and does not jump with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::platform::dom;

const TICK_MILLIS: i32 = 1000;

type Listener = Rc<dyn Fn(Timestamp)>;

#[derive(Default)]
struct Clock {
    runs: Cell<bool>,
    next_id: Cell<u64>,
    listeners: RefCell<Vec<(u64, Listener)>>,
    /// What the program said last.
    told: Cell<Option<ProgramTime>>,
}

/// What time it was for the program, and how long the page had lived then.
#[derive(Debug, Clone, Copy, PartialEq)]
struct ProgramTime {
    at: Timestamp,
    millis: f64,
}

/// Less than this is the way of an answer: ages must not tremble with it.
const TREMBLE: SignedDuration = SignedDuration::from_secs(1);

impl ProgramTime {
    /// The time once the page has lived for so many milliseconds.
    fn after(self, millis: f64) -> Timestamp {
        let passed = SignedDuration::try_from_secs_f64((millis - self.millis) / 1000.0).unwrap_or_default();
        self.at.checked_add(passed).unwrap_or(self.at)
    }

    /// The program says what time it is.
    fn or(self, heard: Self) -> Self {
        let differs = heard.at.duration_since(self.after(heard.millis));
        if differs.abs() > TREMBLE { heard } else { self }
    }
}

thread_local! {
    static CLOCK: Clock = Clock::default();
}

/// The page's now: the program's, or this computer's until the program has said what time it is.
pub fn now() -> Timestamp {
    CLOCK.with(|clock| clock.told.get().map_or_else(Timestamp::now, |told| told.after(dom::millis())))
}

/// The zone of this computer's clock, as far from UTC as it is today.
pub fn local_zone() -> TimeZone {
    let behind = js_sys::Date::new_0().get_timezone_offset();
    // JavaScript says how many minutes UTC is ahead.
    Offset::from_seconds(-60 * behind as i32).map_or(TimeZone::UTC, TimeZone::fixed)
}

/// The program says that it is `at` now.
pub fn is_now(at: Timestamp) {
    let heard = ProgramTime { at, millis: dom::millis() };
    CLOCK.with(|clock| clock.told.set(Some(clock.told.get().map_or(heard, |told| told.or(heard)))));
}

/// Counts the page's seconds: what is done every so often is done so often however the clock is turned.
#[derive(Debug, Default)]
pub struct Seconds(Cell<u32>);

impl Seconds {
    /// A second has passed; how many have since the last [`Seconds::restart`].
    pub fn tick(&self) -> u32 {
        self.0.set(self.0.get().saturating_add(1));
        self.0.get()
    }

    /// Counts from the beginning.
    pub fn restart(&self) {
        self.0.set(0);
    }
}

/// Listens to the clock until it is dropped.
pub struct ClockSubscription(u64);

impl Drop for ClockSubscription {
    fn drop(&mut self) {
        // The thread's end may have come first; then there is nothing left to leave.
        let _ = CLOCK.try_with(|clock| clock.listeners.borrow_mut().retain(|(id, _)| *id != self.0));
    }
}

/// Calls `listener` every second.
pub fn every_second(listener: impl Fn(Timestamp) + 'static) -> ClockSubscription {
    CLOCK.with(|clock| {
        let id = clock.next_id.get();
        clock.next_id.set(id + 1);
        clock.listeners.borrow_mut().push((id, Rc::new(listener)));
        if !clock.runs.replace(true) {
            run();
        }
        ClockSubscription(id)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + seconds).unwrap()
    }

    #[test]
    fn the_program_s_time_goes_on_with_the_page_s_life() {
        let told = ProgramTime { at: at(0), millis: 5000.0 };
        assert_eq!(told.after(5000.0), at(0));
        assert_eq!(told.after(65_000.0), at(60));
    }

    #[test]
    fn what_differs_by_the_way_of_an_answer_moves_nothing_and_what_differs_by_more_does() {
        let told = ProgramTime { at: at(0), millis: 0.0 };
        assert_eq!(told.or(ProgramTime { at: at(10), millis: 10_400.0 }), told);
        let slept = ProgramTime { at: at(3600), millis: 20_000.0 };
        assert_eq!(told.or(slept), slept);
        let put_right = ProgramTime { at: at(-3600), millis: 30_000.0 };
        assert_eq!(slept.or(put_right), put_right);
    }

    #[test]
    fn seconds_are_counted_from_the_last_restart() {
        let seconds = Seconds::default();
        assert_eq!((seconds.tick(), seconds.tick()), (1, 2));
        seconds.restart();
        assert_eq!(seconds.tick(), 1);
    }
}
