//! The sim, asked over the wire.
#![allow(clippy::unwrap_used)]

mod answers;
mod auth;
mod auth_contract;
mod budgets;
mod caching;
mod client;
mod control;
mod discord;
mod faults;
mod in_process;
mod sign_in;
mod unkind;
mod world;
