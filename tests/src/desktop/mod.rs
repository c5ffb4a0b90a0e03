//! A real desktop without a screen: X server, D-Bus session and window manager, in folders of its own, and what else one has:
//! notifications, tray, keyring. Nothing of it stands in for a part of the program, and nothing of the desktop around is touched.

mod bus;
mod keyring;
mod notifications;
mod page_death;
mod process;
mod screen;
mod tray;
mod until;
mod web_driver;
mod windows;

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;

pub use bus::{Bus, Services};
pub use keyring::Keyring;
pub use notifications::{NotificationServer, Shown};
pub use page_death::PageDied;
pub use process::{Answer, Running, answer, done};
pub use screen::Screen;
pub use tray::{MenuLine, TrayItem, TrayWatcher};
pub use until::{until, until_in};
pub use web_driver::WebDriver;
pub use windows::{Area, close_window, window_titled, windows_of};

/// Folders of a person's own, by the variable that names each.
const FOLDERS: [&str; 7] =
    ["HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"];

/// What would lead a program to the desktop around this one, or keep the web view from being looked at: with either of the
/// last two set, its pictures never come.
const UNSET: [&str; 9] = [
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
    "SESSION_MANAGER",
    "GNOME_KEYRING_CONTROL",
    "SSH_AUTH_SOCK",
    "GTK_THEME",
    "WEBKIT_DISABLE_DMABUF_RENDERER",
    "WEBKIT_DISABLE_COMPOSITING_MODE",
];

/// So often a desktop's folder is taken away before it is left to the system.
const LAST_WRITES: usize = 40;

/// A desktop that stands until it is dropped; whatever runs on it ends then.
#[derive(Debug)]
pub struct Desktop {
    // In this order: what runs here, what it runs on, where it keeps its files.
    _window_manager: Running,
    bus: Bus,
    screen: Screen,
    folder: Folder,
}

/// The folder of everything on a desktop.
#[derive(Debug)]
struct Folder(TempDir);

/// A web view's own processes write for a moment after the program has ended: what they leave is taken away too.
impl Drop for Folder {
    fn drop(&mut self) {
        for _ in 0..LAST_WRITES {
            // What cannot be taken away now is tried again.
            let _ = fs::remove_dir_all(self.0.path());
            std::thread::sleep(Duration::from_millis(50));
            if !self.0.path().exists() {
                return;
            }
        }
    }
}

impl Desktop {
    /// Starts a desktop of so many pixels.
    pub async fn start(width: u32, height: u32, services: Services) -> Result<Self> {
        let folder = Folder(tempfile::Builder::new().prefix("captrack-desktop-").tempdir()?);
        for name in FOLDERS {
            fs::DirBuilder::new().mode(0o700).create(folder.0.path().join(name))?;
        }
        let screen = Screen::start(width, height)?;
        let bus = Bus::start(command("dbus-daemon", folder.0.path(), &screen), folder.0.path(), services)?;
        let mut window_manager = command("openbox", folder.0.path(), &screen);
        window_manager.env("DBUS_SESSION_BUS_ADDRESS", bus.address());
        let window_manager = Running::start(window_manager.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let desktop = Self { _window_manager: window_manager, bus, screen, folder };
        until("the window manager is there", async || {
            let mut asked = desktop.command("xdotool");
            asked.arg("get_num_desktops");
            done(asked).await
        })
        .await?;
        Ok(desktop)
    }

    /// A program, to be run on this desktop.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = command(program, self.folder.0.path(), &self.screen);
        command.env("DBUS_SESSION_BUS_ADDRESS", self.bus.address());
        command
    }

    /// Starts a program that runs on until it is dropped.
    pub fn run(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Result<Running> {
        let mut command = self.command(program);
        Running::start(command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))
    }

    /// A connection to the desktop's session bus.
    pub async fn connect(&self) -> Result<zbus::Connection> {
        self.bus.connect().await
    }

    /// The folder in which its files lie.
    pub fn folder(&self) -> &Path {
        self.folder.0.path()
    }

    /// A picture of a part of the screen, into a PNG file.
    pub async fn picture(&self, area: Area, file: &Path) -> Result<()> {
        let mut import = self.command("import");
        import.args(["-window", "root", "-crop", &area.to_string(), "+repage"]).arg(file);
        done(import).await
    }

    /// The process behind a name on the bus.
    pub async fn process_of(&self, name: &str) -> Result<u32> {
        let bus = zbus::fdo::DBusProxy::new(&self.connect().await?).await?;
        let name = zbus::names::BusName::try_from(name)?;
        bus.get_connection_unix_process_id(name).await.context("nobody has that name on the bus")
    }
}

fn command(program: impl AsRef<Path>, folder: &Path, screen: &Screen) -> Command {
    let mut command = Command::new(program.as_ref());
    for name in UNSET {
        command.env_remove(name);
    }
    for name in FOLDERS {
        command.env(name, folder.join(name));
    }
    command
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("DISPLAY", &screen.display)
        .env("GDK_BACKEND", "x11")
        .env("XDG_SESSION_TYPE", "x11")
        // GTK has nobody to speak to here.
        .env("NO_AT_BRIDGE", "1");
    command
}
