//! What a message says: kept after it was sent, so that it can be said anew when something has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, NoticeOccasion, WatchReason};
use captrack_domain::relay_options::RelayOptions;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a message is written with: the user's options, and what is known at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The options in force.
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
    pub message_parts: Vec<MessagePart>,
    /// It mentions somebody.
    pub pings: bool,
}

/// What a message says under one main at one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePart {
    /// The main under whom these hulls alert.
    pub main: PilotId,
    /// The main's name as the message says it.
    pub main_name: String,
    /// The main's corporation and alliance in one phrase; none: not known.
    pub affiliation: Option<String>,
    /// Decides colour and order in the message.
    pub level: AlertLevel,
    /// The loudest occasion of its hulls: whether the part draws attention.
    pub tone: NoticeOccasion,
    /// The hulls, in the order of the message.
    pub hulls: Vec<MessageHull>,
    /// So many hulls of the same list were named in messages before this one.
    #[serde(default)]
    pub before: u32,
    /// So many follow in messages after it.
    #[serde(default)]
    pub after: u32,
    /// It is about a massing, which stands under no main: the rule, and what gathers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub massing: Option<WatchReason>,
}

/// A hull that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageHull {
    /// The alert that the hull is named for.
    pub alert: AlertId,
    /// Further alerts that it is named for in the same breath: of watch rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlertId>,
    /// Pilot, type, place and age as of the decision.
    pub line: HullLine,
    /// What the message says has happened to it.
    #[serde(rename = "tale")]
    pub news: HullNews,
    /// Whether it still alerts; an edit brings this up to date.
    #[serde(rename = "stands")]
    pub alert_state: HullAlertState,
    /// It came in by an edit: a later message names it too, so that it may be left out where there is no room.
    #[serde(default)]
    pub added: bool,
}

impl MessageHull {
    /// Every alert that it is named for.
    pub fn alerts(&self) -> impl Iterator<Item = AlertId> + '_ {
        std::iter::once(self.alert).chain(self.also.iter().copied())
    }
}

/// What is said of a hull. When several notices of it waited, they became one. In the order in which a message names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HullNews {
    /// A new alert.
    Opened,
    /// It alerts besides others that were told before.
    Grew,
    /// It alerts since a snooze has ended.
    SnoozeEnded,
    /// It stopped alerting and does so again.
    Reopened,
    /// It alerts in another region than last told.
    Moved,
    /// A reminder: it still alerts.
    #[serde(rename = "stands")]
    Reminder,
    /// It alerted and no longer does.
    OpenedAndResolved,
    /// It no longer alerts, as was told that it did.
    Resolved,
}

impl HullNews {
    /// Whether it says that an alert has ended.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::OpenedAndResolved | Self::Resolved)
    }
}

/// Whether a hull that a message names still alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum HullAlertState {
    /// Its alert is open.
    #[serde(rename = "standing")]
    Open,
    /// It no longer alerts.
    Resolved {
        /// How long it alerted.
        after: Duration,
    },
    /// It alerts, and a later message names it and follows it from there.
    NamedLater,
    /// It is not to alert any more though nothing has ended: its pilot is snoozed or not watched, or the rules were changed.
    Silent,
}

/// What a summary says: what is open, and what happened since the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DigestContent {
    /// When the last one was posted; none: this is the first.
    pub since: Option<Timestamp>,
    /// How many hulls alert, by level and class.
    pub open: BTreeMap<(AlertLevel, HullClass), usize>,
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

/// A snoozed pilot whose hulls would alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnoozedPilot {
    /// The character's id.
    pub pilot: PilotId,
    /// The character's name.
    pub name: String,
    /// The highest level of what would alert.
    pub level: AlertLevel,
    /// How many hulls would, by class.
    pub hulls: BTreeMap<HullClass, usize>,
    /// When the snooze ends; `None`: when somebody clears it.
    pub until: Option<Timestamp>,
}

/// A main with open alerts, in a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestMain {
    /// The main's character id.
    pub main: PilotId,
    /// The main's name.
    pub name: String,
    /// The highest level under this main.
    pub level: AlertLevel,
    /// How many hulls alert, by class.
    pub hulls: BTreeMap<HullClass, usize>,
}
