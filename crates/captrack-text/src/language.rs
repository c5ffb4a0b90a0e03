//! The languages.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

/// A language that texts are said in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// The only one for people so far. JSON and CSV are in English whatever is spoken.
    #[default]
    English,
    /// English between `⟦` and `⟧`, for tests: what stands outside of them comes from no file of texts.
    Pseudo,
}

/// Whether the program speaks the pseudo-language.
static IS_PSEUDO: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// What is spoken on this thread, where that is not what the program speaks.
    static WITHIN: Cell<Option<Language>> = const { Cell::new(None) };
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Pseudo];

    /// As the environment or a page's address names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Pseudo => "pseudo",
        }
    }

    /// Of [`Self::name`]. None: no language is called so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.name() == name)
    }

    /// What this program speaks to its user.
    pub fn spoken() -> Self {
        let by_program = || if IS_PSEUDO.load(Ordering::Relaxed) { Self::Pseudo } else { Self::English };
        WITHIN.get().unwrap_or_else(by_program)
    }

    /// Speaks this one on this thread while something is done. For tests: others go on in their own.
    pub fn within<T>(self, work: impl FnOnce() -> T) -> T {
        let before = WITHIN.replace(Some(self));
        let done = work();
        WITHIN.set(before);
        done
    }

    /// Speaks this one from now on. To be called at the start: what was said stays said.
    pub fn speak(self) {
        IS_PSEUDO.store(self == Self::Pseudo, Ordering::Relaxed);
    }

    /// How its texts differ from those in the files.
    pub(crate) fn transform(self) -> Option<fn(&str) -> Cow<'_, str>> {
        match self {
            Self::English => None,
            Self::Pseudo => Some(marked),
        }
    }
}

/// The words of a text in the pseudo-language that come from no file of texts: names, or English that code has made.
pub fn unmarked_words(text: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut is_marked = false;
    for letter in text.chars() {
        match letter {
            '⟦' => is_marked = true,
            '⟧' => is_marked = false,
            _ if is_marked => continue,
            letter => outside.push(letter),
        }
        if matches!(letter, '⟦' | '⟧') {
            outside.push(' ');
        }
    }
    let words = outside.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
}

/// A part of a text with its marks; signs alone need none.
fn marked(part: &str) -> Cow<'_, str> {
    if part.chars().any(char::is_alphabetic) { Cow::Owned(format!("⟦{part}⟧")) } else { Cow::Borrowed(part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_outside_of_the_marks_is_found() {
        assert_eq!(unmarked_words("⟦Snoozed by ⟧Mira Solace⟦ until ⟧2026-11-22 18:40⟦ EVE⟧"), ["Mira", "Solace"]);
        assert_eq!(unmarked_words("EVE doesn't answer⟦. Sign in again.⟧"), ["EVE", "doesn't", "answer"]);
    }

    #[test]
    fn a_language_is_spoken_within_what_is_done_and_not_after_it() {
        let spoken = Language::Pseudo.within(|| (Language::spoken(), Language::English.within(Language::spoken)));
        assert_eq!(spoken, (Language::Pseudo, Language::English));
        assert_eq!(Language::spoken(), Language::English);
    }

    #[test]
    fn a_language_is_found_by_its_name() {
        assert_eq!(Language::from_name("pseudo"), Some(Language::Pseudo));
        assert_eq!(Language::from_name("en"), Some(Language::English));
        assert_eq!(Language::from_name("de"), None);
    }
}
