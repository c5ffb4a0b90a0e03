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
use rustc_hash::FxHashMap;

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
    let mut sight = Sight::new(state, now);
    for (class, hull) in that_matter(state) {
        *all.entry(class).or_default() += 1;
        let Some(lost) = sight.lost(hull) else { continue };
        let entry = found.entry((lost.source, class)).or_insert_with(|| OutOfSightHulls {
            class,
            hidden: 0,
            all: 0,
            since: hull.seen_at,
            why: None,
        });
        entry.hidden += 1;
        entry.since = entry.since.min(hull.seen_at);
        if entry.why.is_none() {
            entry.why.clone_from(&lost.why);
        }
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
    let hulls = hulls.chain(state.watch.levels.open.keys());
    let mut sight = Sight::new(state, now);
    let hidden = hulls.filter_map(|key| Some((*key, sight.lost(state.fleet.hulls.get(key)?)?.source)));
    hidden.collect()
}

/// The hulls that alert, and those that only the place where they were last seen keeps from it: that is not known any more once nobody sees
/// them.
fn that_matter(state: &State) -> impl Iterator<Item = (HullClass, &Hull)> {
    let standing = state.evaluation.open_alerts.values();
    let standing = standing.flat_map(|standing| standing.hulls.keys().map(|key| (standing.class, *key)));
    let watched = state.watch.levels.open.keys().filter_map(|key| state.fact(*key));
    let watched = watched.filter(|fact| !state.class_alerts(fact)).map(|fact| (fact.class, fact.key));
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
        .chain(watched)
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

/// What of a hull decides whether somebody still tells of it: the same for all ships on one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Telling {
    pilot: PilotId,
    is_flown: bool,
    /// When it was seen last, if its list may lack it: such a list says nothing of a ship that is not on it.
    maybe_unlisted_since: Option<Timestamp>,
}

impl Telling {
    fn of(state: &State, hull: &Hull) -> Self {
        let is_flown = hull.occupancy == Occupancy::Flown;
        let list = SectionId { kind: SectionKind::Assets, pilot: hull.pilot };
        let is_partial = || state.sections.get(&list).is_some_and(is_partial);
        let maybe_unlisted_since = (!is_flown && is_partial()).then_some(hull.seen_at);
        Self { pilot: hull.pilot, is_flown, maybe_unlisted_since }
    }
}

/// Who lost sight of what, found out once for all hulls alike.
struct Sight<'a> {
    state: &'a State,
    now: Timestamp,
    lost: FxHashMap<Telling, Option<Lost>>,
}

impl<'a> Sight<'a> {
    fn new(state: &'a State, now: Timestamp) -> Self {
        Self { state, now, lost: FxHashMap::default() }
    }

    /// None: some source still tells of it, or nobody could, because it was left in space.
    fn lost(&mut self, hull: &Hull) -> Option<&Lost> {
        if hull.floats() {
            return None;
        }
        let telling = Telling::of(self.state, hull);
        self.lost.entry(telling).or_insert_with(|| lost(self.state, telling, self.now)).as_ref()
    }
}

/// None: some source still tells of it.
fn lost(state: &State, telling: Telling, now: Timestamp) -> Option<Lost> {
    let pilot = state.pilots.get(&telling.pilot)?;
    let eve = pilot.is_signed_in().then(|| eve_lost(state, pilot, telling, now));
    let auth = pilot.auth.is_some().then(|| auth_lost(state, pilot, telling, now));
    match (eve, auth) {
        (Some(None), _) | (_, Some(None)) | (None, None) => None,
        (Some(Some(lost)), _) | (None, Some(Some(lost))) => Some(lost),
    }
}

/// Whether EVE has failed to tell of it for too long.
fn eve_lost(state: &State, pilot: &Pilot, telling: Telling, now: Timestamp) -> Option<Lost> {
    let kinds: &[SectionKind] =
        if telling.is_flown { &[SectionKind::Ship, SectionKind::Location] } else { &[SectionKind::Assets] };
    let failing = kinds.iter().find_map(|kind| {
        let id = SectionId { kind: *kind, pilot: pilot.id };
        let section = state.sections.get(&id)?;
        let allowed = AT_LEAST.max(patience(state.cadence(id)));
        let answered_at = section.status.last_success.unwrap_or(pilot.added_at);
        let told_at = telling.maybe_unlisted_since.map_or(answered_at, |seen_at| answered_at.min(seen_at));
        is_overdue(state, told_at, allowed, now).then_some(section)
    })?;
    let why = pilot.needs_sign_in().or(failing.status.last_error.as_ref());
    Some(Lost { source: SourceName::Eve, why: why.map(|why| why.clone().as_sentence().into()) })
}

/// Whether it is a list of assets that may lack some.
fn is_partial(section: &KnownSection) -> bool {
    section.reading.as_ref().is_some_and(|dated| matches!(dated.reading, Reading::SomeAssets(_)))
}

/// Whether AllianceAuth has failed to tell of it for too long: it does not name the pilot any more, or has not read it for two of its own
/// periods.
fn auth_lost(state: &State, pilot: &Pilot, telling: Telling, now: Timestamp) -> Option<Lost> {
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
    let (read_at, reads) = if telling.is_flown {
        (membership.location_at, ReadTimes::of_location(&state.auth, pilot.id))
    } else {
        (membership.assets_at, ReadTimes::of_assets(&state.auth, pilot.id))
    };
    let allowed = AT_LEAST.max(reads.patience());
    let is_old = without_downtime(read_at?, now) >= SignedDuration::try_from(allowed).unwrap_or(SignedDuration::MAX);
    if is_old { because(text!("hidden-not-read")) } else { None }
}

/// Whether something last worked so long ago, counted from when this program began to watch.
fn is_overdue(state: &State, last: Timestamp, allowed: Duration, now: Timestamp) -> bool {
    state.longest_watch(last, now, without_downtime) >= SignedDuration::try_from(allowed).unwrap_or(SignedDuration::MAX)
}
