//! AllianceAuth through its bridge: the whole alliance by one token.
//!
//! [`Bridge`] is the monitor's [`AuthServer`](captrack_ports::AuthServer) over HTTP; `bridge/docs/api.md` is the contract with
//! the other end. [`read_link`] reads what the browser brings back from "Sign in through AllianceAuth".
//!
//! Invariants: no token, code or verifier is ever in a log line, a `Debug` output or an error text. A token goes to the address it
//! belongs to and nowhere else: redirects are not followed. An answer is complete or an error, and no error means that a ship has
//! left. Nothing is decided here: neither what a missing hull means nor which of two decisions counts.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod answer;
mod asked;
mod batches;
mod bridge;
mod connect;
mod connection_failure;
mod foreign_answer;
mod foreign_sentence;
mod http;
mod link;
mod refusal;
mod wire;

pub use bridge::Bridge;
pub use link::{LinkError, read_link};
