//! What the core hands over as codes and numbers, in the language of the page.

use captrack_contract::{CardHead, HullView, PilotRow};
use captrack_domain::text::Text;
use captrack_text::{Language, card_reason, level_reason, sentence};

use super::Names;

/// A text of the core.
pub fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
}

/// Who did something.
pub fn author(by: &str) -> String {
    said(&captrack_text::author(by))
}

/// Why a ship alerts or does not.
pub fn hull_why(hull: &HullView, names: &Names) -> String {
    hull.reason.as_ref().map_or_else(|| hull.why.clone(), |reason| said(&level_reason(reason, names)))
}

/// Why a card stands where it stands.
pub fn card_why(head: &CardHead, names: &Names) -> String {
    said(&card_reason(&head.why, names))
}

/// Why a pilot alerts or does not.
pub fn pilot_why(row: &PilotRow) -> String {
    row.reason.as_ref().map_or_else(|| row.why.clone(), said)
}
