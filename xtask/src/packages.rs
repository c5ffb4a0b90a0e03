//! System packages of Debian and Ubuntu: which are needed, which are missing, how they are installed.
//!
//! Names exist on Debian 12 and Ubuntu 24.04 alike, except where a list says otherwise.
use std::{
    env,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Context, Result, bail};

use crate::{
    process,
    step::{self, Steps},
};

/// To build the program: the web view, the tray, D-Bus.
pub const BUILD: &[&str] = &["pkg-config", "libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "libdbus-1-dev"];

/// For a desktop without a screen: X server, session bus, window manager, notification server, keyring, the driver of
/// the web view, pictures of the screen, and letters to draw on it.
pub const DESKTOP: &[&str] = &[
    "xvfb",
    "dbus",
    "dbus-x11",
    "openbox",
    "dunst",
    "libnotify-bin",
    "gnome-keyring",
    "webkit2gtk-driver",
    "libgl1-mesa-dri",
    "xdotool",
    "imagemagick",
    "fonts-inter",
    "fonts-dejavu-core",
];

/// For pictures besides: a panel with a real tray, and a notification server that draws its buttons.
pub const PICTURES: &[&str] = &["xfce4-panel", "xfce4-notifyd"];

/// For an AllianceAuth: its cache, and what its packages are compiled with.
pub const BRIDGE: &[&str] =
    &["redis-server", "default-libmysqlclient-dev", "pkg-config", "build-essential", "python3-dev", "python3-venv"];

/// Database servers that the tests start. Of the first only the program is needed, no service.
pub const DATABASES: &[&str] = &["mariadb-server-core", "mariadb-client-core", "postgresql"];

/// A clock that can be turned for one process.
pub const FAULTS: &[&str] = &["faketime"];

/// To compile the parts in C for Windows, and their assembler.
pub const WINDOWS: &[&str] = &["gcc-mingw-w64-x86-64", "nasm"];

/// To pack the program, check the packages, and install one into a system of its own.
pub const PACKAGES: &[&str] =
    &["dpkg-dev", "rpm", "binutils", "lintian", "appstream", "desktop-file-utils", "man-db", "debootstrap", "nsis"];

/// Debian's second Rust toolchain with the sources of the standard library. Debian only.
pub const SECOND_TOOLCHAIN: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "libstd-rust-web-dev"];

/// How long apt may wait for another package manager to finish, in seconds.
const LOCK_PATIENCE: &str = "DPkg::Lock::Timeout=300";

/// How much of apt's own words is shown when it fails, in lines.
const LAST_WORDS: usize = 15;

/// Whether this machine has Debian's package tools.
pub fn has_apt() -> bool {
    Path::new("/usr/bin/apt-get").exists() && Path::new("/usr/bin/dpkg-query").exists()
}

/// Which of `wanted` are not installed.
pub fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat", "${Package} ${db:Status-Status}\\n"]).args(wanted);
    // It fails when it knows nothing of a package, and still lists the others.
    missing_from(wanted, &process::printed(&mut query))
}

/// Which of `wanted` apt could not install here, after its lists were brought up to date.
pub fn unavailable<'a>(wanted: &[&'a str], steps: &mut Steps) -> Result<Vec<&'a str>> {
    update_lists(steps)?;
    let mut policy = Command::new("apt-cache");
    policy.env("LC_ALL", "C").arg("policy").args(wanted);
    Ok(unavailable_from(wanted, &process::printed(&mut policy)))
}

/// Installs what is missing of `wanted`; says nothing when all of it is there.
pub fn install(purpose: &str, wanted: &[&str], steps: &mut Steps) -> Result<()> {
    let missing = missing(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    update_lists(steps)?;
    let list = missing.join(" ");
    steps.run(&format!("install system packages {purpose}: {list}"), || {
        let by_hand = format!("as root: apt-get install {list}");
        let mut install = apt_get(&by_hand)?;
        // Nothing of the person's own is ever removed to make room for these.
        install.args(["install", "--yes", "--no-install-recommends", "--no-remove"]).args(&missing);
        last_words_of(&mut install, &format!("apt-get could not install them; try {by_hand}"))
    })
}

/// Once a call is enough.
fn update_lists(steps: &mut Steps) -> Result<()> {
    static UPDATED: AtomicBool = AtomicBool::new(false);
    if UPDATED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    steps.run("bring apt's package lists up to date", || {
        let mut update = apt_get("as root: apt-get update")?;
        update.arg("update");
        if !process::succeeds(&mut update) {
            // One broken source of many also lands here; the installation will tell whether it matters.
            step::note("apt-get update did not succeed; going on with the lists that are there");
        }
        Ok(())
    })
}

/// An `apt-get` that asks nothing, as root or through sudo.
fn apt_get(by_hand: &str) -> Result<Command> {
    let mut command = if process::is_root() {
        Command::new("env")
    } else if on_path("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        bail!("system packages are missing and there is no sudo here; run this {by_hand}");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get"]);
    command.args(["-q", "-o", "Dpkg::Use-Pty=0", "-o", LOCK_PATIENCE]);
    Ok(command)
}

fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Runs `command` in silence; when it fails, shows the end of what it printed and fails with `otherwise`.
fn last_words_of(command: &mut Command, otherwise: &str) -> Result<()> {
    let output = command.output().context("apt-get could not be started")?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    let lines: Vec<_> = printed.lines().collect();
    for line in &lines[lines.len().saturating_sub(LAST_WORDS)..] {
        eprintln!("  {line}");
    }
    bail!("{otherwise}");
}

/// `listed` is dpkg-query's answer: a package and its state a line. A package that was removed and left its
/// configuration behind is listed, and not installed.
fn missing_from<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let is_installed = |package: &str| listed.lines().any(|line| line.split_once(' ') == Some((package, "installed")));
    wanted.iter().copied().filter(|package| !is_installed(package)).collect()
}

/// `policy` is apt-cache's answer: a package's name and a colon, then indented facts. Unknown packages are left out,
/// those that are only known by name have the candidate `(none)`.
fn unavailable_from<'a>(wanted: &[&'a str], policy: &str) -> Vec<&'a str> {
    let mut available = Vec::new();
    let mut package = "";
    for line in policy.lines() {
        if !line.starts_with(' ') {
            package = line.trim_end_matches(':');
        } else if let Some(candidate) = line.trim().strip_prefix("Candidate:")
            && candidate.trim() != "(none)"
        {
            available.push(package);
        }
    }
    wanted.iter().copied().filter(|package| !available.contains(package)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_dpkg_does_not_know_is_missing() {
        assert_eq!(missing_from(&["xvfb", "dunst"], "xvfb installed\n"), ["dunst"]);
        assert_eq!(missing_from(&["xvfb", "dunst"], ""), ["xvfb", "dunst"]);
    }

    #[test]
    fn a_removed_package_whose_configuration_is_left_is_missing() {
        let listed = "xvfb installed\ndunst config-files\nopenbox not-installed\n";
        assert_eq!(missing_from(&["xvfb", "dunst", "openbox"], listed), ["dunst", "openbox"]);
    }

    #[test]
    fn a_package_installed_for_two_architectures_is_there() {
        let listed = "libdbus-1-dev installed\nlibdbus-1-dev not-installed\n";
        assert!(missing_from(&["libdbus-1-dev"], listed).is_empty());
    }

    #[test]
    fn a_name_that_begins_like_another_is_not_that_other() {
        assert_eq!(missing_from(&["dbus"], "dbus-x11 installed\n"), ["dbus"]);
    }

    #[test]
    fn what_has_no_candidate_cannot_be_installed() {
        let policy = "\
rustc-web:
  Installed: (none)
  Candidate: 1.96.0+dfsg1-1~deb12u2
  Version table:
     1.96.0+dfsg1-1~deb12u2 500
        500 http://mirror.example/debian bookworm/main amd64 Packages
cargo-web:
  Installed: (none)
  Candidate: (none)
  Version table:
";
        let wanted = ["rustc-web", "cargo-web", "rust-web-src"];
        assert_eq!(unavailable_from(&wanted, policy), ["cargo-web", "rust-web-src"]);
    }
}
