//! Texts of a server, made fit to be shown: see [`captrack_domain::foreign_text`]; and none that could hold a token.

use captrack_domain::foreign_text::excerpt;
pub(crate) use captrack_domain::foreign_text::name;

/// The longest sentence of a server that is shown, in characters.
const LONGEST_SENTENCE: usize = 300;
/// How tokens and codes of the bridge begin.
const SECRETS: [&str; 2] = ["ctb_", "ctc_"];

/// A sentence of the bridge, if there is one and it holds nothing that could be a token or a code.
pub(crate) fn sentence(text: &str) -> Option<String> {
    let text = excerpt(text, LONGEST_SENTENCE);
    (!text.is_empty() && !may_hold_a_secret(&text)).then_some(text)
}

/// Whether a text of a server must not be repeated.
pub(crate) fn may_hold_a_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SECRETS.iter().any(|begin| text.contains(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_stands_on_one_line_and_is_cut() {
        assert_eq!(sentence("One.\r\nTwo.").as_deref(), Some("One. Two."));
        let long = sentence(&"ü".repeat(500)).unwrap();
        assert_eq!(long.chars().count(), 300);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn a_sentence_that_could_hold_a_token_is_not_shown() {
        assert_eq!(sentence("The token ctb_abc is unknown."), None);
        assert_eq!(sentence("CTC_abc"), None);
        assert_eq!(sentence(" \n "), None);
    }
}
