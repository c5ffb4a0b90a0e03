//! Ctrl+Z outside of fields: undoes the last change.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::desk::link::DeskLink;
use crate::platform::dom::{self, Listener};
use crate::window::key_place::place_of;

/// Undoes the last change with Ctrl+Z. Not while something is `edited` that is not saved yet: whoever presses it then means that.
#[hook]
pub fn use_undo_key(link: &DeskLink, edited: bool) {
    let link = link.clone();
    use_effect_with(edited, move |&edited| {
        let listening = dom::document().filter(|_| !edited).map(|document| {
            Listener::new(document.into(), "keydown", move |event| {
                let event = event.unchecked_into::<KeyboardEvent>();
                let only_ctrl = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
                if only_ctrl && event.key().eq_ignore_ascii_case("z") && !place_of(&event).is_field() {
                    event.prevent_default();
                    link.undo(None);
                }
            })
        });
        move || drop(listening)
    });
}
