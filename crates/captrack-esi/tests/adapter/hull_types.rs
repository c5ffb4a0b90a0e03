//! Hull types that the embedded data do not have.

use captrack_domain::ids::{GroupId, TypeId};
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_ports::{HullTypeAnswer, HullTypes};
use captrack_sim::{Fault, FaultEffect, Place as At, Placement, Service};
use captrack_testing::eden::{JITA, RIFTER};
use serde_json::json;

use crate::desk::{Desk, reading, said};

#[tokio::test]
async fn a_hull_type_that_is_newer_than_the_data_is_found_out_once() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let new = TypeId(99_000_001);
    desk.control.add_hull_type(new.0, "Behemoth", 9999, "Behemoth");
    desk.control.place(Placement::flown(pilot.0, new.0, At::Space(JITA.0))).unwrap();
    let Reading::Ship(Some(ship)) = reading(desk.poll(pilot, SectionKind::Ship).await) else { panic!() };
    assert_eq!(ship.type_id, new);
    let known = desk.esi.names.hull_type(new).await.unwrap();
    assert_eq!(known, HullTypeAnswer::Capital { name: "Behemoth".to_owned(), group: GroupId(9999) });
    assert_eq!(desk.asked(TYPE), 1);
}

const TYPE: &str = "GET /universe/types/{type_id}";

#[tokio::test]
async fn a_type_that_esi_does_not_know_yet_is_asked_about_again_within_the_hour() {
    let desk = Desk::new();
    let new = TypeId(98_999_999);
    for _ in 0..3 {
        let error = desk.esi.names.hull_type(new).await.unwrap_err();
        assert!(said(&error.0).contains("does not know this ship type yet"), "{error}");
    }
    assert_eq!(desk.asked(TYPE), 1, "what is not known is remembered too");
    desk.pass(3599);
    desk.esi.names.hull_type(new).await.unwrap_err();
    desk.control.add_hull_type(new.0, "Behemoth", 30, "Titan");
    desk.pass(1);
    let known = desk.esi.names.hull_type(new).await.unwrap();
    assert_eq!(known, HullTypeAnswer::Capital { name: "Behemoth".to_owned(), group: GroupId(30) });
    assert_eq!(desk.asked(TYPE), 2);
    desk.pass(86_400 * 3);
    desk.esi.names.hull_type(new).await.unwrap();
    assert_eq!(desk.asked(TYPE), 2, "a capital stays one");
}

#[tokio::test]
async fn a_ship_that_the_data_do_not_have_is_asked_about_although_newer_ones_are_known() {
    let desk = Desk::new();
    let (rifter, late) = (RIFTER, TypeId(92_001));
    desk.control.add_hull_type(late.0, "Latecomer", 30, "Titan");
    let known = desk.esi.names.hull_type(late).await.unwrap();
    assert_eq!(known, HullTypeAnswer::Capital { name: "Latecomer".to_owned(), group: GroupId(30) });
    let other = json!({"type_id": 587, "name": "Rifter", "group_id": 25, "published": true});
    desk.answer("/universe/types/587", 200, Some(other));
    for _ in 0..3 {
        assert_eq!(desk.esi.names.hull_type(rifter).await.unwrap(), HullTypeAnswer::NotACapital);
    }
    assert_eq!(desk.asked(TYPE), 2, "once");
}

#[tokio::test]
async fn a_type_that_is_not_published_yet_is_no_answer_for_good() {
    let desk = Desk::new();
    let unpublished = json!({"type_id": 98_999_998, "name": "Secret", "group_id": 30, "published": false});
    desk.answer("/universe/types/*", 200, Some(unpublished));
    desk.esi.names.hull_type(TypeId(98_999_998)).await.unwrap_err();
    let module = json!({"type_id": 98_999_997, "name": "Gun", "group_id": 55, "published": true});
    desk.answer("/universe/types/*", 200, Some(module));
    assert_eq!(desk.esi.names.hull_type(TypeId(98_999_997)).await.unwrap(), HullTypeAnswer::NotACapital);
    assert_eq!(desk.asked(TYPE), 2);
}

#[tokio::test]
async fn a_type_of_a_group_of_capitals_is_one_also_before_esi_knows_its_attributes() {
    let desk = Desk::new();
    let bare = json!({"type_id": 98_999_996, "name": "Late Dread", "group_id": 485, "published": true});
    desk.answer("/universe/types/*", 200, Some(bare));
    let known = desk.esi.names.hull_type(TypeId(98_999_996)).await.unwrap();
    assert_eq!(known, HullTypeAnswer::Capital { name: "Late Dread".to_owned(), group: GroupId(485) });
}

#[tokio::test]
async fn a_ship_whose_type_esi_cannot_serve_is_read_all_the_same() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    desk.control.place(Placement::flown(pilot.0, 99_000_001, At::Space(JITA.0))).unwrap();
    desk.control.inject(Fault::new(
        Service::Esi,
        "/universe/types/*",
        FaultEffect::Answer { status: 500, body: None, headers: Vec::new() },
    ));
    let Reading::Ship(Some(ship)) = reading(desk.poll(pilot, SectionKind::Ship).await) else { panic!() };
    assert_eq!(ship.type_id, TypeId(99_000_001));
    for _ in 0..5 {
        desk.esi.names.hull_type(ship.type_id).await.unwrap_err();
    }
    assert_eq!(desk.asked(TYPE), 1, "its own waits");
    desk.control.clear_faults();
    desk.pass(60);
    assert!(matches!(desk.esi.names.hull_type(ship.type_id).await, Ok(HullTypeAnswer::Capital { .. })));
}
