//! The keys that lead into the search.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::kit::search_box::SEARCH_FIELD;
use crate::platform::dom::{self, Listener};
use crate::window::key_place::{is_plain, place_of};
use crate::window::keys::{self, Intent};

/// The keys that lead into the search.
#[hook]
pub fn use_search_key() {
    use_effect_with((), move |()| {
        let listening = dom::document().map(|document| {
            Listener::new(document.into(), "keydown", move |event| {
                let event = event.unchecked_into::<KeyboardEvent>();
                let find = event.key() == "f" && (event.ctrl_key() || event.meta_key());
                let search = keys::intent(&event.key(), is_plain(&event), place_of(&event)) == Some(Intent::Search);
                if find || search {
                    dom::focus(dom::by_id(SEARCH_FIELD));
                    event.prevent_default();
                }
            })
        });
        move || drop(listening)
    });
}
