//! Rows of a list, one by one: one that makes no sense is left out and counted.

use std::fmt;
use std::marker::PhantomData;

use captrack_ports::DecisionList;
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::column::{MOST_ROWS, TOO_MANY_ROWS};
use super::results::WireDecision;

/// The rows that could be read, and how many could not.
#[derive(Debug)]
pub(crate) struct WireRows<T> {
    rows: Vec<T>,
    odd: usize,
}

impl<T: WireDecision> WireRows<T> {
    /// The decisions among them.
    pub(crate) fn read(self) -> DecisionList<T::Decision> {
        let rows = self.rows.len();
        let decisions: Vec<T::Decision> = self.rows.into_iter().filter_map(WireDecision::read).collect();
        DecisionList { left_out: self.odd + rows - decisions.len(), decisions }
    }
}

/// A row, or something else.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum WireRow<T> {
    Good(T),
    Odd(IgnoredAny),
}

impl<T> WireRow<T> {
    pub(crate) fn good(self) -> Option<T> {
        match self {
            Self::Good(row) => Some(row),
            Self::Odd(_) => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WireRows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneByOne<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OneByOne<T> {
            type Value = WireRows<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("rows")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<WireRows<T>, A::Error> {
                let mut read = WireRows { rows: Vec::new(), odd: 0 };
                while let Some(row) = values.next_element::<WireRow<T>>()? {
                    if read.rows.len() + read.odd == MOST_ROWS {
                        return Err(A::Error::custom(TOO_MANY_ROWS));
                    }
                    match row {
                        WireRow::Good(row) => read.rows.push(row),
                        WireRow::Odd(_) => read.odd += 1,
                    }
                }
                Ok(read)
            }
        }
        deserializer.deserialize_seq(OneByOne(PhantomData))
    }
}
