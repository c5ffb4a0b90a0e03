//! What happened comes back: by time, by hull, and as the fleet that it led to.

use std::collections::BTreeMap;

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{LocationId, PilotId, SystemId};
use captrack_domain::place::{Place, Site};
use captrack_domain::watch_event::{SourceName, WatchChange, WatchEvent};
use captrack_store::{HistoryEvent, PastHull, Store};
use captrack_testing::eden::{AVATAR, EREBUS};
use jiff::Timestamp;

use crate::test_data::{Desk, at, hull, item, pilot};

const A_DAY: i64 = 86_400;

pub fn system(id: i64) -> Place {
    Place::space(SystemId(30_000_000 + id))
}

pub fn keepstar(system: Option<i64>) -> Place {
    let system = system.map(|id| SystemId(30_000_000 + id));
    Place { system, site: Site::Structure(LocationId(1_035_466_617_946)) }
}

pub fn event(key: HullKey, second: i64, before: Option<i64>, what: HullChange) -> HullEvent {
    HullEvent { key, type_id: AVATAR, pilot: PilotId(1), at: at(second), before: before.map(at), what }
}

fn appeared(id: i64, second: i64, place: Place) -> HullEvent {
    event(item(id), second, None, HullChange::Appeared { place })
}

fn moved(id: i64, second: i64, from: Place, to: Place) -> HullEvent {
    event(item(id), second, Some(second - 5), HullChange::Moved { from, to })
}

pub async fn append(store: &Store, events: &[HullEvent]) {
    let events: Vec<HistoryEvent> = events.iter().cloned().map(HistoryEvent::Hull).collect();
    let mut tx = store.begin().await.unwrap();
    tx.append_events(&events).await.unwrap();
    tx.commit().await.unwrap();
}

async fn checkpoint(store: &Store, fleet: &[Hull], at: Timestamp) -> bool {
    let mut tx = store.begin().await.unwrap();
    let written = tx.put_checkpoint(fleet.iter(), at).await.unwrap();
    tx.commit().await.unwrap();
    written
}

async fn places_at(store: &Store, then: Timestamp) -> BTreeMap<HullKey, Place> {
    store.fleet_at(then).await.unwrap().into_iter().map(|hull| (hull.key, hull.place)).collect()
}

#[tokio::test]
async fn every_kind_of_event_comes_back_with_both_its_times() {
    let desk = Desk::new().await;
    let whats = [
        HullChange::Appeared { place: Place::UNKNOWN },
        HullChange::Moved { from: Place::UNKNOWN, to: keepstar(Some(142)) },
        HullChange::Boarded,
        HullChange::Left,
        HullChange::Changed { from: PilotId(2) },
        HullChange::Gone { place: Place { system: None, site: Site::AssetSafety } },
    ];
    let hull_events = (1..).zip(whats).map(|(second, what)| event(item(1), second, Some(second - 1), what));
    let watches = [
        WatchChange::Online { pilot: PilotId(1) },
        WatchChange::Offline { pilot: PilotId(1) },
        WatchChange::Silent { source: SourceName::Eve },
        WatchChange::Answers { source: SourceName::AllianceAuth },
    ];
    let watch_events = (7..).zip(watches).map(|(second, what)| WatchEvent { at: at(second), before: None, what });
    let events: Vec<HistoryEvent> =
        hull_events.map(HistoryEvent::Hull).chain(watch_events.map(HistoryEvent::Watch)).collect();
    let mut tx = desk.store.begin().await.unwrap();
    // Later ones first: they come back by time.
    tx.append_events(&events[4..]).await.unwrap();
    tx.append_events(&events[..4]).await.unwrap();
    tx.commit().await.unwrap();

    let desk = desk.reopened().await;
    assert_eq!(desk.store.events_since(at(0)).await.unwrap(), events);
    assert_eq!(desk.store.events_between(at(3), at(6)).await.unwrap(), events[2..5]);
    assert_eq!(desk.store.comings_and_goings(PilotId(1), at(8)).await.unwrap().len(), 1);
    assert_eq!(desk.store.prune_events(at(3)).await.unwrap(), 2);
    assert_eq!(desk.store.events_since(at(0)).await.unwrap(), events[2..]);
}

#[tokio::test]
async fn a_trail_is_that_of_one_hull_between_two_times() {
    let desk = Desk::new().await;
    let all: Vec<HullEvent> = (0..200).map(|n| moved(n % 4, n, system(n), system(n + 1))).collect();
    append(&desk.store, &all).await;
    let expected: Vec<HullEvent> =
        all.into_iter().filter(|event| event.key == item(2) && event.at >= at(50) && event.at < at(150)).collect();
    assert_eq!(expected.len(), 25);
    assert_eq!(desk.store.trail(item(2), at(50), at(150)).await.unwrap(), expected);
    assert_eq!(desk.store.trail(item(9), at(0), at(999)).await.unwrap(), []);
}

#[tokio::test]
async fn the_hulls_of_a_pilot_are_those_beside_which_the_pilot_was_ever_named() {
    let desk = Desk::new().await;
    let sold = HullEvent { pilot: PilotId(2), ..event(item(3), 3, None, HullChange::Changed { from: PilotId(1) }) };
    let other = HullEvent { pilot: PilotId(2), ..appeared(4, 4, system(1)) };
    append(&desk.store, &[appeared(1, 1, system(1)), appeared(2, 2, system(1)), sold, other]).await;
    assert_eq!(desk.store.hulls_with(PilotId(1)).await.unwrap(), [item(1), item(2), item(3)]);
    assert_eq!(desk.store.hulls_with(PilotId(2)).await.unwrap(), [item(3), item(4)]);
    assert_eq!(desk.store.hulls_with(PilotId(9)).await.unwrap(), []);
}

#[tokio::test]
async fn a_source_is_silent_until_it_answers_again() {
    let desk = Desk::new().await;
    let note = async |second, what| {
        let mut tx = desk.store.begin().await.unwrap();
        tx.append_events(&[HistoryEvent::Watch(WatchEvent { at: at(second), before: None, what })]).await.unwrap();
        tx.commit().await.unwrap();
        desk.store.silent_sources().await.unwrap()
    };
    let (eve, auth) = (SourceName::Eve, SourceName::AllianceAuth);
    assert_eq!(note(1, WatchChange::Silent { source: eve }).await, [(eve, at(1))].into());
    assert_eq!(note(2, WatchChange::Silent { source: auth }).await, [(eve, at(1)), (auth, at(2))].into());
    assert_eq!(note(3, WatchChange::Answers { source: eve }).await, [(auth, at(2))].into());
    let silences = desk.store.silences().await.unwrap();
    assert_eq!(silences.iter().map(|event| event.at).collect::<Vec<_>>(), [at(1), at(2), at(3)]);
}

#[tokio::test]
async fn a_system_that_becomes_known_is_told_of_the_rows_before_too() {
    let desk = Desk::new().await;
    append(&desk.store, &[appeared(1, 1, keepstar(None)), appeared(2, 2, keepstar(Some(142)))]).await;
    let first = &desk.store.trail(item(1), at(0), at(9)).await.unwrap()[0];
    assert_eq!(first.what, HullChange::Appeared { place: keepstar(Some(142)) });
    append(&desk.store, &[appeared(3, 3, keepstar(None))]).await;
    let third = &desk.store.trail(item(3), at(0), at(9)).await.unwrap()[0];
    assert_eq!(third.what, HullChange::Appeared { place: keepstar(Some(142)) }, "and stays known");
}

#[tokio::test]
async fn the_fleet_of_a_past_moment_is_the_checkpoint_and_what_happened_since() {
    let desk = Desk::new().await;
    let stays = Hull { occupancy: Occupancy::Stored { since: at(1) }, ..hull(item(1), 1) };
    let flies = Hull { place: system(5), place_at: at(100), ..hull(item(2), 1) };
    assert!(checkpoint(&desk.store, &[stays.clone(), flies.clone()], at(1000)).await);
    assert!(!checkpoint(&desk.store, &[], at(2000)).await, "one a day");
    append(
        &desk.store,
        &[
            moved(2, 1100, system(5), system(6)),
            appeared(3, 1200, system(7)),
            event(item(1), 1250, None, HullChange::Boarded),
            event(item(2), 1260, None, HullChange::Left),
            event(item(3), 1300, None, HullChange::Changed { from: PilotId(9) }),
            event(item(1), 1400, None, HullChange::Gone { place: stays.place }),
        ],
    )
    .await;
    let then = desk.store.fleet_at(at(1000)).await.unwrap();
    let known = |hull: &Hull| PastHull {
        key: hull.key,
        type_id: hull.type_id,
        pilot: hull.pilot,
        place: hull.place,
        place_at: hull.place_at,
        flown: hull.occupancy == Occupancy::Flown,
    };
    assert_eq!(then, [known(&stays), known(&flies)]);
    assert_eq!(places_at(&desk.store, at(1150)).await, [(item(1), stays.place), (item(2), system(6))].into());
    let later = desk.store.fleet_at(at(1299)).await.unwrap();
    assert_eq!(later.iter().map(|hull| hull.flown).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(places_at(&desk.store, at(1400)).await, [(item(2), system(6)), (item(3), system(7))].into());
}

#[tokio::test]
async fn what_became_known_late_is_in_the_fleet_of_its_time() {
    let desk = Desk::new().await;
    let known = Hull { place: system(5), place_at: at(A_DAY), ..hull(item(1), 1) };
    checkpoint(&desk.store, &[known], at(2 * A_DAY)).await;
    // AllianceAuth tells only now where they were before the checkpoint: of the first something later was known already.
    append(&desk.store, &[moved(1, A_DAY - 60, system(1), system(2)), appeared(2, A_DAY + 60, system(3))]).await;
    let then = places_at(&desk.store, at(2 * A_DAY + 1)).await;
    assert_eq!(then, [(item(1), system(5)), (item(2), system(3))].into());
}

#[tokio::test]
async fn any_moment_is_what_a_plain_walk_through_the_events_gives() {
    let desk = Desk::new().await;
    // A walk that is the same at every run: 40 hulls, 30 days, some die.
    let mut number = 12_345_u64;
    let mut next = |below: u64| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((number >> 33) % below).unwrap()
    };
    let mut fleet: BTreeMap<HullKey, Hull> = BTreeMap::new();
    let mut naive: Vec<(i64, BTreeMap<HullKey, Place>)> = Vec::new();
    for second in (0..30 * A_DAY).step_by(7919) {
        let (id, to) = (next(40), system(next(500)));
        let what = match fleet.get(&item(id)) {
            None => HullChange::Appeared { place: to },
            Some(hull) if next(20) == 0 => HullChange::Gone { place: hull.place },
            Some(hull) => HullChange::Moved { from: hull.place, to },
        };
        match what {
            HullChange::Gone { .. } => drop(fleet.remove(&item(id))),
            _ => drop(fleet.insert(item(id), Hull { place: to, place_at: at(second), ..hull(item(id), 1) })),
        }
        append(&desk.store, &[event(item(id), second, None, what)]).await;
        let all: Vec<Hull> = fleet.values().cloned().collect();
        checkpoint(&desk.store, &all, at(second)).await;
        naive.push((second, fleet.iter().map(|(key, hull)| (*key, hull.place)).collect()));
    }
    for (second, expected) in naive.iter().step_by(17) {
        assert_eq!(&places_at(&desk.store, at(*second)).await, expected, "{second}");
    }
    // The far end goes; what is left answers as before.
    desk.store.prune_events(at(15 * A_DAY)).await.unwrap();
    for (second, expected) in naive.iter().filter(|(second, _)| *second > 15 * A_DAY).step_by(13) {
        assert_eq!(&places_at(&desk.store, at(*second)).await, expected, "{second}");
    }
}

#[tokio::test]
async fn a_hull_that_gets_its_item_keeps_its_trail_also_when_both_were_known() {
    let desk = Desk::watching(&[pilot(1, "Kara Volkov")]).await;
    let nameless = HullKey::PilotType(PilotId(1), AVATAR);
    let other = HullKey::PilotType(PilotId(1), EREBUS);
    let first = event(nameless, 1, None, HullChange::Appeared { place: system(1) });
    append(&desk.store, &[first, event(other, 2, None, HullChange::Boarded), appeared(7, 3, system(1))]).await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.rekey_hulls(&[(nameless, item(7)), (other, item(8))]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.trail(item(7), at(0), at(9)).await.unwrap().len(), 2);
    assert_eq!(desk.store.trail(item(8), at(0), at(9)).await.unwrap().len(), 1);
    assert_eq!(desk.store.trail(nameless, at(0), at(9)).await.unwrap(), []);
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.events_since(at(0)).await.unwrap(), []);
}
