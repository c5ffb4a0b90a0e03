//! One process owns a data folder: it alone polls, refreshes tokens and writes.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::DeskError;

/// Ownership of a data folder, for as long as this lives. The system ends it when the process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Ownership {
    _lock: File,
}

impl Ownership {
    /// Takes the folder, or says that somebody has it.
    pub fn take(folder: &Path) -> Result<Self, DeskError> {
        let wrong = |error: std::io::Error| DeskError::DataFolder { path: folder.to_owned(), why: error.to_string() };
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("captrack.lock"))
            .map_err(wrong)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(DeskError::Owned(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(wrong(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_owner_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = Ownership::take(folder.path()).unwrap();
        assert!(matches!(Ownership::take(folder.path()), Err(DeskError::Owned(_))));
        drop(first);
        Ownership::take(folder.path()).unwrap();
    }
}
