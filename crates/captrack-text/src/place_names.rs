//! Places that have no name of their own: they are kept and exported in English, like the names beside them, and worded where they are shown.

use std::sync::LazyLock;

use captrack_domain::text;
use captrack_domain::text::Text;

use crate::sentence::english;

/// Each as it is kept, and its text.
static NAMELESS: LazyLock<[(String, Text); 3]> = LazyLock::new(|| {
    [text!("site-in-space"), text!("site-left-in-space"), text!("site-asset-safety")].map(|text| (english(&text), text))
});

/// The name of a place as it is shown: a station's and a structure's as it is, `In space` in the language.
pub fn place_name(kept: &str) -> Text {
    let nameless = NAMELESS.iter().find(|(name, _)| name == kept);
    nameless.map_or_else(|| Text::said(kept), |(_, text)| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, sentence};

    #[test]
    fn only_what_has_no_name_is_worded() {
        let said = |kept| sentence(&place_name(kept), Language::Pseudo);
        assert_eq!(
            said("Jita IV - Moon 4 - Caldari Navy Assembly Plant"),
            "Jita IV - Moon 4 - Caldari Navy Assembly Plant"
        );
        for nameless in ["In space", "Left in space", "Asset safety"] {
            assert_eq!(said(nameless), format!("⟦{nameless}⟧"));
        }
    }
}
