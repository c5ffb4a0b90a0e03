//! The data folder.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::args::DeskOptions;
use crate::error::DeskError;

/// The folder that was asked for, or the platform's own, made if it is not there; only its owner may look in.
pub(crate) fn data_folder(options: &DeskOptions) -> Result<PathBuf, DeskError> {
    let path = match &options.data_dir {
        Some(path) => path.clone(),
        None => ProjectDirs::from("io.github", "captrack", "captrack-desktop")
            .ok_or(DeskError::NoDataFolder)?
            .data_dir()
            .to_owned(),
    };
    let wrong = |error: std::io::Error| DeskError::DataFolder { path: path.clone(), why: error.to_string() };
    make(&path).map_err(wrong)?;
    path.canonicalize().map_err(wrong)
}

fn make(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
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

    #[test]
    fn a_folder_that_cannot_be_made_is_told_with_its_path() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let options = DeskOptions { data_dir: Some(file.path().join("inside")), ..DeskOptions::default() };
        let told = data_folder(&options).unwrap_err().to_string();
        assert!(told.contains("inside") && told.contains("--data-dir"), "{told}");
    }
}
