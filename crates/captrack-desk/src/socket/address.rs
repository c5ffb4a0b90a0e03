//! Where the process that owns a data folder listens. It says so in a file of that folder, for its user alone: another process could
//! work out another place, because the session's folder is not the same for a service and for a shell.

use std::io;
use std::path::{Path, PathBuf};

use interprocess::local_socket::Name;

/// The file.
const FILE: &str = "captrack.address";
/// It is shorter, in bytes.
const LONGEST: u64 = 4096;

fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Keeps an address, for its owner alone, so that nobody ever reads half of it.
fn keep(folder: &Path, text: &str) -> io::Result<()> {
    let half = folder.join(format!("{FILE}.new"));
    // One that was left by a crash may be open to others.
    drop(std::fs::remove_file(&half));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(&half)?;
    io::Write::write_all(&mut new, text.as_bytes())?;
    drop(new);
    std::fs::rename(&half, file(folder))
}

/// The address that was kept last; none: nobody has listened there.
fn kept(folder: &Path) -> Option<String> {
    let mut text = String::new();
    let opened = std::fs::File::open(file(folder)).ok()?;
    io::Read::read_to_string(&mut io::Read::take(opened, LONGEST), &mut text).ok()?;
    Some(text)
}

/// Nobody listens any more.
pub(super) fn forget(folder: &Path) {
    // What is left only leads to nobody.
    drop(std::fs::remove_file(file(folder)));
}

#[cfg(unix)]
mod system {
    use interprocess::local_socket::{GenericFilePath, ToFsName};

    use super::{Name, Path, PathBuf, io, keep, kept};
    use crate::folder::profile;
    use crate::private_folder::{FolderAccess, open_to, session_folder};

    /// The longest path that a Unix socket can have on every system.
    const LONGEST_PATH: usize = 100;

    /// Where to listen or to ask.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(in crate::socket) struct Address(pub(super) PathBuf);

    impl Address {
        /// A place where nobody else can put anything: in the data folder, or in this user's folder of the session.
        pub fn choose(folder: &Path) -> io::Result<Self> {
            let beside = folder.join("captrack.sock");
            let is_fit = beside.as_os_str().len() <= LONGEST_PATH && open_to(folder)? != FolderAccess::Writers;
            let path =
                if is_fit { beside } else { session_folder()?.join(format!("captrack-{}.sock", profile(folder))) };
            Ok(Self(path))
        }

        /// Says to other processes of this user where to ask.
        pub fn keep(&self, folder: &Path) -> io::Result<()> {
            keep(folder, &self.0.to_string_lossy())
        }

        /// Where the owner of a folder has said that it listens.
        pub fn kept(folder: &Path) -> Option<Self> {
            let path = PathBuf::from(kept(folder)?);
            path.is_absolute().then_some(Self(path))
        }

        pub fn name(&self) -> io::Result<Name<'static>> {
            self.0.clone().to_fs_name::<GenericFilePath>().map(Name::into_owned)
        }
    }
}

#[cfg(windows)]
mod system {
    use interprocess::local_socket::{GenericNamespaced, ToNsName};

    use super::super::proof::{SocketKey, random};
    use super::{Name, Path, io, keep, kept};

    /// Where to listen or to ask, and what proves that it is this user's.
    #[derive(Clone)]
    pub(in crate::socket) struct Address {
        name: String,
        pub key: SocketKey,
    }

    impl Address {
        /// Another one at every start: nobody can take it before, or know it after.
        pub fn choose(_folder: &Path) -> io::Result<Self> {
            Ok(Self { name: format!("captrack-{}", random()?), key: SocketKey::random()? })
        }

        /// Says to other processes of this user where to ask.
        pub fn keep(&self, folder: &Path) -> io::Result<()> {
            keep(folder, &format!("{}\n{}\n", self.name, self.key.text()))
        }

        /// Where the owner of a folder has said that it listens.
        pub fn kept(folder: &Path) -> Option<Self> {
            let text = kept(folder)?;
            let (name, key) = text.trim().split_once('\n')?;
            Some(Self { name: name.trim().to_owned(), key: SocketKey::parse(key.trim())? })
        }

        pub fn name(&self) -> io::Result<Name<'static>> {
            self.name.clone().to_ns_name::<GenericNamespaced>().map(Name::into_owned)
        }
    }
}

pub(super) use system::Address;

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;
    use crate::private_folder::session_folder;

    #[test]
    fn the_socket_lies_in_the_data_folder_or_where_the_path_is_too_long_in_this_users_own_folder() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Address::choose(root.path()).unwrap().0, root.path().join("captrack.sock"));
        let deep = root.path().join("a-data-folder-with-a-very-long-name-".repeat(4));
        std::fs::create_dir(&deep).unwrap();
        let elsewhere = Address::choose(&deep).unwrap().0;
        let session = session_folder().unwrap();
        assert_eq!(elsewhere.parent(), Some(&*session));
        assert_eq!(std::fs::symlink_metadata(session).unwrap().mode() & 0o777, 0o700);
        assert!(elsewhere.as_os_str().len() <= 100, "{}", elsewhere.display());
    }

    #[test]
    fn a_data_folder_in_which_others_may_write_holds_no_socket() {
        let root = tempfile::tempdir().unwrap();
        std::fs::set_permissions(root.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(Address::choose(root.path()).unwrap().0.parent(), Some(&*session_folder().unwrap()));
    }

    #[test]
    fn an_address_is_kept_for_its_owner_alone_until_it_is_forgotten() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Address::kept(root.path()), None);
        std::fs::write(root.path().join("captrack.address.new"), "left by a crash").unwrap();
        let address = Address::choose(root.path()).unwrap();
        address.keep(root.path()).unwrap();
        assert_eq!(Address::kept(root.path()), Some(address));
        assert_eq!(std::fs::metadata(file(root.path())).unwrap().mode() & 0o777, 0o600);
        forget(root.path());
        assert_eq!(Address::kept(root.path()), None);
    }
}
