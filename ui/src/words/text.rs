//! Every text that the page itself says, from `locales/en.ftl`.

use std::sync::LazyLock;

pub(crate) use captrack_text::args;
use captrack_text::{FluentArgs, Texts};
use yew::AttrValue;

/// The English texts; the only ones so far.
const ENGLISH: &str = include_str!("../../locales/en.ftl");

static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::read(ENGLISH));

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> AttrValue {
    AttrValue::from(TEXTS.say(key, None))
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> AttrValue {
    AttrValue::from(TEXTS.say(key, Some(args)))
}

#[cfg(test)]
mod tests;
