//! One process owns a data folder: it alone polls, refreshes tokens and writes.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::DeskError;
use crate::socket::FolderOwner;

/// A command that holds the folder is waited for so long: a check with its deliveries takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// The folder is tried again this often.
const AGAIN: Duration = Duration::from_millis(50);

/// Ownership of a data folder, for as long as this lives. The system ends it when the process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Ownership {
    _lock: File,
    /// How long another command was waited for.
    pub waited: Option<Duration>,
}

impl Ownership {
    /// Takes the folder. A short command that has it is waited for, a program that runs is not.
    pub async fn take(folder: &Path) -> Result<Self, DeskError> {
        Self::take_within(folder, PATIENCE).await
    }

    async fn take_within(folder: &Path, patience: Duration) -> Result<Self, DeskError> {
        let began = Instant::now();
        let mut waited = None;
        let lock = open(folder)?;
        loop {
            if has(&lock, folder)? {
                return Ok(Self { _lock: lock, waited });
            }
            // Only a program that runs on answers; one that has just started does so soon.
            if FolderOwner::of(folder).await.is_some() {
                return Err(DeskError::Owned(folder.to_owned()));
            }
            if began.elapsed() >= patience {
                return Err(DeskError::InUse(folder.to_owned()));
            }
            if waited.is_none() {
                tracing::info!("another CapTrack command is using the data folder: waiting for it to end");
            }
            tokio::time::sleep(AGAIN).await;
            waited = Some(began.elapsed());
        }
    }

    /// Whether a process has the folder.
    pub fn is_taken(folder: &Path) -> bool {
        open(folder).and_then(|lock| has(&lock, folder)).is_ok_and(|has| !has)
    }
}

/// The file that is locked.
fn open(folder: &Path) -> Result<File, DeskError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join("captrack.lock")).map_err(|error| wrong(folder, &error))
}

/// Whether the lock is ours now; else somebody has it.
fn has(lock: &File, folder: &Path) -> Result<bool, DeskError> {
    match lock.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(wrong(folder, &error)),
    }
}

fn wrong(folder: &Path, error: &std::io::Error) -> DeskError {
    DeskError::DataFolder { path: folder.to_owned(), why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_has_one_owner_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = Ownership::take(folder.path()).await.unwrap();
        assert!(Ownership::is_taken(folder.path()));
        let second = Ownership::take_within(folder.path(), Duration::ZERO).await;
        assert!(matches!(second, Err(DeskError::InUse(_))), "no program answers: it is a command");
        drop(first);
        assert!(!Ownership::is_taken(folder.path()));
        assert_eq!(Ownership::take(folder.path()).await.unwrap().waited, None);
    }

    #[tokio::test]
    async fn a_command_that_holds_the_folder_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let command = Ownership::take(folder.path()).await.unwrap();
        let (service, ()) = tokio::join!(Ownership::take(folder.path()), async {
            tokio::task::yield_now().await;
            drop(command);
        });
        assert!(service.unwrap().waited.is_some());
    }
}
