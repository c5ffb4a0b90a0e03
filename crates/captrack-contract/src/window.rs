//! What only a window can do or hear.

use captrack_domain::ids::{PilotId, RegionId, SystemId, TypeId};
use captrack_domain::preferences::Preferences;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::previews::TextFile;

/// A page of the program; each has a window of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The main window, label `main`.
    Dashboard,
    /// The settings window, label `settings`.
    Settings,
}

/// A section of the settings window that something outside of that window leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingsSection {
    /// Pilots who signed in, and the application that signs in.
    SignIn,
    /// The AllianceAuth that the desk is connected to.
    #[serde(rename = "allianceauth")]
    AllianceAuth,
    /// Webhooks, message options and pings.
    Discord,
}

impl SettingsSection {
    /// The name in the page's address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::AllianceAuth => "allianceauth",
            Self::Discord => "discord",
        }
    }
}

/// Asked of the shell, not of the desk; the Tauri command `window`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "window")]
pub enum WindowCommand {
    /// Opens a page's window, or brings it to the front.
    Open {
        /// The window to open or show.
        page: Page,
        /// What it shows, if it is the settings window; none: what it showed last.
        #[serde(default)]
        section: Option<SettingsSection>,
    },
    /// Opens EVE's sign-in page in the system browser: the address of the sign-in that was begun, no other.
    OpenSignInPage,
    /// Opens AllianceAuth's page for the sign-in that was begun in the system browser, no other, and has the desktop bring back its link.
    OpenAuthPage,
    /// Opens AllianceAuth's own page about a main's account in the system browser: [`crate::CardHead::has_audit`] says whether there is one.
    OpenAuditPage {
        /// The main whose card is to be shown.
        main: PilotId,
    },
    /// Opens a page about something of New Eden in the system browser, at a site that players use.
    OpenWebPage {
        /// Which.
        page: WebPage,
    },
    /// Keeps a text as a file in the user's download folder and tells where: the command gives the path.
    SaveFile {
        /// The file; a number is added to a name that is taken.
        file: TextFile,
    },
    /// The page has begun, or has heard the heartbeat: it lives. The answer is what time it is.
    Heartbeat,
    /// Starts the demo beside this program, with data of its own; while one that was started here runs, no other.
    OpenDemo,
    /// Opens one of the fixed pages that the help names.
    OpenHelp {
        /// Which: `eve_applications`, `eve_authorized_apps`, `source`.
        topic: String,
    },
}

/// A page about something of New Eden: losses and kills on zKillboard, maps on Dotlan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "of")]
pub enum WebPage {
    /// A pilot's kills and losses.
    PilotKills(PilotId),
    /// Kills and losses of ships of a type.
    TypeKills(TypeId),
    /// What was killed in a system.
    SystemKills(SystemId),
    /// What was killed in a region.
    RegionKills(RegionId),
    /// A system on a map, by its name.
    SystemMap(String),
    /// A region's map, by its name.
    RegionMap(String),
}

/// The event `dashboard-changed`: pull the dashboard again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardChanged {
    /// The revision of the snapshot that is new; it only grows.
    pub revision: u64,
}

impl DashboardChanged {
    /// The name of the event.
    pub const EVENT: &'static str = "dashboard-changed";
}

/// The event `heartbeat`: the program lives, and wants to hear from the page that it does too. A page that does not hear it for
/// [`Heartbeat::SILENT_AFTER_SECS`] says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {}

impl Heartbeat {
    /// The name of the event.
    pub const EVENT: &'static str = "heartbeat";
    /// It comes every so many seconds.
    pub const EVERY_SECS: u32 = 5;
    /// A page that has heard nothing for so long tells its user.
    pub const SILENT_AFTER_SECS: u32 = 15;
}

/// What a [`WindowCommand`] gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "window_reply")]
pub enum WindowReply {
    /// Carried out; nothing to tell.
    Done,
    /// The user has chosen where to save the file.
    Saved {
        /// The path under which it was saved.
        path: String,
    },
    /// The program lives, too.
    Alive {
        /// What time it is, whatever this computer's clock shows; none where there is no desk.
        now: Option<Timestamp>,
    },
}

/// The event `open-card`: a notification was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCard {
    /// The main whose card is to be shown.
    pub main: PilotId,
}

impl OpenCard {
    /// The name of the event.
    pub const EVENT: &'static str = "open-card";
}

/// The event `open-section`: something outside of the settings window leads to one of its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSection {
    /// The section to scroll to.
    pub section: SettingsSection,
}

impl OpenSection {
    /// The name of the event.
    pub const EVENT: &'static str = "open-section";
}

/// The event `preferences-changed`: the user saved how the program looks and behaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreferencesChanged {
    /// The preferences in force from now on.
    pub preferences: Preferences,
}

impl PreferencesChanged {
    /// The name of the event.
    pub const EVENT: &'static str = "preferences-changed";
}
