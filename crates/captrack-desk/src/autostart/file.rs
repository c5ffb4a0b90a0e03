//! Autostart entries that are files: a desktop entry on Linux, a launch agent on macOS.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::command::StartCommand;
#[cfg(not(target_os = "macos"))]
use super::desktop_entry;
use super::error::AutostartError;
#[cfg(target_os = "macos")]
use super::launch_agent;

/// What versions before the application had its id called their entry.
const EARLIER_NAME: &str = "CapTrack Desktop";

/// Where the entry lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AutostartEntry {
    folder: PathBuf,
    name: String,
    /// Only the platform's own data folder had an entry before.
    earlier: Option<PathBuf>,
}

#[cfg(target_os = "macos")]
const EXTENSION: &str = "plist";
#[cfg(not(target_os = "macos"))]
const EXTENSION: &str = "desktop";

impl AutostartEntry {
    /// In this user's own settings; a data folder that is not the platform's own has an entry of its own.
    pub fn of_this_user(profile: Option<&str>) -> Result<Self, AutostartError> {
        let folders = BaseDirs::new().ok_or(AutostartError::NoPlace)?;
        #[cfg(target_os = "macos")]
        let (folder, earlier) = {
            let folder = folders.home_dir().join("Library/LaunchAgents");
            (folder.clone(), folder)
        };
        #[cfg(not(target_os = "macos"))]
        // The earlier version knew nothing of the variable that may name another folder.
        let (folder, earlier) = (folders.config_dir().join("autostart"), folders.home_dir().join(".config/autostart"));
        Ok(Self::at(folder, &earlier, profile))
    }

    pub(super) fn at(folder: PathBuf, earlier: &Path, profile: Option<&str>) -> Self {
        let name = profile.map_or_else(
            || captrack_secrets::SERVICE.to_owned(),
            |profile| format!("{}.{profile}", captrack_secrets::SERVICE),
        );
        let earlier = profile.is_none().then(|| earlier.join(format!("{EARLIER_NAME}.{EXTENSION}")));
        Self { folder, name, earlier }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.{EXTENSION}", self.name))
    }

    /// Whether the desktop will start the program.
    pub fn is_on(&self) -> Result<bool, AutostartError> {
        Ok(read(&self.path())?.is_some_and(|text| is_on(&text)))
    }

    /// Writes the entry, switched on.
    pub fn put(&self, command: &StartCommand) -> Result<(), AutostartError> {
        self.write(&self.entry(command)?)?;
        self.remove_earlier()
    }

    /// Removes it.
    pub fn remove(&self) -> Result<(), AutostartError> {
        remove(&self.path())?;
        self.remove_earlier()
    }

    /// Puts an entry right that starts a program elsewhere, and one that an earlier version wrote. Off stays off.
    pub fn repair(&self, command: &StartCommand) -> Result<(), AutostartError> {
        if let Some(text) = read(&self.path())? {
            if let Some(text) = self.repaired(&text, command)? {
                tracing::info!("the autostart entry started another program and was put right");
                self.write(&text)?;
            }
            return self.remove_earlier();
        }
        let Some(earlier) = self.earlier.as_deref().map(read).transpose()?.flatten() else { return Ok(()) };
        if is_on(&earlier) {
            self.write(&self.entry(command)?)?;
        }
        self.remove_earlier()
    }

    fn remove_earlier(&self) -> Result<(), AutostartError> {
        Ok(self.earlier.as_deref().map_or(Ok(()), remove)?)
    }

    /// The old entry or the new one whatever happens.
    fn write(&self, text: &str) -> Result<(), AutostartError> {
        fs::create_dir_all(&self.folder)?;
        let unfinished = self.folder.join(format!(".{}.new", self.name));
        fs::write(&unfinished, text)?;
        Ok(fs::rename(unfinished, self.path())?)
    }

    #[cfg(not(target_os = "macos"))]
    #[allow(clippy::unused_self)] // A launch agent needs its name.
    fn entry(&self, command: &StartCommand) -> Result<String, AutostartError> {
        desktop_entry::entry(command)
    }

    #[cfg(not(target_os = "macos"))]
    #[allow(clippy::unused_self)]
    fn repaired(&self, text: &str, command: &StartCommand) -> Result<Option<String>, AutostartError> {
        desktop_entry::repaired(text, command)
    }

    #[cfg(target_os = "macos")]
    fn entry(&self, command: &StartCommand) -> Result<String, AutostartError> {
        launch_agent::agent(&self.name, command)
    }

    #[cfg(target_os = "macos")]
    fn repaired(&self, text: &str, command: &StartCommand) -> Result<Option<String>, AutostartError> {
        Ok(Some(self.entry(command)?).filter(|entry| entry != text))
    }
}

#[cfg(not(target_os = "macos"))]
fn is_on(text: &str) -> bool {
    desktop_entry::is_on(text)
}

/// macOS keeps its own switch where programs cannot look.
#[cfg(target_os = "macos")]
fn is_on(_text: &str) -> bool {
    true
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
