//! Room on the disk that holds the build cache.
use std::{fs, io, path::Path};

use anyhow::{Context, Result};

use crate::{
    checkout::Checkout,
    step::{self, Steps},
    target_dir::TargetSharing,
};

/// What a whole run of the tests compiles from nothing is smaller than this, in bytes.
const ONE_RUN: u64 = 20 << 30;

/// In a build cache each version of each checkout leaves its objects behind, and nobody else ever removes one. Where less
/// than a whole run needs is left on the disk, what earlier runs compiled is removed, and this run compiles all of it again.
/// A checkout's own target folder is its user's.
pub fn make(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    let target = &checkout.target;
    if target.sharing != TargetSharing::EveryCheckout || !target.path.is_dir() {
        return Ok(());
    }
    let free = fs4::available_space(&target.path)
        .with_context(|| format!("the disk of {} does not say how much room it has", target.path.display()))?;
    if !is_needed(free) {
        return Ok(());
    }
    step::note(&format!("the disk of the build cache has {} MB left", free >> 20));
    steps.run("remove what earlier runs compiled", || {
        remove_inside(&target.path).with_context(|| format!("{} cannot be emptied; remove it", target.path.display()))
    })
}

const fn is_needed(free: u64) -> bool {
    free < ONE_RUN
}

/// Everything in the folder, but not the folder: it may be a link, or a disk of its own.
fn remove_inside(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;
    use crate::target_dir::TargetDir;

    /// A folder of builds, and its checkout.
    fn with_builds(name: &str, sharing: TargetSharing) -> Checkout {
        let path = env::temp_dir().join(format!("captrack-xtask-room-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("debug/deps")).expect("a folder");
        fs::write(path.join("debug/deps/one.rlib"), b"objects").expect("a file");
        Checkout { root: path.join("nowhere"), target: TargetDir { path, sharing } }
    }

    #[test]
    fn room_is_needed_when_a_run_would_not_fit() {
        assert!(is_needed(79 << 20));
        assert!(is_needed(ONE_RUN - 1));
        assert!(!is_needed(ONE_RUN));
    }

    #[test]
    fn a_build_cache_is_emptied_and_stays() {
        let checkout = with_builds("cache", TargetSharing::EveryCheckout);
        remove_inside(&checkout.target.path).expect("removed");
        assert_eq!(fs::read_dir(&checkout.target.path).expect("still there").count(), 0);
        fs::remove_dir_all(&checkout.target.path).expect("removed");
    }

    #[test]
    fn a_checkouts_own_target_folder_is_left_alone() {
        let checkout = with_builds("own", TargetSharing::Own);
        make(&checkout, &mut Steps::default()).expect("nothing to do");
        assert!(checkout.target.path.join("debug/deps/one.rlib").is_file());
        fs::remove_dir_all(&checkout.target.path).expect("removed");
    }
}
