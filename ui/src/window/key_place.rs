//! Where in the page a key was pressed.

use web_sys::KeyboardEvent;

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

/// Without Ctrl, Alt or the system's key.
pub fn is_plain(event: &KeyboardEvent) -> bool {
    !(event.ctrl_key() || event.alt_key() || event.meta_key())
}
