//! Why the desktop does not start the program.

use std::io;
use std::path::PathBuf;

/// Why the desktop does not start the program, as the end of a sentence.
#[derive(Debug, thiserror::Error)]
pub enum AutostartError {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The platform names no place for it.
    #[error("this system names no folder for settings")]
    NoPlace,
    /// A path cannot be written down.
    #[error("the path {} has letters that an autostart entry cannot hold; move the file", .0.display())]
    NotText(PathBuf),
    /// Windows takes so many letters and no more.
    #[error("the paths are too long for Windows; move CapTrack or its data to a shorter path")]
    TooLong,
    /// The program lies where macOS puts it only for now.
    #[error("CapTrack runs from a temporary place; move it to the Applications folder first")]
    NotInstalled,
    /// An entry that only an administrator may remove.
    #[error("an entry for all users starts it; an administrator can remove it")]
    ForAllUsers,
}
