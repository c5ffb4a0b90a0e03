//! Asking the desk for the settings.

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::{DashboardChanged, commands};
use yew::prelude::*;

use crate::desk;
use crate::desk::link::Puller;
use crate::platform::clock;
use crate::settings::state::{Action, SettingsState};

/// The desk tells when something has changed; this is for what it does not tell.
const LOOKS_EVERY_SECONDS: u32 = 30;

/// When the window asks again: at the next tick after something has changed, and now and then by itself.
#[derive(Debug, Default)]
struct Rhythm {
    seconds: Cell<u32>,
    changed: Cell<bool>,
}

impl Rhythm {
    /// A second has passed: whether to ask.
    fn tick(&self) -> bool {
        let seconds = self.seconds.get() + 1;
        let asks = self.changed.replace(false) || seconds >= LOOKS_EVERY_SECONDS;
        self.seconds.set(if asks { 0 } else { seconds });
        asks
    }
}

/// Asks for the settings: at first, after every command, when something has changed, and now and then.
#[hook]
pub fn use_pull(state: &UseReducerHandle<SettingsState>) -> Callback<()> {
    let state = state.dispatcher();
    let puller = use_memo((), |()| Rc::new(Puller::default()));
    let pull = use_callback((), move |(), ()| {
        let state = state.clone();
        puller.pull(move || {
            let state = state.clone();
            async move {
                match desk::ask(commands::Settings).await {
                    Ok(view) => state.dispatch(Action::Arrived(Box::new(view))),
                    Err(refusal) => state.dispatch(Action::Refused(refusal)),
                }
            }
        });
    });
    {
        let pull = pull.clone();
        use_effect_with((), move |()| {
            pull.emit(());
            let rhythm = Rc::new(Rhythm::default());
            let hearing = {
                let rhythm = rhythm.clone();
                desk::hear(DashboardChanged::EVENT, move |_: DashboardChanged| rhythm.changed.set(true))
            };
            let listening = clock::every_second(move |_| {
                if rhythm.tick() {
                    pull.emit(());
                }
            });
            move || drop((hearing, listening))
        });
    }
    pull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_asks_once_after_many_changes_and_every_half_minute_without_any() {
        let rhythm = Rhythm::default();
        let asked = |seconds: u32| (0..seconds).filter(|_| rhythm.tick()).count();
        assert_eq!(asked(29), 0);
        assert_eq!(asked(1), 1);
        rhythm.changed.set(true);
        rhythm.changed.set(true);
        assert_eq!(asked(1), 1);
        assert_eq!(asked(29), 0);
        assert_eq!(asked(1), 1);
    }
}
