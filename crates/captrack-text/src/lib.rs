//! Texts from Fluent files, for the page and the shell alike. Each of them has its own file and says its texts by their keys.
#![cfg_attr(test, allow(clippy::unwrap_used))]

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::langid;

pub use fluent_bundle::{FluentArgs, FluentError, FluentValue};

/// The texts of one program, in English.
pub struct Texts(FluentBundle<FluentResource>);

impl Texts {
    /// Reads a file; what makes no sense in it is left out, see [`is_readable`].
    pub fn read(source: &str) -> Self {
        Self::read_all([source])
    }

    /// Reads files that have their keys in common. Of two texts of one key the later one is said.
    pub fn read_all<'s>(sources: impl IntoIterator<Item = &'s str>) -> Self {
        let mut texts = FluentBundle::new_concurrent(vec![langid!("en")]);
        // The marks that keep directions of writing apart show up as boxes in menus and some fonts, and English needs none.
        texts.set_use_isolating(false);
        for source in sources {
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
            texts.add_resource_overriding(resource);
        }
        Self(texts)
    }

    /// The text of a key with its parameters, see [`args!`]; the key itself where there is none.
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

/// Whether everything in a file makes sense.
pub fn is_readable(source: &str) -> bool {
    FluentResource::try_new(source.to_owned()).is_ok()
}

/// The parameters of a text: `args!("pilot" => name, "n" => 3)`.
#[macro_export]
macro_rules! args {
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = $crate::FluentArgs::new();
        $(args.set($name, $crate::FluentValue::from($value));)+
        args
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "watched = { $hulls ->\n    [one] 1 hull\n   *[other] { $hulls } hulls\n }\nhello = Hello, { $name }\n";

    #[test]
    fn a_text_is_said_with_its_parameters_and_no_marks() {
        let texts = Texts::read(FILE);
        assert_eq!(texts.say("watched", Some(&args!("hulls" => 1))), "1 hull");
        assert_eq!(texts.say("hello", Some(&args!("name" => "Kara"))), "Hello, Kara");
        assert_eq!(texts.formatted("hello", None).unwrap().1.len(), 1, "a parameter is missing");
    }

    #[test]
    fn texts_may_lie_in_several_files_and_a_broken_one_takes_nothing_from_the_others() {
        let texts = Texts::read_all([FILE, "no value\n", "bye = Bye, { $name }\n"]);
        assert_eq!(texts.say("hello", Some(&args!("name" => "Kara"))), "Hello, Kara");
        assert_eq!(texts.say("bye", Some(&args!("name" => "Kara"))), "Bye, Kara");
    }

    #[test]
    fn a_key_without_a_text_is_said_itself_and_the_rest_of_a_broken_file_is_there() {
        let broken = format!("{FILE}no value\n");
        assert!(is_readable(FILE) && !is_readable(&broken));
        let texts = Texts::read(&broken);
        assert_eq!(texts.say("no-such-text", None), "no-such-text");
        assert_eq!(texts.say("watched", Some(&args!("hulls" => 2))), "2 hulls");
    }
}
