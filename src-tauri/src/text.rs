//! Every text that the shell itself says, from `locales/en.ftl`.

use std::sync::LazyLock;

use captrack_domain::text::Text;
pub(crate) use captrack_text::args;
use captrack_text::{FluentArgs, Language, Texts, sentence};

/// The English texts; the only ones so far.
const ENGLISH: &str = include_str!("../locales/en.ftl");

/// In the language that is spoken when the first text is said.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::read(Language::spoken(), ENGLISH));

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> String {
    TEXTS.say(key, None)
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> String {
    TEXTS.say(key, Some(args))
}

/// A text of the core.
pub fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_can_be_read_and_numbers_have_their_plural() {
        assert!(captrack_text::is_readable(ENGLISH));
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 1)), "No alerts, 1 ship watched");
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 218)), "No alerts, 218 ships watched");
        let seen = args!("critical" => 2, "mains" => 1, "open" => 0);
        assert_eq!(say_with("tray-critical", &seen), "2 critical under 1 main, acknowledged");
    }

    #[test]
    fn the_pseudo_language_marks_every_word_of_every_text() {
        assert_eq!(captrack_text::unmarked_texts([ENGLISH]), Vec::<String>::new());
    }
}
