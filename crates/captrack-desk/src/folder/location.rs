//! Places where a database is at risk: drives of the network, where its locks and its write-ahead log do not work, and folders that another program
//! copies to other computers while it is written.

use std::path::{Component, Path, Prefix};

/// What is wrong with the place of a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RemotePlace {
    /// On another computer.
    Network,
    /// Copied to others by this program.
    Synced(&'static str),
}

/// Folders by whose name one knows the program that copies them: the name itself, or the name and what follows after a space or a dash.
const SYNCED: [(&str, &str); 9] = [
    ("OneDrive", "OneDrive"),
    ("Dropbox", "Dropbox"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("iCloud Drive", "iCloud"),
    ("iCloudDrive", "iCloud"),
    ("com~apple~CloudDocs", "iCloud"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
];

/// Kinds of file systems whose files lie on another computer, as Linux names them.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
const OF_THE_NETWORK: [&str; 16] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "9p",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs",
    "fuse.gvfsd-fuse",
];

/// What is wrong with the place of a folder, if anything is. The path is canonical: a drive's letter has become its server's name.
pub(crate) fn remote_place(folder: &Path) -> Option<RemotePlace> {
    if is_on_the_network(folder) {
        return Some(RemotePlace::Network);
    }
    synced_by(folder).map(RemotePlace::Synced)
}

fn synced_by(folder: &Path) -> Option<&'static str> {
    let by_name = folder.components().find_map(|component| {
        let Component::Normal(name) = component else { return None };
        let name = name.to_str()?;
        let is_it = |folder: &str| {
            name.get(..folder.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(folder))
                && name[folder.len()..].chars().next().is_none_or(|next| matches!(next, ' ' | '-'))
        };
        SYNCED.iter().find(|(folder, _)| is_it(folder)).map(|(_, by)| *by)
    });
    // Syncthing's folders have any name, and this in them.
    by_name.or_else(|| folder.ancestors().any(|above| above.join(".stfolder").is_dir()).then_some("Syncthing"))
}

fn is_on_the_network(folder: &Path) -> bool {
    let prefix = match folder.components().next() {
        Some(Component::Prefix(prefix)) => Some(prefix.kind()),
        _ => None,
    };
    if matches!(prefix, Some(Prefix::UNC(..) | Prefix::VerbatimUNC(..))) {
        return true;
    }
    #[cfg(target_os = "linux")]
    {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        file_system_of(&mounts, folder).is_some_and(|kind| OF_THE_NETWORK.contains(&kind))
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// The kind of file system on which a folder lies, by the kernel's list of mounts: the one mounted nearest above it, of several there the last.
#[cfg(target_os = "linux")]
fn file_system_of<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let of_line = |line: &'a str| {
        let (before, after) = line.split_once(" - ")?;
        let point = unescaped(before.split(' ').nth(4)?);
        folder.starts_with(&point).then(|| (point.len(), after.split(' ').next().unwrap_or_default()))
    };
    mounts.lines().filter_map(of_line).max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// A mount point as it is: the kernel writes spaces, tabs, line ends and backslashes as three octal digits.
#[cfg(target_os = "linux")]
fn unescaped(point: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(point.to_owned(), |point, (written, meant)| point.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_another_program_copies_is_known_by_its_name() {
        let by = |path: &str| synced_by(Path::new(path));
        assert_eq!(by("/data/OneDrive/captrack"), Some("OneDrive"));
        assert_eq!(by("/Users/kara/Library/CloudStorage/OneDrive-Corp/x"), Some("OneDrive"));
        assert_eq!(by("/data/OneDrive - Goonswarm/x"), Some("OneDrive"));
        assert_eq!(by("/data/Dropbox (Personal)/x"), Some("Dropbox"));
        assert_eq!(by("/Users/kara/Library/Mobile Documents/com~apple~CloudDocs/x"), Some("iCloud"));
        assert_eq!(by("/data/nextcloud/x"), Some("Nextcloud"));
        for local in ["/data/OneDriveBackup", "/data/captrack-desktop", "/data/drop/box", "/"] {
            assert_eq!(by(local), None, "{local}");
        }
    }

    #[test]
    fn a_folder_of_syncthing_is_known_by_its_marker() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("shared/captrack");
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(remote_place(&folder), None);
        std::fs::create_dir(root.path().join("shared/.stfolder")).unwrap();
        assert_eq!(remote_place(&folder), Some(RemotePlace::Synced("Syncthing")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_system_is_that_of_the_nearest_mount() {
        let mounts = "22 1 252:1 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
                      90 22 0:44 / /data rw - nfs4 server:/data rw\n\
                      91 90 0:45 / /data/my\\040disk rw master:2 - ext4 /dev/sdb rw\n\
                      92 22 0:46 / /mnt/box rw - fuse.sshfs kara@server: rw\n";
        let kind = |path: &str| file_system_of(mounts, Path::new(path));
        assert_eq!(kind("/srv/x"), Some("ext4"));
        assert_eq!(kind("/data/x"), Some("nfs4"));
        assert_eq!(kind("/datas"), Some("ext4"));
        assert_eq!(kind("/data/my disk/x"), Some("ext4"));
        assert_eq!(kind("/mnt/box"), Some("fuse.sshfs"));
        assert!(OF_THE_NETWORK.contains(&"nfs4") && !OF_THE_NETWORK.contains(&"ext4"));
    }

    #[cfg(windows)]
    #[test]
    fn a_server_s_share_is_the_network_and_a_disk_is_not() {
        for share in [r"\\server\share\captrack", r"\\?\UNC\server\share\captrack"] {
            assert_eq!(remote_place(Path::new(share)), Some(RemotePlace::Network), "{share}");
        }
        assert_eq!(remote_place(Path::new(r"\\?\C:\Users\kara\AppData\Local\captrack")), None);
    }
}
