//! Every check and every test.
use std::{
    path::PathBuf,
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::{
    app,
    checkout::Checkout,
    command::{AfterFailure, Profile},
    desktop, page, process,
    setup::{self, Purpose},
    step::{self, Steps},
};

/// Leaves out the tests that need a desktop without a screen, which Linux alone has.
const NO_WINDOW: [&str; 2] = ["-E", "not binary(journey)"];

/// Runs the checks, then the tests. The test runner's own summary is the last thing printed.
pub fn run(
    checkout: &Checkout,
    steps: &mut Steps,
    after_failure: AfterFailure,
    arguments: &[String],
) -> Result<ExitCode> {
    setup::packages_for(Purpose::Desktop, steps)?;
    setup::lint_tools(checkout, steps)?;
    format(checkout, steps)?;
    page::build(checkout, steps)?;
    lint(checkout, steps)?;
    licences(checkout, steps)?;
    let program = build(checkout, steps)?;
    doc_tests(checkout, steps)?;
    eprintln!("{}", steps.timings());
    let mut runner = runner(checkout, after_failure, arguments);
    runner.env(app::PATH_VARIABLE, &program);
    let status = desktop::status_on_one(&mut runner)?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
        clippy.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
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
fn runner(checkout: &Checkout, after_failure: AfterFailure, arguments: &[String]) -> Command {
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
    if after_failure == AfterFailure::GoOn {
        cargo.arg("--no-fail-fast");
    }
    cargo.args(arguments);
    cargo
}
