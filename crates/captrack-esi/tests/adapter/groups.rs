use captrack_domain::ids::{GroupId, TypeId};
use captrack_ports::{HullTypeAnswer, HullTypes, SHIPS, ShipGroup};
use captrack_sim::{FaultEffect, Service};
use captrack_testing::eden::MONITOR;
use serde_json::{Value, json};

use crate::desk::{Desk, said};

const GROUP: &str = "GET /universe/groups/{group_id}";
const LANCERS: GroupId = GroupId(4594);
const BATTLESHIPS: GroupId = GroupId(27);
const A_DAY: u64 = 86_400;

async fn find(desk: &Desk, id: GroupId) -> Option<ShipGroup> {
    desk.esi.names.group(id).await.unwrap()
}

#[tokio::test]
async fn a_group_has_a_name_a_category_and_types() {
    let desk = Desk::new();
    let lancers = ShipGroup {
        name: "Lancer Dreadnought".to_owned(),
        category: SHIPS,
        types: [77_281, 77_283, 77_284, 77_288].map(TypeId).to_vec(),
    };
    assert_eq!(find(&desk, LANCERS).await, Some(lancers));
    let flag_cruiser = find(&desk, GroupId(1972)).await.unwrap();
    assert_eq!((flag_cruiser.name.as_str(), flag_cruiser.types), ("Flag Cruiser", vec![MONITOR]));
    let battleships = find(&desk, BATTLESHIPS).await.unwrap();
    assert!(battleships.category == SHIPS && battleships.types.contains(&TypeId(638)));
    let minerals = find(&desk, GroupId(18)).await.unwrap();
    assert_eq!((minerals.name.as_str(), minerals.category), ("Mineral", 4));
    assert_eq!(find(&desk, GroupId(381)).await.unwrap().types, []);
}

#[tokio::test]
async fn a_group_is_asked_once_a_day_and_then_only_whether_it_has_changed() {
    let desk = Desk::new();
    let before = find(&desk, BATTLESHIPS).await.unwrap();
    assert_eq!(find(&desk, BATTLESHIPS).await.as_ref(), Some(&before));
    assert_eq!(desk.asked(GROUP), 1);
    desk.pass(A_DAY);
    assert_eq!(find(&desk, BATTLESHIPS).await.as_ref(), Some(&before));
    assert_eq!((desk.asked(GROUP), desk.control.stats().esi.answered(304)), (2, 1));

    desk.control.add_hull_type(99_000_001, "Behemoth", BATTLESHIPS.0, "Battleship");
    desk.pass(A_DAY);
    let grown = find(&desk, BATTLESHIPS).await.unwrap();
    assert_eq!(grown.types.len(), before.types.len() + 1);
    assert_eq!(desk.asked(GROUP), 3);
    desk.check_patient();
}

#[tokio::test]
async fn a_number_without_a_group_is_none_and_not_asked_about_again_for_an_hour() {
    let desk = Desk::new();
    for _ in 0..3 {
        assert_eq!(find(&desk, GroupId(99_999)).await, None);
    }
    assert_eq!(desk.asked(GROUP), 1);
    desk.control.add_hull_type(99_000_001, "Behemoth", 99_999, "Behemoth");
    desk.pass(3600);
    assert_eq!(find(&desk, GroupId(99_999)).await.unwrap().name, "Behemoth");
}

#[tokio::test]
async fn a_number_that_no_group_can_have_is_none_without_asking() {
    let desk = Desk::new();
    for id in [-1, i64::from(i32::MAX) + 1, i64::MIN, i64::MAX] {
        assert_eq!(find(&desk, GroupId(id)).await, None);
    }
    assert_eq!(desk.asked(GROUP), 0);
}

#[tokio::test]
async fn an_answer_that_is_no_group_is_an_error_and_is_asked_again() {
    let desk = Desk::new();
    let whole = json!({"group_id": 27, "name": "Battleship", "published": true, "category_id": 6, "types": [638]});
    let with = |field: &str, value: Value| {
        let mut body = whole.clone();
        body[field] = value;
        body
    };
    let mut without_category = whole.clone();
    without_category.as_object_mut().unwrap().remove("category_id");
    let bad = [
        with("group_id", json!(28)),
        with("types", json!("638")),
        with("types", json!([638, "x"])),
        with("name", Value::Null),
        without_category,
        json!([]),
        json!("Battleship"),
    ];
    for body in bad {
        desk.answer("/universe/groups/*", 200, Some(body));
        let error = desk.esi.names.group(BATTLESHIPS).await.unwrap_err();
        desk.check_quiet(&error);
        assert!(said(&error.0).contains("could not be read (a ship group)"), "{error}");
    }
    assert_eq!(find(&desk, BATTLESHIPS).await.unwrap().types.len(), 70);
}

#[tokio::test]
async fn trouble_and_an_edge_that_answers_404_say_nothing_about_a_group() {
    let desk = Desk::new();
    desk.answer("/universe/groups/*", 500, None);
    desk.check_quiet(&desk.esi.names.group(LANCERS).await.unwrap_err());
    let edge = FaultEffect::Edge { status: 404, text: "<html>nothing here</html>".to_owned() };
    desk.fault(Service::Esi, "/universe/groups/*", edge, 1);
    desk.check_quiet(&desk.esi.names.group(LANCERS).await.unwrap_err());
    assert!(find(&desk, LANCERS).await.is_some());
}

#[tokio::test]
async fn the_group_of_a_new_type_is_asked_once_for_both_questions() {
    let desk = Desk::new();
    desk.control.add_hull_type(99_000_001, "Behemoth", 9999, "Behemoth");
    let known = desk.esi.names.hull_type(TypeId(99_000_001)).await.unwrap();
    assert_eq!(known, HullTypeAnswer::Capital { name: "Behemoth".to_owned(), group: GroupId(9999) });
    assert_eq!(find(&desk, GroupId(9999)).await.unwrap().types, [TypeId(99_000_001)]);
    assert_eq!(desk.asked(GROUP), 1);
}

#[tokio::test]
async fn types_of_a_tracked_group_have_names() {
    use captrack_ports::Names;
    let desk = Desk::new();
    let answers = desk.esi.names.names(&[638, 45_534]).await.unwrap();
    assert_eq!(
        answers.iter().map(|answer| answer.name.as_deref()).collect::<Vec<_>>(),
        [Some("Raven"), Some("Monitor")]
    );
}
