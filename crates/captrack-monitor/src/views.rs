//! What windows, tray and command line are shown.

pub mod activity;
mod alert_status;
pub mod auth;
pub mod board;
pub mod discord;
pub mod overview;
pub mod pilots;
mod places;
pub mod snapshot;
pub mod status;
pub mod trail;

use std::ops::Deref;

use crate::deliver::Dispatcher;
use crate::shared::MonitorCore;

/// Shows what is so.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    pub(crate) shared: &'a MonitorCore,
    pub(crate) deliver: Dispatcher<'a>,
}

impl Deref for Views<'_> {
    type Target = MonitorCore;

    fn deref(&self) -> &MonitorCore {
        self.shared
    }
}
