//! What people change, here or through AllianceAuth. All of it goes through [`crate::commit::edit`], most of it by [`Editor::change`].
//!
//! What is neither judged nor kept in memory is written by itself, first: a line of the log, refused notices, whether a card is open.

pub mod acknowledgements;
pub mod auth_answers;
pub mod auth_connection;
pub mod auth_decisions;
pub mod immediate_reads;
pub mod import_export;
mod later_changes;
pub mod mains;
pub mod overlay;
pub mod pilots;
pub mod policy_preview;
pub mod policy_publication;
mod relay_settings;
pub mod rights;
pub mod rules;
mod secrets;
pub mod snoozes;
pub mod undeliverable;
pub mod undo;

use std::ops::Deref;

use captrack_contract::Refusal;

use crate::commit::edit::{CommittedEdit, EditDraft, edit};
use crate::commit::undoable::record;
use crate::deliver::Dispatcher;
use crate::poll::Poller;
use crate::shared::MonitorCore;

/// Changes what people change.
#[derive(Clone, Copy)]
pub struct Editor<'a> {
    pub(crate) shared: &'a MonitorCore,
    pub(crate) poll: Poller<'a>,
    pub(crate) deliver: Dispatcher<'a>,
}

impl Deref for Editor<'_> {
    type Target = MonitorCore;

    fn deref(&self) -> &MonitorCore {
        self.shared
    }
}

impl Editor<'_> {
    /// Makes an edit, and brings the desktop up to date with it. What is refused, or cannot be written, has changed nothing.
    async fn change<T>(
        &self,
        make: impl FnOnce(&mut EditDraft) -> Result<T, Refusal>,
    ) -> Result<CommittedEdit<T>, Refusal> {
        let edited = Box::pin(self.change_for_good(make)).await?;
        record(&mut self.undo_list.lock(), &edited);
        Ok(edited)
    }

    /// The same, of which nothing comes on the list of what can be undone.
    async fn change_for_good<T>(
        &self,
        make: impl FnOnce(&mut EditDraft) -> Result<T, Refusal>,
    ) -> Result<CommittedEdit<T>, Refusal> {
        let mut state = self.lock().await;
        let edited = Box::pin(edit(self.shared, &mut state, make)).await?;
        drop(state);
        self.after_edit().await;
        Ok(edited)
    }

    /// An edit changes what stands on the desktop, and when the next thing is due.
    async fn after_edit(&self) {
        self.deliver.reconcile_os().await;
        self.wake.notify_one();
        self.outbox.notify_one();
    }
}
