use std::time::Duration;

use captrack_domain::ids::{ItemId, LocationId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{OwnedHull, Reading};
use captrack_domain::section::SectionKind;
use captrack_ports::{PollError, SectionAnswer, SectionContent};
use captrack_sim::{Fault, FaultEffect, JITA_STATION, Place as At, Placement, STAGING_KEEPSTAR, Service, SimOptions};
use captrack_testing::eden::{EREBUS, JITA};

use crate::desk::{Desk, later, reading};

const TRITANIUM: i64 = 34;
const ASSETS: &str = "GET /characters/{character_id}/assets";
const AN_HOUR: u64 = 3600;

/// Two entries a page, so that a few things make many pages.
fn small_pages() -> Desk {
    Desk::with(SimOptions { page_size: 2, ..SimOptions::default() })
}

fn hulls(answer: Result<SectionAnswer, PollError>) -> Vec<OwnedHull> {
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
    let put = |at| desk.control.place(Placement::stored(pilot.0, EREBUS.0, at)).unwrap();
    let crate_id = desk.control.container(pilot.0, At::Structure(STAGING_KEEPSTAR)).unwrap();
    let station = put(At::Station(JITA_STATION));
    let structure = put(At::Structure(STAGING_KEEPSTAR));
    let inside = put(At::Inside(crate_id));
    let safety = put(At::AssetSafety);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    let place_of = |item| found.iter().find(|hull| hull.item == ItemId(item)).unwrap().place;
    let jita = Some(JITA);
    let keepstar = Place { system: None, site: Site::Structure(LocationId(STAGING_KEEPSTAR)) };
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|hull| hull.type_id == EREBUS));
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
    desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    let pages = desk.asked(ASSETS);
    assert!(pages >= 3);
    desk.pass(AN_HOUR);
    let second = desk.poll_again(pilot, SectionKind::Assets, first.validators.clone()).await.unwrap();
    assert_eq!(second.found, SectionContent::Unchanged);
    assert_eq!(second.age, Duration::ZERO);
    assert_eq!(second.validators, first.validators);
    assert_eq!(desk.control.stats().esi.answered(304), pages);
    desk.check_patient();
}

#[tokio::test]
async fn a_change_on_one_page_is_read_without_asking_a_page_twice() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let old = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 5);
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    let new = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    desk.pass(AN_HOUR);
    let second = desk.poll_again(pilot, SectionKind::Assets, first.validators).await.unwrap();
    let validators = second.validators.clone();
    let found = hulls(Ok(second));
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(old), ItemId(new)]);
    desk.check_patient();
    desk.pass(AN_HOUR);
    let third = desk.poll_again(pilot, SectionKind::Assets, validators).await.unwrap();
    assert_eq!(third.found, SectionContent::Unchanged);
    desk.check_patient();
}

#[tokio::test]
async fn after_a_restart_a_change_on_one_page_is_still_read_whole() {
    let mut desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let old = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 5);
    let first = desk.poll(pilot, SectionKind::Assets).await.unwrap();
    desk.restart();
    let new = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    desk.pass(AN_HOUR);
    let found = hulls(desk.poll_again(pilot, SectionKind::Assets, first.validators).await);
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(old), ItemId(new)]);
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_takes_nothing_away_until_it_is_one_list() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let hull = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    stock(&desk, pilot, 3);
    desk.fault(Service::Esi, "/characters/*/assets", FaultEffect::Delay { millis: 100 }, 1);
    let change = async {
        desk.until_asked(ASSETS).await;
        // The first page is on its way; the second one will be of a new list.
        desk.control.remove_hull(hull).unwrap();
        desk.pass(AN_HOUR);
    };
    let (answer, ()) = tokio::join!(desk.poll(pilot, SectionKind::Assets), change);
    assert_eq!(some(answer), [hull], "it is on the first page of the old list, and that is not asked again yet");
    assert_eq!(desk.asked(ASSETS), 2);
    desk.pass(AN_HOUR);
    assert!(hulls(desk.poll(pilot, SectionKind::Assets).await).is_empty());
    desk.check_patient();
}

/// What a list that takes nothing away has on it.
fn some(answer: Result<SectionAnswer, PollError>) -> Vec<i64> {
    match reading(answer) {
        Reading::SomeAssets(hulls) => hulls.iter().map(|hull| hull.item.0).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn pages_of_different_moments_take_nothing_away_and_are_not_asked_before_they_expire() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    // Each answer claims another moment, and lives for an hour.
    for n in 0..12 {
        let headers = vec![
            ("last-modified".to_owned(), format!("Sun, 22 Nov 2026 14:{}:00 GMT", 30 + n)),
            ("expires".to_owned(), format!("Sun, 22 Nov 2026 15:{}:00 GMT", 30 + n)),
            ("x-pages".to_owned(), "2".to_owned()),
        ];
        let body = Some(serde_json::json!([]));
        desk.fault(Service::Esi, "/characters/*/assets", FaultEffect::Answer { status: 200, body, headers }, 1);
    }
    let answer = desk.poll(pilot, SectionKind::Assets).await;
    assert_eq!(answer.as_ref().unwrap().validators, None);
    assert!(some(answer).is_empty());
    assert_eq!(desk.asked(ASSETS), 2);
    desk.pass(60);
    some(desk.poll(pilot, SectionKind::Assets).await);
    assert_eq!(desk.asked(ASSETS), 2, "each page is asked again when it has expired");
}

#[tokio::test]
async fn pages_that_are_cached_each_by_itself_make_one_list_once_that_is_proven() {
    let options = SimOptions { page_size: 2, pages_apart: true, others_ask: true, ..SimOptions::default() };
    let desk = Desk::with(options);
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 9);
    let titan = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    let first = desk.poll(pilot, SectionKind::Assets).await;
    assert_eq!(some(first), [titan], "what is on the pages is there");
    // Nothing changes: each page that is unchanged an hour later was so at the moments of the others.
    desk.pass(AN_HOUR);
    let second = desk.poll(pilot, SectionKind::Assets).await;
    let validators = second.as_ref().unwrap().validators.clone();
    let as_of = desk.control.now() - second.as_ref().unwrap().age;
    assert_eq!(hulls(second).len(), 1);
    desk.pass(AN_HOUR);
    let third = desk.poll_again(pilot, SectionKind::Assets, validators.clone()).await.unwrap();
    assert_eq!(third.found, SectionContent::Unchanged);
    assert!(desk.control.now() - third.age > as_of);
    // The titan goes: the list is complete again only when it is proven that it is not on another page.
    desk.control.remove_hull(titan).unwrap();
    let mut validators = third.validators;
    let mut gone = 0;
    for _ in 0..6 {
        desk.pass(AN_HOUR);
        let answer = desk.poll_again(pilot, SectionKind::Assets, validators).await.unwrap();
        validators = answer.validators.clone();
        gone += u32::from(matches!(&answer.found, SectionContent::New(Reading::Assets(hulls)) if hulls.is_empty()));
    }
    assert!(gone > 0);
    desk.check_patient();
}

#[tokio::test]
async fn a_thing_on_two_pages_takes_nothing_away() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    let row = |item: i64| serde_json::json!({"item_id": item, "type_id": EREBUS.0, "location_id": JITA_STATION, "location_flag": "Hangar", "is_singleton": true});
    for items in [[1, 2], [2, 3]] {
        let headers = vec![("x-pages".to_owned(), "2".to_owned())];
        let body = Some(serde_json::json!(items.map(row)));
        desk.fault(Service::Esi, "/characters/*/assets", FaultEffect::Answer { status: 200, body, headers }, 1);
    }
    assert_eq!(some(desk.poll(pilot, SectionKind::Assets).await), [1, 2, 3]);
}

#[tokio::test]
async fn without_a_page_count_all_pages_are_read_and_nothing_is_taken_away() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 5);
    let titan = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    let no_count = FaultEffect::WithoutHeader { name: "x-pages".to_owned() };
    desk.control.inject(Fault::new(Service::Esi, "/characters/*/assets", no_count));
    for _ in 0..3 {
        let answer = desk.poll(pilot, SectionKind::Assets).await;
        assert_eq!(some(answer), [titan], "it is on the last page");
        desk.pass(AN_HOUR);
    }
    desk.control.clear_faults();
    assert_eq!(hulls(desk.poll(pilot, SectionKind::Assets).await).len(), 1);
    desk.check_patient();
}

#[tokio::test]
async fn a_page_count_that_is_missing_on_the_first_page_only_hides_no_page() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 5);
    let titan = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    desk.fault(Service::Esi, "/characters/*/assets", FaultEffect::WithoutHeader { name: "X-Pages".to_owned() }, 1);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    assert_eq!(found.iter().map(|hull| hull.item).collect::<Vec<_>>(), [ItemId(titan)]);
    desk.check_patient();
}

#[tokio::test]
async fn an_asset_route_that_is_off_for_days_is_no_reading() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 3);
    desk.poll(pilot, SectionKind::Assets).await.unwrap();
    desk.control.inject(Fault::new(Service::Esi, "/characters/*/assets", FaultEffect::route_off()));
    for _ in 0..48 {
        desk.pass(AN_HOUR);
        later(desk.poll(pilot, SectionKind::Assets).await);
    }
}

#[tokio::test]
async fn strange_places_are_no_places_and_strange_rows_cost_themselves_only() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let row = |item: i64, at: i64, flag: &str| serde_json::json!({"item_id": item, "type_id": EREBUS.0, "location_id": at, "location_type": "item", "location_flag": flag, "is_singleton": true, "quantity": 1});
    let wrap = serde_json::json!({"item_id": 1_027_000_000_370_i64, "type_id": 60, "location_id": 2004, "location_type": "solar_system", "location_flag": "AssetSafety", "is_singleton": true, "quantity": 1});
    let body = serde_json::json!([
        row(1_027_000_000_371, 1_027_000_000_370, "Hangar"),
        wrap,
        row(1_027_000_000_372, 9_001_359_308_000_569_359, "AutoFit"),
        row(1_027_000_000_373, 987_600_001, "Hangar"),
        row(1_027_000_000_374, JITA_STATION, "unknown location_flag (185)"),
    ]);
    let headers = vec![("x-pages".to_owned(), "1".to_owned())];
    let answer = |body| FaultEffect::Answer { status: 200, body: Some(body), headers: headers.clone() };
    desk.fault(Service::Esi, "/characters/*/assets", answer(body.clone()), 1);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    let sites: Vec<Site> = found.iter().map(|hull| hull.place.site).collect();
    let station = Site::Station(LocationId(JITA_STATION));
    assert_eq!(sites[0], Site::AssetSafety);
    assert_eq!(sites[1], Site::Structure(LocationId(9_001_359_308_000_569_359)));
    assert_eq!((found[2].place, sites[3]), (Place::UNKNOWN, station));
    // A row that nobody can read.
    let mut rows = body.as_array().unwrap().clone();
    rows.push(serde_json::json!({"item_id": null}));
    // Two that can be nobody's.
    rows.extend([row(0, JITA_STATION, "Hangar"), row(-7, JITA_STATION, "Hangar")]);
    desk.pass(AN_HOUR);
    desk.fault(Service::Esi, "/characters/*/assets", answer(rows.into()), 1);
    assert_eq!(some(desk.poll(pilot, SectionKind::Assets).await).len(), 4);
}

#[tokio::test]
async fn a_page_that_failed_is_asked_again_and_the_others_are_not() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 5);
    let hull = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    // One fault that lets the first page pass is not to be had: the first request is served late, and the fault put meanwhile.
    desk.fault(Service::Esi, "/characters/*/assets", FaultEffect::Delay { millis: 100 }, 1);
    let trouble = async {
        desk.until_asked(ASSETS).await;
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
async fn a_type_that_cannot_be_looked_up_leaves_its_rows_out_and_never_the_list() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    let new = desk.control.place(Placement::stored(pilot.0, 99_000_001, At::Station(JITA_STATION))).unwrap();
    let titan = desk.control.place(Placement::stored(pilot.0, EREBUS.0, At::Station(JITA_STATION))).unwrap();
    let fails = FaultEffect::Answer { status: 500, body: None, headers: Vec::new() };
    desk.control.inject(Fault::new(Service::Esi, "/universe/types/*", fails));
    for _ in 0..24 {
        assert_eq!(some(desk.poll(pilot, SectionKind::Assets).await), [titan], "a hull may be among what is left out");
        desk.pass(AN_HOUR);
    }
    // After a day it keeps the list from being complete no longer; it is asked about all the same.
    let answer = desk.poll(pilot, SectionKind::Assets).await;
    assert_eq!(answer.as_ref().unwrap().validators, None, "an unchanged list would hide it");
    assert_eq!(hulls(answer).len(), 1);
    desk.control.clear_faults();
    desk.pass(AN_HOUR);
    let found = hulls(desk.poll(pilot, SectionKind::Assets).await);
    assert_eq!(found.iter().map(|hull| hull.item.0).collect::<Vec<_>>(), [new, titan]);
    desk.check_patient();
}

#[tokio::test]
async fn a_type_that_esi_learns_of_later_is_found_on_a_list_that_has_not_changed() {
    for desk in [small_pages(), Desk::new()] {
        let pilot = desk.signed_in("Oona Vex").await;
        stock(&desk, pilot, 3);
        desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
        let hull = desk.control.place(Placement::stored(pilot.0, 99_000_001, At::Station(JITA_STATION))).unwrap();
        let unknown = serde_json::json!({"error": "Type not found!"});
        desk.answer("/universe/types/*", 404, Some(unknown));
        let first = desk.poll(pilot, SectionKind::Assets).await;
        let validators = first.as_ref().unwrap().validators.clone();
        assert!(validators.is_some());
        assert!(hulls(first).is_empty(), "ESI says that there is no such type");
        desk.pass(AN_HOUR);
        let found = hulls(desk.poll_again(pilot, SectionKind::Assets, validators).await);
        assert_eq!(found.iter().map(|hull| hull.item.0).collect::<Vec<_>>(), [hull]);
        desk.check_patient();
    }
}

const RAVEN: i64 = 638;
const SCORPION: i64 = 640;

#[tokio::test]
async fn types_that_the_policy_tracks_besides_capitals_are_kept_too() {
    let desk = small_pages();
    let pilot = desk.signed_in("Oona Vex").await;
    stock(&desk, pilot, 3);
    let put = |type_id| desk.control.place(Placement::stored(pilot.0, type_id, At::Station(JITA_STATION))).unwrap();
    let (erebus, raven, _) = (put(EREBUS.0), put(RAVEN), put(SCORPION));
    let items = |found: Vec<OwnedHull>| found.into_iter().map(|hull| hull.item).collect::<Vec<_>>();
    let found = hulls(desk.poll_also(pilot, SectionKind::Assets, None, &[RAVEN]).await);
    assert_eq!(items(found), [ItemId(erebus), ItemId(raven)]);
}

#[tokio::test]
async fn a_capital_that_is_looked_for_by_its_number_is_one_whatever_esi_says_of_its_type() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    let hull = desk.control.place(Placement::stored(pilot.0, 99_000_001, At::Station(JITA_STATION))).unwrap();
    desk.answer("/universe/types/*", 404, Some(serde_json::json!({"error": "Type not found!"})));
    let found = hulls(desk.poll_also(pilot, SectionKind::Assets, None, &[99_000_001]).await);
    assert_eq!(found.iter().map(|hull| hull.item.0).collect::<Vec<_>>(), [hull]);
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
        assert_eq!(third.found, SectionContent::Unchanged);
        desk.pass(AN_HOUR);
        let fourth = desk.poll_again(pilot, SectionKind::Assets, third.validators).await;
        assert!(hulls(fourth).is_empty());
        desk.check_patient();
    }
}
