//! A small disk of its own for a data folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// A data folder and what is written while a titan is told need less.
const OPTIONS: &str = "size=16m,mode=0700";

/// Unmounted when dropped.
pub struct Disk(PathBuf);

/// Whether disks can be mounted here.
pub fn may_mount() -> bool {
    static MAY: LazyLock<bool> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        Disk::mount(folder.path()).is_some()
    });
    *MAY
}

impl Disk {
    /// None: the user may not.
    pub fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", OPTIONS, "tmpfs"]).arg(at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then(|| Self(at.to_owned()))
    }

    /// Takes what room there is, until what comes back is dropped.
    pub fn fill(&self) -> Filled {
        let path = self.0.join("filler");
        let mut file = std::fs::File::create(&path).unwrap();
        for size in [1 << 16, 1 << 9, 1] {
            while file.write(&vec![0; size]).is_ok_and(|written| written > 0) {}
        }
        Filled(path)
    }

    /// `ro`: nobody can write to it, which takes that nobody does; `rw`.
    pub fn remount(&self, how: &str) {
        let options = format!("remount,{how},{OPTIONS}");
        let status = Command::new("mount").args(["-o", &options]).arg(&self.0).status().unwrap();
        assert!(status.success(), "{} could not be mounted {how}", self.0.display());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// Room that is taken.
pub struct Filled(PathBuf);

impl Drop for Filled {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}
