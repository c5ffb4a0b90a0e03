//! Lets several checkouts share one target folder without being given each other's code.
//!
//! Cargo names the artefacts of a workspace's own packages by their path *inside* the workspace, and decides by file
//! times whether they are up to date. In a shared target folder an older checkout therefore finds a newer one's
//! artefacts and takes them for its own. The path of `RUSTC_WORKSPACE_WRAPPER` is part of the name of every workspace
//! package's artefact, and of no dependency's: with this very program as the wrapper, which lies in the checkout's own
//! `target`, dependencies are shared and own packages are kept apart. As a wrapper it only passes the call on.
use std::{
    env,
    ffi::OsStr,
    fs,
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::process;

/// Set beside the wrapper, so that no ordinary call is taken for one by cargo.
const MARK: &str = "CAPTRACK_XTASK_WRAPS_RUSTC";

/// Set beside the mark: lines are counted.
const COUNTS: &str = "CAPTRACK_XTASK_COUNTS_LINES";

/// Makes `cargo` keep this checkout's packages apart from those of others. A wrapper that is already set stays.
pub fn keep_apart(cargo: &mut Command) {
    if env::var_os("RUSTC_WORKSPACE_WRAPPER").is_some() {
        return;
    }
    if let Ok(this_program) = env::current_exe() {
        cargo.env("RUSTC_WORKSPACE_WRAPPER", this_program).env(MARK, "1");
    }
}

/// Makes `cargo` compile the workspace's own packages with LLVM's counters, and keep them apart from those without: the wrapper is a copy of
/// this program in `folder`.
pub fn count_lines(cargo: &mut Command, folder: &Path) -> Result<()> {
    let wrapper = folder.join(format!("rustc_wrapper{}", env::consts::EXE_SUFFIX));
    let this_program = env::current_exe().context("this program does not know where it lies")?;
    // Another time would have everything compiled anew; a program that runs cannot be written over.
    if fs::read(&wrapper).ok() != fs::read(&this_program).ok() {
        let _ = fs::remove_file(&wrapper);
        fs::copy(&this_program, &wrapper).context("the compiler's wrapper cannot be copied")?;
    }
    cargo.env("RUSTC_WORKSPACE_WRAPPER", &wrapper).env(MARK, "1").env(COUNTS, "1");
    // Build scripts of the workspace count too, and nobody reads that.
    cargo.env("LLVM_PROFILE_FILE", folder.join("builds.profraw"));
    Ok(())
}

/// Runs the compiler when cargo called this program in its place; `None` for every other call.
pub fn run_when_called_as_one() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    if env::var_os(MARK).is_none() || !is_a_compiler(&compiler) {
        return None;
    }
    let counts = env::var_os(COUNTS).map(|_| "-Cinstrument-coverage");
    let ended = process::become_program(Command::new(&compiler).args(arguments).args(counts));
    Some(ended.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    }))
}

fn is_a_compiler(program: &OsStr) -> bool {
    let name = Path::new(program).file_stem().and_then(OsStr::to_str);
    name.is_some_and(|name| name.starts_with("rustc") || name.starts_with("clippy-driver"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_compiler_s_name_makes_it_a_wrapper() {
        for compiler in ["rustc", "/usr/bin/rustc", "/toolchain/bin/clippy-driver"] {
            assert!(is_a_compiler(OsStr::new(compiler)), "{compiler}");
        }
        for command in ["run", "test", "--help", "/usr/bin/cc"] {
            assert!(!is_a_compiler(OsStr::new(command)), "{command}");
        }
    }
}
