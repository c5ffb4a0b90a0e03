//! `capitals?since=`: what has changed since the answer that a cursor came with.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::digest::random_word;

/// So many answers are remembered. Whoever comes with an older cursor is told everything.
const REMEMBERED: usize = 64;

/// What was told with a cursor: to whom, and by character everything that was said of it.
#[derive(Clone, Debug)]
struct Told {
    to: String,
    characters: BTreeMap<i64, Value>,
}

/// What was told with every cursor, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Cursors(Vec<(String, Told)>);

impl Cursors {
    /// Makes a full answer one to a desk that stands at a cursor. `to`: all that decides what it is told of.
    pub(super) fn since(&mut self, cursor: &str, to: String, mut body: Value) -> Value {
        let told = Told { to, characters: by_character(&body) };
        let before = self.0.iter().find(|(known, before)| known == cursor && before.to == told.to);
        let mut removed = Vec::new();
        let is_full = before.is_none();
        let mut here = None;
        if let Some((cursor, before)) = before {
            let gone = before.characters.keys().filter(|id| !told.characters.contains_key(id));
            removed.extend(gone.copied());
            let is_new = |id: &i64| before.characters.get(id) != told.characters.get(id);
            let changed: BTreeSet<i64> = told.characters.keys().copied().filter(is_new).collect();
            if changed.is_empty() && removed.is_empty() {
                here = Some(cursor.clone());
            }
            only(&mut body["characters"], &changed);
            only(&mut body["hulls"], &changed);
        }
        let here = here.unwrap_or_else(|| self.remember(told));
        (body["cursor"], body["full"], body["removed"]) = (json!(here), json!(is_full), json!(removed));
        body
    }

    /// Forgets everything, as a server that was restarted.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }

    fn remember(&mut self, told: Told) -> String {
        let cursor = random_word(16);
        self.0.push((cursor.clone(), told));
        let over = self.0.len().saturating_sub(REMEMBERED);
        self.0.drain(..over);
        cursor
    }
}

/// The rows of a table that are about some characters.
fn only(table: &mut Value, characters: &BTreeSet<i64>) {
    let rows =
        rows(table).into_iter().filter(|row| row["character_id"].as_i64().is_some_and(|id| characters.contains(&id)));
    let rows: Vec<_> = rows.collect();
    if let Some(columns) = table.as_object_mut() {
        for (name, values) in columns {
            *values = rows.iter().map(|row| row[name].clone()).collect();
        }
    }
}

/// A table of columns as rows.
fn rows(table: &Value) -> Vec<Map<String, Value>> {
    let columns: Vec<_> = table.as_object().into_iter().flatten().collect();
    let length = columns.first().and_then(|(_, values)| values.as_array()).map_or(0, Vec::len);
    let row = |number: usize| columns.iter().map(|(name, values)| ((*name).clone(), values[number].clone())).collect();
    (0..length).map(row).collect()
}

/// All that an answer says of each character.
fn by_character(body: &Value) -> BTreeMap<i64, Value> {
    let mut found: BTreeMap<i64, Vec<Value>> = BTreeMap::new();
    for table in ["characters", "hulls"] {
        for row in rows(&body[table]) {
            if let Some(id) = row["character_id"].as_i64() {
                found.entry(id).or_default().push(Value::Object(row));
            }
        }
    }
    found.into_iter().map(|(id, rows)| (id, Value::Array(rows))).collect()
}
