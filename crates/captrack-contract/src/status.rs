//! How the desk is doing.

use captrack_domain::section::ReadErrorCode;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::problem::{Problem, SourceStatus, said};
use crate::rights::Rights;

/// The state of this program: monitoring, relay, sources, problems. `status --json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskStatus {
    /// Whether it watches, and if not, why.
    pub monitoring: MonitoringState,
    /// How many pilots are watched.
    pub pilots: usize,
    /// Pilots that must sign in again: EVE has refused them for hours.
    pub need_sign_in: Vec<String>,
    /// The last success of any section; none: there was none.
    pub last_check: Option<Timestamp>,
    /// When the next section is due; none: nothing is polled.
    pub next_check: Option<Timestamp>,
    /// Why nothing answers, while that is so; one sentence.
    pub trouble: Option<String>,
    /// The same for programs: of the last read that failed.
    #[serde(default)]
    pub trouble_code: Option<ReadErrorCode>,
    /// The same, to be worded in any language.
    #[serde(default)]
    pub trouble_text: Option<Text>,
    /// Why AllianceAuth does not answer as it should, while the desk is connected to one; one sentence.
    pub auth_trouble: Option<String>,
    /// The same for programs.
    #[serde(default)]
    pub auth_trouble_code: Option<AuthErrorCode>,
    /// The same, to be worded in any language.
    #[serde(default)]
    pub auth_trouble_text: Option<Text>,
    /// It is the demo: nothing here is real, all of it is thrown away.
    pub demo: bool,
    /// Other servers than EVE's own are in use: their addresses, for a banner.
    pub other_servers: Option<String>,
    /// A client id is known, so that signing in is possible.
    pub can_sign_in: bool,
    /// This computer relays alerts to Discord.
    pub relay: bool,
    /// Why Discord does not get what it should; one sentence.
    pub relay_trouble: Option<String>,
    /// The same for programs.
    #[serde(default)]
    pub relay_trouble_code: Option<RelayTroubleCode>,
    /// The same, to be worded in any language.
    #[serde(default)]
    pub relay_trouble_text: Option<Text>,
    /// How many outbox rows wait for Discord.
    pub relay_waiting: usize,
    /// Until when quiet hours hold, if they do now.
    pub quiet_until: Option<Timestamp>,
    /// Since when monitoring is paused, if it is.
    #[serde(default)]
    pub paused_since: Option<Timestamp>,
    /// When a pause ends; none: when somebody resumes, or there is none.
    #[serde(default)]
    pub paused_until: Option<Timestamp>,
    /// What this desk's user may do.
    pub rights: Rights,
    /// What cannot be seen, sent or trusted now, the worst first.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// When each source last told anything.
    #[serde(default)]
    pub sources: Vec<SourceStatus>,
    /// By how many seconds this computer's clock is ahead of EVE's, where that matters; CapTrack goes by EVE's.
    #[serde(default)]
    pub clock_ahead_secs: Option<i64>,
    /// Bytes that are left on the disk where the data lies; null: the system does not say.
    #[serde(default)]
    pub disk_free_bytes: Option<u64>,
}

impl DeskStatus {
    /// Why nothing answers, as this program says it to its user.
    pub fn said_trouble(&self) -> Option<String> {
        self.trouble.as_deref().map(|english| said(self.trouble_text.as_ref(), english))
    }

    /// Why AllianceAuth does not answer as it should, as this program says it to its user.
    pub fn said_auth_trouble(&self) -> Option<String> {
        self.auth_trouble.as_deref().map(|english| said(self.auth_trouble_text.as_ref(), english))
    }

    /// Why Discord does not get what it should, as this program says it to its user.
    pub fn said_relay_trouble(&self) -> Option<String> {
        self.relay_trouble.as_deref().map(|english| said(self.relay_trouble_text.as_ref(), english))
    }
}

/// Why AllianceAuth does not answer as it should, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthErrorCode {
    /// It refuses the token.
    TokenRefused,
    /// The account lacks a permission.
    PermissionMissing,
    /// It and CapTrack do not understand each other.
    Mismatch,
    /// It does not take the request.
    RequestRefused,
    /// Nobody answers at its address.
    NoAnswer,
    /// It can be asked later only.
    Unavailable,
    /// Rows of its answer made no sense.
    InvalidRows,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

impl AuthErrorCode {
    /// Every code that this version gives.
    pub const ALL: [Self; 7] = [
        Self::TokenRefused,
        Self::PermissionMissing,
        Self::Mismatch,
        Self::RequestRefused,
        Self::NoAnswer,
        Self::Unavailable,
        Self::InvalidRows,
    ];
}

/// Why Discord does not get what it should, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayTroubleCode {
    /// Discord refuses a webhook.
    WebhookRefused,
    /// Nothing reaches Discord.
    DiscordUnreachable,
    /// What waits could not be read from the database.
    NotReadable,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

impl RelayTroubleCode {
    /// Every code that this version gives.
    pub const ALL: [Self; 3] = [Self::WebhookRefused, Self::DiscordUnreachable, Self::NotReadable];
}

/// Whether the program watches, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonitoringState {
    /// Nobody has signed in yet.
    SignedOut,
    /// The first answers have not all come yet.
    Starting,
    /// Sections are polled and answer.
    Watching,
    /// Nothing has answered for a while.
    Offline,
    /// EVE is down for its daily restart.
    Downtime,
    /// The user has paused polling and sending.
    Paused,
}
