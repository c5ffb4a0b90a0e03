//! Where builds are kept.
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Names a folder outside the checkout where builds are kept for every clone of a machine. Whoever works in one checkout
/// has no use for it; `.ci/run`, which is called in a fresh clone each time, sets it.
pub const BUILD_CACHE: &str = "CAPTRACK_BUILD_CACHE";

/// The folder that holds everything cargo makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetDir {
    /// Absolute.
    pub path: PathBuf,
    /// Who else builds there.
    pub sharing: TargetSharing,
}

/// Who else builds in the target folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetSharing {
    /// It is the checkout's own, or whoever set `CARGO_TARGET_DIR` answers for it.
    Own,
    /// Every checkout of the build cache: see [`crate::rustc_wrapper`].
    EveryCheckout,
}

/// `CARGO_TARGET_DIR` when set, else `target` in the build cache when there is one, else the checkout's own `target`.
/// `working_dir` is what a relative folder is relative to, as for cargo itself.
pub fn choose(variable: impl Fn(&str) -> Option<OsString>, working_dir: &Path, checkout: &Path) -> TargetDir {
    let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(|value| working_dir.join(value));
    if let Some(path) = folder("CARGO_TARGET_DIR") {
        return TargetDir { path, sharing: TargetSharing::Own };
    }
    if let Some(cache) = folder(BUILD_CACHE) {
        return TargetDir { path: cache.join("target"), sharing: TargetSharing::EveryCheckout };
    }
    TargetDir { path: checkout.join("target"), sharing: TargetSharing::Own }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(variables: &[(&str, &str)]) -> TargetDir {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        choose(variable, Path::new("/home/kara/checkout/ui"), Path::new("/home/kara/checkout"))
    }

    fn own(path: &str) -> TargetDir {
        TargetDir { path: path.into(), sharing: TargetSharing::Own }
    }

    #[test]
    fn whoever_works_in_a_checkout_finds_everything_in_its_target_folder() {
        let usual = [("HOME", "/home/kara"), ("XDG_CACHE_HOME", "/home/kara/.cache"), ("LOCALAPPDATA", "/local")];
        assert_eq!(chosen(&usual), own("/home/kara/checkout/target"));
    }

    #[test]
    fn a_target_folder_that_was_set_is_taken_as_it_is() {
        assert_eq!(chosen(&[("CARGO_TARGET_DIR", "/build"), (BUILD_CACHE, "/cache")]), own("/build"));
        assert_eq!(chosen(&[("CARGO_TARGET_DIR", "out")]), own("/home/kara/checkout/ui/out"));
    }

    #[test]
    fn clones_that_name_a_build_cache_share_its_target_folder() {
        let cached = chosen(&[(BUILD_CACHE, "/home/kara/.cache/captrack")]);
        let shared =
            TargetDir { path: "/home/kara/.cache/captrack/target".into(), sharing: TargetSharing::EveryCheckout };
        assert_eq!(cached, shared);
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        assert_eq!(chosen(&[("CARGO_TARGET_DIR", ""), (BUILD_CACHE, "")]), own("/home/kara/checkout/target"));
    }
}
