//! What readings make of the known hulls. Unknown is not gone: only complete, newer reads take a hull away.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::hull::{Hull, HullKey, Occupancy};
use crate::ids::{PilotId, TypeId};
use crate::moment::earlier;
use crate::place::Place;
use crate::reading::{ActiveShip, OwnedHull};

/// A value with the time in which it is known to have been true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimedValue<T> {
    /// The latest moment at which it was true.
    pub as_of: Timestamp,
    /// When it was first seen; none: not known any more.
    pub since: Option<Timestamp>,
    /// When something else was last seen; none: nothing else ever was.
    pub before: Option<Timestamp>,
    /// As the source told it.
    pub value: T,
}

/// The first answers about a pilot's ship and location may be so far apart and tell of one moment all the same.
const FIRST_READS_APART: SignedDuration = SignedDuration::from_mins(1);

impl<T> TimedValue<T> {
    /// From when on it was surely so. What was never seen otherwise was so a little before it was first read.
    fn began(&self) -> Option<Timestamp> {
        let since = self.since?;
        Some(if self.before.is_some() { since } else { earlier(since, FIRST_READS_APART) })
    }

    /// The latest moment at which both were true; none: there is no such moment that anybody saw.
    fn true_together<U>(&self, other: &TimedValue<U>) -> Option<Timestamp> {
        let began = self.began().max(other.began());
        let last = self.as_of.min(other.as_of);
        began.is_none_or(|began| began <= last).then_some(last)
    }
}

/// What happened to a hull: appended to the record and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HullEvent {
    /// The hull it happened to.
    pub key: HullKey,
    /// The hull's type.
    pub type_id: TypeId,
    /// The hull's pilot after it happened.
    pub pilot: PilotId,
    /// When it was first known to be true.
    pub at: Timestamp,
    /// When what was before was last known to be true; `None`: nothing was known of it.
    #[serde(default)]
    pub before: Option<Timestamp>,
    /// What happened, with places and pilots before and after.
    pub what: HullChange,
}

/// A change in a hull's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum HullChange {
    /// It was not known before; it may have been there for long.
    Appeared {
        /// Its place after that; of a hull that is gone, the last one known.
        place: Place,
    },
    /// It was seen in another place; how it got there is not known.
    Moved {
        /// The place before.
        from: Place,
        /// The place after.
        to: Place,
    },
    /// Its pilot sits in it, who did not before.
    Boarded,
    /// Its pilot flies another ship, or none: it is stored from then on.
    Left,
    /// It was seen in the assets of another pilot, or flown by one.
    Changed {
        /// The pilot before; the event itself names the new one.
        from: PilotId,
    },
    /// Two complete reads in a row lacked it.
    Gone {
        /// Where it was last seen.
        place: Place,
    },
}

/// Every known hull, each once, whichever source tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fleet {
    /// By identity; a hull that gets its item id is put under the new key.
    pub hulls: BTreeMap<HullKey, Hull>,
}

/// Hulls that changed and hulls that are gone, to be persisted, with what happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FleetChange {
    /// To be written: new hulls and those of which anything differs.
    pub changed: Vec<HullKey>,
    /// To be deleted: complete lists lacked them often enough.
    pub gone: Vec<HullKey>,
    /// To be appended to the history.
    pub events: Vec<HullEvent>,
    /// Hulls that have another identity now, because their item became known: old, new. The old one is in `gone` too.
    pub rekeyed: Vec<(HullKey, HullKey)>,
}

impl FleetChange {
    fn touch(&mut self, key: HullKey) {
        if !self.changed.contains(&key) {
            self.changed.push(key);
        }
    }

    /// `before`: when what was before was last known to be true.
    fn record(&mut self, hull: &Hull, before: Option<Timestamp>, at: Timestamp, what: HullChange) {
        let before = before.map(|before| before.min(at));
        self.events.push(HullEvent { key: hull.key, type_id: hull.type_id, pilot: hull.pilot, at, before, what });
    }
}

mod absence;
mod roster_merge;

pub use roster_merge::ListedHulls;

impl Fleet {
    /// A pilot's ship was read, and its location if that is known. `capital`: the ship is one.
    ///
    /// The location is the ship's only where both were true at one moment: a pilot may have docked and jumped to a clone in between. The
    /// pilot's other flown hulls are stored from now on, where they were last seen.
    pub fn see_ship(
        &mut self,
        pilot: PilotId,
        ship: TimedValue<Option<ActiveShip>>,
        location: Option<TimedValue<Place>>,
        capital: bool,
    ) -> FleetChange {
        let mut change = FleetChange::default();
        let flown = ship.value.filter(|_| capital).map(|active| HullKey::Item(active.item));
        let newer_owner = flown
            .and_then(|key| self.hulls.get(&key))
            .is_some_and(|hull| hull.pilot != pilot && hull.seen_at > ship.as_of);
        // Before what else they flew is stored: the hull that was known without an item is this one, and they never left it.
        if let (Some(key), Some(active), false) = (flown, ship.value, newer_owner) {
            self.name_item(pilot, active.type_id, key, &mut change);
        }
        for hull in self.hulls.values_mut() {
            let left = hull.pilot == pilot && hull.occupancy == Occupancy::Flown && Some(hull.key) != flown;
            if left && ship.as_of >= hull.seen_at {
                hull.occupancy = Occupancy::Stored { since: ship.as_of };
                change.touch(hull.key);
                change.record(hull, Some(hull.last_flown_at()), ship.as_of, HullChange::Left);
            }
        }
        let (Some(key), Some(active)) = (flown, ship.value) else {
            return change;
        };
        // Whether the location itself was read at that moment: of one between two readings another source may know better.
        let place = location.and_then(|location| {
            let at = ship.true_together(&location)?;
            Some((location.value, at, location.as_of == at))
        });
        if newer_owner {
            return change;
        }
        let hull = self.hulls.entry(key).or_insert_with(|| {
            let place = place.map_or(Place::UNKNOWN, |(place, ..)| place);
            let hull = new_hull(key, active.type_id, pilot, place, ship.as_of, Occupancy::Flown);
            change.record(&hull, None, ship.as_of, HullChange::Appeared { place });
            change.record(&hull, None, ship.as_of, HullChange::Boarded);
            hull
        });
        let before = hull.clone();
        take_over(hull, pilot, ship.as_of, &mut change);
        if ship.as_of >= hull.seen_at {
            hull.packaged = None;
        }
        if hull.occupancy != Occupancy::Flown {
            hull.occupancy = Occupancy::Flown;
            // Where assets list it, somebody may sit in it: only the pilot's last other ship says that nobody did.
            change.record(hull, ship.before, ship.as_of, HullChange::Boarded);
        }
        hull.seen_at = hull.seen_at.max(ship.as_of);
        hull.flown_at = hull.flown_at.max(Some(ship.as_of));
        forget_absences(hull, ship.as_of);
        if let Some((place, at, was_read_then)) = place
            && (at > hull.place_at || at == hull.place_at && was_read_then || !hull.place.is_known())
        {
            put(hull, place, at, &mut change);
        }
        if *hull != before {
            change.touch(key);
        }
        change
    }

    /// All of a pilot's owned capitals were read: those listed are there, those missing may be gone.
    pub fn see_assets(&mut self, pilot: PilotId, assets: &TimedValue<Vec<OwnedHull>>) -> FleetChange {
        let mut change = FleetChange::default();
        let as_of = assets.as_of;
        for owned in &assets.value {
            self.see_owned(pilot, owned, as_of, &mut change);
        }
        let listed: BTreeSet<HullKey> = assets.value.iter().map(|owned| HullKey::Item(owned.item)).collect();
        self.miss_others(pilot, &listed, as_of, false, &mut change);
        change
    }

    /// Some of a pilot's owned capitals were read: those listed are there. A list that may lack some takes nothing away.
    pub fn see_some_assets(&mut self, pilot: PilotId, assets: &TimedValue<Vec<OwnedHull>>) -> FleetChange {
        let mut change = FleetChange::default();
        for owned in &assets.value {
            self.see_owned(pilot, owned, assets.as_of, &mut change);
        }
        change
    }

    fn see_owned(&mut self, pilot: PilotId, owned: &OwnedHull, as_of: Timestamp, change: &mut FleetChange) {
        let key = HullKey::Item(owned.item);
        if owned.packaged.is_none() && self.may_be_the_nameless(pilot, owned, as_of) {
            self.name_item(pilot, owned.type_id, key, change);
        }
        let hull = self.hulls.entry(key).or_insert_with(|| {
            let mut hull = new_hull(key, owned.type_id, pilot, owned.place, as_of, Occupancy::Stored { since: as_of });
            hull.packaged = owned.packaged;
            change.record(&hull, None, as_of, HullChange::Appeared { place: owned.place });
            change.touch(key);
            hull
        });
        if as_of < hull.seen_at {
            return;
        }
        let before = hull.clone();
        own(hull, pilot, as_of, change);
        hull.seen_at = as_of;
        // Whoever flies it had it assembled.
        hull.packaged = owned.packaged.filter(|_| hull.occupancy != Occupancy::Flown);
        forget_absences(hull, as_of);
        // Where somebody flies it, that pilot's location knows better at the same moment.
        let is_newer = as_of > hull.place_at || as_of == hull.place_at && hull.occupancy != Occupancy::Flown;
        if is_newer {
            put(hull, owned.place, as_of, change);
        }
        if *hull != before {
            change.touch(key);
        }
    }

    /// Whether what assets list may be the hull that is known by pilot and type alone: not while that is flown elsewhere, and was seen so since
    /// the assets were read.
    fn may_be_the_nameless(&self, pilot: PilotId, owned: &OwnedHull, as_of: Timestamp) -> bool {
        self.hulls.get(&HullKey::PilotType(pilot, owned.type_id)).is_none_or(|nameless| {
            nameless.occupancy != Occupancy::Flown
                || as_of >= nameless.seen_at
                || !lies_apart(&nameless.place, &owned.place)
        })
    }

    /// A hull of a pilot is this item. If one was known by pilot and type alone, it was this one.
    fn name_item(&mut self, pilot: PilotId, type_id: TypeId, item: HullKey, change: &mut FleetChange) {
        let nameless = HullKey::PilotType(pilot, type_id);
        if self.hulls.get(&item).is_some_and(|hull| hull.pilot == pilot) {
            return;
        }
        let Some(known) = self.hulls.remove(&nameless) else { return };
        change.gone.push(nameless);
        change.rekeyed.push((nameless, item));
        self.hulls.entry(item).or_insert(Hull { key: item, ..known });
        change.touch(item);
    }

    /// A pilot is no longer watched: its hulls go with it.
    pub fn forget(&mut self, pilot: PilotId) -> Vec<HullKey> {
        let gone: Vec<HullKey> = self.hulls.values().filter(|hull| hull.pilot == pilot).map(|hull| hull.key).collect();
        self.hulls.retain(|_, hull| hull.pilot != pilot);
        gone
    }
}

/// Whether two places are certainly not the same.
fn lies_apart(one: &Place, other: &Place) -> bool {
    let other_system = one.system.zip(other.system).map(|(one, other)| one != other);
    let other_location = one.location().zip(other.location()).map(|(one, other)| one != other);
    other_location.or(other_system).unwrap_or(false)
}

fn new_hull(key: HullKey, type_id: TypeId, pilot: PilotId, place: Place, at: Timestamp, occupancy: Occupancy) -> Hull {
    Hull {
        key,
        type_id,
        pilot,
        place,
        last_system: place.system,
        place_at: at,
        seen_at: at,
        first_seen_at: at,
        occupancy,
        absences: 0,
        last_absence: None,
        flown_at: None,
        packaged: None,
    }
}

/// A sighting that is older than the last read that lacked the hull says nothing against that. Of two answers about one moment the one that has
/// seen it counts.
fn forget_absences(hull: &mut Hull, seen_at: Timestamp) {
    if hull.last_absence.is_none_or(|last| seen_at >= last) {
        hull.absences = 0;
        hull.last_absence = None;
    }
}

/// Assets list it under a pilot: whoever else flew it does so no more.
fn own(hull: &mut Hull, pilot: PilotId, at: Timestamp, change: &mut FleetChange) {
    if hull.pilot != pilot && hull.occupancy == Occupancy::Flown {
        change.record(hull, Some(hull.last_flown_at()), at, HullChange::Left);
        hull.occupancy = Occupancy::Stored { since: at };
    }
    take_over(hull, pilot, at, change);
}

fn take_over(hull: &mut Hull, pilot: PilotId, at: Timestamp, change: &mut FleetChange) {
    if hull.pilot != pilot {
        let from = hull.pilot;
        hull.pilot = pilot;
        change.record(hull, Some(hull.seen_at), at, HullChange::Changed { from });
    }
}

/// A place that says nothing does not replace one that does. The same site is the same place: one source names its system, another does not.
fn put(hull: &mut Hull, place: Place, at: Timestamp, change: &mut FleetChange) {
    if !place.is_known() {
        return;
    }
    if hull.place.is_same(&place) {
        hull.place.system = place.system.or(hull.place.system);
    } else {
        let from = std::mem::replace(&mut hull.place, place);
        change.record(hull, Some(hull.place_at), at, HullChange::Moved { from, to: place });
    }
    hull.place_at = at;
    hull.last_system = place.system.or(hull.last_system);
}

#[cfg(test)]
mod tests;
