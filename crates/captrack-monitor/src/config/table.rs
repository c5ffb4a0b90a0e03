//! Walking through a TOML file: every value knows its line and its name, every mistake becomes a text.

use std::ops::Range;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::close::meant;
use super::duration::read_duration;

/// Values are repeated in sentences up to this many characters: enough to be found again, too little to give a secret away that
/// was pasted into the wrong place.
const SHOWN: usize = 40;

/// The longest name of a setting, in characters: names of tables stand in it, which may be anything that can be quoted.
const LONGEST_NAME: usize = 200;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct SettingError {
    at: Option<usize>,
    what: Text,
}

impl SettingError {
    /// Something at a place in the file; without a capital letter and a full stop.
    pub const fn at(span: &Range<usize>, what: Text) -> Self {
        Self { at: Some(span.start), what }
    }

    /// Something that has no place in the file.
    pub const fn nowhere(what: Text) -> Self {
        Self { at: None, what }
    }

    /// The sentence, with the line.
    pub fn sentence(self, file: &str) -> Text {
        let what = match self.at.and_then(|at| file.get(..at)) {
            Some(before) => {
                let line = before.matches('\n').count() + 1;
                text!("toml-at-line", line = line, what = self.what)
            }
            None => self.what,
        };
        what.as_sentence()
    }
}

/// A text as it is repeated in a sentence.
pub(super) fn shown(text: &str) -> String {
    excerpt(text, SHOWN + 1)
}

fn in_quotes(text: &str) -> String {
    format!("\"{text}\"")
}

/// A table: the whole file, `[scope]`, or one in a line.
pub(super) struct TomlTable<'a> {
    name: String,
    entries: &'a DeTable<'a>,
}

impl<'a> TomlTable<'a> {
    /// The whole file.
    pub const fn root(entries: &'a DeTable<'a>) -> Self {
        Self { name: String::new(), entries }
    }

    /// Refuses what is not one of these keys.
    pub fn only(&self, keys: &[&str]) -> Result<(), SettingError> {
        let unknown = self.entries.keys().find(|key| !keys.contains(&key.get_ref().as_ref()));
        let Some(unknown) = unknown else { return Ok(()) };
        let key = unknown.get_ref();
        let what = if self.name.is_empty() {
            text!("toml-no-such-setting", key = shown(key))
        } else {
            text!("toml-no-setting-of", name = excerpt(&self.name, LONGEST_NAME), key = shown(key))
        };
        Err(SettingError::at(&unknown.span(), meant(what, key, keys.iter().copied())))
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<TomlValue<'a>> {
        let value = self.entries.get(key)?;
        Some(TomlValue { name: self.named(key), value })
    }

    /// Every key with its value; keys have no order.
    pub fn all(&self) -> impl Iterator<Item = (Range<usize>, &'a str, TomlValue<'a>)> + '_ {
        self.entries.iter().map(|(key, value)| {
            let name = key.get_ref().as_ref();
            (key.span(), name, TomlValue { name: self.named(name), value })
        })
    }

    fn named(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

/// A value with its name, such as `scope.kind`.
pub(super) struct TomlValue<'a> {
    name: String,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> TomlValue<'a> {
    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// A mistake in it: the name and what it must be.
    pub fn must(&self, be: impl Into<Argument>) -> SettingError {
        let is: Argument = match self.value.get_ref() {
            DeValue::String(text) => in_quotes(&shown(text)).into(),
            DeValue::Integer(number) => number.to_string().chars().take(SHOWN).collect::<String>().into(),
            DeValue::Float(number) => number.to_string().chars().take(SHOWN).collect::<String>().into(),
            DeValue::Boolean(value) => value.to_string().into(),
            DeValue::Datetime(time) => time.to_string().into(),
            DeValue::Array(_) => text!("toml-a-list").into(),
            DeValue::Table(_) => text!("toml-a-table").into(),
        };
        self.wrong(text!("toml-must-be", name = self.name(), be = be, is = is))
    }

    /// A mistake in it, in other words.
    pub fn wrong(&self, what: Text) -> SettingError {
        SettingError::at(&self.span(), what)
    }

    /// Its name, as a sentence repeats it.
    pub fn name(&self) -> String {
        excerpt(&self.name, LONGEST_NAME)
    }

    /// `true` or `false`.
    pub fn switch(&self) -> Result<bool, SettingError> {
        self.value.get_ref().as_bool().ok_or_else(|| self.must(text!("toml-be-switch")))
    }

    /// Whether it is `false`: how "none" is written.
    pub fn is_off(&self) -> bool {
        self.value.get_ref().as_bool() == Some(false)
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    /// A text, if it is one.
    pub fn text(&self) -> Option<&'a str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    /// A whole number, if it is one.
    pub fn number(&self) -> Option<i64> {
        let number = self.value.get_ref().as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// A number with or without a point, if it is one.
    pub fn decimal(&self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => self.number().and_then(|number| i32::try_from(number).ok()).map(f64::from),
        }
    }

    /// One of a few words.
    pub fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, SettingError> {
        let found = self.text().and_then(|text| words.iter().find(|(word, _)| *word == text));
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| self.must(Argument::list(Joined::CommaOr, words.iter().map(|(word, _)| in_quotes(word)))))
    }

    /// A duration in seconds.
    pub fn duration(&self) -> Result<u64, SettingError> {
        self.text().and_then(read_duration).ok_or_else(|| self.must(text!("toml-be-duration")))
    }

    /// A list.
    pub fn list(&self, of: Text) -> Result<Vec<TomlValue<'a>>, SettingError> {
        let must = || self.must(text!("toml-be-list", of = of));
        let items = self.value.get_ref().as_array().ok_or_else(must)?;
        Ok(items.iter().map(|value| TomlValue { name: self.name.clone(), value }).collect())
    }

    /// A table with no other than these keys; `None`: any.
    pub fn table(&self, keys: Option<&[&str]>) -> Result<TomlTable<'a>, SettingError> {
        let entries = self.value.get_ref().as_table().ok_or_else(|| self.must(text!("toml-a-table")))?;
        let table = TomlTable { name: self.name.clone(), entries };
        keys.map_or(Ok(()), |keys| table.only(keys))?;
        Ok(table)
    }
}

/// Where something stands that was found wrong after the reading: the last of these keys that is there.
pub(super) fn place_of(entries: &DeTable<'_>, path: &[&str]) -> Option<Range<usize>> {
    let mut found = None;
    let mut entries = Some(entries);
    for key in path {
        let Some(value) = entries.and_then(|entries| entries.get(*key)) else { break };
        found = Some(value.span());
        entries = value.get_ref().as_table();
    }
    found
}
