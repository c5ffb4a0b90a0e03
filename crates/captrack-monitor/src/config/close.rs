//! What was probably meant by a word that is none.

use captrack_domain::text;
use captrack_domain::text::Text;

/// A word that begins like this many letters of another is probably that one.
const BEGINNING: usize = 3;

/// The word of these that is closest, if one is close: few letters are different, or it is the beginning of just one.
pub(super) fn closest<'a>(wanted: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let letters = wanted.chars().count();
    let mistakes = (letters / 3).max(1);
    let mut begun = Vec::new();
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        let small = word.to_lowercase();
        if letters >= BEGINNING && small.starts_with(&wanted) {
            begun.push(word);
        }
        // The distance is at least the difference in length: most of the thousands of systems need no closer look.
        if small.chars().count().abs_diff(letters) > mistakes {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&small, &wanted);
        if distance <= mistakes && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    match (best, begun.as_slice()) {
        (Some((_, word)), _) => Some(word),
        (None, [word]) => Some(word),
        _ => None,
    }
}

/// A sentence with the end `; did you mean "Delve"?`, or none.
pub(super) fn meant<'a>(what: Text, wanted: &str, words: impl IntoIterator<Item = &'a str>) -> Text {
    match closest(wanted, words) {
        Some(word) => text!("toml-meant", what = what, word = word),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_what_was_meant_and_nonsense_finds_nothing() {
        let words = ["titan", "dreadnought", "carrier", "command_carrier", "freighter"];
        for (wanted, found) in [
            ("titen", Some("titan")),
            ("Titans", Some("titan")),
            ("dread", Some("dreadnought")),
            ("carier", Some("carrier")),
            ("command-carrier", Some("command_carrier")),
            ("battleship", None),
            ("", None),
            ("c", None),
        ] {
            assert_eq!(closest(wanted, words), found, "{wanted}");
        }
    }

    #[test]
    fn the_beginning_of_two_words_is_neither() {
        assert_eq!(closest("dead", ["deadwood forest", "deadwood lake"]), None);
    }
}
