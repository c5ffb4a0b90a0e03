//! Pilots and coverage: who is watched, under which main, how well, and why each alerts or does not.

mod auth_coverage;
mod row;
mod status_terms;
mod why;

use std::collections::{BTreeSet, HashMap};

use captrack_contract::{Coverage, PilotsView};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::Freshness;
use jiff::Timestamp;

use self::auth_coverage::auth_coverage;
use self::status_terms::PilotStatus;
use crate::judge::facts::refresh::refresh_for_show;
use crate::judge::facts::section_freshness::{PilotFreshness, answering};
use crate::judge::labels::pilot_label;
use crate::state::State;
use crate::views::Views;

/// So many rows cross at once; a search finds the others.
const ROWS: usize = 500;

impl Views<'_> {
    /// The pilots that a search leaves, and how well all of them are seen.
    pub async fn pilots_page(&self, search: &str) -> PilotsView {
        let mut state = self.lock().await;
        let now = self.now();
        refresh_for_show(&mut state, now);
        pilots_page(&state, search, now)
    }
}

fn pilots_page(state: &State, search: &str, now: Timestamp) -> PilotsView {
    let (words, wanted) = status_terms::wanted(search);
    let answering = answering(state, now);
    let seen = PilotStatus::all(state, &answering, now);
    let mut found: Vec<Found<'_>> = state
        .pilots
        .values()
        .zip(&seen)
        .filter(|(_, seen)| wanted.iter().all(|wanted| seen.is(*wanted)))
        .map(|(pilot, _)| Found::of(state, pilot))
        .filter(|found| found.has(state, &words))
        .collect();
    found.sort_by(|one, other| one.order().cmp(&other.order()));
    let matched = found.len();
    found.truncate(ROWS);
    let mut hulls: HashMap<PilotId, Vec<usize>> = found.iter().map(|found| (found.pilot.id, Vec::new())).collect();
    for (index, fact) in state.facts.iter().enumerate() {
        if let Some(hulls) = hulls.get_mut(&fact.pilot) {
            hulls.push(index);
        }
    }
    let pilots = found.iter().map(|found| row::row(state, found.pilot, &hulls[&found.pilot.id], now)).collect();
    PilotsView { coverage: coverage(state, &answering, now), matched, pilots, auth_coverage: auth_coverage(state) }
}

/// A pilot, ready to be searched and sorted.
struct Found<'a> {
    pilot: &'a Pilot,
    name: String,
    main_name: String,
}

impl<'a> Found<'a> {
    fn of(state: &'a State, pilot: &'a Pilot) -> Self {
        let main_name = pilot_label(state, pilot.main_id()).to_lowercase();
        Self { pilot, name: pilot.name.to_lowercase(), main_name }
    }

    /// Every word stands in one of the names that are shown.
    fn has(&self, state: &State, words: &[String]) -> bool {
        let named = |id: Option<i64>| id.and_then(|id| state.name(id)).unwrap_or_default().to_lowercase();
        words.iter().all(|word| {
            self.name.contains(word)
                || self.main_name.contains(word)
                || named(self.pilot.corporation.map(|id| id.0)).contains(word)
                || named(self.pilot.alliance.map(|id| id.0)).contains(word)
        })
    }

    /// By main, the main itself first, then by name.
    fn order(&self) -> (&str, PilotId, bool, &str, PilotId) {
        let main = self.pilot.main_id();
        (&self.main_name, main, main != self.pilot.id, &self.name, self.pilot.id)
    }
}

fn coverage(state: &State, answering: &[PilotFreshness], now: Timestamp) -> Coverage {
    let together =
        |freshness| answering.iter().filter(|one: &&PilotFreshness| one.together().freshness == freshness).count();
    let mains: BTreeSet<PilotId> = state.pilots.values().map(Pilot::main_id).collect();
    Coverage {
        pilots: state.pilots.len(),
        fresh: together(Freshness::Fresh),
        stale: together(Freshness::Stale),
        never: together(Freshness::Never),
        need_sign_in: state.pilots.values().filter(|pilot| pilot.needs_sign_in().is_some()).count(),
        hulls: state.facts.len(),
        hulls_without_place: state.facts.iter().filter(|fact| fact.whereabouts.is_none()).count(),
        mains: mains.len(),
        snoozed: state.pilots.keys().filter(|pilot| state.snoozes.of(**pilot, now).is_some()).count(),
    }
}

#[cfg(test)]
mod tests;
