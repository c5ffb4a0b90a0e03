//! Notices: one thing to tell one receiver about the alerts of one main.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::AlertId;
use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::hull::HullKey;
use crate::ids::{PilotId, TypeId};
use crate::section::Freshness;

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The desktop's notifications.
    Os,
    /// Discord: the webhook for what is critical (the standard one where there is none).
    DiscordCritical,
    /// Discord: the webhook for the rest.
    DiscordStandard,
}

impl Receiver {
    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Os => "os",
            Self::DiscordCritical => "discord_critical",
            Self::DiscordStandard => "discord_standard",
        }
    }
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// An alert opened.
    Opened,
    /// A further hull alerts.
    Grew,
    /// It is in another region than last told.
    Moved,
    /// A snooze ended and the alert stands.
    SnoozeEnded,
    /// It no longer stands.
    Resolved,
    /// It still stands, as the user asked to be told now and then.
    Reminder,
}

/// What led to it: decides whether it may draw attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeOccasion {
    /// Something happened in New Eden.
    News,
    /// What already stood when a pilot or a receiver was new: one summary, packed.
    FirstRead,
    /// The user changed policy, mains or snoozes: packed, no toast, no ping.
    Edit,
    /// Nothing new, told again on purpose: packed, silent, no ping.
    Reminder,
}

/// A hull as it is told, frozen at the decision so that it says what was true then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HullLine {
    /// Which hull.
    pub key: HullKey,
    /// Whose.
    pub pilot: PilotId,
    /// The pilot's name.
    pub pilot_name: String,
    /// Its type.
    pub type_id: TypeId,
    /// The type's name.
    pub type_name: String,
    /// Its class.
    pub class: HullClass,
    /// The system, when known.
    pub system_name: Option<String>,
    /// The region, when known.
    pub region_name: Option<String>,
    /// Station, structure or "in space", when known.
    pub place_name: Option<String>,
    /// When that was true.
    pub observed_at: Timestamp,
    /// Whether its section answers.
    pub freshness: Freshness,
    /// Why it alerts.
    pub why: String,
}

/// A row of the outbox, written in the transaction of the alert's transition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who is told.
    pub receiver: Receiver,
    /// Under which main.
    pub main: PilotId,
    /// The main's name at the time.
    pub main_name: String,
    /// The main's corporation and alliance, as far as known: `Null Logistics · Synthetic Coalition`.
    pub affiliation: Option<String>,
    /// About which alert.
    pub alert: AlertId,
    /// How urgent.
    pub level: AlertLevel,
    /// What is said.
    pub said: NoticeKind,
    /// Why now.
    pub occasion: NoticeOccasion,
    /// The hulls still to be named; a delivered part is taken out.
    pub hulls: Vec<HullLine>,
    /// How many of its hulls were named before, by a message that had no room for all.
    #[serde(default)]
    pub named_before: u32,
    /// When the alert opened, so that a resolution can say how long it stood.
    pub opened_at: Timestamp,
    /// When this was decided.
    pub decided_at: Timestamp,
    /// Gathered until then: 2 s for critical, the group wait for the rest.
    pub not_before: Timestamp,
}

/// What became of an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// To be sent.
    Pending,
    /// Accepted by its receiver.
    Delivered,
    /// Refused for good; kept, with the reason.
    Undeliverable,
    /// Taken back before it was sent, by a snooze or a forgotten pilot.
    Withdrawn,
}

impl NoticeState {
    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Undeliverable => "undeliverable",
            Self::Withdrawn => "withdrawn",
        }
    }
}
