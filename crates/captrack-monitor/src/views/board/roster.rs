//! Hulls with everything that their rows show, borrowed.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use captrack_contract::search::SearchCandidate;
use captrack_domain::evaluate::{HullFact, HullVerdict};
use captrack_domain::hull::{Hull, Occupancy};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::snooze::Snooze;
use captrack_domain::why::{DecidingRule, LevelReason};
use captrack_universe::universe;
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHasher};

use crate::judge::facts::{hulls_of_facts, place_label};
use crate::judge::labels::{pilot_label, region_label, type_label};
use crate::state::State;
use crate::views::alert_status::{AlertStatus, alert_status};

/// A pilot with hulls.
pub struct HullOwner<'a> {
    pub pilot: &'a Pilot,
    /// The name as it is sorted by.
    pub sorted_by: String,
    pub main_name: Cow<'a, str>,
    pub snooze: Option<&'a Snooze>,
    /// Made of all that rows show of the pilot.
    digest: u64,
}

impl<'a> HullOwner<'a> {
    fn of(state: &'a State, pilot: &'a Pilot, now: Timestamp) -> Self {
        let main_name = match pilot.other_main() {
            None => Cow::Borrowed(pilot.name.as_str()),
            Some(main) => pilot_label(state, main),
        };
        let snooze = state.snoozes.of(pilot.id, state.certain(now));
        let mut hasher = FxHasher::default();
        (pilot.id, &pilot.name, pilot.main_id(), &main_name).hash(&mut hasher);
        snooze.map(|snooze| (snooze.until, &snooze.by, &snooze.why)).hash(&mut hasher);
        Self { pilot, sorted_by: pilot.name.to_lowercase(), main_name, snooze, digest: hasher.finish() }
    }
}

/// A hull that is shown.
#[derive(Clone, Copy)]
pub struct ShownHull<'a> {
    /// Its place among the facts.
    pub index: usize,
    pub fact: &'a HullFact,
    pub verdict: &'a HullVerdict,
    pub hull: &'a Hull,
    pub owner: &'a HullOwner<'a>,
    /// If it alerts.
    pub alert: Option<AlertStatus>,
}

impl ShownHull<'_> {
    /// What a search looks at.
    pub fn candidate<'a>(&'a self, state: &'a State, type_name: &'a str) -> SearchCandidate<'a> {
        let Pilot { corporation, alliance, .. } = self.owner.pilot;
        SearchCandidate {
            pilot: &self.owner.pilot.name,
            main: &self.owner.main_name,
            hull: type_name,
            class: self.fact.class,
            class_name: state.policy.display_name(self.fact.class),
            system: self.fact.whereabouts.and_then(|place| Some(universe().system(place.system)?.name)),
            region: region_label(self.fact),
            place: place_label(state, self.hull),
            corporation: corporation.and_then(|id| state.name(id.0)),
            alliance: alliance.and_then(|id| state.name(id.0)),
            level: self.verdict.level,
            freshness: self.fact.freshness,
            flown: self.hull.occupancy == Occupancy::Flown,
        }
    }

    /// Mixes in all that its row shows.
    pub fn digest(&self, state: &State, digest: &mut impl Hasher) {
        let Self { fact, verdict, hull, owner, .. } = self;
        (fact.key, hull.type_id, hull.packaged, fact.class, fact.freshness, verdict.level, owner.digest).hash(digest);
        (fact.whereabouts.map(|place| place.system), hull.occupancy == Occupancy::Flown, hull.observed_at())
            .hash(digest);
        (place_label(state, hull), self.alert).hash(digest);
        if universe().hull_type(hull.type_id).is_none() {
            type_label(state, hull.type_id).hash(digest);
        }
        state.policy.display_name(fact.class).hash(digest);
        digest_reason(&verdict.why, digest);
    }
}

/// What is not mixed in already with the hull and its owner. Making the sentence would be most of the work.
fn digest_reason(why: &LevelReason, digest: &mut impl Hasher) {
    (std::mem::discriminant(&why.reason), why.place_unknown).hash(digest);
    match &why.reason {
        DecidingRule::Count { class: _, have, need, stale } => (have, need, stale).hash(digest),
        DecidingRule::Watch { rule, class } => (rule, class).hash(digest),
        DecidingRule::OutOfScope { listed } => listed.hash(digest),
        DecidingRule::Always { class: _ }
        | DecidingRule::TrackOnly { class: _ }
        | DecidingRule::Snoozed { by: _, until: _ }
        | DecidingRule::Packaged { class: _ }
        | DecidingRule::LeftAuth
        | DecidingRule::Unclassified => {}
    }
}

/// Hulls with what is known of each.
pub struct BoardHulls<'a> {
    state: &'a State,
    /// By their places among the facts; those that are not wanted are none.
    hulls: Vec<Option<&'a Hull>>,
    owners: Vec<HullOwner<'a>>,
    /// Where a pilot stands among the owners.
    places: FxHashMap<PilotId, usize>,
}

impl<'a> BoardHulls<'a> {
    /// All hulls.
    pub fn of_all(state: &'a State, now: Timestamp) -> Self {
        Self::new(state, hulls_of_facts(state), state.pilots.values(), now)
    }

    /// Some hulls, by their places among the facts.
    pub fn of(state: &'a State, wanted: impl Iterator<Item = usize>, now: Timestamp) -> Self {
        let mut hulls = vec![None; state.facts.len()];
        let mut owners: FxHashMap<PilotId, &Pilot> = FxHashMap::default();
        for index in wanted {
            let fact = &state.facts[index];
            hulls[index] = state.fleet.hulls.get(&fact.key);
            owners.extend(state.pilots.get(&fact.pilot).map(|pilot| (pilot.id, pilot)));
        }
        Self::new(state, hulls, owners.into_values(), now)
    }

    fn new(
        state: &'a State,
        hulls: Vec<Option<&'a Hull>>,
        pilots: impl Iterator<Item = &'a Pilot>,
        now: Timestamp,
    ) -> Self {
        let owners: Vec<HullOwner<'a>> = pilots.map(|pilot| HullOwner::of(state, pilot, now)).collect();
        let places = owners.iter().enumerate().map(|(place, owner)| (owner.pilot.id, place)).collect();
        Self { state, hulls, owners, places }
    }

    /// A hull, if it is shown.
    pub fn line(&self, index: usize) -> Option<ShownHull<'_>> {
        let fact = self.state.facts.get(index)?;
        let verdict = self.state.evaluation.verdicts[index].as_ref()?;
        let hull = self.hulls[index]?;
        let owner = &self.owners[*self.places.get(&fact.pilot)?];
        let alert = alert_status(self.state, fact, verdict.level);
        Some(ShownHull { index, fact, verdict, hull, owner, alert })
    }
}
