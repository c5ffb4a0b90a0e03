//! What has to be on this machine before anything can be built or tested.
use std::process::Command;

use anyhow::{Result, bail};

use crate::{
    checkout::Checkout,
    packages, process,
    step::{self, Steps},
};

/// What the system packages are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Building the program.
    Build,
    /// Building it, and running it on a desktop without a screen.
    Desktop,
    /// The same, with a panel and a notification server that are fit for a picture.
    Pictures,
    /// An AllianceAuth for the bridge's tests.
    Bridge,
    /// The database servers that an AllianceAuth runs on.
    Databases,
    /// Turning the clock of the program.
    Faults,
    /// Linting for Windows.
    Windows,
    /// Packing the program, and checking the packages.
    Packages,
}

/// Installs missing system packages on Debian and Ubuntu. Elsewhere on Linux it says what must be there; macOS and
/// Windows bring a web view along.
pub fn packages_for(purpose: Purpose, steps: &mut Steps) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !packages::has_apt() {
        step::note(match purpose {
            Purpose::Build => {
                "not Debian or Ubuntu: WebKitGTK 4.1, libayatana-appindicator and D-Bus must be installed with their headers"
            }
            Purpose::Pictures => {
                "not Debian or Ubuntu: what the tests need must be installed, and xfce4-panel and xfce4-notifyd"
            }
            Purpose::Bridge => {
                "not Debian or Ubuntu: Redis, MariaDB's client library with its headers, a C compiler and Python with its headers must be installed"
            }
            Purpose::Databases => "not Debian or Ubuntu: MariaDB and PostgreSQL must be installed",
            Purpose::Faults => "not Debian or Ubuntu: libfaketime must lie where their package faketime has it",
            Purpose::Windows => "not Debian or Ubuntu: a MinGW-w64 compiler for x86_64 must be installed",
            Purpose::Packages => {
                "not Debian or Ubuntu: what builds the program must be installed, and dpkg-dev, rpm, lintian, appstream, desktop-file-utils, debootstrap and NSIS"
            }
            Purpose::Desktop => {
                "not Debian or Ubuntu: WebKitGTK 4.1 with its driver, Xvfb, D-Bus, openbox, dunst, gnome-keyring, xdotool and ImageMagick must be installed"
            }
        });
        return Ok(());
    }
    if purpose == Purpose::Bridge {
        return packages::install("for an AllianceAuth", packages::BRIDGE, steps);
    }
    if purpose == Purpose::Databases {
        return packages::install("the database servers of an AllianceAuth", packages::DATABASES, steps);
    }
    if purpose == Purpose::Faults {
        return packages::install("to turn the program's clock", packages::FAULTS, steps);
    }
    if purpose == Purpose::Windows {
        return packages::install("to compile for Windows", packages::WINDOWS, steps);
    }
    packages::install("to build the program", packages::BUILD, steps)?;
    if purpose == Purpose::Packages {
        return packages::install("to pack it", packages::PACKAGES, steps);
    }
    if purpose != Purpose::Build {
        packages::install("for a desktop without a screen", packages::DESKTOP, steps)?;
    }
    if purpose == Purpose::Pictures {
        packages::install("for pictures of it", packages::PICTURES, steps)?;
    }
    Ok(())
}

/// Makes sure that the toolchain can format and lint.
pub fn lint_tools(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let is_there = || process::succeeds(checkout.cargo().args([subcommand, "--version"]));
        if is_there() {
            continue;
        }
        steps.run(&format!("add {component} to the Rust toolchain"), || {
            let added = process::succeeds(Command::new("rustup").args(["component", "add", component]));
            if !added || !is_there() {
                bail!("{component} is missing and rustup could not add it; install it, for instance by rustup component add {component}");
            }
            Ok(())
        })?;
    }
    Ok(())
}
