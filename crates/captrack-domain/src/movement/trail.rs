//! The trail of a hull: what its recorded events show, hull and pilot movements apart.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::between::{HullSighting, hull_movements};
use super::map::StarMap;
use super::{HullMove, HullMovement, PilotMove, PilotMovement};
use crate::fleet::{HullChange, HullEvent};
use crate::hull::HullKey;
use crate::ids::PilotId;
use crate::place::Place;
use crate::watch_event::{WatchChange, WatchEvent};

/// How long the source of a hull may take until it sees it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SightLimits {
    /// While somebody flies it.
    pub flown: Duration,
    /// While it is stored.
    pub stored: Duration,
}

impl SightLimits {
    const fn of(self, flown: bool) -> Duration {
        if flown { self.flown } else { self.stored }
    }
}

/// Movements of one hull and of those who flew it, each list oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HullTrail {
    /// What the hull did.
    pub hull: Vec<HullMovement>,
    /// What pilots did about it.
    pub pilots: Vec<PilotMovement>,
}

/// What the events of one hull show, beside those of pilots who come and go. Events may be in any order and may be given twice.
pub fn trail(events: &[HullEvent], pilots: &[WatchEvent], limits: SightLimits, map: &impl StarMap) -> HullTrail {
    let mut events: Vec<Recorded<'_>> =
        events.iter().map(Recorded::Hull).chain(pilots.iter().map(Recorded::Pilot)).collect();
    // Of one moment what happened to the hull comes first: who boards and comes online came online in it.
    events.sort_by_key(Recorded::order);
    events.dedup();
    let mut walk = Walk { known: None, trail: HullTrail::default(), limits, map };
    for event in events {
        match event {
            Recorded::Hull(event) => walk.hull(event),
            Recorded::Pilot(event) => walk.pilot(event),
        }
    }
    walk.trail
}

/// What hulls did, by events that became known just now, each hull's in its order. `known`: a hull as it was known before them.
pub fn new_movements(
    events: &[HullEvent],
    known: impl Fn(HullKey) -> Option<HullSighting>,
    limits: SightLimits,
    map: &impl StarMap,
) -> Vec<HullMovement> {
    let mut by_hull: BTreeMap<HullKey, Vec<&HullEvent>> = BTreeMap::new();
    for event in events {
        by_hull.entry(event.key).or_default().push(event);
    }
    let mut all = Vec::new();
    for (key, mut events) in by_hull {
        events.sort_by_key(|event| Recorded::Hull(event).order());
        let mut walk = Walk { known: known(key), trail: HullTrail::default(), limits, map };
        for event in events {
            walk.hull(event);
        }
        all.extend(walk.trail.hull);
    }
    all
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recorded<'a> {
    Hull(&'a HullEvent),
    Pilot(&'a WatchEvent),
}

impl Recorded<'_> {
    const fn order(&self) -> (Timestamp, u8) {
        match self {
            Self::Hull(event) => {
                let rank = match event.what {
                    HullChange::Appeared { .. } => 0,
                    HullChange::Changed { .. } => 1,
                    HullChange::Left => 2,
                    HullChange::Moved { .. } => 3,
                    HullChange::Boarded => 4,
                    HullChange::Gone { .. } => 5,
                };
                (event.at, rank)
            }
            Self::Pilot(event) => (event.at, 6),
        }
    }
}

struct Walk<'a, M> {
    /// As it is known so far; none: not yet, or no more.
    known: Option<HullSighting>,
    trail: HullTrail,
    limits: SightLimits,
    map: &'a M,
}

impl<M: StarMap> Walk<'_, M> {
    fn hull(&mut self, event: &HullEvent) {
        // History may begin in the middle of a hull's life.
        let known = self.known.unwrap_or(HullSighting {
            key: event.key,
            type_id: event.type_id,
            pilot: event.pilot,
            place: Place::UNKNOWN,
            flown: false,
            at: event.before.unwrap_or(event.at),
        });
        // What was before was true until then, whatever was written in between.
        let earlier = HullSighting { at: event.before.unwrap_or(known.at), ..known };
        let now = HullSighting { at: event.at, ..known };
        let (earlier, later) = match event.what {
            HullChange::Appeared { place } => {
                let seen = HullSighting { place, pilot: event.pilot, ..now };
                (self.known.map(|_| earlier), seen)
            }
            HullChange::Moved { from, to } => {
                (Some(HullSighting { place: from, ..earlier }), HullSighting { place: to, ..now })
            }
            HullChange::Changed { from } => {
                (Some(HullSighting { pilot: from, ..earlier }), HullSighting { pilot: event.pilot, ..now })
            }
            HullChange::Boarded => (Some(earlier), HullSighting { flown: true, ..now }),
            HullChange::Left => (Some(earlier), HullSighting { flown: false, ..now }),
            HullChange::Gone { place } => {
                self.trail.hull.push(HullMovement {
                    key: event.key,
                    type_id: event.type_id,
                    pilot: event.pilot,
                    before: event.before,
                    at: event.at,
                    from: None,
                    to: place,
                    what: HullMove::Gone,
                });
                self.known = None;
                return;
            }
        };
        match event.what {
            HullChange::Boarded => {
                // Of whom nothing was known before may have sat in it for long.
                if event.before.is_some() {
                    self.pilot_did(event, &later, PilotMove::Boarded);
                }
            }
            HullChange::Left => {
                self.doubt_since(event.before, event.pilot);
                self.pilot_did(event, &later, PilotMove::Left);
            }
            _ => {
                if let HullChange::Changed { from } = event.what {
                    self.doubt_since(event.before, from);
                }
                let lost_after = self.limits.of(known.flown);
                self.trail.hull.extend(hull_movements(earlier.as_ref(), &later, lost_after, self.map));
            }
        }
        self.known = Some(later);
    }

    /// A pilot was last known to fly it then: where they came online or went offline later, that may have been in another ship.
    fn doubt_since(&mut self, before: Option<Timestamp>, pilot: PilotId) {
        let is_sure = |movement: &PilotMovement| {
            let of_login = matches!(movement.what, PilotMove::LoggedOn | PilotMove::LoggedOff);
            !of_login || movement.pilot != pilot || before.is_some_and(|before| movement.at <= before)
        };
        // Only what came after the last time that somebody was surely in it is doubtful: it stands at the end.
        while self.trail.pilots.pop_if(|last| !is_sure(last)).is_some() {}
    }

    fn pilot_did(&mut self, event: &HullEvent, hull: &HullSighting, what: PilotMove) {
        self.trail.pilots.push(PilotMovement {
            pilot: event.pilot,
            key: event.key,
            type_id: event.type_id,
            place: hull.place,
            before: event.before,
            at: event.at,
            what,
        });
    }

    fn pilot(&mut self, event: &WatchEvent) {
        let (pilot, what) = match event.what {
            WatchChange::Online { pilot } => (pilot, PilotMove::LoggedOn),
            WatchChange::Offline { pilot } => (pilot, PilotMove::LoggedOff),
            WatchChange::Silent { .. } | WatchChange::Answers { .. } => return,
        };
        let Some(hull) = self.known.filter(|hull| hull.flown && hull.pilot == pilot) else { return };
        // The first that is known of a pilot is no change.
        if event.before.is_none() {
            return;
        }
        self.trail.pilots.push(PilotMovement {
            pilot,
            key: hull.key,
            type_id: hull.type_id,
            place: hull.place,
            before: event.before,
            at: event.at,
            what,
        });
    }
}
