//! Where in the page a key was pressed.

use std::cell::Cell;

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::kit::search_box::SEARCH_FIELD;
use crate::platform::dom;
use crate::window::keys::KeyPlace;

/// What has its own use for keys.
const OWN_USE: &str = "input:not([type=checkbox]), textarea, select, dialog, [role=dialog], [role=listbox]";

/// Where a key was pressed.
pub fn place_of(event: &KeyboardEvent) -> KeyPlace {
    let Some(target) = dom::target_of(event) else { return KeyPlace::Board };
    let within = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
    if target.id() == SEARCH_FIELD {
        KeyPlace::SearchField
    } else if within(OWN_USE) {
        KeyPlace::Field
    } else if target.has_attribute("data-row") {
        KeyPlace::Row
    } else if within("[data-list=board]") || target.tag_name() == "BODY" {
        KeyPlace::Board
    } else {
        KeyPlace::Elsewhere
    }
}

thread_local! {
    /// Single letters, digits and signs are shortcuts. Who dictates, or presses keys by accident, can switch that off.
    static LETTER_KEYS: Cell<bool> = const { Cell::new(true) };
}

/// From now on single letters are shortcuts, or no longer; none: that is not known yet.
#[hook]
pub fn use_letter_keys(on: Option<bool>) {
    use_effect_with(on, |on| {
        if let Some(on) = *on {
            LETTER_KEYS.set(on);
        }
    });
}

/// Single letters are shortcuts.
pub fn are_letter_keys() -> bool {
    LETTER_KEYS.get()
}

/// Without Ctrl, Alt or the system's key, and no single letter while those are no shortcuts.
pub fn is_plain(event: &KeyboardEvent) -> bool {
    !(event.ctrl_key() || event.alt_key() || event.meta_key()) && (are_letter_keys() || !is_letter(&event.key()))
}

/// A letter, digit or sign, and no key with a name of its own. A space presses what has the focus, everywhere.
fn is_letter(key: &str) -> bool {
    let mut letters = key.chars();
    letters.next().is_some_and(|letter| letter != ' ') && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_signs_can_be_switched_off_and_nothing_else() {
        for key in ["s", "g", "1", "/", "?", "ö"] {
            assert!(is_letter(key), "{key}");
        }
        for key in [" ", "Enter", "ArrowDown", "Escape", "F6", "Tab"] {
            assert!(!is_letter(key), "{key}");
        }
    }
}
