//! What must hold for every alliance and on every walk through time.
#![allow(clippy::unwrap_used)]

mod acknowledgements;
mod alliance;
mod judgement;
mod naive;
mod previews;
mod reminders;
mod transitions;
mod walk;
