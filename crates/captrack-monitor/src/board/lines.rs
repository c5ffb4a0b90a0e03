//! Hulls with everything that their rows show, borrowed.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use captrack_contract::search::Candidate;
use captrack_domain::evaluate::{HullFact, Verdict};
use captrack_domain::hull::{Berth, Hull};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::snooze::Snooze;
use captrack_domain::why::Why;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::facts::place_label;
use crate::snapshot::{pilot_label, region_label, type_label};
use crate::state::State;

/// A pilot with hulls.
pub struct Owner<'a> {
    pub pilot: &'a Pilot,
    /// The name as it is sorted by.
    pub sorted_by: String,
    pub main_name: Cow<'a, str>,
    pub snooze: Option<&'a Snooze>,
    /// Made of all that rows show of the pilot.
    digest: u64,
}

impl<'a> Owner<'a> {
    fn of(state: &'a State, pilot: &'a Pilot, now: Timestamp) -> Self {
        let main_name = match pilot.main {
            None => Cow::Borrowed(pilot.name.as_str()),
            Some(main) => pilot_label(state, main),
        };
        let snooze = state.snoozes.of(pilot.id, now);
        let shown_snooze = snooze.map(|snooze| (snooze.until, &snooze.by, &snooze.why));
        let digest = digest(&(pilot.id, &pilot.name, pilot.main_id(), &main_name, shown_snooze));
        Self { pilot, sorted_by: pilot.name.to_lowercase(), main_name, snooze, digest }
    }
}

/// Pilots with hulls.
pub struct Owners<'a>(HashMap<PilotId, Owner<'a>>);

impl<'a> Owners<'a> {
    /// Everybody who is watched.
    pub fn of_everybody(state: &'a State, now: Timestamp) -> Self {
        Self(state.pilots.values().map(|pilot| (pilot.id, Owner::of(state, pilot, now))).collect())
    }

    /// The owners of some hulls.
    pub fn of(state: &'a State, hulls: impl Iterator<Item = usize>, now: Timestamp) -> Self {
        let pilots: BTreeSet<PilotId> = hulls.map(|index| state.facts[index].pilot).collect();
        let watched = pilots.iter().filter_map(|id| state.pilots.get(id));
        Self(watched.map(|pilot| (pilot.id, Owner::of(state, pilot, now))).collect())
    }
}

/// A hull that is shown.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its place among the facts.
    pub index: usize,
    pub fact: &'a HullFact,
    pub verdict: &'a Verdict,
    pub hull: &'a Hull,
    pub owner: &'a Owner<'a>,
    /// Made of all that its row shows.
    pub digest: u64,
}

impl<'a> Line<'a> {
    /// What a search looks at.
    pub fn candidate<'b>(&'b self, state: &'b State, type_name: &'b str) -> Candidate<'b> {
        let Pilot { corporation, alliance, .. } = self.owner.pilot;
        Candidate {
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
            flown: self.hull.berth == Berth::Flown,
        }
    }

    /// A number made of all that its row shows; `why` is the digest of its reason.
    fn digested(self, state: &State, why: u64) -> Self {
        let Self { fact, verdict, hull, owner, .. } = self;
        let mut hasher = DefaultHasher::new();
        (fact.key, hull.type_id, fact.class, owner.digest, verdict.level, why, fact.freshness).hash(&mut hasher);
        (fact.whereabouts.map(|place| place.system), hull.berth == Berth::Flown, hull.observed_at()).hash(&mut hasher);
        place_label(state, hull).hash(&mut hasher);
        if universe().hull_type(hull.type_id).is_none() {
            type_label(state, hull.type_id).hash(&mut hasher);
        }
        Self { digest: hasher.finish(), ..self }
    }
}

/// Hulls that are shown, by their place among the facts.
pub struct Lines<'a>(Vec<Option<Line<'a>>>);

impl<'a> Lines<'a> {
    /// All hulls.
    pub fn of_all(state: &'a State, owners: &'a Owners<'a>) -> Self {
        // Facts stand in the order of the fleet's keys: both are walked together.
        let mut hulls = state.fleet.hulls.iter().peekable();
        let known = state.facts.iter().enumerate().map(|(index, fact)| {
            while hulls.next_if(|(key, _)| **key < fact.key).is_some() {}
            let hull = hulls.next_if(|(key, _)| **key == fact.key).map(|(_, hull)| hull)?;
            line(state, owners, index, hull)
        });
        let mut lines = Self(known.collect());
        for card in &state.evaluation.cards {
            // The hulls under a main share a few reasons, so that few sentences have to be made.
            let mut reasons: Vec<(&Why, u64)> = Vec::new();
            for index in &card.hulls {
                let Some(line) = &mut lines.0[*index] else { continue };
                let why = &line.verdict.why;
                let known = reasons.iter().find(|(reason, _)| *reason == why).map(|(_, digest)| *digest);
                let digest = known.unwrap_or_else(|| {
                    let digest = reason_digest(state, why);
                    reasons.push((why, digest));
                    digest
                });
                *line = line.digested(state, digest);
            }
        }
        lines
    }

    /// Some hulls.
    pub fn of(state: &'a State, owners: &'a Owners<'a>, wanted: impl Iterator<Item = usize>) -> Self {
        let mut lines = vec![None; state.facts.len()];
        for index in wanted {
            let hull = state.fleet.hulls.get(&state.facts[index].key);
            let line = hull.and_then(|hull| line(state, owners, index, hull));
            lines[index] = line.map(|line| line.digested(state, reason_digest(state, &line.verdict.why)));
        }
        Self(lines)
    }

    /// A hull, if it is shown.
    pub fn get(&self, index: usize) -> Option<Line<'a>> {
        self.0.get(index).copied().flatten()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Line<'a>> {
        self.0.iter().flatten()
    }
}

fn line<'a>(state: &'a State, owners: &'a Owners<'a>, index: usize, hull: &'a Hull) -> Option<Line<'a>> {
    let fact = &state.facts[index];
    let verdict = state.evaluation.verdicts[index].as_ref()?;
    let owner = owners.0.get(&fact.pilot)?;
    Some(Line { index, fact, verdict, hull, owner, digest: 0 })
}

fn reason_digest(state: &State, why: &Why) -> u64 {
    digest(&why.sentence(&state.policy))
}

/// Of the same things always the same number, also in another run of the program.
pub fn digest(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
