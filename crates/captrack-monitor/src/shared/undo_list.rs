//! What people changed lately and can undo, as data. It lives as long as the program.

use std::collections::VecDeque;

use captrack_contract::{EditId, UndoableEdit};
use captrack_domain::text::Text;
use jiff::Timestamp;

use crate::state::edits::StateEdits;

/// So many changes of each person are kept.
const EACH: usize = 10;

/// A change that can be undone.
#[derive(Debug, Clone)]
pub(crate) struct RecordedEdit {
    pub id: EditId,
    pub at: Timestamp,
    pub by: String,
    /// `Snoozed Kara Volkov and 2 more`.
    pub words: Text,
    /// What it put in force.
    pub left: StateEdits,
    /// What was in force before.
    pub before: StateEdits,
}

/// The changes, oldest first.
#[derive(Debug, Default)]
pub(crate) struct UndoList {
    last: u64,
    edits: VecDeque<RecordedEdit>,
}

impl UndoList {
    /// Puts a change on the list; the oldest of the same person gives way.
    pub fn record(&mut self, at: Timestamp, by: String, words: Text, left: StateEdits, before: StateEdits) -> EditId {
        self.last = self.last.saturating_add(1);
        let id = EditId(self.last);
        let mine = |edit: &RecordedEdit| edit.by == by;
        if self.edits.iter().filter(|edit| mine(edit)).count() >= EACH
            && let Some(oldest) = self.edits.iter().position(mine)
        {
            self.edits.remove(oldest);
        }
        self.edits.push_back(RecordedEdit { id, at, by, words, left, before });
        id
    }

    /// A change; none: the newest.
    pub fn find(&self, id: Option<EditId>) -> Option<&RecordedEdit> {
        match id {
            Some(id) => self.edits.iter().find(|edit| edit.id == id),
            None => self.edits.back(),
        }
    }

    /// It is undone, or cannot be any more.
    pub fn drop_edit(&mut self, id: EditId) {
        self.edits.retain(|edit| edit.id != id);
    }

    /// Nobody's name remains.
    pub fn clear(&mut self) {
        self.edits.clear();
    }

    /// All of them, newest first.
    pub fn list(&self) -> Vec<UndoableEdit> {
        let one = |edit: &RecordedEdit| UndoableEdit {
            id: edit.id,
            at: edit.at,
            by: edit.by.clone(),
            words: edit.words.clone(),
        };
        self.edits.iter().rev().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::{KARA, at};

    fn record(list: &mut UndoList, by: &str) -> EditId {
        let edits = StateEdits { snoozes: [(KARA, None)].into(), ..StateEdits::default() };
        list.record(at(0), by.to_owned(), Text::new("undo-settings"), edits.clone(), edits)
    }

    #[test]
    fn the_last_ten_of_each_person_are_kept() {
        let mut list = UndoList::default();
        let mira = record(&mut list, "Mira");
        let mine: Vec<EditId> = (0..12).map(|_| record(&mut list, "this desk")).collect();
        assert!(list.find(Some(mira)).is_some(), "others push nobody out");
        assert!(list.find(Some(mine[1])).is_none());
        assert!(list.find(Some(mine[2])).is_some());
        assert_eq!(list.find(None).map(|edit| edit.id), mine.last().copied());
        assert_eq!(list.list().len(), 11);
        list.drop_edit(mine[11]);
        assert_eq!(list.find(None).map(|edit| edit.id), Some(mine[10]));
        assert!(record(&mut list, "Mira") > mine[11], "a number is not given again");
        list.clear();
        assert!(list.find(None).is_none());
    }
}
