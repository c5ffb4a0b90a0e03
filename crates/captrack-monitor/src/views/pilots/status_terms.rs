//! The words of a search that ask for more than names: `is:stale` and the like leave those whom the counts above the pilots count.

use std::collections::HashSet;

use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::Freshness;
use jiff::Timestamp;

use crate::judge::facts::section_freshness::PilotFreshness;
use crate::state::State;

/// What such a word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusTerm {
    /// Ship, location and assets, the worst of them.
    Answering(Freshness),
    /// Must sign in again.
    SignedOut,
    /// Has a hull whose place was never known.
    Placeless,
    /// Is snoozed.
    Snoozed,
}

/// The words of a search that must stand in names, in lower case, and what its other words ask for.
pub fn wanted(search: &str) -> (Vec<String>, Vec<StatusTerm>) {
    let (mut words, mut wanted) = (Vec::new(), Vec::new());
    for word in search.split_whitespace().map(str::to_lowercase) {
        match word.as_str() {
            "is:fresh" => wanted.push(StatusTerm::Answering(Freshness::Fresh)),
            "is:stale" => wanted.push(StatusTerm::Answering(Freshness::Stale)),
            "is:never" => wanted.push(StatusTerm::Answering(Freshness::Never)),
            "is:signed-out" => wanted.push(StatusTerm::SignedOut),
            "is:placeless" => wanted.push(StatusTerm::Placeless),
            "is:snoozed" => wanted.push(StatusTerm::Snoozed),
            _ => words.push(word),
        }
    }
    (words, wanted)
}

/// How a pilot is seen.
#[derive(Debug, Clone, Copy)]
pub struct PilotStatus {
    answering: Freshness,
    signed_out: bool,
    placeless: bool,
    snoozed: bool,
}

impl PilotStatus {
    /// Every watched pilot, in the order of the pilots, as `answering` has them.
    pub fn all(state: &State, answering: &[PilotFreshness], now: Timestamp) -> Vec<Self> {
        let unplaced = state.facts.iter().filter(|fact| fact.whereabouts.is_none());
        let placeless: HashSet<PilotId> = unplaced.map(|fact| fact.pilot).collect();
        let seen = |(pilot, answering): (&Pilot, &PilotFreshness)| Self {
            answering: answering.together().freshness,
            signed_out: pilot.needs_sign_in().is_some(),
            placeless: placeless.contains(&pilot.id),
            snoozed: state.snoozes.of(pilot.id, now).is_some(),
        };
        state.pilots.values().zip(answering).map(seen).collect()
    }

    /// Whether that is asked for.
    pub fn is(self, wanted: StatusTerm) -> bool {
        match wanted {
            StatusTerm::Answering(freshness) => self.answering == freshness,
            StatusTerm::SignedOut => self.signed_out,
            StatusTerm::Placeless => self.placeless,
            StatusTerm::Snoozed => self.snoozed,
        }
    }
}
