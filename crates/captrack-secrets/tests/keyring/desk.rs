//! A desk of a test's own: a D-Bus session, a home and, when started, a gnome-keyring. Nothing of the real desk is touched.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use captrack_testing::session_bus::{Services, configuration};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

/// Set in the test's second process, which runs inside the session of its own; names its folder.
const FOLDER: &str = "CAPTRACK_TEST_DESK";

pub struct Desk {
    folder: PathBuf,
}

/// Runs the test `name` on a desk: the test calls this, is started once more inside a session of its own, and there the body runs.
pub fn on_a_desk(name: &str, body: impl FnOnce(&Desk)) {
    if let Some(folder) = env::var_os(FOLDER) {
        return body(&Desk { folder: folder.into() });
    }
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        if !on_the_path(program) {
            assert!(env::var_os("CI").is_none(), "{program} is not installed, which on CI is a failure");
            eprintln!("{name} did not run: {program} is not installed");
            return;
        }
    }
    let folder = tempfile::tempdir().unwrap();
    // Nothing is started by being asked for: a keyring is there when a test has started it.
    let bus = configuration(folder.path(), Services::OnlyStarted).unwrap();
    let ended = in_the_folder(Command::new("dbus-run-session"), folder.path())
        .arg(format!("--config-file={}", bus.display()))
        .arg("--")
        .arg(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .output()
        .unwrap();
    ran(name, &ended);
}

/// Runs the test where there is no D-Bus session at all.
pub fn without_a_session(name: &str, body: impl FnOnce()) {
    if env::var_os(FOLDER).is_some() {
        return body();
    }
    let folder = tempfile::tempdir().unwrap();
    let ended = in_the_folder(Command::new(env::current_exe().unwrap()), folder.path())
        .args(["--exact", name, "--nocapture"])
        .output()
        .unwrap();
    ran(name, &ended);
}

/// A test of this name was there, and passed: a harness that finds none says so too, and ends well.
fn ran(name: &str, ended: &Output) {
    let (out, err) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(
        ended.status.success() && out.contains("1 passed"),
        "{name} did not pass in its own process:\n{out}\n{err}"
    );
}

fn in_the_folder(mut command: Command, folder: &Path) -> Command {
    command
        .env(FOLDER, folder)
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL");
    command
}

fn on_the_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// A gnome-keyring that ends with this.
pub struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Desk {
    /// Starts a keyring and unlocks it; the first start makes the login collection.
    pub fn start_keyring(&self) -> Daemon {
        let mut daemon = self.daemon(&["--unlock", "--components=secrets", "--foreground"]);
        say_the_password(&mut daemon);
        let daemon = Daemon(daemon);
        until("the keyring answers", || {
            SecretService::connect(EncryptionType::Plain).is_ok_and(|service| service.get_default_collection().is_ok())
        });
        daemon
    }

    /// Starts a keyring that nobody has unlocked.
    pub fn start_locked_keyring(&self) -> Daemon {
        let daemon = Daemon(self.daemon(&["--components=secrets", "--foreground"]));
        until("the keyring answers", || SecretService::connect(EncryptionType::Plain).is_ok());
        daemon
    }

    fn daemon(&self, arguments: &[&str]) -> Child {
        let log = fs::File::options().create(true).append(true).open(self.folder.join("keyring.log")).unwrap();
        Command::new("gnome-keyring-daemon")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap()
    }
}

/// Locks the keyring that runs.
pub fn lock_the_keyring() {
    let service = SecretService::connect(EncryptionType::Plain).unwrap();
    service.get_default_collection().unwrap().lock().unwrap();
}

/// The user names of CapTrack's entries, as another program sees them.
pub fn users_in_the_keyring() -> Vec<String> {
    users_of(captrack_secrets::SERVICE)
}

/// The user names of a service's entries.
pub fn users_of(service_name: &str) -> Vec<String> {
    let service = SecretService::connect(EncryptionType::Plain).unwrap();
    let found = service.search_items([("service", service_name)].into()).unwrap();
    let mut users: Vec<_> =
        found.unlocked.iter().map(|item| item.get_attributes().unwrap()["username"].clone()).collect();
    users.sort();
    users
}

/// Puts an entry where a version before the application's id put it.
pub fn put_as_an_earlier_version(user: &str, secret: &str) {
    let service = SecretService::connect(EncryptionType::Plain).unwrap();
    let attributes = [("service", "CapTrack Desktop"), ("username", user)].into();
    let collection = service.get_default_collection().unwrap();
    collection.create_item("an earlier version's", attributes, secret.as_bytes(), true, "text/plain").unwrap();
}

/// An empty password would leave no collection.
fn say_the_password(daemon: &mut Child) {
    daemon.stdin.take().unwrap().write_all(b"test").unwrap();
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(30), "waited in vain until {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
