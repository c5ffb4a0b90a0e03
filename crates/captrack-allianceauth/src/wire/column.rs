//! Columns of a table, value by value: one of another kind than was agreed spoils its row and nothing else.

use std::fmt;
use std::marker::PhantomData;

use captrack_domain::foreign_time::ForeignTime;
use serde::de::value::StrDeserializer;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// More rows than any alliance has hulls.
pub(crate) const MOST_ROWS: usize = 500_000;
/// More words than any list in a column has.
const MOST_WORDS: usize = 16;
/// What the error of a longer column says.
pub(crate) const TOO_MANY_ROWS: &str = "too-many-rows";

/// The values of a column; none where one makes no sense.
#[derive(Debug)]
pub(crate) struct WireColumn<T>(Vec<Option<T>>);

impl<T> WireColumn<T> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Option<&T>> {
        self.0.iter().map(Option::as_ref)
    }
}

impl<T: Clone> WireColumn<T> {
    /// The value of a row; none: it makes no sense.
    pub(crate) fn at(&self, row: usize) -> Option<T> {
        self.0[row].clone()
    }
}

impl<'de, T: ColumnValue> Deserialize<'de> for WireColumn<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<T>(PhantomData<T>);
        impl<'de, T: ColumnValue> Visitor<'de> for Values<T> {
            type Value = WireColumn<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<WireColumn<T>, A::Error> {
                let mut column = Vec::new();
                while let Some(Cell(value)) = values.next_element()? {
                    if column.len() == MOST_ROWS {
                        return Err(A::Error::custom(TOO_MANY_ROWS));
                    }
                    column.push(value);
                }
                Ok(WireColumn(column))
            }
        }
        deserializer.deserialize_seq(Values(PhantomData))
    }
}

/// What a column can hold. What a kind does not say, it does not take.
pub(crate) trait ColumnValue: Sized {
    fn of_number(_: i64) -> Option<Self> {
        None
    }
    fn of_text(_: &str) -> Option<Self> {
        None
    }
    fn of_flag(_: bool) -> Option<Self> {
        None
    }
    fn of_null() -> Option<Self> {
        None
    }
    fn of_words(_: Vec<String>) -> Option<Self> {
        None
    }
}

/// A list of words; what else stands in it is left out.
#[derive(Debug, Clone)]
pub(crate) struct WordList(pub(crate) Vec<String>);

impl ColumnValue for WordList {
    fn of_words(words: Vec<String>) -> Option<Self> {
        Some(Self(words))
    }
}

impl ColumnValue for i64 {
    fn of_number(number: i64) -> Option<Self> {
        Some(number)
    }
}

impl ColumnValue for bool {
    fn of_flag(flag: bool) -> Option<Self> {
        Some(flag)
    }
}

impl ColumnValue for String {
    fn of_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl ColumnValue for ForeignTime {
    fn of_text(text: &str) -> Option<Self> {
        Self::deserialize(StrDeserializer::<serde::de::value::Error>::new(text)).ok()
    }
}

impl<T: ColumnValue> ColumnValue for Option<T> {
    fn of_number(number: i64) -> Option<Self> {
        T::of_number(number).map(Some)
    }
    fn of_text(text: &str) -> Option<Self> {
        T::of_text(text).map(Some)
    }
    fn of_flag(flag: bool) -> Option<Self> {
        T::of_flag(flag).map(Some)
    }
    fn of_null() -> Option<Self> {
        Some(None)
    }
}

/// A value that nobody reads here: kept as its place alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnreadValue;

impl ColumnValue for UnreadValue {
    fn of_number(_: i64) -> Option<Self> {
        Some(Self)
    }
    fn of_text(_: &str) -> Option<Self> {
        Some(Self)
    }
    fn of_flag(_: bool) -> Option<Self> {
        Some(Self)
    }
    fn of_null() -> Option<Self> {
        Some(Self)
    }
}

struct Cell<T>(Option<T>);

impl<'de, T: ColumnValue> Deserialize<'de> for Cell<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<T>(PhantomData<T>);
        impl<'de, T: ColumnValue> Visitor<'de> for Any<T> {
            type Value = Cell<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_i64<E>(self, number: i64) -> Result<Cell<T>, E> {
                Ok(Cell(T::of_number(number)))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Cell<T>, E> {
                Ok(Cell(i64::try_from(number).ok().and_then(T::of_number)))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Cell<T>, E> {
                Ok(Cell(None))
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Cell<T>, E> {
                Ok(Cell(T::of_flag(flag)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Cell<T>, E> {
                Ok(Cell(T::of_text(text)))
            }
            fn visit_unit<E>(self) -> Result<Cell<T>, E> {
                Ok(Cell(T::of_null()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Cell<T>, A::Error> {
                let mut words = Vec::new();
                while let Some(Cell::<String>(word)) = values.next_element()? {
                    words.extend(word.filter(|_| words.len() < MOST_WORDS));
                }
                Ok(Cell(T::of_words(words)))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Cell<T>, A::Error> {
                while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Cell(None))
            }
        }
        deserializer.deserialize_any(Any(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<T: ColumnValue>(json: &str) -> Vec<Option<T>> {
        serde_json::from_str::<WireColumn<T>>(json).unwrap().0
    }

    #[test]
    fn each_value_is_taken_by_itself() {
        let odd = r#"[1, "1", null, true, 1.5, 1e300, [2], {"a": 3}, 18446744073709551615, -7]"#;
        let none = [None; 7];
        assert_eq!(column::<i64>(odd), [&[Some(1)], &none[..], &[None, Some(-7)]].concat());
        assert_eq!(column::<Option<i64>>("[null, 2, true]"), [Some(None), Some(Some(2)), None]);
        assert_eq!(column::<bool>("[true, 0]"), [Some(true), None]);
        assert_eq!(column::<String>(r#"["a", 1]"#), [Some("a".to_owned()), None]);
        assert_eq!(column::<UnreadValue>(r#"["a", 1, null, false]"#).len(), 4);
    }

    #[test]
    fn half_a_column_or_none_is_an_error() {
        for json in ["[1, 2", "7", "null", "{}"] {
            assert!(serde_json::from_str::<WireColumn<i64>>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_column_without_end_is_refused_while_it_is_read() {
        let rows = |count: usize| format!("[{}0]", "0,".repeat(count - 1));
        assert_eq!(column::<i64>(&rows(MOST_ROWS)).len(), MOST_ROWS);
        let error = serde_json::from_str::<WireColumn<i64>>(&rows(MOST_ROWS + 1)).unwrap_err();
        assert!(error.to_string().contains(TOO_MANY_ROWS), "{error}");
    }
}
