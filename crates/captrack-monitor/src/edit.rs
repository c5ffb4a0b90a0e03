//! What people change, here or through AllianceAuth. All of it goes through [`crate::commit::edit`], most of it by [`Edit::change`].
//!
//! What is neither judged nor kept in memory is written by itself, first: a line of the log, refused notices, whether a card is open.

pub mod acknowledging;
pub mod connecting;
pub mod deciding;
pub mod exchange;
mod keeping_secrets;
pub mod mains;
mod noting;
pub mod overlay;
pub mod pilots;
pub mod previewing;
pub mod publishing;
pub mod reading_now;
mod relaying;
pub mod rights;
pub mod rules;
pub mod snoozing;
pub mod taking;
pub mod undeliverable;

use std::ops::Deref;

use captrack_contract::Refusal;

use crate::commit::edit::{Draft, Edited, edit};
use crate::deliver::Deliver;
use crate::poll::Poll;
use crate::shared::Shared;

/// Changes what people change.
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) poll: Poll<'a>,
    pub(crate) deliver: Deliver<'a>,
}

impl Deref for Edit<'_> {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.shared
    }
}

impl Edit<'_> {
    /// Makes an edit, and brings the desktop up to date with it. What is refused, or cannot be written, has changed nothing.
    async fn change<T>(&self, make: impl FnOnce(&mut Draft) -> Result<T, Refusal>) -> Result<Edited<T>, Refusal> {
        let mut state = self.lock().await;
        let edited = edit(self.shared, &mut state, make).await?;
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
