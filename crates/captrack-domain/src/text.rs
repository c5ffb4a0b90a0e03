//! A text for people as the core hands it over: which one it is, and what stands in its places. The edge words it in a language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::words::sentence;

/// A text that is not worded yet. `captrack-text` has the texts by their codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Which text: its key in the files of texts.
    pub code: Cow<'static, str>,
    /// What stands in its places, by their names.
    pub arguments: BTreeMap<Cow<'static, str>, Argument>,
}

/// What stands in one place of a text. Never a phrase of any language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// A count or another number, by which a text may choose its plural.
    Number(i64),
    /// A name as its owner wrote it, or an address.
    Name(String),
    /// A moment, said in full.
    Time(Timestamp),
    /// A moment, said as it is at another: without its day where that is the same.
    TimeAt {
        /// The moment that is told.
        time: Timestamp,
        /// The moment at which it is told.
        now: Timestamp,
    },
    /// A length of time that was measured, in seconds.
    Length(u64),
    /// Another text.
    Text(Box<Text>),
    /// Words that stand as they are: what a server said, or what was kept as words, in whatever language.
    Said(String),
    /// Several things in a row.
    List {
        /// What stands between them.
        joined: Joined,
        /// The things, in order.
        items: Vec<Self>,
    },
}

/// What stands between the things of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// A comma.
    Comma,
    /// Commas, and the word *and* before the last one.
    And,
    /// The word *or*.
    Or,
    /// A semicolon.
    Semicolon,
    /// Each is a sentence of its own.
    Sentences,
}

impl Text {
    /// A text without places; [`crate::text!`] is the usual way to write one.
    pub const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), arguments: BTreeMap::new() }
    }

    /// Several sentences, one after the other.
    pub fn sentences<T: Into<Argument>>(sentences: impl IntoIterator<Item = T>) -> Self {
        Self::new("sentences").with("sentences", Argument::list(Joined::Sentences, sentences))
    }

    /// The same with something in one of its places.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.insert(Cow::Borrowed(name), argument.into());
        self
    }
}

impl Argument {
    /// A moment as it is said at `now`.
    pub const fn at(time: Timestamp, now: Timestamp) -> Self {
        Self::TimeAt { time, now }
    }

    /// Words that stand as they are, as a sentence.
    pub fn said(words: &str) -> Self {
        Self::Said(sentence(words))
    }

    /// Several things in a row.
    pub fn list<T: Into<Self>>(joined: Joined, items: impl IntoIterator<Item = T>) -> Self {
        Self::List { joined, items: items.into_iter().map(Into::into).collect() }
    }
}

/// A text with what stands in its places: `text!("why-count", ships = counted, need = 5)`. A test compares it with the files of texts.
#[macro_export]
macro_rules! text {
    ($code:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Text::new($code)$(.with(stringify!($name), $value))*
    };
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<String> for Argument {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&str> for Argument {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<Timestamp> for Argument {
    fn from(time: Timestamp) -> Self {
        Self::Time(time)
    }
}

impl From<Duration> for Argument {
    fn from(length: Duration) -> Self {
        Self::Length(length.as_secs())
    }
}

impl From<Text> for Argument {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_crosses_as_its_code_and_what_stands_in_its_places() {
        let time: Timestamp = "2026-11-22T18:40:00Z".parse().unwrap();
        let snoozed = text!("why-snoozed", by = "Mira", until = time);
        let text = Text::new("list").with("items", Argument::list(Joined::And, [snoozed, text!("class-titan")]));
        let json = serde_json::to_value(&text).unwrap();
        assert_eq!(
            json,
            serde_json::json!({ "code": "list", "arguments": { "items": { "list": { "joined": "and", "items": [
                { "text": { "code": "why-snoozed", "arguments": {
                    "by": { "name": "Mira" },
                    "until": { "time": "2026-11-22T18:40:00Z" },
                } } },
                { "text": { "code": "class-titan", "arguments": {} } },
            ] } } } })
        );
        assert_eq!(serde_json::from_value::<Text>(json).unwrap(), text);
    }

    #[test]
    fn a_number_that_is_too_large_is_no_crash() {
        assert_eq!(Argument::from(u64::MAX), Argument::Number(i64::MAX));
    }
}
