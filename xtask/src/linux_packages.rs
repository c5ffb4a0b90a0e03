//! The .deb and the .rpm, made by the distributions' own tools from one list of files.
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{checkout::Checkout, process, step::Steps};

/// The packages' name.
const NAME: &str = "captrack-desktop";
/// The program's version: all members have one.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What all of it is made from.
const FILES: &str = "packaging/linux";

/// The .deb and the .rpm of a program, after every file in them was checked.
pub fn make(checkout: &Checkout, steps: &mut Steps, program: &Path) -> Result<Vec<PathBuf>> {
    check_files(checkout, steps)?;
    let folder = checkout.target.path.join("package");
    empty_folder(&folder)?;
    let stripped = folder.join("captrack");
    steps.run("strip the program", || {
        fs::copy(program, &stripped).with_context(|| format!("{} could not be copied", program.display()))?;
        process::must(Command::new("strip").arg(&stripped), "strip could not be run; install the package binutils")
    })?;
    let deb = steps.run("pack the program for Debian", || debian(checkout, &folder, &stripped))?;
    let rpm = steps.run("pack the program for Fedora and openSUSE", || fedora(checkout, &folder, &stripped))?;
    windows_installer(checkout, steps, &folder)?;
    steps.run("check the package for Debian", || {
        let mut lintian = Command::new("lintian");
        lintian.args(["--fail-on", "error,warning", "--profile", "debian", "--allow-root"]).arg(&deb);
        process::must(&mut lintian, "lintian has something to say about the package; see above")
    })?;
    Ok(vec![deb, rpm])
}

/// The .deb of a program.
fn debian(checkout: &Checkout, folder: &Path, program: &Path) -> Result<PathBuf> {
    let own = checkout.root.join(FILES);
    let tree = folder.join("debian");
    lay_out(checkout, &tree, program)?;
    for (from, to) in [
        ("copyright", format!("usr/share/doc/{NAME}/copyright")),
        ("lintian-overrides", format!("usr/share/lintian/overrides/{NAME}")),
    ] {
        put(&own.join(from), &tree.join(to), "644")?;
    }
    let changelog = tree.join(format!("usr/share/doc/{NAME}/changelog"));
    put(&own.join("changelog"), &changelog, "644")?;
    compress(&changelog)?;
    let control = read(&own.join("control"))?
        .replace("@VERSION@", VERSION)
        .replace(
            "@ARCHITECTURE@",
            &process::answer(Command::new("dpkg").arg("--print-architecture")).unwrap_or_default(),
        )
        .replace("@SIZE@", &kibibytes(&tree)?.to_string())
        .replace("@DEPENDS@", &libraries(folder, program)?);
    process::must(Command::new("chmod").args(["-R", "u=rwX,go=rX"]).arg(&tree), "chmod could not be run")?;
    let control_folder = tree.join("DEBIAN");
    make_folder(&control_folder)?;
    write(&control_folder.join("control"), &control)?;
    write(&control_folder.join("md5sums"), &checksums(&tree)?)?;
    let deb = folder.join(format!("{NAME}.deb"));
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(&tree).arg(&deb);
    process::answer(&mut pack).context("dpkg-deb could not pack the program; install the package dpkg-dev")?;
    Ok(deb)
}

/// The .rpm of a program.
fn fedora(checkout: &Checkout, folder: &Path, program: &Path) -> Result<PathBuf> {
    let tree = folder.join("fedora");
    lay_out(checkout, &tree, program)?;
    put(&checkout.root.join("LICENSE"), &tree.join(format!("usr/share/licenses/{NAME}/LICENSE")), "644")?;
    let top = folder.join("rpmbuild");
    let mut pack = Command::new("rpmbuild");
    pack.args(["-bb", "--quiet"]);
    for (name, value) in [
        ("_topdir", top.display().to_string()),
        ("_rpmfilename", format!("{NAME}.rpm")),
        ("captrack_version", VERSION.to_owned()),
        ("captrack_tree", tree.display().to_string()),
    ] {
        pack.args(["--define", &format!("{name} {value}")]);
    }
    pack.arg(checkout.root.join(FILES).join(format!("{NAME}.spec")));
    process::must(&mut pack, "rpmbuild could not pack the program; see above")?;
    let rpm = folder.join(format!("{NAME}.rpm"));
    let made = top.join("RPMS").join(format!("{NAME}.rpm"));
    fs::rename(&made, &rpm).with_context(|| format!("{} is not there", made.display()))?;
    Ok(rpm)
}

/// Puts every file of `packaging/linux/files` where it is to be installed.
fn lay_out(checkout: &Checkout, tree: &Path, program: &Path) -> Result<()> {
    for line in read(&checkout.root.join(FILES).join("files"))?.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [from, to, mode] = words.as_slice() else {
            bail!("packaging/linux/files has a line of other words: {line}")
        };
        let from = if *from == "program" { program.to_owned() } else { checkout.root.join(from) };
        let to = tree.join(to);
        put(&from, &to, mode)?;
        if to.extension().is_some_and(|extension| extension == "1") {
            compress(&to)?;
        }
    }
    Ok(())
}

/// The libraries that the program needs, in the versions that it needs, as packages of Debian.
fn libraries(folder: &Path, program: &Path) -> Result<String> {
    // It wants a source package around it.
    let source = folder.join("source");
    make_folder(&source.join("debian"))?;
    write(&source.join("debian/control"), &format!("Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n"))?;
    let mut shlibdeps = Command::new("dpkg-shlibdeps");
    shlibdeps.current_dir(&source).arg("-O").arg("-e").arg(program);
    let printed = process::answer(&mut shlibdeps).context("dpkg-shlibdeps could not be run; install dpkg-dev")?;
    let depends = printed.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    Ok(depends.context("dpkg-shlibdeps names no libraries")?.to_owned())
}

/// Copies a file to where it is to be, with a mode of its own.
fn put(from: &Path, to: &Path, mode: &str) -> Result<()> {
    if let Some(folder) = to.parent() {
        make_folder(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("{} could not be copied", from.display()))?;
    process::must(Command::new("chmod").arg(mode).arg(to), "chmod could not be run")
}

/// As packages want it: the same bytes every time.
fn compress(file: &Path) -> Result<()> {
    process::must(Command::new("gzip").arg("-9n").arg(file), "gzip could not be run")
}

/// The checksums of a tree's files, as dpkg keeps them.
fn checksums(tree: &Path) -> Result<String> {
    let mut sums = Command::new("sh");
    sums.current_dir(tree).args(["-c", "find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum"]);
    Ok(process::answer(&mut sums).context("the checksums could not be computed")? + "\n")
}

/// How much a tree takes, in KiB.
fn kibibytes(tree: &Path) -> Result<u64> {
    let printed = process::answer(Command::new("du").args(["-sk", "--apparent-size"]).arg(tree));
    let size = printed.as_deref().and_then(|printed| printed.split_whitespace().next()?.parse().ok());
    size.context("the size of the package is not known")
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} could not be read", file.display()))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("{} could not be written", file.display()))
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    process::must(Command::new("chmod").arg("755").arg(folder), "chmod could not be run")
}

/// Removes what an earlier call left, but for the Debian that the test installs into.
fn empty_folder(folder: &Path) -> Result<()> {
    for name in ["debian", "fedora", "source", "rpmbuild"] {
        let old = folder.join(name);
        if old.exists() {
            fs::remove_dir_all(&old).with_context(|| format!("{} could not be removed", old.display()))?;
        }
    }
    make_folder(folder)
}

/// The installer for a program that was built for Windows on this system; where there is none, of a file in its place, which shows that the script
/// is right.
fn windows_installer(checkout: &Checkout, steps: &mut Steps, folder: &Path) -> Result<()> {
    let built = checkout.target.path.join("x86_64-pc-windows-gnu/release");
    let stand_in = folder.join("no-program.txt");
    write(&stand_in, "No program was built for Windows.\n")?;
    let part = |name: &str| {
        let file = built.join(name);
        if file.is_file() { file } else { stand_in.clone() }
    };
    let output = folder.join(format!("{NAME}-installer.exe"));
    steps.run("make the installer for Windows, as a test of its script", || {
        let mut makensis = Command::new("makensis");
        makensis.args(["-V2", "-WX"]);
        let files = [
            ("PROGRAM", part("captrack.exe")),
            ("LOADER", part("WebView2Loader.dll")),
            ("LICENSE", checkout.root.join("LICENSE")),
            ("ICON", checkout.root.join("icons/icon.ico")),
            ("OUTPUT", output.clone()),
        ];
        makensis.arg(format!("-DVERSION={VERSION}"));
        makensis.args(files.iter().map(|(name, file)| format!("-D{name}={}", file.display())));
        makensis.arg(checkout.root.join("packaging/windows/installer.nsi"));
        process::must(&mut makensis, "makensis has something to say about the script; see above")
    })
}

/// The desktop entry, what software centres show, and the unit of systemd.
fn check_files(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    let folder = checkout.root.join(FILES);
    steps.run("check the files of the packages", || {
        let mut entry = Command::new("desktop-file-validate");
        entry.arg(folder.join("io.github.captrack.CapTrack.desktop"));
        process::must(&mut entry, "the desktop entry is not valid; see above")?;
        let mut metainfo = Command::new("appstreamcli");
        metainfo.args(["validate", "--no-net"]).arg(folder.join("io.github.captrack.CapTrack.metainfo.xml"));
        process::must(&mut metainfo, "the AppStream metadata is not valid; see above")
    })
}
