//! What a roster makes of the known hulls: AllianceAuth's facts beside EVE's own, of which the fresher counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Fleet, FleetChange, HullChange, forget_absences, lies_apart, new_hull, own, put, take_over};
use crate::hull::{Hull, HullKey, Occupancy};
use crate::ids::PilotId;
use crate::place::Place;
use crate::roster::RosterHull;

/// What a roster lists of one pilot.
#[derive(Debug, Clone, Copy)]
pub struct ListedHulls<'a> {
    /// The pilot whose hulls are listed.
    pub pilot: PilotId,
    /// When the complete assets were read: a hull that is not listed was not among them then.
    pub assets_at: Option<Timestamp>,
    /// When ship and place were read: what is not listed as flown was not flown then.
    pub location_at: Option<Timestamp>,
    /// The pilot's hulls, all of them.
    pub hulls: &'a [RosterHull],
    /// When another source last read what the pilot flies.
    pub ship_read_at: Option<Timestamp>,
    /// When AllianceAuth read ship and place the time before; none: never, as far as is known here.
    pub flight_before: Option<Timestamp>,
    /// When another source last read the pilot's complete assets.
    pub assets_read_at: Option<Timestamp>,
    /// The roster as a whole is too short to be believed.
    pub doubted: bool,
}

impl Fleet {
    /// A roster has listed a pilot's hulls: those listed are there, those missing may be gone, unless another source knows it later.
    pub fn merge_roster(&mut self, listed: &ListedHulls<'_>) -> FleetChange {
        let mut change = FleetChange::default();
        let flight_at = listed.location_at.filter(|at| listed.ship_read_at.is_none_or(|read| *at > read));
        let mut seen = BTreeSet::new();
        let mut flown = BTreeSet::new();
        let flown_before = self.flown_of(listed.pilot);
        // Those with an item first: one that is known by its type alone may be one of them.
        let (items, nameless): (Vec<_>, Vec<_>) = listed.hulls.iter().partition(|hull| hull.key.item().is_some());
        for told in items.into_iter().chain(nameless) {
            let key = self.known_as(listed, told);
            seen.insert(key);
            let is_flown = flight_at.is_some() && told.flown == Some(true);
            if is_flown {
                flown.insert(key);
            }
            self.merge_hull(listed, told, key, is_flown, &mut change);
        }
        if let Some(at) = flight_at {
            self.leave(&flown_before, &flown, at, &mut change);
        }
        if let Some(at) = listed.assets_at {
            self.miss_others(listed.pilot, &seen, at, listed.doubted, &mut change);
        }
        change
    }

    /// The identity under which a listed hull is known. One without an item is a hull of that type that the pilot has, unless that certainly is
    /// another: the one last known to be flown, else one in the same place, else in the same system, else the smallest. Two alike hulls are
    /// two until it is proven that they are one.
    fn known_as(&self, listed: &ListedHulls<'_>, told: &RosterHull) -> HullKey {
        if told.key.item().is_some() {
            return told.key;
        }
        let is_listed = |hull: &Hull| listed.hulls.iter().any(|told| told.key == hull.key);
        let alike = self
            .hulls
            .values()
            .filter(|hull| hull.pilot == listed.pilot && hull.type_id == told.type_id && hull.key.item().is_some())
            .filter(|hull| hull.packaged.is_none())
            .filter(|hull| {
                hull.occupancy == Occupancy::Flown || !is_listed(hull) || !lies_apart(&hull.place, &told.place)
            });
        let nearness = |hull: &&Hull| {
            let same_system = told.place.system.is_some() && hull.place.system == told.place.system;
            (hull.occupancy != Occupancy::Flown, hull.place != told.place, !same_system, hull.key)
        };
        alike.min_by_key(nearness).map_or(told.key, |hull| hull.key)
    }

    fn merge_hull(
        &mut self,
        listed: &ListedHulls<'_>,
        told: &RosterHull,
        key: HullKey,
        is_flown: bool,
        change: &mut FleetChange,
    ) {
        let pilot = listed.pilot;
        // A roster that noted no time is older than anything.
        let seen_at = told.seen_at.unwrap_or(Timestamp::UNIX_EPOCH);
        let place_at = told.place_at.unwrap_or(seen_at);
        if !self.hulls.contains_key(&key) {
            let known_to_be_gone = listed.assets_read_at.is_some_and(|read| read >= seen_at);
            if known_to_be_gone && !is_flown {
                return;
            }
            if told.packaged.is_none() {
                self.name_item(pilot, told.type_id, key, change);
            }
        }
        let hull = self.hulls.entry(key).or_insert_with(|| {
            let mut hull =
                new_hull(key, told.type_id, pilot, told.place, seen_at, Occupancy::Stored { since: seen_at });
            hull.place_at = place_at;
            change.record(&hull, None, seen_at, HullChange::Appeared { place: told.place });
            change.touch(key);
            hull
        });
        if hull.pilot != pilot && seen_at <= hull.seen_at {
            return;
        }
        let before = hull.clone();
        if seen_at >= hull.seen_at {
            if is_flown {
                take_over(hull, pilot, seen_at, change);
            } else {
                own(hull, pilot, seen_at, change);
            }
            hull.seen_at = seen_at;
            hull.packaged = told.packaged.filter(|_| !is_flown);
            forget_absences(hull, seen_at);
        }
        if is_flown {
            let flown_at = listed.location_at.unwrap_or(seen_at);
            hull.flown_at = hull.flown_at.max(Some(flown_at));
            if hull.occupancy != Occupancy::Flown {
                hull.occupancy = Occupancy::Flown;
                let not_flown_at = listed.flight_before.max(listed.ship_read_at);
                change.record(hull, not_flown_at, flown_at, HullChange::Boarded);
            }
        }
        let says_more = hull.place == Place::UNKNOWN;
        if place_at >= hull.place_at || says_more {
            put(hull, told.place, place_at, change);
        }
        if *hull != before {
            change.touch(key);
        }
    }

    /// What a pilot is known to fly, each with when it was last seen flown.
    fn flown_of(&self, pilot: PilotId) -> BTreeMap<HullKey, Timestamp> {
        let theirs = self.hulls.values().filter(|hull| hull.pilot == pilot && hull.occupancy == Occupancy::Flown);
        theirs.map(|hull| (hull.key, hull.last_flown_at())).collect()
    }

    /// The pilot was read and did not fly these: they are stored from then on, where they were last seen.
    fn leave(
        &mut self,
        before: &BTreeMap<HullKey, Timestamp>,
        flown: &BTreeSet<HullKey>,
        at: Timestamp,
        change: &mut FleetChange,
    ) {
        for (key, flown_at) in before.iter().filter(|(key, _)| !flown.contains(key)) {
            let Some(hull) = self.hulls.get_mut(key).filter(|hull| hull.occupancy == Occupancy::Flown) else {
                continue;
            };
            hull.occupancy = Occupancy::Stored { since: at };
            change.touch(*key);
            change.record(hull, Some(*flown_at), at, HullChange::Left);
        }
    }
}

#[cfg(test)]
mod tests;
