//! The application: sections due -> poll -> evaluate -> persist -> dispatch.
//!
//! What it needs from outside it asks for through `captrack-ports`; adapters (ESI, Discord, the shell's notifications) implement
//! them. [`Monitor::run_cycle`] and [`Monitor::drain_one`] are single steps that a test can take; the loops around them
//! are in `run.rs`. One transaction holds what a cycle read, the alerts' transitions and their outbox rows.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod commit;
pub mod config;
mod connect;
mod cycle;
mod deliver;
mod edit;
mod judge;
mod monitor;
mod notices;
mod poll;
mod run;
mod shared;
mod state;
#[cfg(test)]
mod test_state;
mod upkeep;
mod views;

/// What is read of foreign files and bodies, open to the tests that feed it anything.
#[doc(hidden)]
pub mod parsers {
    pub use crate::edit::mains::file::{FilePilot, MainsLine, read as read_mains};
    pub use crate::edit::overlay::{overlaid, published_again};
    pub use crate::shared::csv::row as csv_row;
}

pub use commit::undoable::undoable;
pub use cycle::CycleReport;
pub use deliver::discord::DrainStep;
pub use edit::auth_connection::refused as auth_refused;
pub use edit::pilots::NewPilot;
pub use edit::undo::UndoScope;
pub use monitor::Monitor;
pub use notices::problems::ahead_text;
pub use shared::corrected_clock::CorrectedClock;
pub use shared::faults::{Crash, SupervisedPart, panic_words};
pub use shared::refusal::{secrets_refused, store_refused};
pub use shared::troubles::WindowTrouble;
pub use shared::{MonitorCore, Ports};
pub use state::short_waits::{shorten_waits, shortened};
pub use views::Views;
pub use views::status::HostStatus;
pub use views::trail::csv_of as trail_csv;
