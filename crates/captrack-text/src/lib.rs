//! Texts from Fluent files. The core hands over what is to be said ([`captrack_domain::text::Text`], or a type of its own such as the
//! reason of a level); [`sentence`] words it in a [`Language`], from the files in `locales`, for page, shell, Discord and command line alike. Page
//! and shell have files of their own beside that and say their texts by their keys.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod language;
mod place_names;
mod reasons;
mod sentence;
mod texts;

pub use captrack_domain::class_text::{ClassNames, class, classes, counted, counts};
pub use captrack_domain::text::author;
pub use fluent_bundle::{FluentArgs, FluentError, FluentValue};
pub use language::{Language, unmarked_words};
pub use place_names::place_name;
pub use reasons::{card_reason, level_reason};
pub use sentence::{CORE, chosen_length, english, sentence, to_the_second, until};
pub use texts::{Texts, is_readable, unmarked_texts};

/// The parameters of a text: `args!("pilot" => name, "n" => 3)`.
#[macro_export]
macro_rules! args {
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = $crate::FluentArgs::new();
        $(args.set($name, $crate::FluentValue::from($value));)+
        args
    }};
}
