//! The adapter, asked as the monitor asks it: against answers that the real bridge gave, against a server that says anything, and
//! against the sim.
#![allow(clippy::unwrap_used)]

mod contract;
mod decisions;
mod desk;
mod faults;
mod http_rules;
mod quiet;
mod recorded;
mod sim;
mod stub;
