//! What a message says: kept after it was sent, so that it can be said anew when something has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, NoticeOccasion};
use captrack_domain::relay_options::RelayOptions;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a message is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// What the user chose.
    pub options: &'a RelayOptions,
    /// A ping may be sent now: the last one is long enough ago.
    pub pings: bool,
    /// When somebody was last pinged there: what had been decided by then calls nobody again, in however many messages it is told.
    pub pinged_at: Option<Timestamp>,
    /// What already stood may ping, too: none of the messages about it has pinged so far. Counts only together with `pings`.
    pub first_read_pings: bool,
    /// The names that the user has given to classes; the others go by their own.
    pub class_names: &'a BTreeMap<HullClass, String>,
    /// Who would alert and is snoozed, by main.
    pub snoozed: &'a BTreeMap<PilotId, Vec<SnoozedPilot>>,
    /// Of what waits only these hulls are named in a post; the others of their lists are counted as following. None: whatever waits.
    pub only: Option<&'a BTreeSet<HullKey>>,
}

/// One message ready to be sent, and what it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// Discord's execute-webhook body.
    pub body: serde_json::Value,
    /// Which hulls of which outbox rows it names. A row of which no hull is left is done.
    pub covers: Vec<(i64, Vec<HullKey>)>,
    /// What it says, to be kept for later edits.
    pub tellings: Vec<MessagePart>,
    /// It mentions somebody.
    pub pings: bool,
}

/// What a message says under one main at one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePart {
    /// Under which main.
    pub main: PilotId,
    /// The main's name.
    pub main_name: String,
    /// The main's corporation and alliance, as far as known.
    pub affiliation: Option<String>,
    /// How urgent.
    pub level: AlertLevel,
    /// How the message comes across.
    pub tone: NoticeOccasion,
    /// The hulls, in the order of the message.
    pub hulls: Vec<MessageHull>,
    /// So many hulls of the same list were named in messages before this one.
    #[serde(default)]
    pub before: u32,
    /// So many follow in messages after it.
    #[serde(default)]
    pub after: u32,
}

/// A hull that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageHull {
    /// Of which alert.
    pub alert: AlertId,
    /// The hull, as it is told.
    pub line: HullLine,
    /// What is said of it.
    pub tale: HullNews,
    /// How it is with it now.
    pub stands: HullAlertState,
    /// It came in by an edit: a later message names it too, so that it may be left out where there is no room.
    #[serde(default)]
    pub added: bool,
}

/// What is said of a hull. When several notices of it waited, they became one. In the order in which a message names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HullNews {
    /// It alerts.
    Opened,
    /// It alerts besides others that were told before.
    Grew,
    /// It alerts since a snooze has ended.
    SnoozeEnded,
    /// It stopped alerting and does so again.
    Reopened,
    /// It alerts in another region than last told.
    Moved,
    /// It still alerts.
    #[serde(rename = "stands")]
    Reminder,
    /// It alerted and no longer does.
    OpenedAndResolved,
    /// It no longer alerts, as was told that it did.
    Resolved,
}

impl HullNews {
    /// Whether it is the tale of an end.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::OpenedAndResolved | Self::Resolved)
    }
}

/// How it is with a hull that was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum HullAlertState {
    /// It alerts.
    Standing,
    /// It no longer alerts.
    Resolved {
        /// How long it did.
        after: Duration,
    },
    /// It is not to alert any more though nothing has ended: its pilot is snoozed or not watched, or the rules were changed.
    Silent,
}

/// What a digest is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DigestContent {
    /// When the last one was posted; none: this is the first.
    pub since: Option<Timestamp>,
    /// How many hulls alert, by level and class.
    pub standing: BTreeMap<(AlertLevel, HullClass), usize>,
    /// How many would, if their pilots were not snoozed.
    pub snoozed: usize,
    /// Whose these are, most urgent first.
    pub snoozed_pilots: Vec<SnoozedPilot>,
    /// The mains under which something alerts, most urgent first.
    pub mains: Vec<DigestMain>,
    /// How many alerts have opened since then.
    pub opened: usize,
    /// How many have been resolved since then.
    pub resolved: usize,
    /// What is not seen or not seen in time, one sentence each.
    pub coverage: Vec<String>,
}

/// A pilot who would alert and is snoozed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnoozedPilot {
    /// Who.
    pub pilot: PilotId,
    /// The name.
    pub name: String,
    /// The highest level of what would alert.
    pub level: AlertLevel,
    /// How many hulls would, by class.
    pub hulls: BTreeMap<HullClass, usize>,
    /// When the snooze ends; `None`: when somebody clears it.
    pub until: Option<Timestamp>,
}

/// A main in a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestMain {
    /// Who.
    pub main: PilotId,
    /// The name.
    pub name: String,
    /// The highest level under this main.
    pub level: AlertLevel,
    /// How many hulls alert, by class.
    pub hulls: BTreeMap<HullClass, usize>,
}
