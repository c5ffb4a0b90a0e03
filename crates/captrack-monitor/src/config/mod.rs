//! Policy, notifications and window settings as one TOML file that people read and write. Never a secret.
//!
//! Everything but `exchange` is pure. [`to_toml`] writes all of it with comments; [`read`] takes a file in which anything may be
//! missing, and leaves those settings as they are; [`differences`] says in words what differs.

mod close;
mod differences;
mod duration;
mod options;
mod places;
mod read;
mod table;
mod watch;
mod write;

#[cfg(test)]
mod tests;

use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;

pub use differences::{differences, policy_differences, preference_differences};
pub use duration::{duration_text, read_duration};
pub use options::option_differences;
pub use read::read;
pub use write::to_toml;

/// Settings in force: the rules, look and behaviour, and whether monitoring is off.
pub type CurrentSettings<'a> = (&'a Policy, &'a Preferences, bool);
