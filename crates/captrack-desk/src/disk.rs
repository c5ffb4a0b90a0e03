//! How much room there is where the data folder lies.

use std::path::PathBuf;

use captrack_ports::Disk;

/// The disk of a folder.
pub(crate) struct FolderDisk(pub PathBuf);

impl Disk for FolderDisk {
    fn free_bytes(&self) -> Option<u64> {
        match fs4::available_space(&self.0) {
            Ok(free) => Some(free),
            Err(error) => {
                tracing::debug!(%error, "the system does not say how much room there is");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_room_and_one_that_is_not_there_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let free = FolderDisk(folder.path().to_owned()).free_bytes();
        assert!(free.is_some_and(|free| free > 0), "{free:?}");
        assert_eq!(FolderDisk(folder.path().join("gone")).free_bytes(), None);
    }
}
