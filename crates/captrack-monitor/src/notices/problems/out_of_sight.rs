//! Out of sight: for every hull that alerts, or would elsewhere, does any source still tell of it?
//!
//! A source has lost sight of a hull when it has failed to refresh it for half an hour, or for as long as that kind of fact may be old, whichever is
//! longer, outside the daily downtime. The time counts from the moment at which this program began to watch: its start, a resume, waking up.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::downtime::without_downtime;
use captrack_domain::evaluate::{HullFact, Level};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::policy::ClassMode;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch_event::SourceName;
use jiff::{SignedDuration, Timestamp};

use crate::judge::facts::section_freshness::patience;
use crate::state::auth::reads::ReadTimes;
use crate::state::{KnownSection, State};

/// No source has lost sight of anything before.
const AT_LEAST: Duration = Duration::from_secs(30 * 60);

/// Hulls of one class that alert and are out of sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfSightHulls {
    /// Which class.
    pub class: HullClass,
    /// How many of them are out of sight.
    pub hidden: usize,
    /// How many of the class alert.
    pub all: usize,
    /// When the first of those was last seen.
    pub since: Timestamp,
    /// Why, as far as anybody said; a sentence.
    pub why: Option<Argument>,
}

/// What is out of sight, by the source that would have to tell of it, titans first. Hulls of snoozed pilots do not alert and are left out.
pub fn out_of_sight(state: &State, now: Timestamp) -> BTreeMap<SourceName, Vec<OutOfSightHulls>> {
    let mut found: BTreeMap<(SourceName, HullClass), OutOfSightHulls> = BTreeMap::new();
    let mut all: BTreeMap<HullClass, usize> = BTreeMap::new();
    for (class, hull) in that_matter(state) {
        *all.entry(class).or_default() += 1;
        let Some(lost) = lost(state, hull, now) else { continue };
        let entry = found.entry((lost.source, class)).or_insert_with(|| OutOfSightHulls {
            class,
            hidden: 0,
            all: 0,
            since: hull.seen_at,
            why: None,
        });
        entry.hidden += 1;
        entry.since = entry.since.min(hull.seen_at);
        entry.why = entry.why.take().or(lost.why);
    }
    let mut by_source: BTreeMap<SourceName, Vec<OutOfSightHulls>> = BTreeMap::new();
    for ((source, class), hidden) in found {
        let all = all.get(&class).copied().unwrap_or_default();
        by_source.entry(source).or_default().push(OutOfSightHulls { all, ..hidden });
    }
    by_source
}

/// The hulls with an open alert that are out of sight, each with the source that would have to tell of it.
pub fn alerts_out_of_sight(state: &State, now: Timestamp) -> BTreeMap<HullKey, SourceName> {
    let hulls = state.evaluation.open_alerts.values().flat_map(|alert| alert.hulls.keys());
    let hidden = hulls.filter_map(|key| Some((*key, lost(state, state.fleet.hulls.get(key)?, now)?.source)));
    hidden.collect()
}

/// The hulls that alert, and those that only the place where they were last seen keeps from it: that is not known any more once nobody sees
/// them.
fn that_matter(state: &State) -> impl Iterator<Item = (HullClass, &Hull)> {
    let standing = state.evaluation.open_alerts.values();
    let standing = standing.flat_map(|standing| standing.hulls.keys().map(|key| (standing.class, *key)));
    let judged = state.facts.iter().zip(&state.evaluation.verdicts);
    let fleets = fleets(state);
    let elsewhere = judged.filter(move |(fact, verdict)| {
        let is_quiet = verdict.as_ref().is_some_and(|verdict| verdict.level == Level::Informational);
        let would_alert = match state.policy.mode(fact.class) {
            ClassMode::Always => true,
            ClassMode::Threshold { n } => fleets.get(&(fact.main, fact.class)).is_some_and(|hulls| *hulls >= n),
            ClassMode::TrackOnly | ClassMode::Ignore => false,
        };
        is_quiet && could_alert(fact) && would_alert
    });
    standing
        .chain(elsewhere.map(|(fact, _)| (fact.class, fact.key)))
        .filter_map(|(class, key)| Some((class, state.fleet.hulls.get(&key)?)))
}

/// How many hulls of a class a main has, wherever they are: with enough of them any that nobody sees may be what a fleet lacks.
fn fleets(state: &State) -> BTreeMap<(PilotId, HullClass), u32> {
    let mut fleets = BTreeMap::new();
    for fact in state.facts.iter().filter(|fact| fact.introduced && !fact.left) {
        *fleets.entry((fact.main, fact.class)).or_default() += fact.count();
    }
    fleets
}

/// Whether it could alert in another place.
const fn could_alert(fact: &HullFact) -> bool {
    fact.introduced && !fact.left && fact.packaged.is_none()
}

/// Which source lost sight of a hull.
struct Lost {
    source: SourceName,
    why: Option<Argument>,
}

/// None: some source still tells of it, or nobody could, because it was left in space.
fn lost(state: &State, hull: &Hull, now: Timestamp) -> Option<Lost> {
    let pilot = state.pilots.get(&hull.pilot)?;
    if hull.floats() {
        return None;
    }
    let eve = pilot.is_signed_in().then(|| eve_lost(state, pilot, hull, now));
    let auth = pilot.auth.is_some().then(|| auth_lost(state, pilot, hull, now));
    match (eve, auth) {
        (Some(None), _) | (_, Some(None)) | (None, None) => None,
        (Some(Some(lost)), _) | (None, Some(Some(lost))) => Some(lost),
    }
}

/// Whether EVE has failed to tell of it for too long.
fn eve_lost(state: &State, pilot: &Pilot, hull: &Hull, now: Timestamp) -> Option<Lost> {
    let kinds: &[SectionKind] = match hull.occupancy {
        Occupancy::Flown => &[SectionKind::Ship, SectionKind::Location],
        Occupancy::Stored { .. } => &[SectionKind::Assets],
    };
    let failing = kinds.iter().find_map(|kind| {
        let id = SectionId { kind: *kind, pilot: pilot.id };
        let section = state.sections.get(&id)?;
        let allowed = AT_LEAST.max(patience(state.cadence(id)));
        let answered_at = section.status.last_success.unwrap_or(pilot.added_at);
        // A list that may lack ships says nothing of one that is not on it.
        let told_at = if is_partial(section) { answered_at.min(hull.seen_at) } else { answered_at };
        is_overdue(state, told_at, allowed, now).then_some(section)
    })?;
    let why = pilot.needs_sign_in().map(str::to_owned).or_else(|| failing.status.last_error.clone());
    Some(Lost { source: SourceName::Eve, why: why.as_deref().map(Argument::said) })
}

/// Whether it is a list of assets that may lack some.
fn is_partial(section: &KnownSection) -> bool {
    section.reading.as_ref().is_some_and(|dated| matches!(dated.reading, Reading::SomeAssets(_)))
}

/// Whether AllianceAuth has failed to tell of it for too long: it does not name the pilot any more, or has not read it for two of its own
/// periods.
fn auth_lost(state: &State, pilot: &Pilot, hull: &Hull, now: Timestamp) -> Option<Lost> {
    // Nobody reads who has left, and that is said already.
    let membership = pilot.auth.as_ref().filter(|auth| !auth.left)?;
    let because = |why: Text| Some(Lost { source: SourceName::AllianceAuth, why: Some(why.into()) });
    if let Some(since) = membership.missing_since {
        let is_long = is_overdue(state, since, AT_LEAST, now);
        return if is_long { because(text!("hidden-not-named")) } else { None };
    }
    let answers = state.auth.connection.as_ref().and_then(|connection| connection.last_success);
    // Until it has answered here, what it read meanwhile is not known.
    if answers.is_none_or(|answers| state.watching_since().is_some_and(|since| answers < since)) {
        return None;
    }
    let (read_at, reads) = match hull.occupancy {
        Occupancy::Flown => (membership.location_at, ReadTimes::of_location(&state.auth, pilot.id)),
        Occupancy::Stored { .. } => (membership.assets_at, ReadTimes::of_assets(&state.auth, pilot.id)),
    };
    let allowed = AT_LEAST.max(reads.patience());
    let is_old = without_downtime(read_at?, now) >= SignedDuration::try_from(allowed).unwrap_or(SignedDuration::MAX);
    if is_old { because(text!("hidden-not-read")) } else { None }
}

/// Whether something last worked so long ago, counted from when this program began to watch.
fn is_overdue(state: &State, last: Timestamp, allowed: Duration, now: Timestamp) -> bool {
    state.longest_watch(last, now, without_downtime) >= SignedDuration::try_from(allowed).unwrap_or(SignedDuration::MAX)
}
