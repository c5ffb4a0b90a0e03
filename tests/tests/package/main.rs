//! The package for Debian, installed into a system that has only what it depends on, used, and removed again: nothing of it is left but what its user has.
//!
//! `cargo xtask test --all` names the package and the system. It takes root, as installing does.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use captrack_sim::{Sim, SimNewPilot, SimOptions};
use tempfile::TempDir;

/// The package's file.
const PACKAGE: &str = "CAPTRACK_DEB";
/// A folder with a Debian in which the package's dependencies are installed.
const SYSTEM: &str = "CAPTRACK_DEBIAN_ROOT";
/// The user in it.
const USER: &str = "kara";
/// What installing and removing anything changes: lists of packages, caches, logs.
const ALWAYS_CHANGES: [&str; 6] =
    ["var/lib/dpkg", "var/cache", "var/log", "etc/ld.so.cache", "usr/share/icons/hicolor/icon-theme.cache", "tmp"];

/// A copy of the system, until it is dropped.
struct System {
    root: TempDir,
}

impl System {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let original = std::env::var_os(SYSTEM).expect("cargo xtask test --all names the system");
        let mut copy = Command::new("cp");
        copy.arg("--archive").arg("--reflink=auto").arg(Path::new(&original).join(".")).arg(root.path());
        done(&copy.output().unwrap(), "the system is copied");
        let system = Self { root };
        system.must("root", &["useradd", "--create-home", USER]);
        system
    }

    fn path(&self) -> &Path {
        self.root.path()
    }

    /// A program of the system, as this user.
    fn command(&self, user: &str, words: &[&str]) -> Command {
        let mut command = Command::new("chroot");
        command.arg(format!("--userspec={user}")).arg(self.path());
        command.args(["/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]);
        command.arg(if user == "root" { "HOME=/root".to_owned() } else { format!("HOME=/home/{user}") });
        command.args(["DEBIAN_FRONTEND=noninteractive", "CAPTRACK_PASSPHRASE_FILE=/home/kara/passphrase"]).args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs it to its end, which must be a good one; what it printed.
    fn must(&self, user: &str, words: &[&str]) -> String {
        done(&self.command(user, words).output().unwrap(), &words.join(" "))
    }

    /// Every file and folder outside of what always changes.
    fn files(&self) -> BTreeSet<PathBuf> {
        let mut found = BTreeSet::new();
        collect(self.path(), self.path(), &mut found);
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_owned();
        if ALWAYS_CHANGES.iter().any(|changes| name.starts_with(changes)) || name.starts_with("home") {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, found);
        }
        found.insert(name);
    }
}

fn done(output: &Output, what: &str) -> String {
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{what}: {out}\n{}", String::from_utf8_lossy(&output.stderr));
    out
}

/// A program that is ended when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn visit(url: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { reqwest::get(url).await.unwrap().text().await.unwrap() });
}

#[test]
fn the_package_is_installed_used_and_removed_and_nothing_of_it_is_left() {
    let system = System::new();
    let before = system.files();
    let package = std::env::var_os(PACKAGE).expect("cargo xtask test --all names the package");
    std::fs::copy(package, system.path().join("captrack-desktop.deb")).unwrap();
    system.must("root", &["dpkg", "--install", "/captrack-desktop.deb"]);
    std::fs::remove_file(system.path().join("captrack-desktop.deb")).unwrap();
    let added: BTreeSet<PathBuf> = system.files().difference(&before).cloned().collect();
    for wanted in [
        "usr/bin/captrack",
        "usr/share/applications/io.github.captrack.CapTrack.desktop",
        "usr/share/metainfo/io.github.captrack.CapTrack.metainfo.xml",
        "usr/lib/systemd/system/captrack@.service",
        "usr/share/man/man1/captrack.1.gz",
        "usr/share/doc/captrack-desktop/copyright",
    ] {
        assert!(added.contains(Path::new(wanted)), "{wanted} is not in {added:#?}");
    }
    let version = system.must(USER, &["captrack", "--version"]);
    assert_eq!(version.trim(), format!("captrack {}", env!("CARGO_PKG_VERSION")));

    let sim = Sim::start(SimOptions::default());
    let world = sim.control();
    let home = system.path().join("home").join(USER);
    std::fs::write(home.join("endpoints.toml"), sim.endpoints_toml()).unwrap();
    std::fs::write(home.join("passphrase"), "correct horse\n").unwrap();
    let options = ["--endpoints", "/home/kara/endpoints.toml", "--secrets", "file:/home/kara/secrets"];
    let words = |words: &[&'static str]| [&["captrack"], words, &options].concat();

    let mut headless = system.command(USER, &words(&["--headless"])).spawn().unwrap();
    let mut said = BufReader::new(headless.stderr.take().unwrap());
    let headless = Running(headless);
    let mut line = String::new();
    while !line.contains("watching") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended before it watched");
    }
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));

    let kara = world.create_pilot(SimNewPilot::named("Kara Volkov").online()).unwrap();
    world.auto_approve(kara);
    let mut login = system.command(USER, &words(&["login", "--no-browser"])).spawn().unwrap();
    let mut out = BufReader::new(login.stdout.take().unwrap());
    let mut page = String::new();
    out.read_line(&mut page).unwrap();
    visit(page.trim());
    let mut name = String::new();
    out.read_to_string(&mut name).unwrap();
    assert!(login.wait().unwrap().success() && name.trim() == "Kara Volkov", "{page}{name}");
    let snapshot = system.must(USER, &words(&["snapshot", "--json"]));
    assert!(snapshot.contains("Kara Volkov"), "{snapshot}");
    drop(headless);

    system.must("root", &["dpkg", "--purge", "captrack-desktop"]);
    let left: Vec<PathBuf> = system.files().difference(&before).cloned().collect();
    assert!(left.is_empty(), "{left:#?} is left");
    assert!(home.join(".local/share/captrack-desktop/captrack.db").is_file(), "what the user has stays");
    assert!(home.join("secrets").is_file());
}
