//! The built program.

use std::env::{self, consts::EXE_SUFFIX};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

/// Where the program is: named by `CAPTRACK_BIN`, else beside the tests and examples.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CAPTRACK_BIN") {
        return Ok(PathBuf::from(path));
    }
    let own = env::current_exe()?;
    let folder = own.parent().and_then(|folder| folder.parent()).context("the tests stand in no folder")?;
    let path = folder.join(format!("captrack{EXE_SUFFIX}"));
    ensure!(path.exists(), "{} is not built; run cargo build --package captrack first", path.display());
    Ok(path)
}
