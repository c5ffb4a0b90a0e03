//! What cannot be seen, sent or trusted at this moment.

use captrack_domain::text::Text;
use captrack_text::{Language, sentence};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One of them. It is there for as long as it is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which of the known problems it is.
    pub kind: ProblemKind,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// For a person: what is so, and what to do where anything can be done; in English.
    pub sentence: String,
    /// The same, to be worded in any language; none: an earlier version said it.
    #[serde(default)]
    pub text: Option<Text>,
    /// Alerts may be missed because of it: it is said by a notification and on Discord, too.
    pub urgent: bool,
}

impl Problem {
    /// With its sentence.
    pub fn new(kind: ProblemKind, since: Option<Timestamp>, text: Text, urgent: bool) -> Self {
        Self { kind, since, sentence: sentence(&text, Language::English), text: Some(text), urgent }
    }

    /// As this program says it to its user.
    pub fn said(&self) -> String {
        said(self.text.as_ref(), &self.sentence)
    }
}

/// A sentence as this program says it to its user. `english`: what there is of an earlier version.
pub fn said(text: Option<&Text>, english: &str) -> String {
    text.map_or_else(|| english.to_owned(), |text| sentence(text, Language::spoken()))
}

/// The same as a text that can stand in another.
pub fn worded(text: Option<&Text>, english: Option<&str>) -> Option<Text> {
    text.cloned().or_else(|| english.map(Text::said))
}

/// What cannot be seen, sent or trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Monitoring has been paused for a day or more, without an end: somebody may have forgotten it.
    Paused,
    /// No request to EVE succeeds, outside downtime.
    EveSilent,
    /// No request to AllianceAuth succeeds.
    AllianceAuthSilent,
    /// AllianceAuth refuses the token, or what is asked with it.
    AllianceAuthRefused,
    /// EVE has not told for a while of ships that alert.
    EveOutOfSight,
    /// Ships known through AllianceAuth would alert and were not read for too long.
    AllianceAuthOutOfSight,
    /// EVE refuses refresh tokens: pilots must sign in again.
    SignInsRefused,
    /// AllianceAuth names far fewer pilots than before, or lists far fewer of their ships.
    RosterShrunk,
    /// AllianceAuth can read far fewer pilots than before.
    CoverageDropped,
    /// Discord says itself that a webhook takes nothing.
    WebhookRefused,
    /// Every request to Discord fails on the way.
    DiscordUnreachable,
    /// The desktop refuses notifications, or there is no server for them.
    CannotNotify,
    /// The database cannot be written: what is decided is kept in memory.
    CannotSave,
    /// A window does not show what is so.
    WindowLost,
    /// There is little room left where the data lies.
    DiskLow,
    /// The data lies on a network drive or in a folder that another program copies.
    DataAtRisk,
    /// A part of the program crashed or does not work.
    Crashed,
    /// This computer's clock differs by more than a minute from that of servers which agree.
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
    /// As people read it: `EVE`, `AllianceAuth`.
    pub name: String,
    /// When it last answered anything; none: never.
    pub last_success: Option<Timestamp>,
}
