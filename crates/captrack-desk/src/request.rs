//! What is said over the local socket: one JSON line each way.

use captrack_contract::{Answer, Command, SettingsSection};
use serde::{Deserialize, Serialize};

/// What another process asks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "request", content = "value")]
pub(crate) enum Request {
    /// Carry a command out.
    Execute(Box<Command>),
    /// Show the window.
    Open,
    /// Show a section of the settings.
    OpenSettings(SettingsSection),
}

/// What the owner answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "response", content = "value")]
pub(crate) enum Response {
    /// The command's answer.
    Answered(Box<Answer>),
    /// Whether there is a window to show.
    Opened(bool),
}
