//! Starting with the desktop, hidden in the tray: an entry of this user's own, in the desktop's own words, with the data folder and the secrets that
//! this program was started with.
//!
//! The desktop has a switch of its own (GNOME's and KDE's settings, Windows' Task Manager): what was switched off there is off, and nothing but the
//! user's own choice in CapTrack switches it on again. An entry whose program was moved is put right at the next start.

mod command;
#[cfg(any(target_os = "linux", test))]
mod desktop_entry;
mod error;
#[cfg(not(windows))]
mod file;
#[cfg(any(target_os = "macos", test))]
mod launch_agent;
#[cfg(any(windows, test))]
mod run_value;
#[cfg(windows)]
mod windows;

use std::path::Path;

use parking_lot::Mutex;

use crate::args::DeskOptions;
use crate::folder::profile;
use command::StartCommand;
pub use error::AutostartError;
#[cfg(not(windows))]
use file::AutostartEntry;
#[cfg(windows)]
use windows::AutostartEntry;

/// The entry of one data folder.
#[derive(Debug)]
pub struct Autostart {
    command: StartCommand,
    entry: AutostartEntry,
    /// What the user was last shown. Saving other settings must not undo what the desktop's own switch has done since.
    shown: Mutex<Option<bool>>,
}

impl Autostart {
    /// The entry that starts the program with these options. The data folder is the one that they came to.
    pub(crate) fn of(options: &DeskOptions, folder: &Path) -> Result<Self, AutostartError> {
        // The platform's own folder needs no name: then the entry stays right when it is moved.
        let profile = options.data_dir.as_ref().map(|_| profile(folder));
        Ok(Self {
            command: StartCommand::of(options, folder)?,
            entry: AutostartEntry::of_this_user(profile.as_deref())?,
            shown: Mutex::new(None),
        })
    }

    /// Whether the desktop will start the program, after an entry of an earlier version or of a moved program was put right.
    pub fn look(&self) -> Result<bool, AutostartError> {
        self.entry.repair(&self.command)?;
        let on = self.entry.is_on()?;
        *self.shown.lock() = Some(on);
        Ok(on)
    }

    /// Has the desktop start the program, or no longer; nothing happens where the user was shown just that.
    pub fn set(&self, wanted: bool) -> Result<(), AutostartError> {
        if *self.shown.lock() == Some(wanted) {
            return Ok(());
        }
        if wanted {
            self.entry.put(&self.command)?;
        } else {
            self.entry.remove()?;
        }
        *self.shown.lock() = Some(wanted);
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests;
