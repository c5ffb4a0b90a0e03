//! Targets of the Rust toolchain: whether one is there, and adding it.
use std::{env, fs, path::Path, process::Command, time::Duration};

use anyhow::Result;

use crate::{process, step::Steps};

/// How long rustup may take to download a target: some 25 MB, or no answer at all.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(3);

/// Asks the compiler where the target's libraries would be, and looks. rustup is not asked: the toolchain may be of
/// another origin.
pub fn is_there(target: &str) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = Command::new(rustc);
    ask.args(["--print", "target-libdir", "--target", target]);
    process::answer(&mut ask).is_some_and(|folder| has_standard_library(Path::new(&folder)))
}

/// Adds it through rustup; false: that could not be done.
pub fn add(target: &str, steps: &mut Steps) -> Result<bool> {
    steps.run(&format!("add the target {target} to the Rust toolchain"), || {
        let mut add = Command::new("rustup");
        add.args(["target", "add", target]);
        Ok(process::succeeds_within(&mut add, DOWNLOAD_LIMIT) && is_there(target))
    })
}

fn has_standard_library(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_holds_no_standard_library() {
        assert!(!has_standard_library(Path::new("/no/such/toolchain/lib")));
    }
}
