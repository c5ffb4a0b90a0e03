//! Frozen bodies, entity tags, pages.

use captrack_sim::{Place, Placement, STAGING_KEEPSTAR, SimOptions};

use crate::client::{PILOT_SCOPES, World, header};

#[tokio::test]
async fn an_answer_is_frozen_until_it_expires() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/assets");
    let first = world.get(&path, &token).await;
    assert_eq!(header(&first, "date"), "Sun, 22 Nov 2026 15:00:00 GMT");
    assert_eq!(header(&first, "expires"), "Sun, 22 Nov 2026 16:00:00 GMT");
    assert_eq!(header(&first, "cache-control"), "public, max-age=3600");
    let hull = Placement::stored(pilot, 671, Place::Structure(STAGING_KEEPSTAR));
    world.sim.control().place(hull).unwrap();
    world.advance(1100);
    assert_eq!(world.read(&path, &token).await.as_array().unwrap().len(), 0);
    world.advance(2500);
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let later = world.get(&path, &token).await;
    assert_eq!(header(&later, "last-modified"), "Sun, 22 Nov 2026 16:00:00 GMT");
    assert_eq!(later.json::<Vec<serde_json::Value>>().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_location_changes_at_once_but_asking_early_is_counted() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let hull = control.place(Placement::flown(pilot, 671, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/location");
    world.read(&path, &token).await;
    control.move_hull(hull, Place::Space(30_004_730)).unwrap();
    world.advance(2);
    assert_eq!(world.read(&path, &token).await["solar_system_id"], 30_004_730);
    let stats = control.stats().esi;
    assert_eq!(stats.early_requests, 1);
    assert_eq!((stats.early[0].pilot, stats.early[0].path.as_str()), (Some(pilot), path.as_str()));
    world.advance(5);
    world.read(&path, &token).await;
    assert_eq!(control.stats().esi.early_requests, 1);
    assert_eq!(control.stats().esi.asked("GET /characters/{character_id}/location"), 3);
}

#[tokio::test]
async fn a_ship_is_frozen_for_five_seconds() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/ship");
    assert_eq!(world.read(&path, &token).await["ship_type_id"], 670);
    control.place(Placement::flown(pilot, 671, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    world.advance(4);
    assert_eq!(world.read(&path, &token).await["ship_type_id"], 670);
    world.advance(1);
    assert_eq!(world.read(&path, &token).await["ship_type_id"], 671);
}

#[tokio::test]
async fn an_entity_tag_saves_the_body() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/location");
    let first = world.get(&path, &token).await;
    let tag = header(&first, "etag").to_owned();
    world.advance(5);
    let second = world.esi(&path).bearer_auth(&token).header("If-None-Match", &tag).send().await.unwrap();
    assert_eq!(second.status(), 304);
    assert_eq!(header(&second, "expires"), "Sun, 22 Nov 2026 15:00:10 GMT");
    assert_eq!(header(&second, "last-modified"), "Sun, 22 Nov 2026 15:00:00 GMT");
    assert_eq!(header(&second, "x-ratelimit-used"), "1");
    assert_eq!(second.text().await.unwrap(), "");
    world.advance(5);
    let weak = world.esi(&path).bearer_auth(&token).header("If-None-Match", format!("W/{tag}")).send().await.unwrap();
    assert_eq!(weak.status(), 304);
    assert_eq!(world.sim.control().stats().esi.answered(304), 2);
}

#[tokio::test]
async fn pages_are_of_one_moment() {
    let world = World::with(SimOptions { page_size: 10, ..SimOptions::default() }.manual());
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    for quantity in 1..=25 {
        control.stock(pilot, 34, quantity, Place::Structure(STAGING_KEEPSTAR)).unwrap();
    }
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let mut ids = std::collections::BTreeSet::new();
    for page in 1..=3 {
        let response = world.get(&format!("/characters/{pilot}/assets?page={page}"), &token).await;
        assert_eq!(header(&response, "x-pages"), "3");
        assert_eq!(header(&response, "last-modified"), "Sun, 22 Nov 2026 15:00:00 GMT");
        for entry in response.json::<Vec<serde_json::Value>>().await.unwrap() {
            ids.insert(entry["item_id"].as_i64().unwrap());
        }
        world.advance(3);
    }
    assert_eq!(ids.len(), 25);
    assert_eq!(control.stats().esi.early_requests, 0);
    assert_eq!(world.get(&format!("/characters/{pilot}/assets?page=4"), &token).await.status(), 404);
    assert_eq!(world.get(&format!("/characters/{pilot}/assets?page=0"), &token).await.status(), 400);
    world.advance(3600);
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let later = world.get(&format!("/characters/{pilot}/assets?page=2"), &token).await;
    assert_eq!(header(&later, "last-modified"), "Sun, 22 Nov 2026 16:00:09 GMT");
}

#[tokio::test]
async fn static_data_is_frozen_until_the_daily_refresh() {
    let world = World::new();
    let response = world.esi("/universe/systems/30004759").send().await.unwrap();
    assert_eq!(header(&response, "expires"), "Mon, 23 Nov 2026 11:05:00 GMT");
}

#[tokio::test]
async fn posts_send_no_cache_headers() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let response = world.esi_post("/characters/affiliation", &serde_json::json!([pilot])).send().await.unwrap();
    assert!(response.headers().get("expires").is_none() && response.headers().get("etag").is_none());
}

#[tokio::test]
async fn an_affiliation_is_an_hour_old_at_most() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let ask = || async {
        let response = world.esi_post("/characters/affiliation", &serde_json::json!([pilot])).send().await.unwrap();
        response.json::<serde_json::Value>().await.unwrap()[0].clone()
    };
    assert_eq!(ask().await["alliance_id"], captrack_sim::ALLIANCE_ID);
    let outside = control.create_corporation("Market Bystanders II", "MKTB2", false);
    control.transfer(pilot, outside).unwrap();
    assert_eq!(ask().await["alliance_id"], captrack_sim::ALLIANCE_ID);
    world.advance(3600);
    let after = ask().await;
    assert_eq!((after["corporation_id"].as_i64(), after.get("alliance_id")), (Some(outside), None));
}
