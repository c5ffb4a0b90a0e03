//! Why the desktop does not start the program.

use std::io;
use std::path::PathBuf;

use captrack_domain::text;
use captrack_domain::text::Text;

/// Why the desktop does not start the program, as the end of a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum AutostartError {
    /// The system refused.
    Io(#[from] io::Error),
    /// The platform names no place for it.
    NoPlace,
    /// A path cannot be written down.
    NotText(PathBuf),
    /// Windows takes so many letters and no more.
    TooLong,
    /// The program lies where macOS puts it only for now.
    NotInstalled,
    /// An entry that only an administrator may remove.
    ForAllUsers,
}

impl AutostartError {
    /// For the user: the end of a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Io(error) => Text::said(error.to_string()),
            Self::NoPlace => text!("autostart-no-place"),
            Self::NotText(path) => text!("autostart-not-text", path = path.display().to_string()),
            Self::TooLong => text!("autostart-too-long"),
            Self::NotInstalled => text!("autostart-not-installed"),
            Self::ForAllUsers => text!("autostart-for-all-users"),
        }
    }
}
