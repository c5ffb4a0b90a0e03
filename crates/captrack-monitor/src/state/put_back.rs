//! Sightings of an earlier run that lay ahead of a clock which was behind: put to the time of that clock, and given back their own times once it
//! has turned out to be wrong.
//!
//! Else a ship would look as if nobody had seen it for as long as the clock was behind, and one list that lacks it would be enough to say
//! that it is gone.

use std::collections::BTreeMap;

use captrack_domain::fleet::Fleet;
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use jiff::Timestamp;

use crate::state::unsaved_changes::AbsorbedChanges;

/// The hulls that were put back, as they were.
#[derive(Debug, Clone, Default)]
pub struct PutBack {
    hulls: BTreeMap<HullKey, Hull>,
    /// What their times were put to.
    to: Timestamp,
}

impl PutBack {
    /// Remembers those that are about to be put to `now`.
    pub fn note(&mut self, fleet: &Fleet, now: Timestamp) {
        for hull in fleet.hulls.values().filter(|hull| hull.seen_at > now) {
            self.hulls.entry(hull.key).or_insert_with(|| hull.clone());
        }
        self.to = now;
    }

    /// The clock is as good as right: what lay ahead of it was wrong.
    pub fn forget(&mut self) {
        self.hulls.clear();
    }

    /// The clock was behind: what has not been seen since gets its own times again, as far as they have come by `now`.
    pub fn give_back(&mut self, fleet: &mut Fleet, unsaved: &mut AbsorbedChanges, now: Timestamp) {
        for (key, was) in std::mem::take(&mut self.hulls) {
            let Some(hull) = fleet.hulls.get_mut(&key).filter(|_| was.seen_at <= now) else { continue };
            for (at, was) in [
                (&mut hull.place_at, was.place_at),
                (&mut hull.seen_at, was.seen_at),
                (&mut hull.first_seen_at, was.first_seen_at),
            ] {
                if *at == self.to {
                    *at = was;
                }
            }
            for (at, was) in [(&mut hull.last_absence, was.last_absence), (&mut hull.flown_at, was.flown_at)] {
                if *at == Some(self.to) {
                    *at = was;
                }
            }
            if let (Occupancy::Stored { since }, Occupancy::Stored { since: was }) =
                (&mut hull.occupancy, was.occupancy)
                && *since == self.to
            {
                *since = was;
            }
            unsaved.hulls.insert(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{AVATAR, JITA, KARA, at, flown, kara};

    const MONTH: i64 = 30 * 86_400;

    /// When the ship was seen.
    const SEEN: i64 = -60;

    /// A ship that was seen a minute before the clock said it is a month earlier.
    fn put_back() -> (PutBack, Fleet) {
        let state = kara().with_hull(flown(1, KARA, AVATAR, Place::space(JITA)));
        let mut fleet = (*state.fleet).clone();
        let mut known = PutBack::default();
        known.note(&fleet, at(-MONTH));
        for hull in fleet.hulls.values_mut() {
            (hull.place_at, hull.seen_at, hull.first_seen_at) = (at(-MONTH), at(-MONTH), at(-MONTH));
        }
        (known, fleet)
    }

    fn times(fleet: &Fleet) -> (Timestamp, Timestamp) {
        let hull = fleet.hulls.values().next().unwrap();
        (hull.place_at, hull.seen_at)
    }

    #[test]
    fn what_was_not_seen_since_is_as_old_as_it_is() {
        let (mut known, mut fleet) = put_back();
        let mut unsaved = AbsorbedChanges::default();
        known.give_back(&mut fleet, &mut unsaved, at(60));
        assert_eq!(times(&fleet), (at(SEEN), at(SEEN)));
        assert_eq!(unsaved.hulls.len(), 1, "it is written again");
    }

    #[test]
    fn what_was_seen_since_keeps_that() {
        let (mut known, mut fleet) = put_back();
        fleet.hulls.values_mut().next().unwrap().seen_at = at(50);
        known.give_back(&mut fleet, &mut AbsorbedChanges::default(), at(60));
        assert_eq!(times(&fleet), (at(SEEN), at(50)));
    }

    #[test]
    fn a_time_that_has_not_come_is_not_believed() {
        let (mut known, mut fleet) = put_back();
        known.give_back(&mut fleet, &mut AbsorbedChanges::default(), at(SEEN - 1));
        assert_eq!(times(&fleet), (at(-MONTH), at(-MONTH)));
    }

    #[test]
    fn a_clock_that_is_right_leaves_it_as_it_looks() {
        let (mut known, mut fleet) = put_back();
        known.forget();
        known.give_back(&mut fleet, &mut AbsorbedChanges::default(), at(60));
        assert_eq!(times(&fleet), (at(-MONTH), at(-MONTH)));
    }
}
