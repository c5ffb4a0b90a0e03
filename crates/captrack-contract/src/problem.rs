//! What cannot be seen, sent or trusted at this moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One of them. It is there for as long as it is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is about.
    pub kind: ProblemKind,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// For a person: what is so, and what to do where anything can be done.
    pub sentence: String,
    /// Alerts may be missed because of it: it is said by a notification and on Discord, too.
    pub urgent: bool,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// EVE answers nothing.
    EveSilent,
    /// AllianceAuth does not answer.
    AllianceAuthSilent,
    /// AllianceAuth refuses the token, or what is asked with it.
    AllianceAuthRefused,
    /// EVE has not told for a while of ships that alert.
    EveOutOfSight,
    /// The same of AllianceAuth.
    AllianceAuthOutOfSight,
    /// EVE refuses sign-ins.
    SignInsRefused,
    /// AllianceAuth names far fewer pilots than before, or lists far fewer of their ships.
    RosterShrunk,
    /// AllianceAuth can read far fewer pilots than before.
    CoverageDropped,
    /// Discord refuses a webhook.
    WebhookRefused,
    /// Nothing reaches Discord.
    DiscordUnreachable,
    /// The desktop shows no notifications.
    CannotNotify,
    /// The database cannot be written.
    CannotSave,
    /// A window does not show what is so.
    WindowLost,
    /// There is little room left where the data lies.
    DiskLow,
    /// A part of the program crashed or does not work.
    Crashed,
    /// This computer's clock is wrong.
    ClockWrong,
}

impl ProblemKind {
    /// Whether a service refuses what this computer asks of it.
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::SignInsRefused | Self::AllianceAuthRefused | Self::WebhookRefused)
    }

    /// Whether ships that alert are not seen because of it.
    pub const fn hides_ships(self) -> bool {
        matches!(
            self,
            Self::EveSilent
                | Self::AllianceAuthSilent
                | Self::AllianceAuthRefused
                | Self::EveOutOfSight
                | Self::AllianceAuthOutOfSight
                | Self::SignInsRefused
                | Self::RosterShrunk
                | Self::CoverageDropped
        )
    }
}

/// When a source last told anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStatus {
    /// What it is called.
    pub name: String,
    /// When it last answered.
    pub last_success: Option<Timestamp>,
}
