//! Notices: one thing to tell one receiver about the alerts of one main, or about one massing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::AlertId;
use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::hull::HullKey;
use crate::ids::{PilotId, TypeId};
use crate::section::Freshness;
use crate::text::Text;

/// Where notices are sent. Each receiver has notices of its own, so that one that is out of reach delays no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The notifications of this computer's desktop.
    Os,
    /// Discord: the webhook for what is critical (the standard one where there is none).
    DiscordCritical,
    /// Discord: the webhook for the rest.
    DiscordStandard,
}

impl Receiver {
    /// As in the store; it never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Os => "os",
            Self::DiscordCritical => "discord_critical",
            Self::DiscordStandard => "discord_standard",
        }
    }
}

/// Which change of an alert a notice tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The alert opened.
    Opened,
    /// A further hull alerts under the same main and class ("2 more dreadnoughts").
    Grew,
    /// It is in another region than last told.
    Moved,
    /// A snooze ended and the alert stands.
    SnoozeEnded,
    /// The alert is over, by the rules for negatives; an edit never says so.
    Resolved,
    /// It still stands, as the user asked to be told now and then.
    Reminder,
}

/// What led to it: decides whether it may draw attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeOccasion {
    /// Something happened in New Eden: it may ping and pop up.
    News,
    /// What already stood when a pilot or a receiver was new: one summary, packed.
    FirstRead,
    /// The user changed policy, mains or snoozes: packed, no toast, no ping.
    Edit,
    /// Nothing new, told again on purpose: packed, silent, no ping.
    Reminder,
}

/// Which watch rule alerts, and why, as of the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchReason {
    /// What the rule is called.
    pub rule: String,
    /// Why it alerts, in one sentence.
    pub text: Text,
}

/// A hull as it is told, frozen at the decision so that it says what was true then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HullLine {
    /// The hull's identity, to find it again for an edit.
    pub key: HullKey,
    /// Its pilot at the decision.
    pub pilot: PilotId,
    /// The pilot's name; `Pilot` and the id where no name was known.
    pub pilot_name: String,
    /// EVE's type.
    pub type_id: TypeId,
    /// The type's English name.
    pub type_name: String,
    /// By the policy of that moment.
    pub class: HullClass,
    /// None: its system was not known.
    pub system_name: Option<String>,
    /// None: its system was not known.
    pub region_name: Option<String>,
    /// Station, structure or "in space", when known.
    pub place_name: Option<String>,
    /// The latest moment at which the place was true.
    pub observed_at: Timestamp,
    /// At the decision; a stale place says so.
    pub freshness: Freshness,
    /// A watch rule alerts about it, besides its class or alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<WatchReason>,
}

/// A row of the outbox, written in the transaction of the alert's transition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The one receiver of this notice.
    pub receiver: Receiver,
    /// The main under whom it alerts; of a massing that of its first ship.
    pub main: PilotId,
    /// The main's name at the time.
    pub main_name: String,
    /// The main's corporation and alliance, as far as known: `Null Logistics · Synthetic Coalition`.
    pub affiliation: Option<String>,
    /// The alert that it tells of.
    pub alert: AlertId,
    /// Decides which webhook it goes to and how long it is gathered.
    pub level: AlertLevel,
    /// Which change of the alert it tells of.
    #[serde(rename = "said")]
    pub kind: NoticeKind,
    /// Whether it may draw attention.
    pub occasion: NoticeOccasion,
    /// The hulls still to be named; a delivered part is taken out.
    pub hulls: Vec<HullLine>,
    /// How many of its hulls were named before, by a message that had no room for all.
    #[serde(default)]
    pub named_before: u32,
    /// When the alert opened, so that a resolution can say how long it stood.
    pub opened_at: Timestamp,
    /// The judgement that made it; times in its text are as of then.
    pub decided_at: Timestamp,
    /// Gathered until then: 2 s for critical, the group wait for the rest.
    pub not_before: Timestamp,
    /// Of a massing, which stands under no main: the rule, and what gathers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub massing: Option<WatchReason>,
}

/// What became of an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// Waits: for the group wait, quiet hours, a rate limit or a receiver out of reach.
    Pending,
    /// Its receiver has accepted it.
    Delivered,
    /// Refused for good; kept, with the reason.
    Undeliverable,
    /// Taken back before it was sent, by a snooze or a forgotten pilot.
    Withdrawn,
}

impl NoticeState {
    /// As in the store; it never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Undeliverable => "undeliverable",
            Self::Withdrawn => "withdrawn",
        }
    }
}
