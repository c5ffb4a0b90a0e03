//! How values stand in columns: times as whole milliseconds UTC, structured values as JSON.

use std::fmt::Display;
use std::str::FromStr;

use captrack_domain::text;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{StoreError, unreadable};

/// So many rows are written by one statement.
pub(crate) const AT_ONCE: usize = 1000;

/// A time to be stored.
pub(crate) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time that may be missing.
pub(crate) fn ms_opt(time: Option<Timestamp>) -> Option<i64> {
    time.map(ms)
}

/// A stored value as JSON.
pub(crate) fn json<T: Serialize>(table: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Unwritable { table, source })
}

/// A stored reason: a text as JSON, or the words that an earlier version kept.
pub(crate) fn reason(stored: Option<String>) -> Option<Text> {
    stored.map(|stored| serde_json::from_str(&stored).unwrap_or_else(|_| Text::said(stored)))
}

/// One row being read: knows its name for the error text.
pub(crate) struct StoreRow<K> {
    pub(crate) table: &'static str,
    pub(crate) key: K,
}

impl<K: Display> StoreRow<K> {
    pub(crate) fn time(&self, millisecond: i64) -> Result<Timestamp, StoreError> {
        Timestamp::from_millisecond(millisecond).map_err(|_| self.wrong(text!("row-time")))
    }

    pub(crate) fn time_opt(&self, millisecond: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
        millisecond.map(|millisecond| self.time(millisecond)).transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, text: &str) -> Result<T, StoreError> {
        serde_json::from_str(text).map_err(|error| self.wrong(Text::said(error.to_string())))
    }

    pub(crate) fn parse<T: FromStr<Err: Display>>(&self, text: &str) -> Result<T, StoreError> {
        text.parse().map_err(|error: T::Err| self.wrong(Text::said(error.to_string())))
    }

    pub(crate) fn wrong(&self, why: Text) -> StoreError {
        unreadable(self.table, &self.key, why)
    }
}
