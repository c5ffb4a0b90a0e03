//! Every text that the page itself says, from the file `en.ftl` of each folder. A text lies where it is said; one that several features say
//! lies with the words of the field.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use captrack_text::args;
use captrack_text::{FluentArgs, Language, Texts};
use yew::AttrValue;

/// The English texts by the folder they lie in; the only ones so far.
const ENGLISH: [(&str, &str); 11] = [
    ("actions", include_str!("../actions/en.ftl")),
    ("activity", include_str!("../activity/en.ftl")),
    ("app", include_str!("../app/en.ftl")),
    ("dashboard", include_str!("../dashboard/en.ftl")),
    ("desk", include_str!("../desk/en.ftl")),
    ("kit", include_str!("../kit/en.ftl")),
    ("pilots", include_str!("../pilots/en.ftl")),
    ("relay", include_str!("../relay/en.ftl")),
    ("settings", include_str!("../settings/en.ftl")),
    ("window", include_str!("../window/en.ftl")),
    ("words", include_str!("en.ftl")),
];

/// In the language that is spoken when the first text is said.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::read_all(Language::spoken(), ENGLISH.map(|(_, texts)| texts)));

thread_local! {
    /// Texts without parameters that have been said: a list says the same few in every line.
    static SAID: RefCell<HashMap<Box<str>, AttrValue>> = RefCell::default();
}

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> AttrValue {
    SAID.with_borrow_mut(|said| {
        if let Some(text) = said.get(key) {
            return text.clone();
        }
        let text = AttrValue::from(TEXTS.say(key, None));
        said.insert(key.into(), text.clone());
        text
    })
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> AttrValue {
    AttrValue::from(TEXTS.say(key, Some(args)))
}

#[cfg(test)]
mod tests;
