//! NVIDIA's driver and WebKitGTK's DMABUF renderer leave windows blank, and on Wayland end the program ("Error 71"): with that driver it is off.
//!
//! WebKitGTK reads a variable of the environment for it, which is only safe to set for a program that is about to start.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// WebKitGTK's own variable.
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// What the kernel has while the driver is loaded.
const DRIVER: &str = "/sys/module/nvidia";

/// Goes on as the same program with the renderer off, where that is needed and the user has not decided it. Before anything else is begun.
pub fn switch_renderer_off() {
    if !is_needed(Path::new(DRIVER), std::env::var_os(VARIABLE).as_deref()) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    // It only comes back where it failed; then windows may be blank, which the guide has a word about.
    let error = Command::new(program).args(std::env::args_os().skip(1)).env(VARIABLE, "1").exec();
    tracing::warn!(%error, "the renderer for NVIDIA stays as it is");
}

fn is_needed(driver: &Path, chosen: Option<&OsStr>) -> bool {
    chosen.is_none() && driver.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_renderer_is_switched_off_with_the_driver_and_never_against_the_user() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_needed(folder.path(), None));
        for chosen in ["0", "1", ""] {
            assert!(!is_needed(folder.path(), Some(OsStr::new(chosen))), "{chosen:?}");
        }
        assert!(!is_needed(&folder.path().join("none"), None));
    }
}
