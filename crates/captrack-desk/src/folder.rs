//! The data folder.

mod earlier_place;
mod location;

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::args::DeskOptions;
use crate::error::DeskError;
use crate::private_folder::{FolderAccess, builder, make_private, open_to};

pub(crate) use earlier_place::earlier_profile;
pub(crate) use location::{RemotePlace, remote_place};

/// Folders in it that hold names of pilots and places: the log, and the web view's cache.
const OWN: [&str; 2] = ["log", WEB];
/// The web view's own.
const WEB: &str = "web";

/// The folder that was asked for, or the platform's own, made if it is not there; only its owner may look in.
pub(crate) fn data_folder(options: &DeskOptions) -> Result<PathBuf, DeskError> {
    let path = if let Some(path) = &options.data_dir {
        path.clone()
    } else {
        let folders = platform_folders().ok_or(DeskError::NoDataFolder)?;
        // They differ on Windows alone: the first is its roaming profile.
        earlier_place::moved(folders.data_dir(), folders.data_local_dir())
    };
    let wrong = |error: std::io::Error| DeskError::DataFolder { path: path.clone(), why: error.to_string() };
    builder().recursive(true).create(&path).map_err(wrong)?;
    path.canonicalize().map_err(wrong)
}

/// Where this platform has application data.
fn platform_folders() -> Option<ProjectDirs> {
    ProjectDirs::from("io.github", "captrack", "captrack-desktop")
}

/// Where the web view keeps its files: in the data folder, or where that is not on this computer's own disk among the platform's caches.
pub(crate) fn web_folder(folder: &Path) -> PathBuf {
    let elsewhere = || Some(platform_folders()?.cache_dir().join(profile(folder)).join(WEB));
    match remote_place(folder) {
        None => folder.join(WEB),
        Some(_) => elsewhere().unwrap_or_else(|| folder.join(WEB)),
    }
}

/// Closes to others what this program makes in its folder. A folder that was there before is left as it is, and said.
pub(crate) fn close_to_others(folder: &Path) {
    for own in OWN {
        if let Err(error) = make_private(&folder.join(own)) {
            tracing::warn!(%error, "a folder of CapTrack's own is not closed to others");
        }
    }
    let folder_name = folder.display();
    match open_to(folder) {
        Ok(FolderAccess::Readers) => tracing::warn!(
            "Other users of this computer can look into the data folder {folder_name}: close it to them with chmod 700."
        ),
        Ok(FolderAccess::Writers) => tracing::warn!(
            "Other users of this computer can write to the data folder {folder_name}: close it to them with chmod 700."
        ),
        Ok(FolderAccess::Nobody) => {}
        Err(error) => tracing::debug!(%error, "who can open the data folder is not known"),
    }
}

/// A short name for a data folder that is the same every time: keyring entries and sockets carry it.
pub(crate) fn profile(folder: &Path) -> String {
    // FNV-1a, 64 bits: stable over versions of Rust, which the standard hasher is not.
    let hash = folder
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_folders_have_two_profiles_that_stay_the_same() {
        assert_ne!(profile(Path::new("/a")), profile(Path::new("/b")));
        assert_eq!(profile(Path::new("/a")), profile(Path::new("/a")));
        assert_eq!(profile(Path::new("")), "cbf29ce484222325");
    }

    #[cfg(unix)]
    #[test]
    fn a_data_folder_is_made_for_its_owner_alone_and_what_is_in_an_open_one_is_closed() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let options = DeskOptions { data_dir: Some(root.path().join("a/b")), ..DeskOptions::default() };
        let folder = data_folder(&options).unwrap();
        assert_eq!((mode(&folder), mode(&root.path().join("a"))), (0o700, 0o700));
        assert_eq!(open_to(&folder).unwrap(), FolderAccess::Nobody);

        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        std::fs::create_dir(folder.join("web")).unwrap();
        std::fs::set_permissions(folder.join("web"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let folder = data_folder(&options).unwrap();
        close_to_others(&folder);
        assert_eq!((mode(&folder.join("log")), mode(&folder.join("web"))), (0o700, 0o700));
        assert_eq!(mode(&folder), 0o755, "what the user has opened stays open");
        assert_eq!(open_to(&folder).unwrap(), FolderAccess::Readers);
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(open_to(&folder).unwrap(), FolderAccess::Writers);
    }

    #[test]
    fn the_web_view_s_files_are_on_this_computer_wherever_the_data_is() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(web_folder(root.path()), root.path().join("web"));
        let synced = root.path().join("Dropbox/captrack");
        let web = web_folder(&synced);
        assert!(!web.starts_with(&synced) && web.ends_with("web"), "{}", web.display());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_with_its_path() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let options = DeskOptions { data_dir: Some(file.path().join("inside")), ..DeskOptions::default() };
        let told = data_folder(&options).unwrap_err().said();
        assert!(told.contains("inside") && told.contains("--data-dir"), "{told}");
    }
}
