//! The program itself, from the command line alone: no display, no keyring, no window.
#![allow(clippy::unwrap_used, missing_docs)]

mod bad_input;
mod delete_data;
#[cfg(target_os = "linux")]
mod faults;
mod headless;
mod links;
mod one_owner;
mod program;
mod pseudo_language;
mod shared_folder;
mod single_commands;
mod trail;
