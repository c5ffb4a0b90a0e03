//! A real desktop without a screen: an X server that draws into memory, a session bus, folders of its own.
//!
//! What else a desktop has (a window manager, a notification server, a tray, a keyring) is started by whoever needs it:
//! the tests bring some of these themselves. Linux only.
use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    app,
    checkout::Checkout,
    process,
    setup::{self, Purpose},
    step::Steps,
};

/// Size and depth of the screen that is not there.
const SCREEN: &str = "1280x800x24";

/// Folders of a person's own that programs on this desktop must not touch, by the variable that names each.
const FOLDERS: [&str; 5] = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"];

/// What would lead a program to the real desktop around this one.
const OF_THE_REAL_ONE: [&str; 5] =
    ["WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "SESSION_MANAGER"];

/// A desktop that stands until it is dropped.
#[derive(Debug)]
pub struct Desktop {
    server: Child,
    display: String,
    folders: PathBuf,
}

impl Desktop {
    /// Starts the X server and waits until it takes connections.
    pub fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            // It finds a free display itself and says which, once it is ready.
            .args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started; install the package xvfb")?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number).context("Xvfb said nothing")?;
        }
        if number.trim().is_empty() {
            // It has ended or is about to.
            let _ = server.kill();
            let _ = server.wait();
            bail!("Xvfb found no free display; see that no others are left running");
        }
        let display = format!(":{}", number.trim());
        let folders = env::temp_dir().join(format!("captrack-desktop-{}", std::process::id()));
        let desktop = Self { server, display, folders };
        for name in FOLDERS {
            private_folder(&desktop.folders.join(name))?;
        }
        Ok(desktop)
    }

    /// `program`, to be run on this desktop with a session bus of its own.
    pub fn command(&self, program: &OsStr) -> Command {
        let mut command = Command::new("dbus-run-session");
        command.arg("--").arg(program);
        for name in OF_THE_REAL_ONE {
            command.env_remove(name);
        }
        for name in FOLDERS {
            command.env(name, self.folders.join(name));
        }
        command
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("XDG_SESSION_TYPE", "x11")
            // GTK has nobody to speak to here.
            .env("NO_AT_BRIDGE", "1");
        command
    }

    /// `original` with its arguments, folder and variables, moved to this desktop.
    pub fn hosting(&self, original: &Command) -> Command {
        let mut command = self.command(original.get_program());
        command.args(original.get_args());
        if let Some(folder) = original.get_current_dir() {
            command.current_dir(folder);
        }
        for (name, value) in original.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // What is left over is in the system's temporary folder and harmless.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folders);
    }
}

/// Makes a folder that only this user can enter, as a runtime folder must be.
fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("{} could not be made", folder.display()))
}

/// Runs `command` on a desktop of its own; where there can be none, on the one that is there.
pub fn status_on_one(command: &mut Command) -> Result<ExitStatus> {
    if cfg!(target_os = "linux") {
        let desktop = Desktop::start()?;
        process::status(&mut desktop.hosting(command))
    } else {
        process::status(command)
    }
}

/// Runs any program on a desktop of its own, with `CAPTRACK_BIN` set where a debug build is there.
pub fn run(checkout: &Checkout, steps: &mut Steps, arguments: &[String]) -> Result<ExitCode> {
    if !cfg!(target_os = "linux") {
        bail!("a desktop without a screen is there on Linux only");
    }
    let Some((program, arguments)) = arguments.split_first() else {
        bail!("name a program to run");
    };
    setup::packages_for(Purpose::Desktop, steps)?;
    let desktop = Desktop::start()?;
    let mut command = desktop.command(program.as_ref());
    command.args(arguments).env("CARGO_TARGET_DIR", &checkout.target.path);
    let built = checkout.root.join("target/debug/captrack");
    if built.exists() && env::var_os(app::PATH_VARIABLE).is_none() {
        command.env(app::PATH_VARIABLE, built);
    }
    Ok(process::exit_code(process::status(&mut command)?))
}
