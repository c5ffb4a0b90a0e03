//! The overview: what the tray shows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{AlertingMain, DeskStatus, Overview};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Card, Level};
use captrack_domain::ids::PilotId;

use crate::judge::facts::refresh::refresh_for_show;
use crate::state::State;
use crate::views::Views;
use crate::views::snapshot::{acknowledged, counts};
use crate::views::status::{HostStatus, status};

/// A menu holds no more.
const MAINS: usize = 10;

impl Views<'_> {
    /// How things stand, in short.
    pub async fn overview(&self, surroundings: &HostStatus) -> Overview {
        let waiting = self.relay_waiting().await;
        let health = self.health();
        let mut state = self.lock().await;
        let now = self.now();
        refresh_for_show(&mut state, now);
        overview(&state, status(&state, surroundings, &waiting, &health, now))
    }
}

fn overview(state: &State, status: DeskStatus) -> Overview {
    let alerting = state.evaluation.cards.iter().filter(|card| alerts(card.level));
    let mut mains: Vec<(Level, AlertingMain)> = alerting.map(|card| (card.level, main(state, card))).collect();
    mains.sort_by_cached_key(|(level, main)| urgency(*level, main));
    Overview {
        status,
        counts: counts(state),
        unacknowledged: unacknowledged(state),
        alerting_mains: mains.len(),
        mains: mains.into_iter().take(MAINS).map(|(_, main)| main).collect(),
        snooze_durations: state.policy.snooze_durations.clone(),
    }
}

/// Hulls that alert and that nobody has acknowledged.
fn unacknowledged(state: &State) -> BTreeMap<Level, usize> {
    let mut counts = BTreeMap::new();
    for (fact, verdict) in state.facts.iter().zip(&state.evaluation.verdicts) {
        let Some(level) = verdict.as_ref().map(|verdict| verdict.level).filter(|level| alerts(*level)) else {
            continue;
        };
        if !state.is_acknowledged(fact) {
            *counts.entry(level).or_default() += 1;
        }
    }
    counts
}

const fn alerts(level: Level) -> bool {
    matches!(level, Level::Critical | Level::Alerting)
}

fn main(state: &State, card: &Card) -> AlertingMain {
    let mut hulls: BTreeMap<HullClass, u32> = BTreeMap::new();
    let mut pilots: BTreeSet<PilotId> = BTreeSet::new();
    for index in &card.hulls {
        if state.evaluation.verdicts[*index].as_ref().is_some_and(|verdict| alerts(verdict.level)) {
            let fact = &state.facts[*index];
            *hulls.entry(fact.class).or_default() += 1;
            pilots.insert(fact.pilot);
        }
    }
    let words: Vec<String> = hulls.iter().map(|(class, count)| state.policy.counted(*class, *count as usize)).collect();
    AlertingMain {
        main: card.main,
        name: state.pilot_name(card.main),
        hulls,
        words: words.join(", "),
        pilots: pilots.into_iter().collect(),
        acknowledged: acknowledged(state, card.main).is_some(),
    }
}

/// The most critical first: titans before supercarriers before the rest, the more the earlier; then by name.
fn urgency(level: Level, main: &AlertingMain) -> (Level, [Reverse<u32>; 3], String) {
    let of = |class| main.hulls.get(&class).copied().unwrap_or_default();
    let [titans, supercarriers] = [HullClass::Titan, HullClass::Supercarrier].map(of);
    let rest = main.hulls.values().sum::<u32>() - titans - supercarriers;
    (level, [titans, supercarriers, rest].map(Reverse), main.name.to_lowercase())
}

#[cfg(test)]
mod tests;
