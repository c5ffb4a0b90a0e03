//! What must hold for every alliance and on every walk through time.
#![allow(clippy::unwrap_used)]

mod alliance;
mod judging;
mod naive;
mod walk;
