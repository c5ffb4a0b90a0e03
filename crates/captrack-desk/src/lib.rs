//! One desk: a data folder wired up with everything it needs, and the command line that reaches it.
//!
//! [`Desk::open`] takes the data folder (one process owns it), opens store and secrets and wires the monitor to ESI and
//! Discord; [`Desk::start`] runs it and listens on the local socket. The shell with its windows and the command line without
//! any send it the same [`captrack_contract::commands`] through [`Desk::ask`].
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod args;
mod auth_sign_in;
mod autostart;
mod browser;
mod command_line;
mod demo;
mod desk;
mod disk;
mod endpoints_file;
mod error;
mod folder;
mod handlers;
mod headless;
mod logging;
mod ownership;
mod private_folder;
mod request;
mod rights;
mod said;
mod secret_storage;
mod sign_in;
mod socket;
#[cfg(test)]
mod testing;
mod text;
mod time_correction;
mod waiting_sign_in;

pub use args::{
    CommandLine, DeskOptions, Options, RunMode, SecretsChoice, SnoozeArgs, Usage, main_options, parse_options,
};
pub use autostart::{Autostart, AutostartError};
pub use browser::open_in_browser;
pub use command_line::run_command;
pub use desk::{Desk, DeskParts, OpenRequest};
pub use endpoints_file::{EndpointsFile, OwnApplication};
pub use error::DeskError;
pub use headless::run_headless;
pub use logging::LogEcho;
pub use said::speak;
#[doc(hidden)]
pub use socket::parsers;
pub use socket::{ask_owner_to_open, is_owned};
pub use time_correction::SteadyTime;

/// The application's id: the keyring, the desktop entry, the packages, notifications and Windows' own lists have it.
pub const APP_ID: &str = captrack_secrets::SERVICE;
