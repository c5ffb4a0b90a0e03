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
mod sign_in;
mod unkind;
mod world;
