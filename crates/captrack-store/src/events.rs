//! What happened, in numbers: trails, the fleet at a past moment, the record of what was seen and what was not.
//!
//! Only ever appended to, in the order in which it became known, and pruned from the far end. A row holds numbers of three small tables of hulls,
//! pilots and places and no text: some 80 bytes with its indexes. Once a day the whole fleet is written down (`checkpoint.rs`), so that no moment is
//! further than a day's rows from something whole.

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::ids::PilotId;
use captrack_domain::watch_event::{SourceName, WatchChange, WatchEvent};
use jiff::Timestamp;

mod append;
mod checkpoint;
mod forget;
mod numbers;
mod old_rows;
mod past;
mod prune;
mod read;

pub use past::PastHull;

const TABLE: &str = "events";

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryEvent {
    /// To a hull.
    Hull(HullEvent),
    /// To what is watched.
    Watch(WatchEvent),
}

impl HistoryEvent {
    /// When it was first known to be so.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Hull(event) => event.at,
            Self::Watch(event) => event.at,
        }
    }

    /// What befell a hull, if it is that.
    pub const fn hull_event(&self) -> Option<&HullEvent> {
        match self {
            Self::Hull(event) => Some(event),
            Self::Watch(_) => None,
        }
    }
}

impl From<HullEvent> for HistoryEvent {
    fn from(event: HullEvent) -> Self {
        Self::Hull(event)
    }
}

impl From<WatchEvent> for HistoryEvent {
    fn from(event: WatchEvent) -> Self {
        Self::Watch(event)
    }
}

/// What a row tells, as its number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Appeared = 1,
    Moved = 2,
    Boarded = 3,
    Left = 4,
    Changed = 5,
    Gone = 6,
    Online = 7,
    Offline = 8,
    Silent = 9,
    Answers = 10,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Appeared,
        Self::Moved,
        Self::Boarded,
        Self::Left,
        Self::Changed,
        Self::Gone,
        Self::Online,
        Self::Offline,
        Self::Silent,
        Self::Answers,
    ];

    fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == number)
    }

    const fn of_hull(change: &HullChange) -> Self {
        match change {
            HullChange::Appeared { .. } => Self::Appeared,
            HullChange::Moved { .. } => Self::Moved,
            HullChange::Boarded => Self::Boarded,
            HullChange::Left => Self::Left,
            HullChange::Changed { .. } => Self::Changed,
            HullChange::Gone { .. } => Self::Gone,
        }
    }

    const fn of_watch(change: &WatchChange) -> Self {
        match change {
            WatchChange::Online { .. } => Self::Online,
            WatchChange::Offline { .. } => Self::Offline,
            WatchChange::Silent { .. } => Self::Silent,
            WatchChange::Answers { .. } => Self::Answers,
        }
    }
}

const fn source_number(source: SourceName) -> i64 {
    match source {
        SourceName::Eve => 1,
        SourceName::AllianceAuth => 2,
    }
}

fn source_of(number: i64) -> Option<SourceName> {
    [SourceName::Eve, SourceName::AllianceAuth].into_iter().find(|source| source_number(*source) == number)
}

/// Whom a change of what is watched is about, and which source.
const fn subject(change: &WatchChange) -> (Option<PilotId>, Option<SourceName>) {
    match change {
        WatchChange::Online { pilot } | WatchChange::Offline { pilot } => (Some(*pilot), None),
        WatchChange::Silent { source } | WatchChange::Answers { source } => (None, Some(*source)),
    }
}
