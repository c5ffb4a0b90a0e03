//! A button that appears under the pointer cannot be pressed in the moment in which it appears.

use yew::prelude::*;

use crate::platform::stray_press::UNSEEN;
use crate::platform::timer::Timer;

/// Whether what has just appeared may be pressed by now.
#[hook]
pub fn use_armed() -> bool {
    let armed = use_state_eq(|| false);
    {
        let armed = armed.setter();
        use_effect_with((), move |()| {
            let timer = Timer::after(UNSEEN as i32, move || armed.set(true));
            move || drop(timer)
        });
    }
    *armed
}
