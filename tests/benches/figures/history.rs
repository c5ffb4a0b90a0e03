//! A million movements of thirty thousand ships: their size, and how long questions to them take.

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{ItemId, PilotId, SystemId};
use captrack_domain::place::Place;
use captrack_store::{FILE, HistoryEvent, Store};
use captrack_testing::data::{hull, key};
use captrack_universe::universe;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::figure::{median, ms, print, timed};

const HULLS: i64 = 30_000;
const EVENTS: i64 = 1_000_000;
const DAYS: i64 = 90;
/// So many ships a pilot.
const A_PILOT: i64 = 10;

/// A walk that is the same every time.
pub struct Walk {
    number: u64,
    systems: Vec<SystemId>,
}

impl Walk {
    pub fn new() -> Self {
        let systems = universe().systems().map(|system| system.id).take(5_000).collect();
        Self { number: 12_345, systems }
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.number = self.number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.number >> 33) % end
    }

    fn place(&mut self) -> Place {
        let at = self.below(self.systems.len() as u64) as usize;
        Place::space(self.systems[at])
    }
}

/// Fills a store with movements up to `now`, a checkpoint a day, in the order in which they become known.
pub async fn fill(store: &Store, hulls: i64, events: i64, now: Timestamp) {
    let mut walk = Walk::new();
    let start = now - (DAYS * 24).hours();
    let mut fleet: Vec<Hull> =
        (0..hulls).map(|id| hull(key(id), PilotId(2_112_000_000 + id / A_PILOT), walk.place(), start)).collect();
    let step = SignedDuration::from_millis(DAYS * 86_400_000 / events);
    let (mut at, mut day) = (start, 0);
    let mut slice: Vec<HistoryEvent> = Vec::new();
    for number in 0..events {
        at += step;
        let hull = &mut fleet[walk.below(hulls as u64) as usize];
        let (from, to, before) = (hull.place, walk.place(), hull.place_at);
        (hull.place, hull.place_at, hull.seen_at) = (to, at, at);
        let what = HullChange::Moved { from, to };
        slice.push(HistoryEvent::Hull(HullEvent {
            key: hull.key,
            type_id: hull.type_id,
            pilot: hull.pilot,
            at,
            before: Some(before),
            what,
        }));
        let is_last = number + 1 == events;
        let new_day = at.as_second() / 86_400 != day;
        if slice.len() == 5_000 || new_day || is_last {
            let mut tx = store.begin().await.unwrap();
            tx.append_events(&slice).await.unwrap();
            if new_day {
                tx.put_checkpoint(fleet.iter(), at).await.unwrap();
                day = at.as_second() / 86_400;
            }
            tx.commit().await.unwrap();
            slice.clear();
        }
    }
}

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let size = || std::fs::metadata(folder.path().join(FILE)).unwrap().len() as f64;
    let now = Timestamp::UNIX_EPOCH + (20_600 * 24).hours();
    let open = || runtime.block_on(Store::open(folder.path())).unwrap();
    let store = open();
    let empty = size();
    let ((), filling) = timed(|| runtime.block_on(fill(&store, HULLS, EVENTS, now)));
    runtime.block_on(store.close());
    print("events_written_1m", filling.as_secs_f64(), "s");
    print("events_with_checkpoints_bytes_a_row", (size() - empty) / EVENTS as f64, "B");
    let store = open();
    let key = |id: i64| HullKey::Item(ItemId(1_040_000_000_000 + id));
    let mut walk = Walk::new();
    let trail = median(200, || {
        let id = walk.below(HULLS as u64) as i64;
        runtime.block_on(store.trail(key(id), Timestamp::MIN, Timestamp::MAX)).unwrap()
    });
    print("events_trail_of_a_hull_1m", ms(trail), "ms");
    let hour = |hours: i64| {
        let from = now - hours.hours();
        runtime.block_on(store.events_between(from, from + 1.hour())).unwrap()
    };
    let mut hours = 0;
    let an_hour = median(50, || {
        hours = (hours + 37) % (DAYS * 24);
        hour(hours)
    });
    print("events_of_an_hour_1m", ms(an_hour), "ms");
    let mut hours = 0;
    let fleet = median(20, || {
        hours = (hours + 37) % (DAYS * 24 - 48);
        let then = now - hours.hours();
        let fleet = runtime.block_on(store.fleet_at(then)).unwrap();
        assert_eq!(fleet.len(), HULLS as usize);
        fleet
    });
    print("events_fleet_at_a_past_moment_1m", ms(fleet), "ms");
    // Without the sweep of the whole file that follows: that is no matter of events.
    let mut pilot = 0;
    let forget = median(5, || {
        pilot += 1;
        runtime.block_on(async {
            let mut tx = store.begin().await.unwrap();
            tx.forget_movements(PilotId(2_112_000_000 + pilot)).await.unwrap();
            tx.commit().await.unwrap();
        });
    });
    print("events_of_a_pilot_forgotten_1m", ms(forget), "ms");
    let (_, prune) = timed(|| runtime.block_on(store.prune_events(now - (24 * 80).hours())).unwrap());
    print("events_ten_of_ninety_days_pruned_1m", ms(prune), "ms");
    runtime.block_on(store.close());
}
