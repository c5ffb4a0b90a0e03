//! Replacing a file so that a power cut leaves the old one or the new one.

use std::io::{self, Write};
use std::path::Path;

use super::file_identity::FileVersion;

/// Writes a new file beside the old one (on Unix readable by its owner only), has it on the disk, and puts it in the old one's place.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<FileVersion> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".captrack-secrets-").suffix(".new").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let mark = FileVersion::of(&file.persist(path)?.metadata()?);
    sync_folder(folder)?;
    Ok(mark)
}

/// The new name is safe only when the folder is on the disk too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened like a file, and renaming is journalled.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as on Unix")]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
