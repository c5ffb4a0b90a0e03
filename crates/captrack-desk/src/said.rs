//! Texts of the core, as a terminal shows them.

use captrack_domain::text::Text;
use captrack_text::{Language, sentence};

/// The variable of the environment that names the language: `en`, or `pseudo` for tests.
const LANGUAGE_VARIABLE: &str = "CAPTRACK_LANGUAGE";

/// Speaks the language that the environment names. To be called before anything is said.
pub fn speak() {
    let named = std::env::var(LANGUAGE_VARIABLE).ok().and_then(|name| Language::from_name(&name));
    named.unwrap_or_default().speak();
}

/// In the language that the program speaks.
pub(crate) fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
}
