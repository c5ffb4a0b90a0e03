//! Folders that nobody but this user may look into.

use std::io;
use std::path::{Path, PathBuf};

/// What others may do with a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// Windows keeps a user's folders from others by itself: there it is always nobody.
#[cfg_attr(not(unix), allow(dead_code))]
pub(crate) enum FolderAccess {
    /// Nothing.
    Nobody,
    /// Look into it.
    Readers,
    /// Put something into it, or it is somebody else's, or no folder.
    Writers,
}

/// Makes the folder for its owner alone where it is not there, and closes it to others where it is.
///
/// # Errors
/// It belongs to somebody else, is a link, or cannot be made.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    match builder().create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    close(path)?;
    match open_to(path)? {
        FolderAccess::Nobody => Ok(()),
        FolderAccess::Readers | FolderAccess::Writers => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            said(&text!("folder-not-private", folder = path.display().to_string())),
        )),
    }
}

/// A folder of this user's session: `$XDG_RUNTIME_DIR/captrack`, or one among the system's temporary files that is this user's alone.
pub(crate) fn session_folder() -> io::Result<PathBuf> {
    let path = place_of_session();
    make_private(&path)?;
    Ok(path)
}

pub(crate) fn builder() -> std::fs::DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(unix)]
mod system {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::{FolderAccess, Path, PathBuf, io};

    /// This process's user.
    pub(crate) fn user() -> u32 {
        rustix::process::geteuid().as_raw()
    }

    /// What others may do with it. A link is not followed: it may lead elsewhere at any time.
    pub(crate) fn open_to(path: &Path) -> io::Result<FolderAccess> {
        let found = std::fs::symlink_metadata(path)?;
        Ok(match found.mode() {
            _ if !found.is_dir() || found.uid() != user() => FolderAccess::Writers,
            mode if mode & 0o022 != 0 => FolderAccess::Writers,
            mode if mode & 0o077 != 0 => FolderAccess::Readers,
            _ => FolderAccess::Nobody,
        })
    }

    /// Closes one's own folder to others.
    pub(super) fn close(path: &Path) -> io::Result<()> {
        let found = std::fs::symlink_metadata(path)?;
        if found.is_dir() && found.uid() == user() && found.mode() & 0o077 != 0 {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }

    pub(super) fn place_of_session() -> PathBuf {
        let session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        place(session.as_deref(), &std::env::temp_dir())
    }

    fn place(session: Option<&Path>, temporary: &Path) -> PathBuf {
        let usable =
            |session: &&Path| session.is_absolute() && open_to(session).is_ok_and(|to| to == FolderAccess::Nobody);
        match session.filter(usable) {
            Some(session) => session.join("captrack"),
            None => temporary.join(format!("captrack-{}", user())),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::super::make_private;
        use super::*;

        fn mode(path: &Path) -> u32 {
            std::fs::symlink_metadata(path).unwrap().mode() & 0o777
        }

        fn open(path: &Path, mode: u32) {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        }

        #[test]
        fn a_private_folder_is_for_its_owner_alone_also_when_it_was_open_before() {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("new");
            make_private(&folder).unwrap();
            assert_eq!(mode(&folder), 0o700);
            open(&folder, 0o755);
            assert_eq!(open_to(&folder).unwrap(), FolderAccess::Readers);
            open(&folder, 0o777);
            assert_eq!(open_to(&folder).unwrap(), FolderAccess::Writers);
            make_private(&folder).unwrap();
            assert_eq!(mode(&folder), 0o700);
        }

        #[test]
        fn a_link_or_a_file_in_its_place_is_refused() {
            let root = tempfile::tempdir().unwrap();
            let (target, link, file) = (root.path().join("target"), root.path().join("link"), root.path().join("file"));
            std::fs::create_dir(&target).unwrap();
            std::os::unix::fs::symlink(&target, &link).unwrap();
            std::fs::write(&file, "").unwrap();
            for taken in [&link, &file] {
                let refused = make_private(taken).unwrap_err();
                assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied, "{}", taken.display());
            }
        }

        #[test]
        fn the_sessions_folder_is_used_only_if_it_is_this_users_alone() {
            let (session, temporary) = (tempfile::tempdir().unwrap(), Path::new("/tmp"));
            let own = temporary.join(format!("captrack-{}", user()));
            open(session.path(), 0o700);
            assert_eq!(place(Some(session.path()), temporary), session.path().join("captrack"));
            open(session.path(), 0o755);
            assert_eq!(place(Some(session.path()), temporary), own);
            for nowhere in [None, Some(Path::new("relative")), Some(Path::new("/no/such/folder"))] {
                assert_eq!(place(nowhere, temporary), own);
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use super::{FolderAccess, Path, PathBuf, io};

    /// Windows keeps a user's own folders to that user: what lies in them inherits it.
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn open_to(_path: &Path) -> io::Result<FolderAccess> {
        Ok(FolderAccess::Nobody)
    }

    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn close(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn place_of_session() -> PathBuf {
        let own = directories::BaseDirs::new().map(|folders| folders.data_local_dir().join("captrack"));
        own.unwrap_or_else(|| std::env::temp_dir().join("captrack"))
    }
}

use captrack_domain::text;
pub(crate) use system::open_to;
#[cfg(unix)]
pub(crate) use system::user;
use system::{close, place_of_session};

use crate::said::said;
