//! Undoing changes.

use crate::commands::declare::commands;
use crate::undo::{EditId, EditUndone, UndoableEdit};

commands! {
    /// What can be undone, newest first: the last ten changes of each person since the program started.
    Edits -> Vec<UndoableEdit>;

    /// Undoes a change, as far as what it did is still so. What was sent stays sent.
    UndoEdit {
        /// Which; none: the newest.
        edit: Option<EditId>,
    } -> EditUndone;
}
