//! What must hold for every alliance and on every walk through time.
#![allow(clippy::unwrap_used)]

mod acknowledging;
mod alliance;
mod judging;
mod naive;
mod previewing;
mod reminding;
mod telling;
mod walk;
