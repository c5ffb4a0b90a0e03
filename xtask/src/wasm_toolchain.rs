//! The compiler that turns the page into wasm.
//!
//! Usually that is rustup's toolchain with one more target. Where rustup cannot download it, Debian's second toolchain
//! does the same from the sources of the standard library, which Debian ships too. The target is deliberately not named
//! in a `rust-toolchain.toml`: rustup would try to download it at every call of cargo.
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    checkout::Checkout,
    packages, process, rust_target,
    step::{self, Steps},
};

/// What the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Which compiler the page is compiled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageToolchain {
    /// The one that compiles everything else: it has the target.
    Own,
    /// Debian's second one, with this linker for wasm.
    Debian { linker: PathBuf },
}

impl PageToolchain {
    /// A cargo of this toolchain at work in `checkout`, in the page's own target folder.
    pub fn cargo(&self, checkout: &Checkout) -> Command {
        let mut cargo = match self {
            Self::Own => checkout.cargo(),
            Self::Debian { linker } => {
                let mut cargo = Command::new("/usr/bin/cargo");
                checkout.set_up(&mut cargo);
                cargo
                    .env("PATH", debian_first(&env::var_os("PATH").unwrap_or_default()))
                    .env("RUSTC", "/usr/bin/rustc")
                    .env_remove("RUSTUP_TOOLCHAIN")
                    // -Zbuild-std is unstable; Debian's compiler and sources are of one version, so it is safe here.
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                cargo
            }
        };
        cargo.env("CARGO_TARGET_DIR", checkout.page_target());
        cargo
    }

    /// What its cargo must be told beyond the target.
    pub const fn extra_arguments(&self) -> &'static [&'static str] {
        match self {
            Self::Own => &[],
            Self::Debian { .. } => &["-Zbuild-std=std,panic_abort"],
        }
    }
}

/// Finds a toolchain for the page, and sets one up where there is none.
pub fn find(steps: &mut Steps) -> Result<PageToolchain> {
    if rust_target::is_there(TARGET) {
        return Ok(PageToolchain::Own);
    }
    if packages::has_apt() && packages::missing(packages::SECOND_TOOLCHAIN).is_empty() {
        return debian();
    }
    if rust_target::add(TARGET, steps)? {
        return Ok(PageToolchain::Own);
    }
    step::note("rustup could not add it; looking for a toolchain of the distribution");
    if !packages::has_apt() {
        bail!("the page needs the target {TARGET}: run rustup target add {TARGET} with a network, then try again");
    }
    let unavailable = packages::unavailable(packages::SECOND_TOOLCHAIN, steps)?;
    if !unavailable.is_empty() {
        bail!(
            "the page needs the target {TARGET}: run rustup target add {TARGET} with a network, then try again \
             (this distribution has no {} that could stand in)",
            unavailable.join(" and no ")
        );
    }
    packages::install("to compile the page", packages::SECOND_TOOLCHAIN, steps)?;
    debian()
}

fn debian() -> Result<PageToolchain> {
    let own_linker = process::answer(Command::new("rustc").args(["--print", "target-libdir"]))
        .and_then(|libraries| Some(Path::new(&libraries).parent()?.join("bin").join("rust-lld")));
    let candidates = own_linker.into_iter().chain(wasm_ld_on(&env::var_os("PATH").unwrap_or_default()));
    let linker = candidates.into_iter().find(|linker| linker.is_file());
    let linker = linker.context("no linker for wasm was found; install the package lld, then try again")?;
    Ok(PageToolchain::Debian { linker })
}

/// Where Debian's `wasm-ld` could be; newer ones first.
fn wasm_ld_on(path: &std::ffi::OsStr) -> Vec<PathBuf> {
    let names: Vec<String> = std::iter::once("wasm-ld".to_owned())
        .chain((14..=25).rev().map(|version| format!("wasm-ld-{version}")))
        .collect();
    let folders: Vec<PathBuf> = env::split_paths(path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).collect()
}

/// `path` with Debian's programs before rustup's, whose `cargo` and `rustc` would otherwise be found first.
fn debian_first(path: &std::ffi::OsStr) -> std::ffi::OsString {
    let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(env::split_paths(path));
    env::join_paths(folders).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_s_programs_come_before_rustup_s() {
        let path = debian_first("/home/kara/.cargo/bin:/bin".as_ref());
        assert_eq!(path, "/usr/bin:/home/kara/.cargo/bin:/bin");
    }

    #[test]
    fn an_unversioned_linker_is_preferred_then_the_newest() {
        let places = wasm_ld_on("/a:/b".as_ref());
        assert_eq!(places[0], Path::new("/a/wasm-ld"));
        assert_eq!(places[1], Path::new("/b/wasm-ld"));
        assert_eq!(places[2], Path::new("/a/wasm-ld-25"));
    }

    #[test]
    fn only_debian_s_toolchain_builds_the_standard_library() {
        assert!(PageToolchain::Own.extra_arguments().is_empty());
        let debian = PageToolchain::Debian { linker: "/usr/bin/wasm-ld".into() };
        assert_eq!(debian.extra_arguments(), ["-Zbuild-std=std,panic_abort"]);
    }
}
