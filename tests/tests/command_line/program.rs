//! The built program in a data folder of its own, against a New Eden on loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use captrack_sim::{Control, Sim, SimNewPilot, SimOptions};
use serde_json::Value;
use tempfile::TempDir;

/// Longer than anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks, so that who is waited for gets to work.
const PAUSE: Duration = Duration::from_millis(10);

/// Where the program is: named by `CAPTRACK_BIN`, else beside the tests.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("CAPTRACK_BIN") {
        return PathBuf::from(path);
    }
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().and_then(|deps| deps.parent()).unwrap();
    let path = folder.join(format!("captrack{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is not built: run `cargo build -p captrack` first", path.display());
    path
}

/// A data folder, an endpoints file, a secrets file and a New Eden.
pub struct Program {
    pub sim: Sim,
    pub world: Control,
    pub folder: TempDir,
}

impl Program {
    pub fn new() -> Self {
        Self::with(SimOptions::default())
    }

    /// Against a New Eden of that kind.
    pub fn with(options: SimOptions) -> Self {
        let sim = Sim::start(options);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("endpoints.toml"), sim.endpoints_toml()).unwrap();
        std::fs::write(folder.path().join("passphrase"), "correct horse\n").unwrap();
        Self { world: sim.control(), sim, folder }
    }

    /// The program with its options and these words.
    pub fn command(&self, words: &[&str]) -> Command {
        let at = |name: &str| self.folder.path().join(name);
        let mut command = Command::new(binary());
        command
            .args(words)
            .arg("--data-dir")
            .arg(at("data"))
            .arg("--endpoints")
            .arg(at("endpoints.toml"))
            .arg("--secrets")
            .arg(format!("file:{}", at("secrets").display()))
            .env("CAPTRACK_PASSPHRASE_FILE", at("passphrase"))
            .envs(self.session())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// A session of this user's own, where sign-ins that wait are noted.
    fn session(&self) -> [(&str, PathBuf); 1] {
        let session = self.folder.path().join("session");
        if !session.exists() {
            std::fs::create_dir(&session).unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(&session, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        }
        [("XDG_RUNTIME_DIR", session)]
    }

    /// The program as the desktop starts it with a link: nothing says which data folder, and its own default is an empty one.
    pub fn brought_by_the_desktop(&self, words: &[&str]) -> Ended {
        let home = self.folder.path().join("home");
        let mut command = Command::new(binary());
        command.args(words).envs(self.session()).env("HOME", &home).env_remove("XDG_DATA_HOME");
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
        Ended::from(command.stdin(Stdio::null()).output().unwrap())
    }

    /// Where the data are.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command to its end.
    pub fn run(&self, words: &[&str]) -> Ended {
        Ended::from(self.command(words).output().unwrap())
    }

    /// Runs a command that reads standard input.
    pub fn run_with_input(&self, words: &[&str], input: &str) -> Ended {
        self.run_in("en", words, input)
    }

    /// The same in a language.
    pub fn run_in(&self, language: &str, words: &[&str], input: &str) -> Ended {
        let mut command = self.command(words);
        let mut child = command.env("CAPTRACK_LANGUAGE", language).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ended::from(child.wait_with_output().unwrap())
    }

    /// Signs a pilot in with `captrack login --no-browser`, as a person with a browser elsewhere would.
    pub fn login(&self, pilot: i64) -> Ended {
        self.world.auto_approve(pilot);
        let mut child = self.command(&["login", "--no-browser"]).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        out.read_line(&mut url).unwrap();
        if url.starts_with("http") {
            visit(url.trim());
        }
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        let ended = Ended::from(child.wait_with_output().unwrap());
        Ended { out: rest, ..ended }
    }

    /// A pilot of the alliance, online.
    pub fn pilot(&self, name: &str) -> i64 {
        self.world.create_pilot(SimNewPilot::named(name).online()).unwrap()
    }

    /// What `captrack snapshot --json` says.
    pub fn snapshot(&self) -> Value {
        let ended = self.run(&["snapshot", "--json"]);
        assert_eq!(ended.code, 0, "{ended:?}");
        serde_json::from_str(&ended.out).unwrap()
    }

    /// Starts `captrack --headless` and waits until it watches.
    pub fn headless(&self) -> Running {
        let mut child = self.command(&["--headless"]).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("watching") {
            line.clear();
            assert!(err.read_line(&mut line).unwrap() > 0, "it ended before it watched");
        }
        // What it says later is read so that it never blocks.
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        Running { child }
    }
}

/// Fetches a page and follows its redirects, as a browser does.
pub fn visit(url: &str) -> String {
    let url = url.to_owned();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { reqwest::get(url).await.unwrap().text().await.unwrap() })
    })
    .join()
    .unwrap()
}

/// Waits until something holds.
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    until_within(PATIENCE, what, look)
}

/// The same with more patience, or less.
pub fn until_within<T>(patience: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < patience, "{what} did not happen");
        std::thread::sleep(PAUSE);
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A program that runs on; killed when dropped.
pub struct Running {
    pub child: Child,
}

impl Running {
    /// SIGTERM; gives the exit code and how long it took.
    pub fn terminate(mut self) -> (Option<i32>, Duration) {
        let started = Instant::now();
        let sent = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
        (self.child.wait().unwrap().code(), started.elapsed())
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
