//! The data folder's earlier place: versions before 0.1 kept it in Windows' roaming profile, which may be a share of the network. What lies there is
//! moved to local application data, once.
//!
//! The database comes last and by a rename: where it lies, everything lies. A move that broke off begins again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_store::FILE;

use super::profile;
use crate::private_folder::builder;
use crate::said::said;

/// Names the profile that the folder had where it lay before: secrets in the keyring carry it until they are asked for.
const EARLIER_PROFILE: &str = "earlier-profile";
/// Whoever moves the folder holds it; who comes meanwhile waits for it.
const MOVING: &str = "captrack.moving";
/// What an owner of the folder holds.
const OWNER: &str = "captrack.lock";
/// Stays behind: locks and addresses of processes, and what the web view can load again.
const STAYS: [&str; 5] = [MOVING, OWNER, "captrack.sock", "captrack.address", "web"];

/// The folder to use: the present one, with what the earlier one held. Where that cannot be moved now, or another CapTrack has it, the earlier one.
pub(super) fn moved(earlier: &Path, present: &Path) -> PathBuf {
    if earlier == present || !is_to_be_moved(earlier, present) {
        return present.to_owned();
    }
    match move_once(earlier, present) {
        Ok(true) => present.to_owned(),
        Ok(false) => earlier.to_owned(),
        Err(error) => {
            // No log is open yet.
            let (from, to) = (earlier.display().to_string(), present.display().to_string());
            let error = Argument::Said(error.to_string());
            let text = text!("folder-not-moved", folder = from, to = to, error = error);
            eprintln!("captrack: {}", said(&text));
            earlier.to_owned()
        }
    }
}

/// The profile that this data folder had where it lay before.
pub(crate) fn earlier_profile(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(EARLIER_PROFILE)).ok()?;
    Some(text.trim().to_owned()).filter(|profile| !profile.is_empty())
}

fn is_to_be_moved(earlier: &Path, present: &Path) -> bool {
    earlier.join(FILE).is_file() && !present.join(FILE).exists()
}

/// Moves it; false where another CapTrack has it.
fn move_once(earlier: &Path, present: &Path) -> io::Result<bool> {
    let moving = lock_file(&earlier.join(MOVING))?;
    moving.lock()?;
    // Somebody else may have moved it meanwhile.
    if !is_to_be_moved(earlier, present) {
        return Ok(true);
    }
    let owner = lock_file(&earlier.join(OWNER))?;
    match owner.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(false),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    builder().recursive(true).create(present)?;
    copy_all(earlier, present)?;
    // Windows removes nothing that is open.
    drop(owner);
    drop(moving);
    if let Err(error) = fs::remove_dir_all(earlier) {
        let (earlier, present) = (earlier.display().to_string(), present.display().to_string());
        let error = Argument::Said(error.to_string());
        let text = text!("folder-moved-in-part", folder = earlier, to = present, error = error);
        eprintln!("captrack: {}", said(&text));
    }
    Ok(true)
}

fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

/// Copies everything, the database last.
fn copy_all(earlier: &Path, present: &Path) -> io::Result<()> {
    for entry in fs::read_dir(earlier)? {
        let entry = entry?;
        let name = entry.file_name();
        if name != FILE && !STAYS.iter().any(|stays| name == *stays) {
            copy(&entry.path(), &present.join(name))?;
        }
    }
    let profile = profile(&earlier.canonicalize()?);
    fs::write(present.join(EARLIER_PROFILE), profile)?;
    let unfinished = present.join(format!("{FILE}.moving"));
    copy(&earlier.join(FILE), &unfinished)?;
    fs::rename(unfinished, present.join(FILE))
}

/// Copies a file, or a folder with all that is in it. A link is copied as what it leads to.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        builder().recursive(true).create(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::copy(from, to)?;
    OpenOptions::new().write(true).open(to)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An earlier folder with a database, its log and a lock, and the place where it shall be.
    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let (earlier, present) = (root.path().join("Roaming/data"), root.path().join("Local/data"));
        for folder in ["log", "web/cache"] {
            fs::create_dir_all(earlier.join(folder)).unwrap();
        }
        for (name, text) in
            [(FILE, "rows"), ("captrack.db-wal", "more rows"), ("log/captrack.log", "lines"), ("web/cache/1", "pixels")]
        {
            fs::write(earlier.join(name), text).unwrap();
        }
        fs::write(earlier.join(OWNER), "").unwrap();
        (root, earlier, present)
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_folder_is_moved_once_with_all_that_is_kept_and_its_profile_is_remembered() {
        let (_root, earlier, present) = folders();
        let before = profile(&earlier.canonicalize().unwrap());
        assert_eq!(moved(&earlier, &present), present);
        assert_eq!(text(&present.join(FILE)), "rows");
        assert_eq!(text(&present.join("captrack.db-wal")), "more rows");
        assert_eq!(text(&present.join("log/captrack.log")), "lines");
        assert!(!present.join("web").exists() && !present.join(OWNER).exists());
        assert_eq!(earlier_profile(&present), Some(before));
        assert!(!earlier.exists(), "nothing of it is left");

        // An older version that starts once more makes no second move.
        fs::create_dir_all(&earlier).unwrap();
        fs::write(earlier.join(FILE), "an older version's").unwrap();
        assert_eq!(moved(&earlier, &present), present);
        assert_eq!(text(&present.join(FILE)), "rows");
    }

    #[test]
    fn a_folder_that_another_captrack_has_stays_until_that_has_ended() {
        let (_root, earlier, present) = folders();
        let owner = lock_file(&earlier.join(OWNER)).unwrap();
        owner.lock().unwrap();
        assert_eq!(moved(&earlier, &present), earlier);
        assert!(!present.join(FILE).exists());
        drop(owner);
        assert_eq!(moved(&earlier, &present), present);
    }

    #[test]
    fn a_move_that_broke_off_begins_again() {
        let (_root, earlier, present) = folders();
        fs::create_dir_all(&present).unwrap();
        fs::write(present.join("captrack.db-wal"), "half").unwrap();
        fs::write(present.join("captrack.db.moving"), "ro").unwrap();
        assert_eq!(moved(&earlier, &present), present);
        assert_eq!(
            (text(&present.join(FILE)), text(&present.join("captrack.db-wal"))),
            ("rows".into(), "more rows".into())
        );
        assert!(!present.join("captrack.db.moving").exists());
    }

    #[test]
    fn where_nothing_can_be_written_the_earlier_folder_serves_on() {
        let (root, earlier, _) = folders();
        fs::write(root.path().join("Local"), "a file where a folder should be").unwrap();
        assert_eq!(moved(&earlier, &root.path().join("Local/data")), earlier);
        assert_eq!(text(&earlier.join(FILE)), "rows");
    }

    #[test]
    fn without_an_earlier_folder_there_is_nothing_to_move() {
        let root = tempfile::tempdir().unwrap();
        let present = root.path().join("Local");
        assert_eq!(moved(&root.path().join("Roaming"), &present), present);
        assert!(!present.exists());
        assert_eq!(earlier_profile(&present), None);
    }

    #[test]
    fn those_who_start_at_the_same_time_all_use_the_folder_where_it_is_now() {
        let (_root, earlier, present) = folders();
        let used: Vec<PathBuf> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| moved(&earlier, &present))).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(used, vec![present.clone(); 8]);
        assert_eq!(text(&present.join(FILE)), "rows");
    }
}
