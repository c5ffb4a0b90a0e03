//! The few hulls that a pilot's readings can concern: with thirty thousand of them, nobody looks through all for each pilot.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::fleet::{Fleet, FleetChange};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;

/// The hulls of some pilots.
#[derive(Debug, Default)]
pub struct Holdings(BTreeMap<PilotId, BTreeSet<HullKey>>);

impl Holdings {
    /// In one pass over all hulls.
    pub fn of(fleet: &Fleet, pilots: &BTreeSet<PilotId>) -> Self {
        let mut holdings: BTreeMap<PilotId, BTreeSet<HullKey>> =
            pilots.iter().map(|pilot| (*pilot, BTreeSet::new())).collect();
        if !pilots.is_empty() {
            for hull in fleet.hulls.values() {
                if let Some(theirs) = holdings.get_mut(&hull.pilot) {
                    theirs.insert(hull.key);
                }
            }
        }
        Self(holdings)
    }

    /// Applies a reading of a pilot to the pilot's hulls and those that it names, which may be another's until now.
    pub fn apply(
        &mut self,
        fleet: &mut Fleet,
        pilot: PilotId,
        named: impl IntoIterator<Item = HullKey>,
        see: impl FnOnce(&mut Fleet) -> FleetChange,
    ) -> FleetChange {
        let theirs = self.0.entry(pilot).or_default();
        let concerned: BTreeSet<HullKey> = theirs.iter().copied().chain(named).collect();
        let mut few = Fleet::default();
        few.hulls.extend(concerned.iter().filter_map(|key| fleet.hulls.remove_entry(key)));
        let change = see(&mut few);
        theirs.extend(change.changed.iter().copied());
        fleet.hulls.extend(few.hulls);
        change
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{ARCHON, AVATAR, JITA, KARA, MIRA, hull, kara, key};

    #[test]
    fn a_reading_meets_only_its_pilots_hulls_and_those_it_names() {
        let place = Place::space(JITA);
        let mut fleet = kara()
            .with_hull(hull(1, KARA, AVATAR, place))
            .with_hull(hull(2, MIRA, ARCHON, place))
            .with_hull(hull(3, MIRA, ARCHON, place))
            .fleet;
        let before = fleet.clone();
        let mut holdings = Holdings::of(&fleet, &[KARA].into());
        let mut met = Vec::new();
        holdings.apply(&mut fleet, KARA, [key(2), key(9)], |few| {
            met.extend(few.hulls.keys().copied());
            FleetChange::default()
        });
        assert_eq!(met, [key(1), key(2)]);
        assert_eq!(fleet, before, "all of them are back");
    }

    #[test]
    fn what_a_pilot_took_over_is_met_the_next_time() {
        let mut fleet = kara().with_hull(hull(2, MIRA, ARCHON, Place::space(JITA))).fleet;
        let mut holdings = Holdings::of(&fleet, &[KARA].into());
        let took = |few: &mut Fleet| {
            few.hulls.get_mut(&key(2)).unwrap().pilot = KARA;
            FleetChange { changed: vec![key(2)], ..FleetChange::default() }
        };
        holdings.apply(&mut fleet, KARA, [key(2)], took);
        let mut met = 0;
        holdings.apply(&mut fleet, KARA, [], |few| {
            met = few.hulls.len();
            FleetChange::default()
        });
        assert_eq!(met, 1);
    }
}
