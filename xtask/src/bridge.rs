//! The bridge for AllianceAuth is a Python package: its tests bring a virtual environment, a Redis and a database of their own.
use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    checkout::Checkout,
    command::Extent,
    process,
    setup::{self, Purpose},
    step::Steps,
};

/// What the bridge runs on.
const OLDEST_PYTHON: &str = "import sys; sys.exit(sys.version_info < (3, 10))";

/// How its scripts end when something is missing on this machine; they have said what.
const SOMETHING_IS_MISSING: i32 = 2;

/// A Python, and the folder of the bridge.
#[derive(Clone, Debug)]
pub struct BridgePython {
    python: &'static str,
    folder: PathBuf,
}

/// One of the bridge's scripts that a full test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Its own tests, on a real AllianceAuth.
    Tests,
    /// The same on the database servers that AllianceAuth runs on.
    Servers,
    /// The package as it is published: built, checked, and installed with all that it needs.
    Package,
    /// Whether it still answers as it is recorded: the desk's client and the sim are held to the recordings.
    Recordings,
    /// What it serves beside what aa-captrack shows and relays, on one database.
    Comparison,
}

impl Script {
    const fn file(self) -> &'static str {
        match self {
            Self::Tests | Self::Servers => "run_tests.py",
            Self::Package => "check_package.py",
            Self::Recordings => "record.py",
            Self::Comparison => "compare_peer.py",
        }
    }

    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Tests | Self::Package | Self::Comparison => &[],
            Self::Servers => &["--servers"],
            Self::Recordings => &["--check"],
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Tests => "test the bridge on a real AllianceAuth",
            Self::Servers => "test the bridge on MariaDB and PostgreSQL",
            Self::Package => "build the bridge's package and install it",
            Self::Recordings => "compare the bridge's answers with their recordings",
            Self::Comparison => "compare the bridge with aa-captrack on one database",
        }
    }
}

impl BridgePython {
    /// Finds a Python and installs what the scripts need, AllianceAuth too; fails with a sentence where that cannot be.
    pub fn prepare(checkout: &Checkout, steps: &mut Steps, extent: Extent) -> Result<Self> {
        setup::packages_for(Purpose::Bridge, steps)?;
        if extent == Extent::All {
            setup::packages_for(Purpose::Databases, steps)?;
        }
        let folder = checkout.root.join("bridge");
        let Some(python) = find_python() else {
            bail!("the tests with AllianceAuth need Python 3.10 or newer: install it, then try again");
        };
        let bridge = Self { python, folder };
        steps.run("set up AllianceAuth for the tests", || {
            let mut setup = bridge.command(Path::new("run_tests.py"));
            let status = process::status(setup.arg("--setup"))?;
            if !status.success() {
                bail!("AllianceAuth could not be set up; the reason is above");
            }
            Ok(())
        })?;
        Ok(bridge)
    }

    /// Runs a script; false: it found something wrong and has said what.
    pub fn run(&self, script: Script, steps: &mut Steps) -> Result<bool> {
        steps.run(script.what(), || {
            let status = process::status(self.command(Path::new(script.file())).args(script.arguments()))?;
            if status.code() == Some(SOMETHING_IS_MISSING) {
                bail!("{} could not be run; the reason is above", script.file());
            }
            Ok(status.success())
        })
    }

    fn command(&self, script: &Path) -> Command {
        let mut command = Command::new(self.python);
        command.arg(script).current_dir(&self.folder);
        command
    }
}

/// The first Python on the path that is new enough.
fn find_python() -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|python| process::succeeds(Command::new(python).args(["-c", OLDEST_PYTHON])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_there() {
        let bridge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bridge");
        for script in [Script::Tests, Script::Servers, Script::Package, Script::Recordings, Script::Comparison] {
            assert!(bridge.join(script.file()).is_file(), "{}", script.file());
        }
    }
}
