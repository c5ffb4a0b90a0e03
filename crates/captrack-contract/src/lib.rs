//! What crosses to a window or to the command line: commands, views and error codes.
//!
//! The page sends a [`Command`] and gets a [`Reply`] or a [`Refusal`]; the command line sends the same over the local
//! socket. Names of commands exist only here. Serde only, builds for wasm.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod command;
mod refusal;
mod reply;
mod settings;
mod snapshot;
mod status;
mod window;

pub use command::{Command, Confidential, PilotRef, SnoozeLength, WebhookName};
pub use refusal::{ErrorCode, Refusal};
pub use reply::{CheckVerdict, Reply};
pub use settings::{PilotView, Preferences, SettingsView, SignInView, Theme, WebhookView};
pub use snapshot::{HullView, MainView, SectionView, Snapshot, SnoozeView};
pub use status::{Dashboard, DeskStatus, Monitoring};
pub use window::{DashboardChanged, OpenCard, Page, WindowCommand};

/// The answer to a command.
pub type Answer = Result<Reply, Refusal>;
