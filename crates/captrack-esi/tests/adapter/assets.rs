use captrack_domain::ids::{ItemId, LocationId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{OwnedHull, Reading};
use captrack_domain::section::SectionKind;
use captrack_monitor::ports::{Answer, Found, PollError};
use captrack_sim::{Effect, JITA_STATION, Place as At, Placement, STAGING_KEEPSTAR, Service, SimOptions};

use crate::desk::{Desk, later, reading};

const EREBUS: i64 = 671;
const TRITANIUM: i64 = 34;
const ASSETS: &str = "GET /characters/{character_id}/assets";
const AN_HOUR: u64 = 3600;

/// Two entries a page, so that a few things make many pages.
fn small_pages() -> Desk {
    Desk::with(SimOptions { page_size: 2, ..SimOptions::default() })
}

fn hulls(answer: Result<Answer, PollError>) -> Vec<OwnedHull> {
    match reading(answer) {
        Reading::Assets(mut hulls) => {
            hulls.sort_by_key(|hull| hull.item);
            hulls
        }
        other => panic!("{other:?}"),
    }
}

fn stock(desk: &Desk, pilot: captrack_domain::ids::PilotId, stacks: i64) {
    for n in 0..stacks {
        desk.control.stock(pilot.0, TRITANIUM, 1000 + n, At::Station(JITA_STATION)).unwrap();
    }
}

#[tokio::test]
async fn all_pages_are_read_and_only_capitals_are_kept() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 7);
    let put = |at| desk.control.place(Placement::stored(pilot.0, EREBUS, at)).unwrap();
    let crate_id = desk.control.container(pilot.0, At::Structure(STAGING_KEEPSTAR)).unwrap();
    let station = put(At::Station(JITA_STATION));
    let structure = put(At::Structure(STAGING_KEEPSTAR));
    let inside = put(At::Inside(crate_id));
    let safety = put(At::AssetSafety);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    let place_of = |item| found.iter().find(|hull| hull.item == ItemId(item)).unwrap().place;
    let jita = Some(SystemId(30_000_142));
    let keepstar = Place { system: None, site: Site::Structure(LocationId(STAGING_KEEPSTAR)) };
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|hull| hull.type_id == TypeId(EREBUS)));
    assert_eq!(place_of(station), Place { system: jita, site: Site::Station(LocationId(JITA_STATION)) });
    assert_eq!(place_of(structure), keepstar);
    assert_eq!(place_of(inside), keepstar);
    assert_eq!(place_of(safety), Place { system: None, site: Site::AssetSafety });
    assert!(desk.asked(ASSETS) >= 6);
    desk.check_patient();
}

#[tokio::test]
async fn a_pilot_without_assets_owns_no_capitals() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    assert!(hulls(desk.poll(pilot, SectionKind::Assets).await).is_empty());
}

#[tokio::test]
async fn an_unchanged_list_is_a_fresh_read_for_one_token_a_page() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 5);
    desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    let pages = desk.asked(ASSETS);
    assert!(pages >= 3);
    desk.pass(AN_HOUR);
    let second = desk.poll_again(pilot, SectionKind::Assets, first.validators.clone()).await.unwrap();
    assert_eq!(second.found, Found::Unchanged);
    assert_eq!(second.as_of, desk.control.now());
    assert_eq!(second.validators, first.validators);
    assert_eq!(desk.control.stats().esi.answered(304), pages);
    desk.check_patient();
}

#[tokio::test]
async fn a_change_on_one_page_is_read_without_asking_a_page_twice() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let old = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 5);
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    let new = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    desk.pass(AN_HOUR);
    let second = desk.poll_again(pilot, SectionKind::Assets, first.validators).await.unwrap();
    let validators = second.validators.clone();
    let found = hulls(Ok(second));
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(old), ItemId(new)]);
    desk.check_patient();
    desk.pass(AN_HOUR);
    let third = desk.poll_again(pilot, SectionKind::Assets, validators).await.unwrap();
    assert_eq!(third.found, Found::Unchanged);
    desk.check_patient();
}

#[tokio::test]
async fn after_a_restart_a_change_on_one_page_is_still_read_whole() {
    let mut desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let old = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 5);
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    desk.restart();
    let new = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    desk.pass(AN_HOUR);
    let found = hulls(desk.poll_again(pilot, SectionKind::Assets, first.validators).await);
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(old), ItemId(new)]);
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_is_begun_again() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let hull = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 3);
    desk.fault(Service::Esi, "/characters/*/assets", Effect::Delay { millis: 100 }, 1);
    let change = async {
        while desk.asked(ASSETS) == 0 {
            tokio::task::yield_now().await;
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        // The first page is on its way; the second one will be of a new list.
        desk.control.remove_hull(hull).unwrap();
        desk.pass(AN_HOUR);
    };
    let (answer, ()) = tokio::join!(desk.poll(pilot, SectionKind::Assets), change);
    assert!(hulls(answer).is_empty(), "the removed hull is on the first page of the old list");
    assert!(desk.asked(ASSETS) >= 3);
    desk.check_patient();
}

#[tokio::test]
async fn a_list_that_never_holds_still_is_left_for_later() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 3);
    // Each answer claims another moment.
    for n in 0..12 {
        let headers = vec![
            ("last-modified".to_owned(), format!("Sun, 22 Nov 2026 14:{:02}:00 GMT", n * 2 + n % 2)),
            ("x-pages".to_owned(), "2".to_owned()),
        ];
        let body = Some(serde_json::json!([]));
        desk.fault(Service::Esi, "/characters/*/assets", Effect::Answer { status: 200, body, headers }, 1);
    }
    let (why, after) = later(desk.poll(pilot, SectionKind::Assets).await);
    assert!(why.contains("changed while it was being read"), "{why}");
    assert!(after.is_some());
    assert!(desk.asked(ASSETS) <= 4, "{}", desk.asked(ASSETS));
}

#[tokio::test]
async fn a_page_that_failed_is_asked_again_and_the_others_are_not() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 5);
    let hull = desk.control.place(Placement::stored(pilot.0, EREBUS, At::Station(JITA_STATION))).unwrap();
    // One fault that lets the first page pass is not to be had: the first request is served late, and the fault put meanwhile.
    desk.fault(Service::Esi, "/characters/*/assets", Effect::Delay { millis: 100 }, 1);
    let trouble = async {
        while desk.asked(ASSETS) == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        desk.answer("/characters/*/assets", 500, None);
    };
    let (answer, ()) = tokio::join!(desk.poll(pilot, SectionKind::Assets), trouble);
    later(answer);
    assert_eq!(desk.asked(ASSETS), 2);
    desk.pass(30);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(hull)]);
    desk.check_patient();
}

#[tokio::test]
async fn a_capital_of_a_new_type_is_found_among_the_assets() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    let hull = desk.control.place(Placement::stored(pilot.0, 99_000_001, At::Station(JITA_STATION))).unwrap();
    let first = desk.poll(pilot, SectionKind::Assets).await;
    let found = hulls(first);
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(hull)]);
    desk.pass(AN_HOUR);
    hulls(desk.poll(pilot, SectionKind::Assets).await);
    assert_eq!(desk.asked("GET /universe/types/{type_id}"), 1);
    desk.check_patient();
}

#[tokio::test]
async fn a_list_with_a_type_that_cannot_be_looked_up_now_is_not_complete() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    desk.control.place(Placement::stored(pilot.0, 99_000_001, At::Station(JITA_STATION))).unwrap();
    desk.answer("/universe/types/*", 500, None);
    later(desk.poll(pilot, SectionKind::Assets).await);
    desk.pass(30);
    assert_eq!(hulls(desk.poll(pilot, SectionKind::Assets).await).len(), 1);
    // The list itself had come: it was not asked for again before its time.
    assert_eq!(desk.asked(ASSETS), 1);
    desk.check_patient();
}

const RAVEN: i64 = 638;
const SCORPION: i64 = 640;

#[tokio::test]
async fn types_that_the_policy_tracks_besides_capitals_are_kept_too() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 3);
    let put = |type_id| desk.control.place(Placement::stored(pilot.0, type_id, At::Station(JITA_STATION))).unwrap();
    let (erebus, raven, _) = (put(EREBUS), put(RAVEN), put(SCORPION));
    let items = |found: Vec<OwnedHull>| found.into_iter().map(|hull| hull.item).collect::<Vec<_>>();
    let found = hulls(desk.poll_also(pilot, SectionKind::Assets, None, &[RAVEN]).await);
    assert_eq!(items(found), [ItemId(erebus), ItemId(raven)]);
}

#[tokio::test]
async fn a_list_is_read_anew_when_other_types_are_looked_for() {
    for desk in [small_pages(), Desk::new()] {
        let pilot = desk.signed_in("Oona Vex").await;
        stock(&desk, pilot, 3);
        let raven = desk.control.place(Placement::stored(pilot.0, RAVEN, At::Station(JITA_STATION))).unwrap();
        let first = desk.poll(pilot, SectionKind::Assets).await;
        let validators = first.as_ref().unwrap().validators.clone();
        assert!(hulls(first).is_empty());

        // The list itself has not changed: a 304 would say that there is still nothing in it.
        desk.pass(AN_HOUR);
        let second = desk.poll_also(pilot, SectionKind::Assets, validators, &[RAVEN]).await;
        let validators = second.as_ref().unwrap().validators.clone();
        assert_eq!(hulls(second).iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(raven)]);

        desk.pass(AN_HOUR);
        let third = desk.poll_also(pilot, SectionKind::Assets, validators, &[RAVEN]).await.unwrap();
        assert_eq!(third.found, Found::Unchanged);
        desk.pass(AN_HOUR);
        let fourth = desk.poll_again(pilot, SectionKind::Assets, third.validators).await;
        assert!(hulls(fourth).is_empty());
        desk.check_patient();
    }
}
