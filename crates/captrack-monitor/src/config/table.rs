//! Walking through a TOML file: every value knows its line and its name, every mistake becomes a sentence.

use std::ops::Range;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::words::sentence;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::close::meant;
use super::duration::read_duration;

/// Values are repeated in sentences up to this many characters: enough to be found again, too little to give a secret away that
/// was pasted into the wrong place.
const SHOWN: usize = 40;

/// No sentence is longer.
const LONGEST: usize = 600;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct SettingError {
    at: Option<usize>,
    what: String,
}

impl SettingError {
    /// Something at a place in the file; a sentence, its full stop may be left out.
    pub fn at(span: &Range<usize>, what: impl Into<String>) -> Self {
        Self { at: Some(span.start), what: what.into() }
    }

    /// Something that has no place in the file.
    pub fn nowhere(what: impl Into<String>) -> Self {
        Self { at: None, what: what.into() }
    }

    /// The sentence, with the line.
    pub fn sentence(&self, file: &str) -> String {
        // Names of tables stand in it, which may be anything that can be quoted.
        let what = excerpt(&self.what, LONGEST);
        match self.at.and_then(|at| file.get(..at)) {
            Some(before) => {
                let line = before.matches('\n').count() + 1;
                sentence(&format!("line {line}: {what}"))
            }
            None => sentence(&what),
        }
    }
}

/// A text as it is repeated in a sentence.
pub(super) fn shown(text: &str) -> String {
    format!("\"{}\"", excerpt(text, SHOWN + 1))
}

/// `"a"`, `"a" or "b"`, `"a", "b" or "c"`.
pub(super) fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// A table: the whole file, `[scope]`, or one in a line.
pub(super) struct TomlTable<'a> {
    name: String,
    entries: &'a DeTable<'a>,
}

impl<'a> TomlTable<'a> {
    /// The whole file.
    pub const fn whole(entries: &'a DeTable<'a>) -> Self {
        Self { name: String::new(), entries }
    }

    /// Refuses what is not one of these keys.
    pub fn only(&self, keys: &[&str]) -> Result<(), SettingError> {
        let unknown = self.entries.keys().find(|key| !keys.contains(&key.get_ref().as_ref()));
        let Some(unknown) = unknown else { return Ok(()) };
        let key = unknown.get_ref();
        let where_ = if self.name.is_empty() { "this file".to_owned() } else { self.name.clone() };
        let what = format!("{where_} has no setting {}{}", shown(key), meant(key, keys.iter().copied()));
        Err(SettingError::at(&unknown.span(), what))
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
    pub fn must(&self, be: &str) -> SettingError {
        let is = match self.value.get_ref() {
            DeValue::String(text) => shown(text),
            DeValue::Integer(number) => number.to_string().chars().take(SHOWN).collect(),
            DeValue::Float(number) => number.to_string().chars().take(SHOWN).collect(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(time) => time.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        SettingError::at(&self.span(), format!("{} must be {be}, not {is}", self.name))
    }

    /// A mistake in it, in other words.
    pub fn wrong(&self, what: impl Into<String>) -> SettingError {
        SettingError::at(&self.span(), what)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `true` or `false`.
    pub fn switch(&self) -> Result<bool, SettingError> {
        self.value.get_ref().as_bool().ok_or_else(|| self.must("true or false"))
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

    /// One of a few words.
    pub fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, SettingError> {
        let found = self.text().and_then(|text| words.iter().find(|(word, _)| *word == text));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.must(&alternatives(&names))
        })
    }

    /// A duration in seconds.
    pub fn duration(&self) -> Result<u64, SettingError> {
        self.text()
            .and_then(read_duration)
            .ok_or_else(|| self.must("a number with its unit in quotes, such as \"30s\", \"5m\", \"6h\" or \"2d\""))
    }

    /// A list.
    pub fn list(&self, of: &str) -> Result<Vec<TomlValue<'a>>, SettingError> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.must(&format!("a list of {of} in brackets")))?;
        Ok(items.iter().map(|value| TomlValue { name: self.name.clone(), value }).collect())
    }

    /// A table with no other than these keys; `None`: any.
    pub fn table(&self, keys: Option<&[&str]>) -> Result<TomlTable<'a>, SettingError> {
        let entries = self.value.get_ref().as_table().ok_or_else(|| self.must("a table"))?;
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
