//! What only a window can do or hear.

use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

use crate::planning::TextFile;

/// A page of the program; each has a window of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The main window, label `main`.
    Dashboard,
    /// The settings window, label `settings`.
    Settings,
}

/// Asked of the shell, not of the desk; the Tauri command `window`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "window")]
pub enum WindowCommand {
    /// Opens a page's window, or brings it to the front.
    Open {
        /// Which.
        page: Page,
    },
    /// Opens EVE's sign-in page in the system browser: the address of the sign-in that was begun, no other.
    OpenSignInPage,
    /// Keeps a text as a file in the user's download folder and tells where: the command gives the path.
    SaveFile {
        /// The file; a number is added to a name that is taken.
        file: TextFile,
    },
    /// Opens one of the fixed pages that the help names.
    OpenHelp {
        /// Which: `eve_applications`, `eve_authorized_apps`, `source`.
        topic: String,
    },
}

/// The event `dashboard-changed`: pull the dashboard again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardChanged {
    /// The new revision.
    pub revision: u64,
}

impl DashboardChanged {
    /// The name of the event.
    pub const EVENT: &'static str = "dashboard-changed";
}

/// What a [`WindowCommand`] gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "window_reply")]
pub enum WindowReply {
    /// It is done.
    Done,
    /// A file was kept.
    Saved {
        /// Where.
        path: String,
    },
}

/// The event `open-card`: a notification was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCard {
    /// Whose card.
    pub main: PilotId,
}

impl OpenCard {
    /// The name of the event.
    pub const EVENT: &'static str = "open-card";
}
