//! Headers that are required, tokens that are checked, budgets that run out.

use captrack_sim::{RateGroup, SimNewPilot};
use serde_json::{Value, json};

use crate::client::{DIRECTOR_SCOPES, PILOT_SCOPES, World, header};

#[tokio::test]
async fn esi_wants_a_compatibility_date_and_a_user_agent() {
    let world = World::new();
    let url = format!("{}/status", world.sim.esi_url());
    for date in [None, Some("yesterday"), Some("2019-12-31"), Some("2027-01-01")] {
        let request = world.http.get(&url);
        let request = match date {
            Some(date) => request.header("X-Compatibility-Date", date),
            None => request,
        };
        assert_eq!(request.send().await.unwrap().status(), 400, "{date:?}");
    }
    let nameless = reqwest::Client::new().get(&url).header("X-Compatibility-Date", "2026-08-18");
    assert_eq!(nameless.send().await.unwrap().status(), 400);
    assert_eq!(world.esi("/status").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_token_opens_its_own_pilot_and_scopes_only() {
    let world = World::new();
    let (pilot, other) = (world.pilot("Kara Volkov"), world.pilot("Oran Vaari"));
    let token = world.sign_in(pilot, &PILOT_SCOPES[..1]).await.access;
    assert_eq!(world.get(&format!("/characters/{pilot}/location"), &token).await.status(), 200);
    assert_eq!(world.get(&format!("/characters/{other}/location"), &token).await.status(), 403);
    assert_eq!(world.get(&format!("/characters/{pilot}/ship"), &token).await.status(), 403);
    assert_eq!(world.esi(&format!("/characters/{pilot}/location")).send().await.unwrap().status(), 401);
    world.advance(1200);
    assert_eq!(world.get(&format!("/characters/{pilot}/location"), &token).await.status(), 401);
}

#[tokio::test]
async fn corporation_routes_want_a_director() {
    let world = World::new();
    let control = world.sim.control();
    let member = world.pilot("Kara Volkov");
    let director = control.create_pilot(SimNewPilot::named("Oran Vaari").director()).unwrap();
    let corporation = control.pilots()[0].corporation_id;
    let member_token = world.sign_in(member, &DIRECTOR_SCOPES).await.access;
    let director_token = world.sign_in(director, &DIRECTOR_SCOPES).await.access;
    for (path, for_members) in [("membertracking", false), ("assets", false), ("roles", false), ("members", true)] {
        let path = format!("/corporations/{corporation}/{path}");
        assert_eq!(world.get(&path, &director_token).await.status(), 200, "{path}");
        let status = if for_members { 200 } else { 403 };
        assert_eq!(world.get(&path, &member_token).await.status(), status, "{path}");
    }
    let stranger = control.create_corporation("Elsewhere", "ELSEW", false);
    assert_eq!(world.get(&format!("/corporations/{stranger}/members"), &director_token).await.status(), 403);
    let roles = world.read(&format!("/characters/{director}/roles"), &director_token).await;
    assert_eq!(roles["roles"], json!(["Director"]));
}

#[tokio::test]
async fn a_rate_group_is_shared_and_runs_out() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let location = world.get(&format!("/characters/{pilot}/location"), &token).await;
    assert_eq!(header(&location, "x-ratelimit-group"), "char-location");
    assert_eq!(header(&location, "x-ratelimit-limit"), "1200/15m");
    assert_eq!(header(&location, "x-ratelimit-remaining"), "1198");
    assert_eq!(header(&location, "x-ratelimit-used"), "2");
    let ship = world.get(&format!("/characters/{pilot}/ship"), &token).await;
    assert_eq!(header(&ship, "x-ratelimit-remaining"), "1196");
    control.spend_tokens(RateGroup::CharLocation, pilot, &world.sim.client_id(), 1196);
    let refused = world.get(&format!("/characters/{pilot}/online"), &token).await;
    assert_eq!((refused.status().as_u16(), header(&refused, "retry-after")), (429, "900"));
    assert_eq!(world.get(&format!("/characters/{pilot}/assets"), &token).await.status(), 200);
    world.advance(900);
    assert_eq!(world.get(&format!("/characters/{pilot}/online"), &token).await.status(), 200);
}

#[tokio::test]
async fn errors_on_the_old_routes_close_every_route() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let bad = world.esi_post("/universe/names", &json!([pilot, 42])).send().await.unwrap();
    assert_eq!(bad.status(), 404);
    assert_eq!(header(&bad, "x-esi-error-limit-remain"), "99");
    assert_eq!(header(&bad, "x-esi-error-limit-reset"), "60");
    world.sim.control().spend_errors(99);
    let refused = world.get(&format!("/characters/{pilot}/location"), &token).await;
    assert_eq!((refused.status().as_u16(), header(&refused, "x-esi-error-limit-reset")), (420, "60"));
    world.advance(60);
    assert_eq!(world.get(&format!("/characters/{pilot}/location"), &token).await.status(), 200);
    assert_eq!(world.sim.control().stats().esi.answered(420), 1);
}

#[tokio::test]
async fn one_bad_id_fails_the_whole_batch_of_names() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let good: Value =
        world.esi_post("/universe/names", &json!([pilot, 30_000_142])).send().await.unwrap().json().await.unwrap();
    assert_eq!(good[0], json!({ "category": "character", "id": pilot, "name": "Kara Volkov" }));
    assert_eq!(good[1]["name"], "Jita");
    let structure = captrack_sim::STAGING_KEEPSTAR;
    for (batch, status) in [
        (json!([pilot, structure]), 404),
        (json!([]), 400),
        (json!([pilot, pilot]), 400),
        (json!((1..=1001).collect::<Vec<i64>>()), 400),
        (json!({ "ids": [pilot] }), 400),
    ] {
        let response = world.esi_post("/universe/names", &batch).send().await.unwrap();
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn a_closed_structure_is_forbidden() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let open = world.read(&format!("/universe/structures/{}", captrack_sim::STAGING_KEEPSTAR), &token).await;
    assert_eq!(
        (open["name"].as_str(), open["solar_system_id"].as_i64()),
        (Some("1DQ1-A - First Light"), Some(30_004_759))
    );
    let closed = world.get(&format!("/universe/structures/{}", captrack_sim::CLOSED_FORTIZAR), &token).await;
    assert_eq!(closed.status(), 403);
    assert_eq!(world.get("/universe/structures/1099999999999", &token).await.status(), 404);
}

#[tokio::test]
async fn downtime_closes_esi_and_vip_shows() {
    let world = World::new();
    let control = world.sim.control();
    control.set_downtime(true);
    assert_eq!(world.esi("/status").send().await.unwrap().status(), 503);
    control.set_downtime(false);
    control.set_vip(true);
    let status: Value = world.esi("/status").send().await.unwrap().json().await.unwrap();
    assert_eq!(status["vip"], true);
}
