//! Where secrets live: the OS keyring, or a passphrase-encrypted file where there is none.
//!
//! Three places serve the monitor's port `Secrets`: [`Keyring`] for a desk, [`SecretsFile`] for a machine without a keyring, and [`SessionSecrets`]
//! for "this session only" and the demo. No secret is ever part of an error's text, a `Debug` output or a log line.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod file;
mod keyring;
mod passphrase;
mod session;

pub use file::SecretsFile;
#[doc(hidden)]
pub use file::parsers;
pub use keyring::{Keyring, SERVICE};
pub use passphrase::{PASSPHRASE_VARIABLE, passphrase_from_env};
pub use session::SessionSecrets;
