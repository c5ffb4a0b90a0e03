//! The program itself: built, put where it is looked for, started.
use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::{
    checkout::Checkout,
    command::Profile,
    page, process,
    setup::{self, Purpose},
    step::{self, Steps},
};

/// The package of the program, and the program's name.
pub const PACKAGE: &str = "captrack";

/// Tells tests, benchmarks and the taker of pictures where the program is.
pub const PATH_VARIABLE: &str = "CAPTRACK_BIN";

/// Sets up what is missing, builds page and program; returns the program's path.
pub fn prepare(checkout: &Checkout, steps: &mut Steps, profile: Profile) -> Result<PathBuf> {
    setup::packages_for(Purpose::Build, steps)?;
    page::build(checkout, steps, profile)?;
    build(checkout, steps, profile)
}

/// Builds the program around the page that is there.
pub fn build(checkout: &Checkout, steps: &mut Steps, profile: Profile) -> Result<PathBuf> {
    steps.run("build the program", || {
        let mut cargo = checkout.cargo();
        cargo.arg("build").args(match profile {
            // The features of dependencies come out as for the tests, which cargo settles over all that one call may
            // build: else 400 packages would be compiled anew by the first test.
            Profile::Debug => ["--workspace", "--bin", PACKAGE, "--examples"].as_slice(),
            // Nothing that only tests need is in what people install.
            Profile::Release => &["--package", PACKAGE, "--release"],
        });
        process::must(&mut cargo, "the program does not compile; the compiler's own words are above")
    })?;
    place(checkout, profile)
}

/// The program after a build: in the checkout's own `target` too, where people and other tools look for it.
pub fn place(checkout: &Checkout, profile: Profile) -> Result<PathBuf> {
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    let name = format!("{PACKAGE}{EXE_SUFFIX}");
    let built = checkout.target.path.join(folder).join(&name);
    let wanted = checkout.root.join("target").join(folder).join(&name);
    if built != wanted {
        link_or_copy(&built, &wanted)
            .with_context(|| format!("the program could not be put at {}", wanted.display()))?;
    }
    Ok(wanted)
}

/// A hard link costs nothing and survives that another checkout builds its own; a copy does where links cannot.
fn link_or_copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if to.exists() {
        fs::remove_file(to)?;
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

/// Builds the program and becomes it.
pub fn run(checkout: &Checkout, steps: &mut Steps, profile: Profile, arguments: &[String]) -> Result<ExitCode> {
    let program = prepare(checkout, steps, profile)?;
    step::note(&format!("start {}", program.display()));
    process::become_program(Command::new(program).args(arguments))
}
