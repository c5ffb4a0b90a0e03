//! Texts of the core, as Discord reads them.

use captrack_domain::text::Text;
use captrack_text::{Language, sentence};

/// In the language that the program speaks. Names in it are made harmless before.
pub(crate) fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
}
