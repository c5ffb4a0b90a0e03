//! The program connected to a real AllianceAuth with the bridge, without a screen. `cargo xtask test --all` sets one up.
#![allow(clippy::unwrap_used, missing_docs)]

mod changes;
mod decisions;
mod desk;
mod failures;
mod first_roster;
#[path = "../command_line/program.rs"]
#[allow(dead_code, reason = "the tests of the command line need more of it")]
mod program;
mod relay;
mod rights;
mod server;
