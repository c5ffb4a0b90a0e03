//! The application: sections due -> poll -> evaluate -> persist -> dispatch.
//!
//! What it needs from outside it asks for through [`ports`]; adapters (ESI, Discord, the shell's notifications) implement them.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod ports;
