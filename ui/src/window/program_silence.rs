//! Whether the page still hears the program. A page that nobody answers must not go on as if all were well.

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::Heartbeat;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::desk;
use crate::platform::clock;

/// How long nothing was heard, counted in seconds that the page itself has lived: a computer that slept is no silence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Silence {
    seconds: u32,
}

impl Silence {
    /// The page has lived a second longer.
    fn tick(&mut self) {
        self.seconds = self.seconds.saturating_add(1);
    }

    /// Something was heard.
    fn heard(&mut self) {
        self.seconds = 0;
    }

    /// It is time to say so.
    const fn is_long(self) -> bool {
        self.seconds >= Heartbeat::SILENT_AFTER_SECS
    }
}

/// Whether the program has been silent for too long. Its heartbeat is answered, so that it knows the same of the page.
#[hook]
pub fn use_silence() -> bool {
    let is_silent = use_state_eq(|| false);
    {
        let told = is_silent.setter();
        use_effect_with((), move |()| {
            spawn_local(answer());
            let silence = Rc::new(Cell::new(Silence::default()));
            let hearing = {
                let (silence, told) = (silence.clone(), told.clone());
                desk::hear(Heartbeat::EVENT, move |_: Heartbeat| {
                    let mut now = silence.get();
                    now.heard();
                    silence.set(now);
                    told.set(false);
                    spawn_local(answer());
                })
            };
            let ticking = clock::every_second(move |_| {
                let mut now = silence.get();
                now.tick();
                silence.set(now);
                told.set(now.is_long());
            });
            move || drop((hearing, ticking))
        });
    }
    *is_silent
}

/// Says that the page lives, and hears what time it is. A program that does not take the answer is heard of no more either.
async fn answer() {
    if let Ok(Some(now)) = desk::answer_heartbeat().await {
        clock::is_now(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u32) -> Silence {
        let mut silence = Silence::default();
        (0..seconds).for_each(|_| silence.tick());
        silence
    }

    #[test]
    fn a_page_that_hears_nothing_for_fifteen_seconds_says_so_and_takes_it_back_with_the_next_heartbeat() {
        assert!(!after(14).is_long());
        let mut silence = after(15);
        assert!(silence.is_long());
        silence.heard();
        assert!(!silence.is_long());
    }

    #[test]
    fn two_heartbeats_may_be_late_before_anything_is_said() {
        assert!(!after(2 * Heartbeat::EVERY_SECS + 1).is_long());
    }
}
