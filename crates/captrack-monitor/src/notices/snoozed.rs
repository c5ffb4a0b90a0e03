//! Who would alert and is snoozed, for messages that say so. Pure.

use std::collections::BTreeMap;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::policy::ClassMode;
use captrack_ports::SnoozedPilot;
use jiff::Timestamp;

use crate::state::State;

/// Each with its main, most urgent first, then by name.
pub fn snoozed_pilots(state: &State, now: Timestamp) -> Vec<(PilotId, SnoozedPilot)> {
    // Nearly always nobody is, and an alliance has many hulls.
    if !state.snoozes.0.values().any(|snooze| snooze.holds(now)) {
        return Vec::new();
    }
    let mut pilots: BTreeMap<PilotId, (PilotId, SnoozedPilot)> = BTreeMap::new();
    for (fact, verdict) in state.facts.iter().zip(&state.evaluation.verdicts) {
        let would_alert = verdict.as_ref().is_some_and(|verdict| verdict.would_alert);
        let Some(snooze) = state.snoozes.of(fact.pilot, now).filter(|_| would_alert) else { continue };
        let level = match state.policy.mode(fact.class) {
            ClassMode::Always => AlertLevel::Critical,
            _ => AlertLevel::Alerting,
        };
        let (_, pilot) = pilots.entry(fact.pilot).or_insert_with(|| {
            let name = state.pilot_name(fact.pilot);
            let new = SnoozedPilot { pilot: fact.pilot, name, level, hulls: BTreeMap::new(), until: snooze.until };
            (fact.main, new)
        });
        pilot.level = level.min(pilot.level);
        let hulls = pilot.hulls.entry(fact.class).or_default();
        *hulls = hulls.saturating_add(fact.count() as usize);
    }
    let mut pilots: Vec<(PilotId, SnoozedPilot)> = pilots.into_values().collect();
    pilots.sort_by(|(_, one), (_, other)| {
        (one.level, &one.name, one.pilot).cmp(&(other.level, &other.name, other.pilot))
    });
    pilots
}

/// The same by main.
pub fn snoozed_by_main(state: &State, now: Timestamp) -> BTreeMap<PilotId, Vec<SnoozedPilot>> {
    let mut mains: BTreeMap<PilotId, Vec<SnoozedPilot>> = BTreeMap::new();
    for (main, pilot) in snoozed_pilots(state, now) {
        mains.entry(main).or_default().push(pilot);
    }
    mains
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{ARCHON, AVATAR, JITA, KARA, MIRA, at, hull, kara, snooze};

    fn with_hulls() -> State {
        kara()
            .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
            .with_hull(hull(2, KARA, AVATAR, Place::space(JITA)))
            .with_hull(hull(3, KARA, ARCHON, Place::space(JITA)))
    }

    #[test]
    fn a_snoozed_pilot_is_named_with_what_would_alert_until_the_snooze_ends() {
        let mut state = with_hulls();
        state.snoozes.0.insert(KARA, snooze(KARA, Some(at(90))));
        let state = state.judged(at(0));
        let found = snoozed_pilots(&state, at(89));
        assert_eq!(found.len(), 1);
        let (main, pilot) = &found[0];
        assert_eq!((*main, pilot.pilot, pilot.level, pilot.until), (KARA, KARA, AlertLevel::Critical, Some(at(90))));
        assert_eq!(pilot.hulls, [(HullClass::Titan, 2)].into(), "one carrier alone would not alert");
        assert!(snoozed_pilots(&state, at(90)).is_empty(), "over");
        assert_eq!(snoozed_by_main(&state, at(0))[&KARA].len(), 1);
    }

    #[test]
    fn who_would_not_alert_is_not_named() {
        let mut state = with_hulls();
        state.snoozes.0.insert(MIRA, snooze(MIRA, None));
        assert!(snoozed_pilots(&state.judged(at(0)), at(0)).is_empty());
    }
}
