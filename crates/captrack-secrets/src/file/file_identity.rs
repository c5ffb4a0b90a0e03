//! Which file lies at a path: tells when somebody else has replaced or changed it.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// What tells one version of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileVersion {
    inode: u64,
    modified: Option<SystemTime>,
    length: u64,
}

impl FileVersion {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { inode: inode(metadata), modified: metadata.modified().ok(), length: metadata.len() }
    }

    pub(super) fn at(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::of(&metadata))
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

/// Elsewhere time and length must do.
#[cfg(not(unix))]
fn inode(_metadata: &Metadata) -> u64 {
    0
}
