//! What is asked first when more is due than can be asked at once: what could alert, the most urgent of it first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::hull::Occupancy;
use captrack_domain::ids::PilotId;
use captrack_domain::policy::ClassMode;
use captrack_domain::section::{SectionId, SectionKind};
use jiff::Timestamp;

use crate::state::State;

/// What waits for so long is as urgent as what stands one step higher: nothing starves.
const STEP: Duration = Duration::from_secs(300);

/// How much depends on a pilot's whereabouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Weight {
    #[default]
    Rest,
    /// One hull more of a class, and it alerts; or nothing is known of the pilot yet.
    CouldAlert,
    /// A class that alerts from some number on has reached it.
    Alerts,
    /// Flies a hull of a class that always alerts.
    FliesAlways,
}

/// Due sections in the order in which they are asked.
pub fn in_order(state: &State, now: Timestamp) -> Vec<SectionId> {
    let weights = weights(state);
    let rank = |id: &SectionId| {
        let weight = weights.get(&id.pilot).copied().unwrap_or_else(|| weight_of_a_stranger(state, *id));
        let waited = state.overdue(*id, now);
        let steps = waited.as_secs() / STEP.as_secs();
        let step = step(id.kind, weight).saturating_sub(u8::try_from(steps).unwrap_or(u8::MAX));
        (step, kind_rank(id.kind), Reverse(waited), *id)
    };
    let mut due = state.due(now);
    due.sort_by_cached_key(rank);
    due
}

/// The lower the earlier.
const fn step(kind: SectionKind, weight: Weight) -> u8 {
    match (kind, weight) {
        (SectionKind::Ship | SectionKind::Location, Weight::FliesAlways) => 0,
        (SectionKind::Ship | SectionKind::Location, Weight::Alerts) => 1,
        (SectionKind::Ship | SectionKind::Location, Weight::CouldAlert) => 2,
        (SectionKind::Ship | SectionKind::Location, Weight::Rest) | (SectionKind::Online, Weight::FliesAlways) => 3,
        (SectionKind::Online, _) => 4,
        (SectionKind::Assets, _) => 5,
        (SectionKind::Affiliation, _) => 6,
    }
}

/// The location before the ship: a ship that is read after it tells whose it is.
const fn kind_rank(kind: SectionKind) -> u8 {
    match kind {
        SectionKind::Location => 0,
        SectionKind::Ship => 1,
        SectionKind::Online => 2,
        SectionKind::Assets => 3,
        SectionKind::Affiliation => 4,
    }
}

/// Of whom no ship was ever read nothing is known, and all is possible.
fn weight_of_a_stranger(state: &State, id: SectionId) -> Weight {
    if state.ship(id.pilot).is_none() { Weight::CouldAlert } else { Weight::Rest }
}

/// The weight of every pilot with a hull, in one pass over what was judged last.
fn weights(state: &State) -> BTreeMap<PilotId, Weight> {
    let mut counts: BTreeMap<(PilotId, HullClass), u32> = BTreeMap::new();
    for fact in &state.facts {
        *counts.entry((fact.main, fact.class)).or_default() += 1;
    }
    let mut weights: BTreeMap<PilotId, Weight> = BTreeMap::new();
    for fact in &state.facts {
        let weight = match state.policy.mode(fact.class) {
            ClassMode::Always => {
                let hull = state.fleet.hulls.get(&fact.key);
                if hull.is_some_and(|hull| hull.occupancy == Occupancy::Flown) {
                    Weight::FliesAlways
                } else {
                    Weight::CouldAlert
                }
            }
            ClassMode::Threshold { n } => match counts[&(fact.main, fact.class)] {
                count if count >= n => Weight::Alerts,
                count if count + 1 >= n => Weight::CouldAlert,
                _ => Weight::Rest,
            },
            ClassMode::TrackOnly | ClassMode::Ignore => Weight::Rest,
        };
        let known = weights.entry(fact.pilot).or_default();
        *known = weight.max(*known);
    }
    weights
}

#[cfg(test)]
mod tests {
    use captrack_domain::place::Place;
    use captrack_domain::reading::Reading;

    use super::*;
    use crate::test_state::{ARCHON, AVATAR, JITA, MIRA, at, flown, hull, ship, watching};

    const TITAN: PilotId = PilotId(2_112_000_009);
    const CARRIERS: PilotId = MIRA;
    const FRIGATE: PilotId = PilotId(2_112_000_003);
    const NEW: PilotId = PilotId(2_112_000_001);

    fn fleet() -> State {
        let mut state = watching(&[(NEW, "New"), (CARRIERS, "Carriers"), (FRIGATE, "Frigate"), (TITAN, "Titan")])
            .with_hull(flown(1, TITAN, AVATAR, Place::space(JITA)))
            .with_answer(TITAN, ship(1, AVATAR), at(-60))
            .with_answer(CARRIERS, ship(99, crate::test_state::RIFTER), at(-60))
            .with_answer(FRIGATE, ship(98, crate::test_state::RIFTER), at(-60));
        for n in 10..15 {
            state = state.with_hull(hull(n, CARRIERS, ARCHON, Place::space(JITA)));
        }
        state.judged(at(0))
    }

    fn pilots(state: &State, now: Timestamp, kind: SectionKind) -> Vec<PilotId> {
        in_order(state, now).into_iter().filter(|id| id.kind == kind).map(|id| id.pilot).collect()
    }

    #[test]
    fn an_always_class_that_is_flown_comes_first_then_what_alerts_then_what_could() {
        let state = fleet();
        assert_eq!(pilots(&state, at(0), SectionKind::Ship), [TITAN, CARRIERS, NEW, FRIGATE]);
        let order = in_order(&state, at(0));
        let first: Vec<_> = order.iter().take(2).map(|id| (id.pilot, id.kind)).collect();
        assert_eq!(first, [(TITAN, SectionKind::Location), (TITAN, SectionKind::Ship)]);
        assert_eq!(order.last().unwrap().kind, SectionKind::Affiliation);
    }

    #[test]
    fn one_carrier_short_of_the_threshold_could_alert() {
        let mut state = fleet();
        state.fleet.hulls.remove(&crate::test_state::key(14));
        let state = state.judged(at(0)).with_answer(NEW, Reading::Ship(None), at(-60));
        assert_eq!(pilots(&state, at(0), SectionKind::Ship)[..2], [TITAN, CARRIERS]);
    }

    #[test]
    fn among_equals_the_longest_overdue_comes_first_and_nothing_starves() {
        let mut state = fleet();
        state.section_mut(SectionKind::Ship, FRIGATE).status.due_at = at(-1500);
        assert_eq!(pilots(&state, at(0), SectionKind::Ship)[0], FRIGATE, "it has waited for 25 minutes");
        state.section_mut(SectionKind::Ship, FRIGATE).status.due_at = at(-299);
        assert_eq!(pilots(&state, at(0), SectionKind::Ship)[3], FRIGATE);
    }
}
