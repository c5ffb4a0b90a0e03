//! Undoing changes.

use captrack_contract::commands::{Edits, UndoEdit};
use captrack_contract::{EditUndone, Refusal, UndoableEdit};
use captrack_monitor::UndoScope;

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Edits> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Edits: Edits, _by: &str) -> Result<Vec<UndoableEdit>, Refusal> {
        Ok(self.monitor.edit().edits())
    }
}

impl Handler<UndoEdit> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    /// What the change itself took.
    async fn needs(&self, command: &UndoEdit) -> Option<RequiredRight> {
        match self.monitor.edit().undo_scope(command.edit)? {
            UndoScope::Decisions => Some(RequiredRight::Snooze),
            UndoScope::Settings => Some(RequiredRight::Administer),
            UndoScope::Look => None,
        }
    }

    async fn handle(&self, UndoEdit { edit }: UndoEdit, by: &str) -> Result<EditUndone, Refusal> {
        self.monitor.edit().undo(edit, by).await
    }
}
