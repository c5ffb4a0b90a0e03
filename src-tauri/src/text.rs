//! Every text that the shell itself says, from `locales/en.ftl`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::langid;

/// The English texts; the only ones so far.
const ENGLISH: &str = include_str!("../locales/en.ftl");

static TEXTS: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let resource =
        FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
    let mut bundle = FluentBundle::new_concurrent(vec![langid!("en")]);
    // Menus and notifications show the marks that keep directions of writing apart, and English needs none.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
});

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> String {
    formatted(key, None)
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> String {
    formatted(key, Some(args))
}

fn formatted(key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let pattern = TEXTS.get_message(key).and_then(|message| message.value());
    pattern.map_or_else(|| key.to_owned(), |pattern| TEXTS.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

/// The parameters of a text: `args!("main" => name, "n" => 3)`.
macro_rules! args {
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set($name, ::fluent_bundle::FluentValue::from($value));)+
        args
    }};
}
pub(crate) use args;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_can_be_read_and_numbers_have_their_plural() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 1)), "All quiet, 1 hull watched");
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 218)), "All quiet, 218 hulls watched");
    }

    #[test]
    fn every_key_that_the_code_says_has_a_text() {
        let keys: Vec<&str> = ENGLISH.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
        for source in [
            include_str!("app.rs"),
            include_str!("autostart.rs"),
            include_str!("commands.rs"),
            include_str!("links.rs"),
            include_str!("main.rs"),
            include_str!("outcome.rs"),
            include_str!("page_loss/mod.rs"),
            include_str!("shell.rs"),
            include_str!("windows.rs"),
            include_str!("notifier/linux.rs"),
            include_str!("notifier/other.rs"),
            include_str!("notifier/wire.rs"),
            include_str!("tray/menu.rs"),
            include_str!("tray/state.rs"),
        ] {
            for said in
                source.split("say(\"").chain(source.split("say_with(\"")).filter_map(|after| after.split_once('"'))
            {
                let looks_like_a_key =
                    said.0.contains('-') && said.0.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                assert!(!looks_like_a_key || keys.contains(&said.0), "{} has no text", said.0);
            }
        }
    }
}
