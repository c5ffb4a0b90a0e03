//! Every text that the shell itself says, from `locales/en.ftl`.

use std::sync::LazyLock;

pub(crate) use captrack_text::args;
use captrack_text::{FluentArgs, Texts};

/// The English texts; the only ones so far.
const ENGLISH: &str = include_str!("../locales/en.ftl");

static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::read(ENGLISH));

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> String {
    TEXTS.say(key, None)
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> String {
    TEXTS.say(key, Some(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_can_be_read_and_numbers_have_their_plural() {
        assert!(captrack_text::is_readable(ENGLISH));
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 1)), "No alerts, 1 ship watched");
        assert_eq!(say_with("tray-quiet", &args!("hulls" => 218)), "No alerts, 218 ships watched");
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
            include_str!("quick_actions.rs"),
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
