//! When a hull that a complete list lacks is gone: resolved is hard to earn.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{Fleet, FleetChange, HullChange};
use crate::hull::{Hull, HullKey, Occupancy};
use crate::ids::PilotId;
use crate::place::Site;

/// So many complete lists in a row must lack a hull before it is gone.
const ABSENCES: u8 = 2;
/// One is enough when it is so much newer than the last sighting.
const ONE_IS_ENOUGH: SignedDuration = SignedDuration::from_hours(12);
/// The first doubtful list, and three further ones that say the same.
const DOUBTFUL_ABSENCES: u8 = 4;
/// Three of them over at least an hour.
const DOUBTFUL_APART: SignedDuration = SignedDuration::from_mins(20);
/// A list that lacks fewer is never doubtful.
const DOUBTFUL_AT_LEAST: usize = 5;

impl Fleet {
    /// A complete list of a pilot's hulls was read: those that it lacks may be gone. `doubted`: it is a part of one that is too short to be
    /// believed.
    pub(super) fn miss_others(
        &mut self,
        pilot: PilotId,
        listed: &BTreeSet<HullKey>,
        as_of: Timestamp,
        doubted: bool,
        change: &mut FleetChange,
    ) {
        let theirs = self
            .hulls
            .values()
            .filter(|hull| hull.pilot == pilot && hull.occupancy != Occupancy::Flown && !hull.floats());
        let (mut known, mut missing) = (0, Vec::new());
        for hull in theirs {
            known += 1;
            if !listed.contains(&hull.key) && is_expected(hull, as_of) {
                missing.push(hull.key);
            }
        }
        let doubtful = doubted || is_doubtful(known, missing.len());
        for key in missing {
            self.miss(key, as_of, doubtful, change);
        }
    }

    fn miss(&mut self, key: HullKey, as_of: Timestamp, doubtful: bool, change: &mut FleetChange) {
        let Some(hull) = self.hulls.get_mut(&key) else { return };
        let apart = if doubtful { DOUBTFUL_APART } else { SignedDuration::ZERO };
        if hull.last_absence.is_some_and(|last| as_of <= last || as_of.duration_since(last) < apart) {
            return;
        }
        hull.absences = hull.absences.saturating_add(1);
        hull.last_absence = Some(as_of);
        let needed = match doubtful {
            true => DOUBTFUL_ABSENCES,
            false if as_of.duration_since(hull.seen_at) >= ONE_IS_ENOUGH => 1,
            false => ABSENCES,
        };
        if hull.absences < needed {
            change.touch(key);
            return;
        }
        if let Some(hull) = self.hulls.remove(&key) {
            change.changed.retain(|changed| *changed != key);
            change.gone.push(key);
            change.record(&hull, Some(hull.seen_at), as_of, HullChange::Gone { place: hull.place });
        }
    }
}

impl Hull {
    /// Whether a complete list of that time would name it: it was stored by then, and was not seen later.
    pub fn is_to_be_listed(&self, as_of: Timestamp) -> bool {
        matches!(self.occupancy, Occupancy::Stored { since } if as_of >= since)
            && as_of >= self.seen_at
            && !self.floats()
    }

    /// Whether it was left in space and nobody has seen it since: no list names it there, so nobody knows what has become of it.
    pub fn floats(&self) -> bool {
        matches!(self.occupancy, Occupancy::Stored { since } if self.seen_at < since)
            && matches!(self.place.site, Site::Space)
    }
}

/// Whether a list of that time would name it: it was stored by then, and was not seen since.
fn is_expected(hull: &Hull, as_of: Timestamp) -> bool {
    matches!(hull.occupancy, Occupancy::Stored { since } if as_of > since) && as_of > hull.seen_at
}

/// Whether a list is too short to be believed: more than a fifth, and at least five.
const fn is_doubtful(known: usize, missing: usize) -> bool {
    missing >= DOUBTFUL_AT_LEAST && missing * 5 > known
}
