//! A folder of this process's own for what nobody needs after it: the tray's pictures, and what the web view writes in the demo.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

/// The web view's own processes write for a moment after the last window is gone.
const LATE_WRITES: Duration = Duration::from_millis(100);
/// After so many attempts they have it their way.
const ATTEMPTS: usize = 10;

/// The folder. Only this user can look into it.
pub struct ScratchFolder {
    folder: Option<TempDir>,
}

impl ScratchFolder {
    /// Makes it in the session's own folder, else among the system's temporary files.
    pub fn new(runtime: Option<PathBuf>) -> Self {
        let named = || {
            let mut builder = tempfile::Builder::new();
            builder.prefix("captrack-");
            builder
        };
        let folder = runtime.and_then(|runtime| named().tempdir_in(runtime).ok()).or_else(|| named().tempdir().ok());
        if folder.is_none() {
            tracing::warn!("no temporary folder could be made: the tray icon may be missing");
        }
        Self { folder }
    }

    /// A folder in it.
    pub fn join(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().join(name))
    }

    /// Takes it away with all that is in it.
    pub fn clear_away(&self) {
        let Some(folder) = &self.folder else { return };
        clear_away(folder.path());
    }
}

/// Until it stays away.
fn clear_away(folder: &Path) {
    let busy = folder.join(WEB).exists();
    for _ in 0..ATTEMPTS {
        // What could not be removed now is tried again.
        let _ = std::fs::remove_dir_all(folder);
        if !busy {
            return;
        }
        std::thread::sleep(LATE_WRITES);
        if !folder.exists() {
            return;
        }
    }
}

/// Where the web view writes when nothing of it shall be left.
pub const WEB: &str = "web";
/// Where the tray's pictures are.
pub const TRAY: &str = "tray";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_is_left_even_when_something_is_written_late() {
        let runtime = tempfile::tempdir().unwrap();
        let scratch = ScratchFolder::new(Some(runtime.path().to_owned()));
        let web = scratch.join(WEB).unwrap();
        std::fs::create_dir_all(&web).unwrap();
        let writer = std::thread::spawn(move || {
            while web.exists() {
                std::thread::yield_now();
            }
            std::fs::create_dir_all(web.join("late")).unwrap();
        });
        scratch.clear_away();
        writer.join().unwrap();
        assert_eq!(std::fs::read_dir(runtime.path()).unwrap().count(), 0);
    }
}
