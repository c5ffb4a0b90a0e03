//! The application: sections due -> poll -> evaluate -> persist -> dispatch.
//!
//! What it needs from outside it asks for through `captrack-ports`; adapters (ESI, Discord, the shell's notifications) implement
//! them. [`Monitor::run_cycle`] and [`Monitor::drain_one`] are single steps that a test can take; the loops around them
//! are in `run.rs`. One transaction holds what a cycle read, the alerts' transitions and their outbox rows.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

// So many cases of a property; one that fails is kept in the crate's `proptest-regressions`, and tried first ever after: commit it.
#[cfg(test)]
macro_rules! cases {
    ($cases:expr, $name:literal) => {
        proptest::test_runner::Config {
            cases: $cases,
            failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::Direct(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/proptest-regressions/",
                $name,
                ".txt"
            )))),
            ..proptest::test_runner::Config::default()
        }
    };
}

mod absorb;
mod acknowledging;
mod activity;
mod auth;
mod board;
mod commit;
pub mod config;
mod corrected_clock;
mod csv;
mod cycle;
mod digest;
mod discord_view;
mod dispatch;
mod facts;
mod first_reads;
mod floating;
#[cfg(test)]
mod given;
mod groups;
mod health;
mod history;
mod holdings;
mod hurry;
mod in_flight;
mod living;
mod look_ups;
mod mains;
mod monitor;
mod names;
mod notification;
mod overview;
mod pilots;
mod pilots_view;
mod previewing;
mod priority;
mod problems;
mod quiet;
mod refusal;
mod relay;
mod relay_outage;
mod relaying;
mod rules;
mod run;
mod schedule;
mod short_waits;
mod sign_ins;
mod snapshot;
mod snoozing;
mod state;
mod supervised;
mod telling;
mod time_order;
mod types;
mod undeliverable;
mod views;
mod windows;

pub use auth::auth_refused;
pub use corrected_clock::CorrectedClock;
pub use cycle::CycleReport;
pub use dispatch::discord::Drained;
pub use monitor::{Monitor, Ports};
pub use notification::duration_words;
pub use pilots::NewPilot;
pub use problems::ahead_words;
pub use refusal::{capitalised, secrets_refused, store_refused};
pub use short_waits::hasten;
pub use supervised::{Fault, Supervised, panic_words};
pub use views::Surroundings;
pub use windows::WindowTrouble;
