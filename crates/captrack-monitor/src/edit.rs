//! What people change, here or through AllianceAuth.

pub mod acknowledging;
pub mod connecting;
pub mod deciding;
pub mod exchange;
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
