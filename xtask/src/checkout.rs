//! The folder this command works on, and how cargo is called there.
use std::{env, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{
    rustc_wrapper,
    target_dir::{self, TargetDir, TargetSharing},
};

/// Variables that `cargo run` sets for this program and that no other build should see: a build script that reads one
/// would be run again whenever it is called from elsewhere.
const OF_THIS_PACKAGE: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];

/// A clone of the repository and its target folder.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// The folder of the root manifest.
    pub root: PathBuf,
    /// Where builds are kept.
    pub target: TargetDir,
}

impl Checkout {
    /// The checkout whose `xtask` cargo runs, or the one around the working folder.
    pub fn find() -> Result<Self> {
        let working_dir = env::current_dir().context("the working folder is gone; change to one that exists")?;
        let root = match env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) {
            Some(xtask) => xtask.parent().map(PathBuf::from),
            None => working_dir.ancestors().find(|folder| folder.join("xtask").is_dir()).map(PathBuf::from),
        };
        let root = root.context("this is not a checkout of CapTrack Desktop; call cargo xtask inside one")?;
        let target = target_dir::choose(|name| env::var_os(name), &working_dir, &root);
        Ok(Self { root, target })
    }

    /// The cargo that called this program, at work in this checkout and its target folder.
    pub fn cargo(&self) -> Command {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut cargo = Command::new(program);
        self.set_up(&mut cargo);
        cargo.env("CARGO_TARGET_DIR", &self.target.path);
        cargo
    }

    /// Where the page is compiled. A folder of its own: the page and the program then never wait for each other's lock.
    pub fn page_target(&self) -> PathBuf {
        self.target.path.join("page-wasm")
    }

    /// Makes any cargo work for this checkout; the target folder is the caller's to name.
    pub fn set_up(&self, cargo: &mut Command) {
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if OF_THIS_PACKAGE.iter().any(|prefix| name.starts_with(prefix)) {
                cargo.env_remove(&*name);
            }
        }
        cargo.current_dir(&self.root);
        if self.target.sharing == TargetSharing::EveryCheckout {
            rustc_wrapper::keep_apart(cargo);
        }
    }
}
