//! Why a desk cannot be opened: one sentence each, with what to do next.

use std::path::PathBuf;

use captrack_contract::Refusal;
use captrack_esi::EndpointsError;
use captrack_http::NoTls;
use captrack_ports::SecretError;
use captrack_store::StoreError;

use crate::said::said;

/// Why a desk cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// A program that runs has the data folder.
    #[error("another CapTrack is already running with the data folder {}: use that one, or give another with --data-dir", .0.display())]
    Owned(PathBuf),
    /// Another process has the data folder and answers no commands: it is a command itself.
    #[error("another CapTrack command is still using the data folder {}: try again when it has ended", .0.display())]
    InUse(PathBuf),
    /// The platform names no data folder.
    #[error("this system names no folder for application data: give one with --data-dir")]
    NoDataFolder,
    /// The data folder cannot be used.
    #[error("the data folder {} cannot be used ({why}): give another with --data-dir", .path.display())]
    DataFolder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The endpoints file cannot be used.
    #[error("the endpoints file {} cannot be used: {why}", .path.display())]
    Endpoints {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// An address in it cannot be used.
    #[error(transparent)]
    Address(#[from] EndpointsError),
    /// No secure connection can be made.
    #[error(transparent)]
    Http(#[from] NoTls),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secrets cannot be reached.
    #[error(transparent)]
    Secrets(#[from] SecretError),
    /// The demo's New Eden did not start.
    #[error("the demo could not start: {0}")]
    Demo(String),
    /// A command was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Anything else, as a sentence.
    #[error("{0}")]
    Other(String),
}

impl DeskError {
    /// As this program says it to its user.
    pub fn said(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.said(),
            Self::Address(error) => said(&error.text()),
            Self::Http(error) => said(&error.text()),
            Self::Store(error) => said(&error.text()),
            Self::Secrets(error) => said(&error.text()),
            other => other.to_string(),
        }
    }
}
