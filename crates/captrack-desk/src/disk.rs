//! How much room there is where the data folder lies, and whether that is on this computer.

use std::path::PathBuf;

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::Disk;

use crate::folder::{RemotePlace, remote_place};

/// The disk of a folder.
pub(crate) struct FolderDisk {
    folder: PathBuf,
    /// What is wrong with the place; it stays so for as long as the program has the folder.
    place: Option<RemotePlace>,
}

impl FolderDisk {
    /// The disk of that folder, which is canonical.
    pub(crate) fn of(folder: PathBuf) -> Self {
        Self { place: remote_place(&folder), folder }
    }
}

impl Disk for FolderDisk {
    fn free_bytes(&self) -> Option<u64> {
        match fs4::available_space(&self.folder) {
            Ok(free) => Some(free),
            Err(error) => {
                tracing::debug!(%error, "the system does not say how much room there is");
                None
            }
        }
    }

    fn risk(&self) -> Option<Text> {
        let folder = self.folder.display().to_string();
        self.place.as_ref().map(|place| match place {
            RemotePlace::Network => text!("data-on-the-network", folder = folder),
            RemotePlace::Synced(by) => text!("data-synchronized", by = *by, folder = folder),
        })
    }
}

#[cfg(test)]
mod tests {
    use captrack_text::{Language, sentence};

    use super::*;

    #[test]
    fn a_folder_has_room_and_one_that_is_not_there_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let free = FolderDisk::of(folder.path().to_owned()).free_bytes();
        assert!(free.is_some_and(|free| free > 0), "{free:?}");
        assert_eq!(FolderDisk::of(folder.path().join("gone")).free_bytes(), None);
    }

    #[test]
    fn a_folder_that_is_copied_elsewhere_is_a_risk_that_is_said_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(FolderDisk::of(folder.path().to_owned()).risk(), None);
        let said = FolderDisk::of(folder.path().join("OneDrive/captrack")).risk().unwrap();
        let said = sentence(&said, Language::English);
        assert!(said.starts_with("The data folder is synchronized by OneDrive, where its database can be damaged."));
        assert!(said.contains("OneDrive/captrack") && said.contains("--data-dir"), "{said}");
    }
}
