//! Why a desk cannot be opened: each with what to do next.

use std::path::{Path, PathBuf};

use captrack_contract::Refusal;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_esi::EndpointsError;
use captrack_http::NoTls;
use captrack_ports::SecretError;
use captrack_store::StoreError;

use crate::said::said;

/// Why a desk cannot be opened, or a command not be carried out.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum DeskError {
    /// A program that runs has the data folder.
    Owned(PathBuf),
    /// Another process has the data folder and answers no commands: it is a command itself.
    InUse(PathBuf),
    /// The platform names no data folder.
    NoDataFolder,
    /// The data folder cannot be used.
    DataFolder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The endpoints file cannot be used.
    Endpoints {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        why: Text,
    },
    /// An address in it cannot be used.
    Address(#[from] EndpointsError),
    /// No secure connection can be made.
    Http(#[from] NoTls),
    /// The database cannot be used.
    Store(#[from] StoreError),
    /// The secrets cannot be reached.
    Secrets(#[from] SecretError),
    /// The demo's New Eden did not start.
    Demo(Text),
    /// A command was refused.
    Refused(#[from] Refusal),
    /// Anything else: what happened, and what to do.
    Other(Text),
}

impl DeskError {
    /// For the user: what happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::Owned(folder) => text!("folder-owned", folder = shown(folder)),
            Self::InUse(folder) => text!("folder-in-use", folder = shown(folder)),
            Self::NoDataFolder => text!("folder-none"),
            Self::DataFolder { path, why } => {
                text!("folder-unusable", folder = shown(path), why = Argument::Said(why.clone()))
            }
            Self::Endpoints { path, why } => text!("endpoints-unusable", file = shown(path), why = why.clone()),
            Self::Address(error) => error.text(),
            Self::Http(error) => error.text(),
            Self::Store(error) => error.text(),
            Self::Secrets(error) => error.text(),
            Self::Demo(why) => text!("demo-failed", why = why.clone()),
            Self::Refused(refusal) => refusal.text.clone().unwrap_or_else(|| Text::said(refusal.sentence.as_str())),
            Self::Other(text) => text.clone(),
        }
    }

    /// As this program says it to its user.
    pub fn said(&self) -> String {
        said(&self.text())
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;
    use captrack_text::{Language, unmarked_words};

    use super::*;

    #[test]
    fn why_nothing_can_begin_is_said_in_the_language_that_is_spoken() {
        let folder = || PathBuf::from("/1/2");
        let errors = [
            DeskError::Owned(folder()),
            DeskError::InUse(folder()),
            DeskError::NoDataFolder,
            DeskError::DataFolder { path: folder(), why: "13".to_owned() },
            DeskError::Endpoints { path: folder(), why: text!("endpoints-hurry") },
            DeskError::Http(NoTls),
            DeskError::Store(StoreError::DiskFull { database: "/1/2".to_owned() }),
            DeskError::Secrets(SecretError::NoKeyring),
            DeskError::Demo(text!("demo-no-pilots")),
            DeskError::Other(text!("delete-still-running")),
        ];
        for error in errors {
            let said = Language::Pseudo.within(|| error.said());
            assert!(said.contains('⟦') && unmarked_words(&said).is_empty(), "{error}: {said}");
        }
    }

    #[test]
    fn an_error_says_what_happened_and_what_to_do() {
        let owned = DeskError::Owned(PathBuf::from("/data"));
        assert_eq!(
            owned.said(),
            "another CapTrack is already running with the data folder /data: use that one, or give another with --data-dir"
        );
        assert_eq!(owned.to_string(), "folder-owned (folder: /data)", "as the log has it");
        let refused = Refusal::new(ErrorCode::Internal, "Words of an older version.");
        assert_eq!(DeskError::Refused(refused).said(), "Words of an older version.");
    }
}
