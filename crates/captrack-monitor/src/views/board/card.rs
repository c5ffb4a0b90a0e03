//! A card as it crosses: its head, or some of its rows.

use std::hash::{Hash, Hasher};

use captrack_contract::{CardHead, CardKey, CardRows, CardSnooze, ClassCount, HullRow, ReadRequestView, RowRange};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Level, card_reason};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::Freshness;
use captrack_domain::snooze::Snooze;
use captrack_universe::universe;
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::groups::CardGroup;
use super::roster::ShownHull;
use crate::state::State;
use crate::views::snapshot::{JudgedHull, ReasonSentences, acknowledged, affiliation, hull_view, snooze_view};

/// So few cards that a search leaves are shown open: whoever looks for something wants to see it.
const FEW: usize = 5;

/// Which cards are closed.
pub struct ClosedCards<'a> {
    /// As the user left them.
    chosen: FxHashMap<CardKey, bool>,
    /// A search has left few: all of them are open.
    few: bool,
    state: &'a State,
}

impl<'a> ClosedCards<'a> {
    /// `found`: so many cards are what a search has left.
    pub fn of(state: &'a State, found: Option<usize>) -> Self {
        let chosen = state.closed_cards.iter().filter_map(|(key, closed)| Some((key.parse().ok()?, *closed))).collect();
        Self { chosen, few: found.is_some_and(|cards| cards <= FEW), state }
    }

    fn holds(&self, key: CardKey, level: Level) -> bool {
        let by_itself = || !self.state.preferences.open_parts.contains(&level);
        !self.few && self.chosen.get(&key).copied().unwrap_or_else(by_itself)
    }
}

/// A card without its rows.
pub fn head(state: &State, group: &CardGroup<'_>, closed: &ClosedCards<'_>, now: Timestamp) -> CardHead {
    let (corporation_id, alliance_id) = group.judged.map_or((None, None), |card| affiliation(state, card));
    let belongs = match group.key {
        CardKey::Main(_) => [corporation_id.map(|id| id.0), alliance_id.map(|id| id.0)]
            .into_iter()
            .flatten()
            .filter_map(|id| state.name(id).map(str::to_owned))
            .collect(),
        CardKey::System(system) => system
            .and_then(|id| universe().region(universe().system(id)?.region))
            .map(|region| region.name.to_owned())
            .into_iter()
            .collect(),
        CardKey::Region(_) => Vec::new(),
    };
    let owners = owners(&group.rows);
    CardHead {
        key: group.key,
        name: group.name.clone().into_owned(),
        corporation_id,
        alliance_id,
        belongs,
        level: group.level,
        why: card_reason(group.hulls.iter().map(|line| (line.fact, line.verdict)), &state.policy),
        since: group.newest(),
        new: count(group.rows.iter().filter(|line| line.alert.is_some_and(|alert| alert.new)).count()),
        all_acknowledged: group.is_acknowledged(),
        left_auth: group.key.main().and_then(|main| state.pilots.get(&main)).is_some_and(Pilot::has_left_auth),
        has_audit: group.key.main().is_some_and(|main| has_audit_page(state, main, group)),
        can_be_read: can_be_read(state, group),
        read_asked: read_asked(state, group, now),
        classes: classes(&group.rows),
        rows: count(group.rows.len()),
        stale: count(group.rows.iter().filter(|line| line.fact.freshness != Freshness::Fresh).count()),
        pilots: owners.iter().map(|(pilot, _)| *pilot).collect(),
        snooze: snooze(state, &owners),
        acknowledged: group.key.main().and_then(|main| acknowledged(state, main)),
        closed: closed.holds(group.key, group.level),
        digest: digest(state, &group.rows),
    }
}

/// AllianceAuth has pages about the mains of its accounts: of those that it names itself.
fn has_audit_page(state: &State, main: PilotId, group: &CardGroup<'_>) -> bool {
    let has_pages = state.auth.connection.as_ref().is_some_and(|connection| connection.whoami.audit_url.is_some());
    has_pages && group.rows.iter().any(|line| line.owner.pilot.auth_main() == Some(main))
}

/// Whether AllianceAuth takes it, and owns any of the pilots.
fn can_be_read(state: &State, group: &CardGroup<'_>) -> bool {
    let may = state.auth.connection.as_ref().is_some_and(|connection| connection.whoami.may_refresh);
    let is_owned =
        |line: &ShownHull<'_>| line.owner.pilot.auth.as_ref().is_some_and(|auth| !auth.left && auth.lost().is_none());
    may && group.rows.iter().any(is_owned)
}

fn read_asked(state: &State, group: &CardGroup<'_>, now: Timestamp) -> Option<ReadRequestView> {
    let asked = state.auth.asked.of_all(group.rows.iter().map(|line| line.owner.pilot), now);
    asked.map(|(asked_at, read_at)| ReadRequestView { asked_at, read_at })
}

/// Some of its rows.
pub fn rows(state: &State, group: &CardGroup<'_>, range: RowRange, now: Timestamp) -> CardRows {
    let [from, to] = [range.from, range.to].map(|row| (row as usize).min(group.rows.len()));
    let mut reasons = ReasonSentences::of(&state.policy);
    let rows = group.rows.get(from..to).unwrap_or_default().iter().map(|line| {
        let ShownHull { fact, verdict, hull, .. } = *line;
        HullRow {
            hull: hull_view(state, &JudgedHull { fact, verdict, hull }, &mut reasons, now),
            new: line.alert.is_some_and(|alert| alert.new),
            main_id: fact.main,
            main_name: line.owner.main_name.clone().into_owned(),
        }
    });
    let rows = rows.collect();
    CardRows { card: group.key, digest: digest(state, &group.rows), from: count(from), rows }
}

/// Of the same rows always the same number.
fn digest(state: &State, rows: &[ShownHull<'_>]) -> u64 {
    let mut hasher = FxHasher::default();
    rows.len().hash(&mut hasher);
    for line in rows {
        line.digest(state, &mut hasher);
    }
    hasher.finish()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn classes(rows: &[ShownHull<'_>]) -> Vec<ClassCount> {
    let mut counts: [Option<ClassCount>; HullClass::ALL.len()] = [const { None }; HullClass::ALL.len()];
    for line in rows {
        let class = line.fact.class;
        let alerts = Some(line.verdict.level).filter(|level| matches!(level, Level::Critical | Level::Alerting));
        let known = counts[class as usize].get_or_insert(ClassCount { class, count: 0, alerts: None });
        known.count = known.count.saturating_add(line.fact.count());
        known.alerts = known.alerts.into_iter().chain(alerts).min();
    }
    counts.into_iter().flatten().collect()
}

/// The pilots of the rows, each once, in their order, with their snoozes.
fn owners<'a>(rows: &[ShownHull<'a>]) -> Vec<(PilotId, Option<&'a Snooze>)> {
    let mut owners: Vec<(PilotId, Option<&Snooze>)> = Vec::new();
    let mut seen: FxHashSet<PilotId> = FxHashSet::default();
    for line in rows {
        if seen.insert(line.fact.pilot) {
            owners.push((line.fact.pilot, line.owner.snooze));
        }
    }
    owners
}

fn snooze(state: &State, owners: &[(PilotId, Option<&Snooze>)]) -> CardSnooze {
    let snoozes: Vec<&Snooze> = owners.iter().filter_map(|(_, snooze)| *snooze).collect();
    let ends = |snooze: &&&Snooze| (snooze.until.is_none(), snooze.until);
    let Some(first) = snoozes.iter().min_by_key(ends) else { return CardSnooze::Nobody };
    let view = snooze_view(state, first);
    let same = |one: &Snooze, other: &Snooze| (one.until, &one.by, &one.why) == (other.until, &other.by, &other.why);
    if snoozes.len() == owners.len() && snoozes.iter().all(|snooze| same(snooze, first)) {
        CardSnooze::All(view)
    } else {
        CardSnooze::Some { pilots: count(snoozes.len()), first: view }
    }
}
