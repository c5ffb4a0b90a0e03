//! From the rows that wait to what is said under each main: one group a main and level, most urgent first.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, Notice, Occasion, Said};
use jiff::Timestamp;

use crate::tale::{Tale, stood};

/// How a message comes across. A main that has news is told with its news, whatever else waits for it. Loudest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// Something happened.
    News,
    /// What already stood when a pilot or the relay was new.
    FirstRead,
    /// The user changed something: without a sound.
    Edit,
    /// Nothing new, told again on purpose: without a sound.
    Reminder,
}

impl From<Occasion> for Tone {
    fn from(occasion: Occasion) -> Self {
        match occasion {
            Occasion::News => Self::News,
            Occasion::FirstRead => Self::FirstRead,
            Occasion::Edit => Self::Edit,
            Occasion::Reminder => Self::Reminder,
        }
    }
}

/// One hull to be named, and the rows that are done with that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told<'a> {
    pub(crate) tale: Tale,
    /// How long its alert stood, of one that is over.
    pub(crate) stood: Option<String>,
    /// As the newest of the notices has it.
    pub(crate) hull: &'a HullLine,
    pub(crate) rows: Vec<i64>,
}

/// What is said under one main at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group<'a> {
    pub(crate) level: AlertLevel,
    pub(crate) tone: Tone,
    /// The newest of its notices, for the names of main and affiliation.
    pub(crate) latest: &'a Notice,
    /// Its hulls, each once: by what is said, then titans first.
    pub(crate) hulls: Vec<Told<'a>>,
}

/// All that waits, most urgent first: critical before the rest, older before newer.
pub(crate) fn gather(waiting: &[(i64, Notice)]) -> Vec<Group<'_>> {
    let mut rows: Vec<&(i64, Notice)> = waiting.iter().filter(|(_, notice)| !notice.hulls.is_empty()).collect();
    rows.sort_by_key(|(row, notice)| (notice.decided_at, *row));
    let mut drafts: BTreeMap<(AlertLevel, PilotId), Draft<'_>> = BTreeMap::new();
    for (row, notice) in rows {
        drafts.entry((notice.level, notice.main)).or_insert_with(|| Draft::new(*row, notice)).add(*row, notice);
    }
    let mut groups: Vec<_> =
        drafts.into_iter().map(|((level, _), draft)| ((level, draft.waits_since), draft.group(level))).collect();
    groups.sort_by_key(|(urgency, _)| *urgency);
    groups.into_iter().map(|(_, group)| group).collect()
}

struct Draft<'a> {
    waits_since: (Timestamp, i64),
    tone: Tone,
    latest: &'a Notice,
    hulls: BTreeMap<HullKey, Vec<Mention<'a>>>,
}

/// A hull in a notice.
struct Mention<'a> {
    row: i64,
    notice: &'a Notice,
    hull: &'a HullLine,
}

impl<'a> Draft<'a> {
    fn new(row: i64, notice: &'a Notice) -> Self {
        Self {
            waits_since: (notice.decided_at, row),
            tone: notice.occasion.into(),
            latest: notice,
            hulls: BTreeMap::new(),
        }
    }

    fn add(&mut self, row: i64, notice: &'a Notice) {
        self.tone = self.tone.min(notice.occasion.into());
        self.latest = notice;
        for hull in &notice.hulls {
            self.hulls.entry(hull.key).or_default().push(Mention { row, notice, hull });
        }
    }

    fn group(self, level: AlertLevel) -> Group<'a> {
        let mut hulls: Vec<Told<'a>> = self.hulls.into_values().filter_map(|mentions| told(&mentions)).collect();
        hulls.sort_by(|one, other| order(one).cmp(&order(other)));
        Group { level, tone: self.tone, latest: self.latest, hulls }
    }
}

fn told<'a>(mentions: &[Mention<'a>]) -> Option<Told<'a>> {
    let said: Vec<Said> = mentions.iter().map(|mention| mention.notice.said).collect();
    let tale = Tale::of(&said)?;
    let newest = mentions.last()?;
    let mut rows: Vec<i64> = mentions.iter().map(|mention| mention.row).collect();
    rows.dedup();
    Some(Told { tale, stood: tale.is_over().then(|| stood(newest.notice)), hull: newest.hull, rows })
}

fn order<'a>(told: &'a Told<'_>) -> (Tale, Option<&'a str>, HullClass, &'a str, HullKey) {
    let hull = told.hull;
    (told.tale, told.stood.as_deref(), hull.class, &hull.pilot_name, hull.key)
}
