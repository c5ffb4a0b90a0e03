//! What a desk answers.

use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

use crate::activity::ActivityPage;
use crate::auth::AuthConnected;
use crate::overview::Overview;
use crate::pilots::{MainsImport, PilotsView};
use crate::planning::{NamedPlace, Preview, SettingsImport, TextFile};
use crate::relay::DiscordView;
use crate::settings::{NamedGroup, SettingsView};
use crate::snapshot::Snapshot;
use crate::snoozing::{DecidedSince, PutSnooze, SnoozeReach};
use crate::status::DeskStatus;

/// The answer to a command that was carried out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reply", content = "value")]
pub enum Reply {
    /// It has taken effect.
    Done,
    /// The documented snapshot.
    Snapshot(Box<Snapshot>),
    /// How the desk is doing.
    Status(Box<DeskStatus>),
    /// What the tray shows.
    Overview(Box<Overview>),
    /// What a check found.
    Checked(CheckVerdict),
    /// Snoozes were set or cleared.
    SnoozesChanged {
        /// What undoes it, for [`crate::Command::PutSnoozes`].
        undo: Vec<PutSnooze>,
    },
    /// Snoozes are as they were.
    SnoozesPut {
        /// But for these pilots, about whom somebody has decided since.
        decided_since: Vec<DecidedSince>,
    },
    /// What a snooze would silence.
    SnoozeReach(SnoozeReach),
    /// Where the user signs in.
    SignInStarted {
        /// EVE's or AllianceAuth's page, to be opened in the system browser.
        authorize_url: String,
    },
    /// Who signed in.
    SignedIn {
        /// The pilot.
        pilot: PilotId,
        /// The pilot's name.
        name: String,
    },
    /// A pilot was forgotten.
    SignedOut {
        /// The pilot's name.
        name: String,
        /// What could not be undone, such as a token that EVE would not revoke; one sentence.
        remains: Option<String>,
    },
    /// The desk is connected to an AllianceAuth.
    AuthConnected(AuthConnected),
    /// The desk has parted from its AllianceAuth.
    AuthDisconnected {
        /// What could not be undone here; one sentence.
        remains: String,
    },
    /// What Discord said to a test message.
    WebhookTested {
        /// One sentence.
        sentence: String,
    },
    /// The Discord page.
    Discord(Box<DiscordView>),
    /// What the settings window shows.
    Settings(Box<SettingsView>),
    /// Who is watched.
    Pilots(Box<PilotsView>),
    /// What an import of mains would do, or has done.
    MainsImport(MainsImport),
    /// What a policy would change.
    Preview(Box<Preview>),
    /// What an import of settings would change, or has changed.
    SettingsImport(Box<SettingsImport>),
    /// A text to be kept as a file.
    File(TextFile),
    /// Places by a part of their name, the best first.
    Places(Vec<NamedPlace>),
    /// A group of ships.
    Group(NamedGroup),
    /// Lines of the activity log.
    Activity(ActivityPage),
}

/// What a check found, worst first. Exit codes of `captrack check`: 0, 10, 20, 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// Nothing alerts.
    Quiet,
    /// Something alerts.
    Alerting,
    /// Something critical stands.
    Critical,
    /// It could not be known: something was not read.
    Unknown,
}

impl CheckVerdict {
    /// The exit code of `captrack check`.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Quiet => 0,
            Self::Alerting => 10,
            Self::Critical => 20,
            Self::Unknown => 30,
        }
    }
}
