//! Texts by their keys, from files.

use captrack_domain::words::{capitalised, sentence};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::langid;

use crate::language::{Language, unmarked_words};

/// The texts of one part of the program in one language.
pub struct Texts(FluentBundle<FluentResource>);

impl Texts {
    /// Reads a file; what makes no sense in it is left out, see [`is_readable`].
    pub fn read(language: Language, source: &str) -> Self {
        Self::read_all(language, [source])
    }

    /// Reads files that have their keys in common. Of two texts of one key the later one is said.
    pub fn read_all<'s>(language: Language, sources: impl IntoIterator<Item = &'s str>) -> Self {
        let mut texts = FluentBundle::new_concurrent(vec![langid!("en")]);
        // The marks that keep directions of writing apart show up as boxes in menus and some fonts, and English needs none.
        texts.set_use_isolating(false);
        texts.set_transform(language.transform());
        let capital = texts.add_function("CAPITALISED", |values, _| changed(values, capitalised));
        let whole = texts.add_function("SENTENCE", |values, _| changed(values, sentence));
        debug_assert!(capital.is_ok() && whole.is_ok(), "a new bundle has no functions of these names");
        for source in sources {
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
            texts.add_resource_overriding(resource);
        }
        Self(texts)
    }

    /// The text of a key with its parameters, see [`crate::args!`]; the key itself where there is none.
    pub fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        self.formatted(key, args).map_or_else(|| key.to_owned(), |(text, _)| text)
    }

    /// The same with what was wrong, such as a parameter that is not there. None: there is no such text.
    pub fn formatted(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<(String, Vec<FluentError>)> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, args, &mut errors).into_owned();
        Some((text, errors))
    }
}

/// A text that stands in the middle of a sentence elsewhere, at its beginning or as one by itself.
fn changed<'a>(values: &[FluentValue<'a>], change: fn(&str) -> String) -> FluentValue<'a> {
    match values {
        [FluentValue::String(text)] => FluentValue::from(change(text)),
        _ => FluentValue::Error,
    }
}

/// Whether everything in a file makes sense.
pub fn is_readable(source: &str) -> bool {
    FluentResource::try_new(source.to_owned()).is_ok()
}

/// The texts of files in which the pseudo-language leaves words without marks, whatever number they choose by: words that are written as a
/// value, where no language can mark or change them. For tests.
pub fn unmarked_texts<'s>(sources: impl IntoIterator<Item = &'s str>) -> Vec<String> {
    const PLACE: &str = "place";
    let sources: Vec<&str> = sources.into_iter().collect();
    let texts = Texts::read_all(Language::Pseudo, sources.iter().copied());
    let is_key = |word: &&str| word.starts_with(|first: char| first.is_ascii_lowercase()) && !word.contains(' ');
    let lines = || sources.iter().flat_map(|source| source.lines());
    let keys = lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).filter(is_key);
    let is_of_name = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let named = lines().flat_map(|line| line.split('$').skip(1).map(move |rest| (line, rest)));
    let places: Vec<(String, bool)> = named
        .map(|(line, rest)| (rest.chars().take_while(is_of_name).collect::<String>(), line))
        .map(|(name, line)| (name.clone(), line.contains(&format!("${name} ->"))))
        .collect();
    let is_number = |name: &str| places.iter().any(|(place, chooses)| place == name && *chooses);
    let said = |key: &str, n: u32| {
        let mut args = FluentArgs::new();
        for (name, _) in &places {
            let value = if is_number(name) { FluentValue::from(n) } else { FluentValue::from(PLACE) };
            args.set(name.clone(), value);
        }
        texts.say(key, Some(&args))
    };
    let is_plain = |word: &String| word != PLACE && word != &capitalised(PLACE);
    let plain = |key: &&str| [0, 1, 3].iter().any(|n| unmarked_words(&said(key, *n)).iter().any(is_plain));
    keys.filter(plain).map(|key| format!("{key}: {}", said(key, 3))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    const FILE: &str =
        "watched = { $hulls ->\n    [one] 1 hull\n   *[other] { $hulls } hulls\n }\nhello = Hello, { $name }\n";

    #[test]
    fn a_text_is_said_with_its_parameters_and_no_marks() {
        let texts = Texts::read(Language::English, FILE);
        assert_eq!(texts.say("watched", Some(&args!("hulls" => 1))), "1 hull");
        assert_eq!(texts.say("hello", Some(&args!("name" => "Kara"))), "Hello, Kara");
        assert_eq!(texts.formatted("hello", None).unwrap().1.len(), 1, "a parameter is missing");
    }

    #[test]
    fn the_pseudo_language_marks_what_comes_from_the_file_and_nothing_else() {
        let texts = Texts::read(Language::Pseudo, FILE);
        assert_eq!(texts.say("watched", Some(&args!("hulls" => 2))), "2⟦ hulls⟧");
        assert_eq!(texts.say("hello", Some(&args!("name" => "Kara"))), "⟦Hello, ⟧Kara");
    }

    #[test]
    fn a_text_may_begin_with_a_word_that_stands_elsewhere_in_the_middle() {
        let texts = Texts::read(Language::English, "always = { CAPITALISED($ships) } alert\n");
        assert_eq!(texts.say("always", Some(&args!("ships" => "élite titans"))), "Élite titans alert");
    }

    #[test]
    fn a_part_of_a_sentence_may_become_one() {
        let texts = Texts::read(Language::English, "as-one = { SENTENCE($text) }\n");
        assert_eq!(texts.say("as-one", Some(&args!("text" => "the disk is full"))), "The disk is full.");
        assert_eq!(texts.say("as-one", Some(&args!("text" => "Is it?"))), "Is it?");
    }

    #[test]
    fn words_that_are_written_as_a_value_are_found() {
        let file =
            "all = { $n ->\n    [0] {\", none\"}\n   *[other] { $n } ships of { $name }\n }\nfine = { $n } ships\n";
        let found = unmarked_texts([file]);
        assert!(found.len() == 1 && found[0].starts_with("all: "), "{found:?}");
    }

    #[test]
    fn texts_may_lie_in_several_files_and_a_broken_one_takes_nothing_from_the_others() {
        let texts = Texts::read_all(Language::English, [FILE, "no value\n", "bye = Bye, { $name }\n"]);
        assert_eq!(texts.say("hello", Some(&args!("name" => "Kara"))), "Hello, Kara");
        assert_eq!(texts.say("bye", Some(&args!("name" => "Kara"))), "Bye, Kara");
    }

    #[test]
    fn a_key_without_a_text_is_said_itself_and_the_rest_of_a_broken_file_is_there() {
        let broken = format!("{FILE}no value\n");
        assert!(is_readable(FILE) && !is_readable(&broken));
        let texts = Texts::read(Language::English, &broken);
        assert_eq!(texts.say("no-such-text", None), "no-such-text");
        assert_eq!(texts.say("watched", Some(&args!("hulls" => 2))), "2 hulls");
    }
}
