//! Where builds are kept.
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The folder that holds everything cargo makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetDir {
    /// Absolute.
    pub path: PathBuf,
    /// Who else builds there.
    pub sharing: Sharing,
}

/// Who else builds in the target folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Whoever set `CARGO_TARGET_DIR` answers for it, or it is the checkout's own.
    Own,
    /// Every checkout on this machine: see [`crate::rustc_wrapper`].
    EveryCheckout,
}

/// The operating systems whose cache folders differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux and the other Unixes: `XDG_CACHE_HOME` or `~/.cache`.
    Unix,
    /// macOS: `~/Library/Caches`.
    MacOs,
    /// Windows: `%LOCALAPPDATA%`.
    Windows,
}

impl System {
    /// The one this program runs on.
    pub const fn here() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Unix
        }
    }
}

/// `CARGO_TARGET_DIR` when set, else `captrack/target` in the cache folder, else the checkout's own `target`.
/// `working_dir` is what a relative `CARGO_TARGET_DIR` is relative to, as for cargo itself.
pub fn choose(
    system: System,
    variable: impl Fn(&str) -> Option<OsString>,
    working_dir: &Path,
    checkout: &Path,
) -> TargetDir {
    let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(chosen) = path("CARGO_TARGET_DIR") {
        return TargetDir { path: working_dir.join(chosen), sharing: Sharing::Own };
    }
    let home = path("HOME").filter(|home| home.is_absolute());
    let cache = match system {
        System::Unix => {
            path("XDG_CACHE_HOME").filter(|cache| cache.is_absolute()).or_else(|| home.map(|home| home.join(".cache")))
        }
        System::MacOs => home.map(|home| home.join("Library").join("Caches")),
        System::Windows => path("LOCALAPPDATA"),
    };
    match cache {
        Some(cache) => TargetDir { path: cache.join("captrack").join("target"), sharing: Sharing::EveryCheckout },
        None => TargetDir { path: checkout.join("target"), sharing: Sharing::Own },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(system: System, variables: &[(&str, &str)]) -> TargetDir {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        choose(system, variable, Path::new("/home/kara/checkout/ui"), Path::new("/home/kara/checkout"))
    }

    #[test]
    fn a_target_folder_that_was_set_is_taken_as_it_is() {
        let target = chosen(System::Unix, &[("CARGO_TARGET_DIR", "/build"), ("HOME", "/home/kara")]);
        assert_eq!(target, TargetDir { path: "/build".into(), sharing: Sharing::Own });
    }

    #[test]
    fn a_relative_target_folder_starts_where_the_command_was_called() {
        let target = chosen(System::Unix, &[("CARGO_TARGET_DIR", "out")]);
        assert_eq!(target.path, Path::new("/home/kara/checkout/ui/out"));
    }

    #[test]
    fn every_checkout_shares_the_cache_folder() {
        let unix = chosen(System::Unix, &[("HOME", "/home/kara")]);
        assert_eq!(unix.path, Path::new("/home/kara/.cache/captrack/target"));
        assert_eq!(unix.sharing, Sharing::EveryCheckout);
        let mac = chosen(System::MacOs, &[("HOME", "/Users/kara"), ("XDG_CACHE_HOME", "/x")]);
        assert_eq!(mac.path, Path::new("/Users/kara/Library/Caches/captrack/target"));
        let windows = chosen(System::Windows, &[("LOCALAPPDATA", "/local")]);
        assert_eq!(windows.path, Path::new("/local/captrack/target"));
    }

    #[test]
    fn a_cache_folder_of_the_person_s_choice_is_respected_when_it_is_absolute() {
        let absolute = chosen(System::Unix, &[("HOME", "/home/kara"), ("XDG_CACHE_HOME", "/fast")]);
        assert_eq!(absolute.path, Path::new("/fast/captrack/target"));
        let relative = chosen(System::Unix, &[("HOME", "/home/kara"), ("XDG_CACHE_HOME", "fast")]);
        assert_eq!(relative.path, Path::new("/home/kara/.cache/captrack/target"));
    }

    #[test]
    fn an_empty_variable_counts_as_unset_and_without_a_home_the_checkout_keeps_its_own() {
        let target = chosen(System::Unix, &[("CARGO_TARGET_DIR", ""), ("HOME", "")]);
        assert_eq!(target.path, Path::new("/home/kara/checkout/target"));
        assert_eq!(target.sharing, Sharing::Own);
    }
}
