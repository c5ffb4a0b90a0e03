//! What people install: on Linux a .deb and an .rpm, elsewhere what Tauri's bundler makes of the same configuration.
//!
//! The .deb and the .rpm are made by Debian's and Fedora's own tools: Tauri's bundler names package and desktop entry after the product, with its
//! space, and knows neither the libraries that the program needs nor their versions.
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    app,
    checkout::Checkout,
    command::Profile,
    linux_packages, process,
    setup::{self, Purpose},
    step::Steps,
};

/// Tauri's own command line, for the bundles of the other systems: <https://www.npmjs.com/package/@tauri-apps/cli>.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.4";
/// Builds the program and packs it; prints the packages' paths.
pub fn run(checkout: &Checkout, steps: &mut Steps, profile: Profile) -> Result<()> {
    let packages = if cfg!(target_os = "linux") {
        setup::packages_for(Purpose::Packages, steps)?;
        let program = app::prepare(checkout, steps, profile)?;
        linux_packages::make(checkout, steps, &program)?
    } else {
        bundled(checkout, steps, profile)?
    };
    write_checksums(&packages)?;
    for package in packages {
        println!("{}", package.display());
    }
    Ok(())
}

/// What Tauri's bundler makes: an installer on Windows, a disk image on macOS.
fn bundled(checkout: &Checkout, steps: &mut Steps, profile: Profile) -> Result<Vec<PathBuf>> {
    let (bundle, folder, extension) =
        if cfg!(windows) { ("nsis", "bundle/nsis", "exe") } else { ("dmg", "bundle/dmg", "dmg") };
    app::prepare(checkout, steps, profile)?;
    let (profile_folder, debug) = match profile {
        Profile::Debug => ("debug", ["--debug"].as_slice()),
        Profile::Release => ("release", [].as_slice()),
    };
    steps.run("pack the program", || {
        // npm is a script on Windows.
        let mut npx = Command::new(if cfg!(windows) { "npx.cmd" } else { "npx" });
        npx.current_dir(checkout.root.join("src-tauri")).env("CARGO_TARGET_DIR", &checkout.target.path);
        for (name, value) in std::env::vars_os() {
            // A secret that a repository does not have is an empty variable in its workflows.
            if value.is_empty() && name.to_string_lossy().starts_with("APPLE_") {
                npx.env_remove(name);
            }
        }
        npx.args(["--yes", "--package", TAURI_CLI, "tauri", "bundle", "--ci", "--bundles", bundle]).args(debug);
        process::must(&mut npx, "Tauri's bundler could not pack the program; see above")
    })?;
    let folder = checkout.target.path.join(profile_folder).join(folder);
    let made = fs::read_dir(&folder).with_context(|| format!("{} is not there", folder.display()))?;
    let made = made.filter_map(|entry| Some(entry.ok()?.path()));
    let made: Vec<PathBuf> = made.filter(|path| path.extension().is_some_and(|is| is == extension)).collect();
    if made.is_empty() {
        bail!("the bundler left nothing in {}", folder.display());
    }
    Ok(made)
}

/// A file with the checksum of each package beside it, in the form that `sha256sum --check` reads.
fn write_checksums(packages: &[PathBuf]) -> Result<()> {
    for package in packages {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sum = sha256(package)?;
        let file = package.with_file_name(format!("{name}.sha256"));
        fs::write(&file, format!("{sum}  {name}\n"))
            .with_context(|| format!("{} could not be written", file.display()))?;
    }
    Ok(())
}

/// A file's SHA-256, by the system's own program.
fn sha256(file: &Path) -> Result<String> {
    let mut sum = match () {
        () if cfg!(windows) => {
            let mut certutil = Command::new("certutil");
            certutil.arg("-hashfile").arg(file).arg("SHA256");
            certutil
        }
        () if cfg!(target_os = "macos") => {
            let mut shasum = Command::new("shasum");
            shasum.args(["-a", "256"]).arg(file);
            shasum
        }
        () => {
            let mut sum = Command::new("sha256sum");
            sum.arg(file);
            sum
        }
    };
    let printed = process::answer(&mut sum).unwrap_or_default();
    checksum_in(&printed).with_context(|| format!("the checksum of {} could not be computed", file.display()))
}

/// The checksum among what such a program prints.
fn checksum_in(printed: &str) -> Option<String> {
    let is_sum = |word: &&str| word.len() == 64 && word.chars().all(|letter| letter.is_ascii_hexdigit());
    printed.split_whitespace().find(is_sum).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_found_in_what_each_system_s_program_prints() {
        let sum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        assert_eq!(checksum_in(&format!("{sum}  captrack.deb\n")), Some(sum.to_owned()));
        let windows = format!("SHA256 hash of x.exe:\r\n{}\r\nCertUtil: done.\r\n", sum.to_uppercase());
        assert_eq!(checksum_in(&windows), Some(sum.to_owned()));
        assert_eq!(checksum_in("no such file"), None);
    }
}
