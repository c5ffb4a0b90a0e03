//! The package for Debian, installed where nothing is but what it depends on.
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{checkout::Checkout, linux_packages, process, step::Steps};

/// Lets the test be compiled, which is no part of a usual run.
const FEATURE: [&str; 2] = ["--features", "captrack-tests/package"];

/// Packs the program and has the test install the package, use it, and remove it; whether it passed.
pub fn test(checkout: &Checkout, steps: &mut Steps, program: &Path) -> Result<bool> {
    let packages = linux_packages::make(checkout, steps, program)?;
    let deb = packages.first().context("there is no package for Debian")?;
    let system = system(checkout, steps, deb)?;
    steps.run("install the package, use it, and remove it", || {
        let mut cargo = checkout.cargo();
        // All packages, so that dependencies are those of the other tests and not compiled anew.
        cargo.args(["test", "--workspace", "--test", "package"]).args(FEATURE);
        cargo.env("CAPTRACK_DEB", deb).env("CAPTRACK_DEBIAN_ROOT", &system);
        Ok(process::status(&mut cargo)?.success())
    })
}

/// A Debian with what the package depends on and nothing else, made once for each list of dependencies.
fn system(checkout: &Checkout, steps: &mut Steps, deb: &Path) -> Result<PathBuf> {
    let field = process::answer(Command::new("dpkg-deb").arg("--field").arg(deb).arg("Depends"));
    let needed = packages_of(&field.context("the package does not say what it depends on")?);
    let (mirror, suite) = mirror()?;
    let folder = checkout.target.path.join("package").join(format!("debian-{suite}"));
    let list = folder.join("packages");
    let wanted = needed.join(",");
    if fs::read_to_string(&list).is_ok_and(|made| made == wanted) {
        return Ok(folder.join("root"));
    }
    steps.run("make a Debian with what the package depends on", || {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("{} could not be removed", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
        let mut debootstrap = Command::new("debootstrap");
        debootstrap.args(["--variant=minbase", &format!("--include={wanted}"), &suite]).arg(folder.join("root"));
        debootstrap.arg(mirror);
        let printed = debootstrap.output().context("debootstrap could not be started")?;
        if !printed.status.success() {
            bail!("debootstrap failed: {}", String::from_utf8_lossy(&printed.stdout).trim_end());
        }
        fs::write(&list, &wanted).with_context(|| format!("{} could not be written", list.display()))
    })?;
    Ok(folder.join("root"))
}

/// The names in a list of dependencies: without versions, and of alternatives the first.
fn packages_of(depends: &str) -> Vec<String> {
    let name = |one: &str| one.split(['|', '(', ':']).next().unwrap_or_default().trim().to_owned();
    depends.split(',').map(name).filter(|name| !name.is_empty()).collect()
}

/// Where this system has its packages from, and which release it is.
fn mirror() -> Result<(String, String)> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let suite = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).unwrap_or_default();
    let mut targets = Command::new("apt-get");
    targets.args(["indextargets", "--format", "$(CODENAME) $(COMPONENT) $(REPO_URI)", "Created-By: Packages"]);
    let listed = process::printed(&mut targets);
    let mirror = mirror_in(&listed, suite);
    Ok((mirror.context("apt does not say where this system has its packages from")?, suite.to_owned()))
}

/// The mirror of a release's main part in apt's list.
fn mirror_in(listed: &str, suite: &str) -> Option<String> {
    let prefix = format!("{suite} main ");
    listed.lines().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_package_depends_on_is_read_without_versions_and_second_choices() {
        let depends = "libc6 (>= 2.36), libgtk-3-0 (>= 3.24.0) | libgtk-3-0t64, libgcc-s1:amd64 (>= 4.2)";
        assert_eq!(packages_of(depends), ["libc6", "libgtk-3-0", "libgcc-s1"]);
    }

    #[test]
    fn the_mirror_is_that_of_the_release_itself() {
        let listed = "bookworm-updates main http://a.example/debian/\nbookworm contrib http://b.example/debian/\nbookworm main http://c.example/debian/\n";
        assert_eq!(mirror_in(listed, "bookworm").as_deref(), Some("http://c.example/debian/"));
        assert_eq!(mirror_in(listed, "trixie"), None);
    }
}
