//! Undoing what was changed on this computer. The list of changes belongs to the running program, whichever window, tray or command made them.

use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A change that can be undone, by its number in the running program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditId(pub u64);

/// A change that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoableEdit {
    /// Its number.
    pub id: EditId,
    /// When it was made.
    pub at: Timestamp,
    /// By whom: a pilot's name or "this desk".
    pub by: String,
    /// What was done, such as `Snoozed Kara Volkov and 2 more`.
    pub words: Text,
}

/// Reply to [`crate::commands::UndoEdit`]: what the change did is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditUndone {
    /// What was undone, as [`UndoableEdit::words`].
    pub words: Text,
    /// But for these parts of it, which somebody has changed since; they stay.
    pub changed_since: Vec<LaterChange>,
}

/// What a change did and somebody has changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterChange {
    /// What it is, such as `the snooze of Kara Volkov`.
    pub what: Text,
    /// Who changed it, if that is known.
    pub by: Option<String>,
}
