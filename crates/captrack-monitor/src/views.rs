//! What windows, tray and command line are shown.

pub mod activity;
pub mod auth;
pub mod board;
pub mod discord;
pub mod overview;
pub mod pilots;
mod places;
pub mod snapshot;
pub mod status;

use std::ops::Deref;

use crate::deliver::Deliver;
use crate::shared::Shared;

/// Shows what is so.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) deliver: Deliver<'a>,
}

impl Deref for Views<'_> {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.shared
    }
}
