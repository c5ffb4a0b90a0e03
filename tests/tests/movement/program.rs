//! The program's part: readings go into the fleet as they arrive, and its events make movements.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::fleet::{Fleet, HullEvent, ListedHulls, TimedValue};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::movement::{HullMove, SightLimits, TravelMethod, trail};
use captrack_domain::place::Place;
use captrack_domain::reading::{ActiveShip, OwnedHull};
use captrack_domain::roster::RosterHull;
use captrack_domain::watch_event::{WatchChange, WatchEvent};
use captrack_testing::eden::AVATAR;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::readings::{Arrived, Read};
use crate::told::Told;
use crate::truth::{History, pilot_id};

/// The first second of all histories; away from the daily downtime.
const START: i64 = 1_795_867_200;

pub const LIMITS: SightLimits = SightLimits { flown: Duration::from_secs(1800), stored: Duration::from_secs(3 * 3600) };

pub fn time(second: i64) -> Timestamp {
    Timestamp::from_second(START + second).unwrap()
}

pub fn second(at: Timestamp) -> i64 {
    at.as_second() - START
}

pub fn item(hull: usize) -> ItemId {
    ItemId(1_040_000_000_000 + i64::try_from(hull).unwrap())
}

/// What a section is known to say: as the monitor remembers it between two answers.
fn take<T: PartialEq>(known: &mut Option<TimedValue<T>>, value: T, as_of: Timestamp) -> bool {
    match known {
        None => {
            *known = Some(TimedValue { as_of, since: Some(as_of), before: None, value });
            true
        }
        Some(known) if known.value == value => {
            known.as_of = known.as_of.max(as_of);
            true
        }
        Some(known) if as_of < known.as_of => false,
        Some(known) => {
            *known = TimedValue { as_of, since: Some(as_of), before: Some(known.as_of), value };
            true
        }
    }
}

#[derive(Default)]
pub struct Sections {
    pub ship: Option<TimedValue<Option<ActiveShip>>>,
    location: Option<TimedValue<Place>>,
    pub online: Option<TimedValue<bool>>,
    assets: Option<TimedValue<Vec<OwnedHull>>>,
    /// When AllianceAuth read the pilot.
    listed: Vec<Timestamp>,
}

#[derive(Default)]
pub struct Program {
    pub fleet: Fleet,
    pub pilots: BTreeMap<usize, Sections>,
    pub events: Vec<HullEvent>,
    watch: Vec<WatchEvent>,
}

impl Program {
    pub fn read(&mut self, arrived: &Arrived) {
        let (pilot, as_of) = (pilot_id(arrived.pilot), time(arrived.as_of));
        let known = self.pilots.entry(arrived.pilot).or_default();
        let change = match &arrived.read {
            Read::Ship(ship) => {
                let ship = ship.map(|hull| ActiveShip { item: item(hull), type_id: AVATAR });
                take(&mut known.ship, ship, as_of);
                self.fleet.see_ship(pilot, known.ship.unwrap(), known.location, true)
            }
            Read::Location(place) => {
                take(&mut known.location, *place, as_of);
                let Some(ship) = known.ship else { return };
                self.fleet.see_ship(pilot, ship, known.location, true)
            }
            Read::Online(online) => {
                let before = known.online.map(|known| (known.as_of, known.value));
                let is_taken = take(&mut known.online, *online, as_of);
                if is_taken && before.is_none_or(|(_, was)| was != *online) {
                    let what = if *online { WatchChange::Online { pilot } } else { WatchChange::Offline { pilot } };
                    self.watch.push(WatchEvent { at: as_of, before: before.map(|(before, _)| before), what });
                }
                return;
            }
            Read::Assets(hulls) => {
                let hulls = hulls.iter().map(|(hull, place)| OwnedHull {
                    item: item(*hull),
                    type_id: AVATAR,
                    place: *place,
                    packaged: None,
                });
                take(&mut known.assets, hulls.collect(), as_of);
                self.fleet.see_assets(pilot, known.assets.as_ref().unwrap())
            }
            Read::Listed(hulls) => {
                let hulls: Vec<_> = hulls.iter().map(|hull| listed(pilot, *hull, as_of)).collect();
                known.listed.push(as_of);
                self.fleet.merge_roster(&ListedHulls {
                    pilot,
                    assets_at: Some(as_of),
                    location_at: Some(as_of),
                    hulls: &hulls,
                    ship_read_at: known.ship.map(|ship| ship.as_of),
                    flight_before: known.listed.iter().copied().filter(|at| *at < as_of).max(),
                    assets_read_at: known.assets.as_ref().map(|assets| assets.as_of),
                    doubted: false,
                })
            }
        };
        self.events.extend(change.events);
    }
}

fn listed(pilot: PilotId, (hull, place, flown): (usize, Place, bool), at: Timestamp) -> RosterHull {
    RosterHull {
        key: HullKey::Item(item(hull)),
        type_id: AVATAR,
        pilot,
        packaged: None,
        flown: Some(flown),
        seen_at: Some(at),
        place,
        place_at: Some(at),
    }
}

/// The movements of a history, from its readings alone.
pub fn told(history: &History, readings: &[Arrived]) -> Vec<Told> {
    let mut program = Program::default();
    for arrived in readings {
        program.read(arrived);
    }
    let pilot_number = |pilot: PilotId| (0..2).find(|number| pilot_id(*number) == pilot).unwrap();
    let mut told = Vec::new();
    for hull in 0..history.minutes[0].hulls.len() {
        let key = HullKey::Item(item(hull));
        let events: Vec<_> = program.events.iter().filter(|event| event.key == key).cloned().collect();
        let found = trail(&events, &program.watch, LIMITS, universe());
        told.extend(found.hull.into_iter().map(|movement| Told {
            hull,
            pilot: pilot_number(movement.pilot),
            former: match movement.what {
                HullMove::ChangedPilot { from } => Some(pilot_number(from)),
                _ => None,
            },
            kind: movement.what.name(),
            from: movement.from,
            to: Some(movement.to),
            before: movement.before.map(second),
            at: second(movement.at),
            how: match movement.what {
                HullMove::Moved(way) => way.how.map(TravelMethod::name),
                _ => None,
            },
        }));
        told.extend(found.pilots.into_iter().map(|movement| Told {
            hull,
            pilot: pilot_number(movement.pilot),
            former: None,
            kind: movement.what.name(),
            from: None,
            to: None,
            before: movement.before.map(second),
            at: second(movement.at),
            how: None,
        }));
    }
    told
}
