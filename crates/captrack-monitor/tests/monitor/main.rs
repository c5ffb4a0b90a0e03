//! The application between its ports: a real store, everything outside played by the tests.
#![allow(clippy::unwrap_used, missing_docs)]

mod checking;
mod naming;
mod reading;
mod sending;
mod stage;
mod world;
