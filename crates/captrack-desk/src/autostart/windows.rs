//! Autostart entries of Windows: values of this user's Run key, never of the whole machine's.

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

use super::command::StartCommand;
use super::error::AutostartError;
use super::run_value::{command_line, is_approved};

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// Where the Task Manager notes what it has switched off.
const APPROVED: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";

/// The value's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AutostartEntry {
    name: String,
}

impl AutostartEntry {
    /// In this user's own settings; a data folder that is not the platform's own has an entry of its own.
    #[allow(clippy::unnecessary_wraps)] // Elsewhere there may be no place.
    pub fn of_this_user(profile: Option<&str>) -> Result<Self, AutostartError> {
        // Earlier versions had the same name, without quotes around the path.
        let name =
            profile.map_or_else(|| "CapTrack Desktop".to_owned(), |profile| format!("CapTrack Desktop {profile}"));
        Ok(Self { name })
    }

    /// Whether Windows will start the program.
    #[allow(clippy::unnecessary_wraps)]
    pub fn is_on(&self) -> Result<bool, AutostartError> {
        let is_registered = self.is_in(CURRENT_USER) || self.is_in(LOCAL_MACHINE);
        let approval = CURRENT_USER.open(APPROVED).and_then(|key| key.get_value(&self.name)).ok();
        Ok(is_registered && is_approved(approval.as_deref()))
    }

    /// Writes the value, and takes back what the Task Manager has noted.
    pub fn put(&self, command: &StartCommand) -> Result<(), AutostartError> {
        let line = command_line(command)?;
        CURRENT_USER.create(RUN).and_then(|key| key.set_string(&self.name, &line)).map_err(std::io::Error::from)?;
        self.remove_from(CURRENT_USER, APPROVED)
    }

    /// Removes it. An entry for all users, which earlier versions wrote when they ran as an administrator, goes too or is said.
    pub fn remove(&self) -> Result<(), AutostartError> {
        self.remove_from(CURRENT_USER, RUN)?;
        self.remove_from(CURRENT_USER, APPROVED)?;
        if self.is_in(LOCAL_MACHINE) {
            self.remove_from(LOCAL_MACHINE, RUN).map_err(|_| AutostartError::ForAllUsers)?;
        }
        Ok(())
    }

    /// Puts a value right that starts a program elsewhere or lacks its quotes. What the Task Manager has noted stays.
    pub fn repair(&self, command: &StartCommand) -> Result<(), AutostartError> {
        let Ok(line) = CURRENT_USER.open(RUN).and_then(|key| key.get_string(&self.name)) else { return Ok(()) };
        let wanted = command_line(command)?;
        if line != wanted {
            tracing::info!("the autostart entry started another program and was put right");
            CURRENT_USER
                .create(RUN)
                .and_then(|key| key.set_string(&self.name, &wanted))
                .map_err(std::io::Error::from)?;
        }
        Ok(())
    }

    fn is_in(&self, root: &Key) -> bool {
        root.open(RUN).and_then(|key| key.get_string(&self.name)).is_ok()
    }

    /// No error where there is none.
    fn remove_from(&self, root: &Key, path: &str) -> Result<(), AutostartError> {
        let Ok(key) = root.open(path) else { return Ok(()) };
        if key.get_value(&self.name).is_err() {
            return Ok(());
        }
        let key = root.options().write().open(path).map_err(std::io::Error::from)?;
        Ok(key.remove_value(&self.name).map_err(std::io::Error::from)?)
    }
}
