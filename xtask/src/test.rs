//! Every check and every test.
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::{
    app,
    bridge::{BridgePython, Script},
    checkout::Checkout,
    command::{Extent, Profile},
    desktop, disk_space, installed, lint, packages, page, process,
    setup::{self, Purpose},
    step::Steps,
    test_parts::{TestParts, on_ci},
    windows,
};

/// Leaves out the tests that need a desktop without a screen, which Linux alone has.
const NO_WINDOW: [&str; 2] = ["-E", "not binary(journey)"];

/// Lets the tests with a real AllianceAuth be compiled, which are no part of a usual run.
const WITH_ALLIANCE_AUTH: [&str; 2] = ["--features", "captrack-tests/allianceauth"];

/// How many days of an unkind world are lived through: one, unless this says otherwise.
const DAYS_OF_THE_WEEK: &str = "CAPTRACK_WEEK_DAYS";

/// The keyring's tests need these.
const KEYRING: [&str; 2] = ["dbus-run-session", "gnome-keyring-daemon"];

/// The official descriptions of ESI and Discord, beside the checkout. They are not the project's to pass on.
const SPECIFICATIONS: &str = "../shared/specs";

/// The bridge's own tests, and what it serves beside the recordings that both ends are held to.
const BRIDGE: &str = "the bridge's own tests and the check of its recordings";

/// Runs the checks, then the tests. The test runner's own summary comes last, and after it what became of each part.
pub fn run(checkout: &Checkout, steps: &mut Steps, extent: Extent, arguments: &[String]) -> Result<ExitCode> {
    disk_space::make(checkout, steps)?;
    // What is missing is said before anything takes long.
    let mut parts = TestParts::new(on_ci());
    setup::packages_for(Purpose::Desktop, steps)?;
    if extent == Extent::All {
        setup::packages_for(Purpose::Faults, steps)?;
        setup::packages_for(Purpose::Packages, steps)?;
    }
    let has_nextest = look_for_nextest(checkout, &mut parts)?;
    look_for_what_tests_stand_on(checkout, &mut parts)?;
    let bridge = look_for_bridge(checkout, steps, extent, arguments, &mut parts)?;
    setup::lint_tools(checkout, steps)?;
    lint::format(checkout, steps)?;
    page::build(checkout, steps, Profile::Debug)?;
    lint::clippy(checkout, steps)?;
    if extent == Extent::All && !cfg!(windows) {
        windows::check(checkout, steps)?;
        parts.ran("the lints for Windows", true);
    } else if !cfg!(windows) {
        parts.left_out("the lints for Windows", "only with --all; cargo xtask check-windows");
    }
    lint::licences(checkout, steps, &mut parts)?;
    lint::workflows(checkout, steps, &mut parts)?;
    let program = build(checkout, steps)?;
    if let Some(bridge) = bridge {
        parts.ran("the bridge's own tests", bridge.run(Script::Tests, steps)?);
        parts.ran("the bridge's recordings", bridge.run(Script::Recordings, steps)?);
        if extent == Extent::All {
            parts.ran("the bridge's own tests on MariaDB and PostgreSQL", bridge.run(Script::Servers, steps)?);
            parts.ran("the bridge's package", bridge.run(Script::Package, steps)?);
            parts.ran("the comparison with aa-captrack", bridge.run(Script::Comparison, steps)?);
            parts.ran("the program with AllianceAuth", with_alliance_auth(checkout, steps, &program)?);
        }
    }
    test_package(checkout, steps, extent, &program, &mut parts)?;
    if extent == Extent::Usual {
        parts.left_out("seven days of an unkind world (one of them ran)", "only with --all");
    }
    if extent == Extent::Usual || !arguments.is_empty() {
        let left_out = "the program with a real AllianceAuth, the bridge on MariaDB and PostgreSQL, its package, the comparison with aa-captrack";
        parts.left_out(left_out, "only with --all");
    }
    eprintln!("{}", steps.timings());
    let mut runner = runner(checkout, extent, has_nextest, arguments);
    runner.env(app::PATH_VARIABLE, &program);
    parts.ran("the workspace's tests", desktop::status_on_one(&mut runner)?.success());
    eprintln!("{}", parts.lines());
    Ok(if parts.all_passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn look_for_nextest(checkout: &Checkout, parts: &mut TestParts) -> Result<bool> {
    let is_there = process::succeeds(checkout.cargo().args(["nextest", "--version"]));
    if !is_there {
        let why =
            "cargo-nextest is not installed (cargo install cargo-nextest --locked); cargo's own runner takes its place";
        parts.missing("the limit on tests that hang", why)?;
    }
    Ok(is_there)
}

/// What some tests leave themselves out without.
fn look_for_what_tests_stand_on(checkout: &Checkout, parts: &mut TestParts) -> Result<()> {
    if !checkout.root.join(SPECIFICATIONS).is_dir() {
        let (what, why) =
            ("what compares with the official descriptions of ESI and Discord", "there is no ../shared/specs");
        // A clone on GitHub never has them.
        if env::var_os("GITHUB_ACTIONS").is_some() { parts.left_out(what, why) } else { parts.missing(what, why)? }
    }
    if !cfg!(target_os = "linux") {
        parts.left_out("the journeys in the real window", "they need Linux");
        return Ok(());
    }
    if packages::has_apt() && !packages::missing(packages::FAULTS).is_empty() {
        parts.left_out("the program with its clock turned", "the package faketime is not installed; --all installs it");
    }
    if !process::is_root() {
        parts.left_out("the program on a full and on a read-only disk", "only root can mount one");
    }
    for program in KEYRING {
        if !process::is_on_path(program) {
            parts.missing("the keyring's tests", &format!("{program} is not installed"))?;
        }
    }
    Ok(())
}

/// The bridge, if its tests are to run.
fn look_for_bridge(
    checkout: &Checkout,
    steps: &mut Steps,
    extent: Extent,
    arguments: &[String],
    parts: &mut TestParts,
) -> Result<Option<BridgePython>> {
    if !arguments.is_empty() {
        parts.left_out(BRIDGE, "the arguments are for the workspace's tests alone");
        return Ok(None);
    }
    if extent == Extent::Usual && !cfg!(target_os = "linux") {
        parts.left_out(BRIDGE, "they run on Linux, and elsewhere with --all");
        return Ok(None);
    }
    match BridgePython::prepare(checkout, steps, extent) {
        Ok(bridge) => Ok(Some(bridge)),
        Err(error) if extent == Extent::All => Err(error),
        Err(error) => parts.missing(BRIDGE, &format!("{error:#}")).map(|()| None),
    }
}

/// The package for Debian, installed into a system of its own.
fn test_package(
    checkout: &Checkout,
    steps: &mut Steps,
    extent: Extent,
    program: &Path,
    parts: &mut TestParts,
) -> Result<()> {
    const WHAT: &str = "the package for Debian, installed and removed";
    if extent == Extent::Usual {
        parts.left_out(WHAT, "only with --all");
    } else if !cfg!(target_os = "linux") || !packages::has_apt() {
        parts.left_out(WHAT, "it needs Debian or Ubuntu");
    } else if !process::is_root() {
        parts.left_out(WHAT, "only root can install one");
    } else {
        parts.ran(WHAT, installed::test(checkout, steps, program)?);
    }
    Ok(())
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

/// Builds the program and all tests in one go, which gives all of them the same dependencies.
fn build(checkout: &Checkout, steps: &mut Steps) -> Result<PathBuf> {
    steps.run("build the program and the tests", || {
        let mut cargo = checkout.cargo();
        cargo.args(["build", "--workspace", "--bins", "--tests", "--examples"]);
        process::must(&mut cargo, "the tests do not compile; the compiler's own words are above")
    })?;
    app::place(checkout, Profile::Debug)
}

/// The test runner: nextest where it is installed, cargo's own where it is not. (No documentation has an example to run: an invariant.)
fn runner(checkout: &Checkout, extent: Extent, has_nextest: bool, arguments: &[String]) -> Command {
    let mut cargo = checkout.cargo();
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
        cargo.env(DAYS_OF_THE_WEEK, "7");
    }
    cargo.args(arguments);
    cargo
}
