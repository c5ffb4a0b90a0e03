//! Every text that the page itself says, from `locales/en.ftl`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;
use yew::AttrValue;

/// The English texts; the only ones so far.
const ENGLISH: &str = include_str!("../locales/en.ftl");

thread_local! {
    static TEXTS: FluentBundle<FluentResource> = bundle(ENGLISH);
}

fn bundle(source: &str) -> FluentBundle<FluentResource> {
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
    let mut bundle = FluentBundle::new(vec![langid!("en")]);
    // The marks that keep directions of writing apart show up as boxes in some fonts, and English needs none.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text of a key; the key itself where there is none.
pub fn say(key: &str) -> AttrValue {
    formatted(key, None)
}

/// The text of a key with its parameters, see [`args!`].
pub fn say_with(key: &str, args: &FluentArgs<'_>) -> AttrValue {
    formatted(key, Some(args))
}

fn formatted(key: &str, args: Option<&FluentArgs<'_>>) -> AttrValue {
    TEXTS.with(|texts| {
        texts.get_message(key).and_then(|message| message.value()).map_or_else(
            || AttrValue::from(key.to_owned()),
            |pattern| {
                let text = texts.format_pattern(pattern, args, &mut Vec::new());
                AttrValue::from(text.into_owned())
            },
        )
    })
}

/// The parameters of a text: `args!("pilot" => name, "n" => 3)`.
macro_rules! args {
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set($name, ::fluent_bundle::FluentValue::from($value));)+
        args
    }};
}
pub(crate) use args;

#[cfg(test)]
mod tests;
