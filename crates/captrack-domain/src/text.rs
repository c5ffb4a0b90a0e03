//! A text for people as the core hands it over: which one it is, and what stands in its places. The edge words it in a language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::words::sentence;

/// The text that is another one as a sentence.
const AS_SENTENCE: &str = "as-sentence";

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
    /// Commas, and the word *or* before the last one.
    CommaOr,
    /// A semicolon.
    Semicolon,
    /// Each is a sentence of its own.
    Sentences,
}

impl Text {
    /// The code of words that stand as they are.
    pub const SAID: &str = "said";

    /// A text without places; [`crate::text!`] is the usual way to write one.
    pub const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), arguments: BTreeMap::new() }
    }

    /// Words that stand as they are: of a server or of the system, or what an older version kept.
    pub fn said(words: impl Into<String>) -> Self {
        Self::new(Self::SAID).with("words", Argument::Said(words.into()))
    }

    /// The same as a sentence of its own: with a capital letter in front and a full stop at the end.
    #[must_use]
    pub fn as_sentence(self) -> Self {
        Self::new(AS_SENTENCE).with("text", self)
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

/// For a log: the code and what stands in its places, all of it.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Self::SAID | AS_SENTENCE, Some(argument)) = (&*self.code, self.arguments.values().next()) {
            return argument.fmt(f);
        }
        f.write_str(&self.code)?;
        for (at, (name, argument)) in self.arguments.iter().enumerate() {
            write!(f, "{}{name}: {argument}", if at == 0 { " (" } else { ", " })?;
        }
        if self.arguments.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(words) | Self::Said(words) => f.write_str(words),
            Self::Time(time) | Self::TimeAt { time, .. } => time.fmt(f),
            Self::Length(seconds) => write!(f, "{seconds} s"),
            Self::Text(text) => text.fmt(f),
            Self::List { items, .. } => items.iter().enumerate().try_for_each(|(at, item)| {
                f.write_str(if at == 0 { "" } else { ", " })?;
                item.fmt(f)
            }),
        }
    }
}

/// What was kept in JSON: a text, or the words that an older version kept in its place. For `#[serde(deserialize_with)]`.
///
/// # Errors
/// It is neither.
pub fn kept<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    Kept::deserialize(deserializer).map(Text::from)
}

/// The same of what may be missing; to be used together with `default`.
///
/// # Errors
/// It is neither.
pub fn kept_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Text>, D::Error> {
    Option::<Kept>::deserialize(deserializer).map(|kept| kept.map(Text::from))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Words(String),
    Text(Text),
}

impl From<Kept> for Text {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Words(words) => Self::said(words),
            Kept::Text(text) => text,
        }
    }
}

/// A text with what stands in its places: `text!("why-count", ships = counted, need = 5)`. A test compares it with the files of texts.
#[macro_export]
macro_rules! text {
    ($code:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Text::new($code)$(.with(stringify!($name), $value))*
    };
}

/// Who did something: this computer's user is kept as `this desk`, which is no word of theirs.
pub fn author(by: &str) -> Text {
    if by == "this desk" { text!("this-computer") } else { text!("someone", name = by) }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u16> for Argument {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
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

/// A text in English, for the tests of this crate: the files of texts know its types as other crates see them.
#[cfg(test)]
pub(crate) fn in_english(text: &Text) -> String {
    let text = serde_json::from_value(serde_json::to_value(text).unwrap()).unwrap();
    captrack_text::sentence(&text, captrack_text::Language::English)
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
    fn what_an_older_version_kept_as_words_stays_readable() {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "kept")]
            why: Text,
            #[serde(default, deserialize_with = "kept_or_none")]
            last: Option<Text>,
        }
        let old: Row = serde_json::from_str(r#"{"why":"Revoked.","last":"No answer."}"#).unwrap();
        assert_eq!((old.why, old.last), (Text::said("Revoked."), Some(Text::said("No answer."))));
        let why = text!("pilot-forgotten", pilot = "Kara");
        let row = serde_json::json!({ "why": why, "last": null });
        let new: Row = serde_json::from_value(row).unwrap();
        assert_eq!((new.why, new.last), (why, None));
        assert!(serde_json::from_str::<Row>(r#"{"why":"x"}"#).unwrap().last.is_none());
        assert!(serde_json::from_str::<Row>(r#"{"why":7}"#).is_err());
    }

    #[test]
    fn a_log_has_the_code_and_everything_that_stands_in_its_places() {
        let since: Timestamp = "2026-11-22T18:40:00Z".parse().unwrap();
        let text = text!("webhook-refused", webhook = text!("webhook-critical"), since = since);
        assert_eq!(text.to_string(), "webhook-refused (since: 2026-11-22T18:40:00Z, webhook: webhook-critical)");
        assert_eq!(Text::said("no such file").as_sentence().to_string(), "no such file");
        let classes = Argument::list(Joined::And, [text!("class-titan"), text!("class-carrier")]);
        assert_eq!(Text::new("list").with("items", classes).to_string(), "list (items: class-titan, class-carrier)");
    }

    #[test]
    fn a_number_that_is_too_large_is_no_crash() {
        assert_eq!(Argument::from(u64::MAX), Argument::Number(i64::MAX));
    }
}
