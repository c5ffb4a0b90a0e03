//! From the rows that wait to what is said under each main: one group a main and level, most urgent first.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, Notice, NoticeKind, NoticeOccasion};
use captrack_domain::watch::WatchAlertId;
use captrack_ports::{HullAlertState, HullNews, MessageHull, MessagePart};
use jiff::Timestamp;

use crate::notice_kind::{news, stood};

/// What is said under one main at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GatheredPart {
    /// Its hulls, each once: by what is said, then titans first. A main that has news is told with its news, whatever else waits
    /// for it: the loudest of the occasions is its tone.
    pub(crate) message_part: MessagePart,
    /// Of each of its hulls, in the same order.
    pub(crate) marks: Vec<HullMarks>,
}

/// What a message needs to know of a hull besides what it says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HullMarks {
    /// The rows that are done with the hull once it is named.
    pub(crate) rows: Vec<i64>,
    /// Somebody may be called for it: it is what gave the group its tone, and not over.
    pub(crate) mentions_somebody: bool,
}

/// All that waits, most urgent first: critical before the rest, older before newer. `only`: the others of these are counted as following.
/// `pinged_at`: what was decided by then calls nobody.
pub(crate) fn group_notices(
    waiting: &[(i64, Notice)],
    only: Option<&BTreeSet<HullKey>>,
    pinged_at: Option<Timestamp>,
) -> Vec<GatheredPart> {
    let mut rows: Vec<&(i64, Notice)> = waiting.iter().filter(|(_, notice)| !notice.hulls.is_empty()).collect();
    rows.sort_by_key(|(row, notice)| (notice.decided_at, *row));
    let mut drafts: BTreeMap<(AlertLevel, PilotId, Option<WatchAlertId>), Draft<'_>> = BTreeMap::new();
    for (row, notice) in rows {
        let whose = (notice.level, notice.main, notice.alert.massing());
        drafts.entry(whose).or_insert_with(|| Draft::new(*row, notice)).add(*row, notice);
    }
    let mut groups: Vec<_> = drafts
        .into_iter()
        .map(|((level, ..), draft)| ((level, draft.waits_since), draft.group(level, pinged_at)))
        .collect();
    groups.sort_by_key(|(urgency, _)| *urgency);
    let groups = groups.into_iter().map(|(_, group)| group);
    match only {
        None => groups.collect(),
        Some(only) => groups.filter_map(|group| group.with_only(only)).collect(),
    }
}

impl GatheredPart {
    /// The group as far as it is about these; none: it is about none of them.
    fn with_only(mut self, only: &BTreeSet<HullKey>) -> Option<Self> {
        let all = self.message_part.hulls.len();
        let (hulls, marks): (Vec<_>, Vec<_>) = self
            .message_part
            .hulls
            .into_iter()
            .zip(self.marks)
            .filter(|(told, _)| only.contains(&told.line.key))
            .unzip();
        self.message_part.after = u32::try_from(all - hulls.len()).unwrap_or(u32::MAX);
        (self.message_part.hulls, self.marks) = (hulls, marks);
        (!self.message_part.hulls.is_empty()).then_some(self)
    }
}

struct Draft<'a> {
    waits_since: (Timestamp, i64),
    /// Loudest first, as occasions are ordered.
    tone: NoticeOccasion,
    /// The newest of its notices, for the names of main and affiliation.
    latest: &'a Notice,
    hulls: BTreeMap<HullKey, Vec<Mention<'a>>>,
    /// How much of the list was named in earlier messages: its rows are told in one list, and each that is left knows it.
    named_before: u32,
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
            tone: notice.occasion,
            latest: notice,
            hulls: BTreeMap::new(),
            named_before: 0,
        }
    }

    fn add(&mut self, row: i64, notice: &'a Notice) {
        self.tone = self.tone.min(notice.occasion);
        self.latest = notice;
        self.named_before = self.named_before.max(notice.named_before);
        for hull in &notice.hulls {
            self.hulls.entry(hull.key).or_default().push(Mention { row, notice, hull });
        }
    }

    fn group(self, level: AlertLevel, pinged_at: Option<Timestamp>) -> GatheredPart {
        let tone = self.tone;
        let hulls = self.hulls.values();
        let mut hulls: Vec<(MessageHull, HullMarks)> =
            hulls.filter_map(|mentions| told(mentions, tone, pinged_at)).collect();
        hulls.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
        let (hulls, marks) = hulls.into_iter().unzip();
        let message_part = MessagePart {
            main: self.latest.main,
            main_name: self.latest.main_name.clone(),
            affiliation: self.latest.affiliation.clone(),
            level,
            tone,
            hulls,
            before: self.named_before,
            after: 0,
            massing: self.latest.massing.clone(),
        };
        GatheredPart { message_part, marks }
    }
}

fn told(
    mentions: &[Mention<'_>],
    tone: NoticeOccasion,
    pinged_at: Option<Timestamp>,
) -> Option<(MessageHull, HullMarks)> {
    let alerts = alerts_of(mentions);
    let is_open = |news: &HullNews| !news.is_over();
    let (alert, news) = alerts.iter().find(|(_, news)| is_open(news)).or(alerts.first()).copied()?;
    // What goes on is the news, whatever else has ended.
    let open: Vec<(AlertId, HullNews)> = alerts.into_iter().filter(|(_, news)| is_open(news)).collect();
    let news = open.iter().map(|(_, news)| *news).min().unwrap_or(news);
    let also = open.into_iter().map(|(alert, _)| alert).filter(|other| *other != alert).collect();
    let newest = mentions.iter().rev().find(|mention| mention.notice.alert == alert)?;
    let alert_state =
        if news.is_over() { HullAlertState::Resolved { after: stood(newest.notice) } } else { HullAlertState::Open };
    let mut rows: Vec<i64> = mentions.iter().map(|mention| mention.row).collect();
    rows.dedup();
    let is_new = |notice: &Notice| pinged_at.is_none_or(|at| at < notice.decided_at);
    let mentions_somebody =
        !news.is_over() && mentions.iter().any(|mention| mention.notice.occasion == tone && is_new(mention.notice));
    let mut line = newest.hull.clone();
    line.watch = mentions.iter().rev().find_map(|mention| mention.hull.watch.clone());
    let hull = MessageHull { alert, also, line, news, alert_state, added: false };
    Some((hull, HullMarks { rows, mentions_somebody }))
}

/// What is said of a hull by alert, that of its class first: a watch rule may alert about it in the same breath.
fn alerts_of(mentions: &[Mention<'_>]) -> Vec<(AlertId, HullNews)> {
    let mut said: BTreeMap<Option<WatchAlertId>, (AlertId, Vec<NoticeKind>)> = BTreeMap::new();
    for Mention { notice, .. } in mentions {
        let (alert, kinds) = said.entry(notice.alert.watch()).or_insert((notice.alert, Vec::new()));
        *alert = notice.alert;
        kinds.push(notice.kind);
    }
    said.into_values().filter_map(|(alert, kinds)| Some((alert, news(&kinds)?))).collect()
}

fn order(told: &MessageHull) -> (HullNews, HullAlertState, HullClass, &str, HullKey) {
    (told.news, told.alert_state, told.line.class, &told.line.pilot_name, told.line.key)
}
