//! What the world looks like through ESI.

use captrack_sim::{Place, Placement, STAGING_KEEPSTAR, SimNewPilot, SimOptions};
use serde_json::Value;

use crate::client::{DIRECTOR_SCOPES, PILOT_SCOPES, World};

/// The asset entry of an item.
async fn asset(world: &World, pilot: i64, item: i64) -> Option<Value> {
    // A new reading every time: the hour of the cache is let pass.
    world.advance(3600);
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let list = world.read(&format!("/characters/{pilot}/assets"), &token).await;
    list.as_array().unwrap().iter().find(|entry| entry["item_id"] == item).cloned()
}

#[tokio::test]
async fn a_ship_in_space_is_absent_from_the_assets() {
    let world = World::new();
    let control = world.sim.control();
    let pilot = world.pilot("Kara Volkov");
    let hull = control.place(Placement::flown(pilot, 671, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    let inside = control.place(Placement::stored(pilot, 23757, Place::Inside(hull))).unwrap();
    assert!(asset(&world, pilot, hull).await.is_some());
    control.move_hull(hull, Place::Space(30_004_759)).unwrap();
    assert!(asset(&world, pilot, hull).await.is_none());
    assert!(asset(&world, pilot, inside).await.is_none());
    control.leave(pilot).unwrap();
    let left = asset(&world, pilot, hull).await.unwrap();
    assert_eq!(
        (left["location_type"].as_str(), left["location_id"].as_i64()),
        (Some("solar_system"), Some(30_004_759))
    );
}

#[tokio::test]
async fn assets_say_where_things_lie() {
    let world = World::new();
    let control = world.sim.control();
    let pilot = world.pilot("Kara Volkov");
    let place = |type_id, at| control.place(Placement::stored(pilot, type_id, at)).unwrap();
    let carrier = place(23757, Place::Station(60_003_760));
    let container = control.container(pilot, Place::Structure(STAGING_KEEPSTAR)).unwrap();
    for (at, location, kind, flag) in [
        (Place::Station(60_003_760), 60_003_760, "station", "Hangar"),
        (Place::Structure(STAGING_KEEPSTAR), STAGING_KEEPSTAR, "item", "Hangar"),
        (Place::Inside(carrier), carrier, "item", "ShipHangar"),
        (Place::Inside(container), container, "item", "Unlocked"),
        (Place::AssetSafety, 2004, "other", "AssetSafety"),
    ] {
        let entry = asset(&world, pilot, place(19720, at)).await.unwrap();
        assert_eq!(entry["location_id"], location);
        assert_eq!((entry["location_type"].as_str(), entry["location_flag"].as_str()), (Some(kind), Some(flag)));
    }
}

#[tokio::test]
async fn a_capsule_is_a_ship_but_no_asset() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    assert_eq!(world.read(&format!("/characters/{pilot}/ship"), &token).await["ship_type_id"], 670);
    assert_eq!(world.read(&format!("/characters/{pilot}/assets"), &token).await, serde_json::json!([]));
}

#[tokio::test]
async fn who_controls_a_structure_has_no_ship() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    world.sim.control().control_structure(pilot, true).unwrap();
    assert_eq!(world.get(&format!("/characters/{pilot}/ship"), &token).await.status(), 404);
    assert_eq!(world.get(&format!("/characters/{pilot}/location"), &token).await.status(), 200);
}

#[tokio::test]
async fn logging_on_shows() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/online");
    assert_eq!(world.read(&path, &token).await["online"], false);
    world.advance(60);
    world.sim.control().set_online(pilot, true).unwrap();
    let online = world.read(&path, &token).await;
    assert_eq!((online["online"].as_bool(), online["last_login"].as_str()), (Some(true), Some("2026-11-22T15:01:00Z")));
}

#[tokio::test]
async fn member_tracking_tells_ship_and_place() {
    let world = World::new();
    let control = world.sim.control();
    let director = control.create_pilot(SimNewPilot::named("Kara Volkov").director()).unwrap();
    let member = world.pilot("Oran Vaari");
    control.place(Placement::flown(member, 671, Place::Space(30_004_759))).unwrap();
    let corporation = control.pilots()[0].corporation_id;
    let token = world.sign_in(director, &DIRECTOR_SCOPES).await.access;
    let rows = world.read(&format!("/corporations/{corporation}/membertracking"), &token).await;
    let row = rows.as_array().unwrap().iter().find(|row| row["character_id"] == member).unwrap();
    assert_eq!((row["ship_type_id"].as_i64(), row["location_id"].as_i64()), (Some(671), Some(30_004_759)));
}

#[tokio::test]
async fn a_system_that_does_not_exist_can_be_flown_to() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    world.sim.control().place(Placement::flown(pilot, 671, Place::Space(30_999_999))).unwrap();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    assert_eq!(world.read(&format!("/characters/{pilot}/location"), &token).await["solar_system_id"], 30_999_999);
    assert_eq!(world.esi("/universe/systems/30999999").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_type_of_an_unknown_group_says_that_it_is_a_capital() {
    let world = World::new();
    world.sim.control().add_hull_type(99_001, "Sarcophagus", 9_901, "Mobile Fortress");
    let found: Value = world.esi("/universe/types/99001").send().await.unwrap().json().await.unwrap();
    assert_eq!(found["dogma_attributes"][0], serde_json::json!({ "attribute_id": 1785, "value": 1.0 }));
    let group: Value = world.esi("/universe/groups/9901").send().await.unwrap().json().await.unwrap();
    assert_eq!((group["name"].as_str(), group["category_id"].as_i64()), (Some("Mobile Fortress"), Some(6)));
}

#[tokio::test]
async fn the_demo_can_be_signed_in_without_a_browser() {
    let world = World::with(SimOptions::demo(1).manual());
    let pilots = world.sim.demo_pilots();
    assert!(pilots.len() > 150, "{}", pilots.len());
    let first = &pilots[0];
    assert_eq!(first.main_id, first.pilot_id);
    let token = world.sim.control().grant(first.pilot_id, &world.sim.client_id(), &PILOT_SCOPES).unwrap();
    let (status, body) = world.refresh(&token).await;
    assert_eq!(status, 200);
    let access = body["access_token"].as_str().unwrap();
    world.read(&format!("/characters/{}/location", first.pilot_id), access).await;
}

#[tokio::test]
async fn every_picture_is_a_png() {
    let world = World::new();
    for path in
        ["characters/1/portrait", "corporations/1/logo", "alliances/1/logo", "types/671/icon", "types/671/render"]
    {
        let response = world.http.get(format!("{}/{path}?size=64", world.sim.images_url())).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "image/png");
        assert!(response.bytes().await.unwrap().starts_with(b"\x89PNG"), "{path}");
    }
    let odd = world.http.get(format!("{}/types/671/icon?size=50", world.sim.images_url())).send().await.unwrap();
    assert_eq!(odd.status(), 400);
}
