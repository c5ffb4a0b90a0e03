//! Every check and every test.
use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::{
    app,
    bridge::{Bridge, Script},
    checkout::Checkout,
    command::{Extent, Profile},
    desktop, page, process,
    setup::{self, Purpose},
    step::{self, Steps},
};

/// Leaves out the tests that need a desktop without a screen, which Linux alone has.
const NO_WINDOW: [&str; 2] = ["-E", "not binary(journey)"];

/// Lets the tests with a real AllianceAuth be compiled, which are no part of a usual run.
const WITH_ALLIANCE_AUTH: [&str; 2] = ["--features", "captrack-tests/allianceauth"];

/// Runs the checks, then the tests. The test runner's own summary is the last thing printed, or with an AllianceAuth what
/// became of each part.
pub fn run(checkout: &Checkout, steps: &mut Steps, extent: Extent, arguments: &[String]) -> Result<ExitCode> {
    // What is missing is said before anything takes long.
    let with_auth = extent == Extent::All && arguments.is_empty();
    let bridge = with_auth.then(|| Bridge::prepare(checkout, steps)).transpose()?;
    setup::packages_for(Purpose::Desktop, steps)?;
    setup::lint_tools(checkout, steps)?;
    format(checkout, steps)?;
    page::build(checkout, steps)?;
    lint(checkout, steps)?;
    licences(checkout, steps)?;
    let program = build(checkout, steps)?;
    doc_tests(checkout, steps)?;
    eprintln!("{}", steps.timings());
    let mut runner = runner(checkout, extent, arguments);
    runner.env(app::PATH_VARIABLE, &program);
    let mut parts = vec![("the workspace's tests", desktop::status_on_one(&mut runner)?.success())];
    if let Some(bridge) = bridge {
        parts.push(("the bridge's own tests", bridge.run(Script::Tests, steps)?));
        parts.push(("the comparison with aa-captrack", bridge.run(Script::Comparison, steps)?));
        parts.push(("the program with AllianceAuth", with_alliance_auth(checkout, steps, &program)?));
        for (what, passed) in &parts {
            eprintln!("{}  {what}", if *passed { "passed" } else { "FAILED" });
        }
    }
    Ok(if parts.iter().all(|(_, passed)| *passed) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The program, without a screen, connected to a real AllianceAuth with the bridge.
fn with_alliance_auth(checkout: &Checkout, steps: &mut Steps, program: &Path) -> Result<bool> {
    steps.run("test the program with a real AllianceAuth", || {
        let mut cargo = checkout.cargo();
        // All packages, so that dependencies are those of the other tests and not compiled anew.
        cargo.args(["test", "--workspace", "--test", "allianceauth", "--no-fail-fast"]).args(WITH_ALLIANCE_AUTH);
        cargo.env(app::PATH_VARIABLE, program);
        Ok(process::status(&mut cargo)?.success())
    })
}

fn format(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    steps.run("check the format", || {
        let mut fmt = checkout.cargo();
        fmt.args(["fmt", "--all", "--check"]);
        process::must(&mut fmt, "some files are not formatted; run cargo fmt --all")
    })
}

fn lint(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    steps.run("lint", || {
        let mut clippy = checkout.cargo();
        // In a shared target folder the path of the configuration is what tells one checkout's findings from another's:
        // clippy is a workspace wrapper itself, so the one that keeps builds apart gives way to it.
        clippy.env("CLIPPY_CONF_DIR", &checkout.root);
        clippy.args(["clippy", "--workspace", "--all-targets"]).args(WITH_ALLIANCE_AUTH);
        clippy.args(["--", "-D", "warnings"]);
        process::must(&mut clippy, "clippy has something to say; see above")
    })
}

fn licences(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    if !process::succeeds(checkout.cargo().args(["deny", "--version"])) {
        step::note("cargo-deny is not installed: licences and sources are left unchecked");
        return Ok(());
    }
    steps.run("check licences and sources", || {
        let mut deny = checkout.cargo();
        // Advisories need a database from the network: that is a step of the release, not of every test.
        deny.args(["deny", "--log-level", "error", "check", "licenses", "bans", "sources"]);
        process::must(&mut deny, "a dependency is not allowed; deny.toml says which are")
    })
}

/// Builds the program and all tests in one go, which gives all of them the same dependencies.
fn build(checkout: &Checkout, steps: &mut Steps) -> Result<PathBuf> {
    steps.run("build the program and the tests", || {
        let mut cargo = checkout.cargo();
        cargo.args(["build", "--workspace", "--bins", "--tests", "--examples"]);
        process::must(&mut cargo, "the tests do not compile; the compiler's own words are above")
    })?;
    app::place(checkout, Profile::Debug)
}

fn doc_tests(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    steps.run("test the examples in the documentation", || {
        let mut cargo = checkout.cargo();
        cargo.args(["test", "--quiet", "--doc", "--workspace"]);
        process::must(&mut cargo, "an example in the documentation fails; see above")
    })
}

/// The test runner: nextest where it is installed, cargo's own where it is not.
fn runner(checkout: &Checkout, extent: Extent, arguments: &[String]) -> Command {
    let mut cargo = checkout.cargo();
    let has_nextest = process::succeeds(checkout.cargo().args(["nextest", "--version"]));
    if has_nextest {
        cargo.args(["nextest", "run", "--workspace"]);
        if !cfg!(target_os = "linux") {
            cargo.args(NO_WINDOW);
        }
    } else {
        cargo.args(["test", "--workspace", "--lib", "--bins", "--tests"]);
    }
    if extent == Extent::All {
        cargo.arg("--no-fail-fast");
    }
    cargo.args(arguments);
    cargo
}
