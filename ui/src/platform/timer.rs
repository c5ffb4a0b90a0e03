//! Waiting a moment before something is done.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::platform::dom;

/// Something that is done after a while, unless this is dropped before.
pub struct Timer {
    id: Option<i32>,
    // The window calls it: it must live until then.
    _act: Closure<dyn Fn()>,
}

impl Timer {
    /// Does it after so many milliseconds.
    pub fn after(millis: i32, act: impl Fn() + 'static) -> Self {
        let act = Closure::<dyn Fn()>::new(act);
        let id = dom::window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(act.as_ref().unchecked_ref(), millis).ok()
        });
        Self { id, _act: act }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, dom::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// Acts on a value once it has not changed for so many milliseconds.
#[hook]
pub fn use_settled<T>(value: T, millis: i32, act: impl Fn(&T) + 'static)
where
    T: PartialEq + Clone + 'static,
{
    use_effect_with(value, move |value| {
        let value = value.clone();
        let timer = Timer::after(millis, move || act(&value));
        move || drop(timer)
    });
}
