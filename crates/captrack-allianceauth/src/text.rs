//! Texts of a server, made fit to be shown: on one line, without anything invisible, not too long.

/// The longest sentence of a server that is shown, in characters.
const LONGEST_SENTENCE: usize = 300;
/// The longest name that is kept, in characters. EVE's own are far shorter; structures and sites may be called anything.
const LONGEST_NAME: usize = 200;
/// How tokens and codes of the bridge begin.
const SECRETS: [&str; 2] = ["ctb_", "ctc_"];

/// A name of a character, a corporation, a structure, a site.
pub(crate) fn name(text: &str) -> String {
    // Nearly every name is fine as it is, and there are thousands.
    let is_plain = text.len() <= LONGEST_NAME && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte) || byte == b' ');
    if is_plain && text.trim().len() == text.len() && !text.contains("  ") {
        return text.to_owned();
    }
    cut(&one_line(text), LONGEST_NAME)
}

/// A sentence of the bridge, if there is one and it holds nothing that could be a token or a code.
pub(crate) fn sentence(text: &str) -> Option<String> {
    let text = cut(&one_line(text), LONGEST_SENTENCE);
    (!text.is_empty() && !may_hold_a_secret(&text)).then_some(text)
}

/// Whether a text of a server must not be repeated.
pub(crate) fn may_hold_a_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SECRETS.iter().any(|begin| text.contains(begin))
}

/// On one line, without control characters and marks of writing direction.
fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !turns(*letter))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character changes the direction of those that follow, or has no width: a name could hide or turn what stands beside it.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_is() {
        for text in ["Mira Vex", "1DQ1-A - First Light", "Ämter & Würden", "字", "O'Neill"] {
            assert_eq!(name(text), text);
        }
    }

    #[test]
    fn what_is_invisible_goes_and_lines_become_one() {
        assert_eq!(name(" a\nb\u{7}\u{202E}c  d "), "a b c d");
        assert_eq!(sentence("One.\r\nTwo.").as_deref(), Some("One. Two."));
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(name(&"x".repeat(500)).chars().count(), LONGEST_NAME);
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
