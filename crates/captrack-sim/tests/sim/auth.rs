//! AllianceAuth with its bridge over the wire.

use std::time::Duration;

use captrack_sim::{
    AuthControl, AuthPermission, CLOSED_FORTIZAR, FaultEffect, Place, Placement, STAGING_KEEPSTAR, SimNewPilot,
};
use captrack_testing::eden::EREBUS;
use jiff::SignedDuration;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::client::{CHALLENGE, VERIFIER, World, header};

const HOME: Place = Place::Structure(STAGING_KEEPSTAR);

impl World {
    pub fn auth(&self) -> AuthControl {
        self.sim.auth()
    }

    pub fn bridge(&self, method: Method, what: &str, token: Option<&str>) -> RequestBuilder {
        let request = self.http.request(method, format!("{}/captrack-bridge/api/v1/{what}", self.sim.auth_url()));
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn ask(&self, what: &str, token: &str) -> Response {
        self.bridge(Method::GET, what, Some(token)).send().await.unwrap()
    }

    async fn told(&self, what: &str, token: &str) -> Value {
        let response = self.ask(what, token).await;
        assert_eq!(response.status(), 200, "{what}");
        assert_eq!(header(&response, "x-captrack-bridge"), "1");
        response.json().await.unwrap()
    }

    /// Status and code of a refusal.
    async fn refused(&self, what: &str, token: &str) -> (u16, String) {
        let response = self.ask(what, token).await;
        assert_eq!(header(&response, "x-captrack-bridge"), "1");
        let status = response.status().as_u16();
        let body: Value = response.json().await.unwrap();
        (status, body["error"]["code"].as_str().unwrap().to_owned())
    }

    fn titan(&self, pilot: i64) -> i64 {
        self.sim.control().place(Placement::stored(pilot, EREBUS.0, HOME)).unwrap()
    }
}

/// A leader with a titan that was read, and the leader's token.
fn with_titan() -> (World, i64, i64, String) {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let titan = world.titan(pilot);
    let auth = world.auth();
    auth.read_all();
    let token = auth.make_leader_token(pilot).unwrap();
    (world, pilot, titan, token)
}

#[tokio::test]
async fn nothing_changes_until_corptools_reads_again() {
    let (world, pilot, titan, token) = with_titan();
    let before = world.told("capitals", &token).await;
    assert_eq!(before["hulls"]["item_id"], json!([titan]));
    assert_eq!(before["hulls"]["observed_at"], json!(["2026-11-22T15:00:00Z"]));
    world.sim.control().move_hull(titan, Place::Space(30_004_730)).unwrap();
    world.advance(600);
    let still = world.told("capitals", &token).await;
    assert_eq!(still["hulls"], before["hulls"]);
    assert_eq!(still["generated_at"], "2026-11-22T15:10:00Z");
    world.auth().read(pilot).unwrap();
    let after = world.told("capitals", &token).await;
    assert_eq!(after["hulls"]["location_id"], json!([30_004_730]));
    assert_eq!(after["hulls"]["observed_at"], json!(["2026-11-22T15:10:00Z"]));
    assert_eq!(after["places"]["site"], json!(["space"]));
}

#[tokio::test]
async fn a_hull_that_moved_is_read_along() {
    let (world, _, titan, token) = with_titan();
    world.auth().hull_moved(titan, Place::Structure(CLOSED_FORTIZAR)).unwrap();
    let told = world.told("capitals", &token).await;
    assert_eq!(told["places"]["system_id"], json!([null]), "nobody may read where that is");
    assert_eq!(told["places"]["site"], json!(["structure"]));
}

#[tokio::test]
async fn a_system_that_is_on_no_map_is_space_all_the_same() {
    let (world, _, titan, token) = with_titan();
    for hidden in [33_000_001, 36_000_001] {
        world.auth().hull_moved(titan, Place::Space(hidden)).unwrap();
        let places = world.told("capitals", &token).await["places"].clone();
        assert_eq!((&places["site"], &places["system_id"]), (&json!(["space"]), &json!([hidden])));
    }
}

#[tokio::test]
async fn a_ship_under_way_is_known_by_its_type_until_it_was_in_the_assets() {
    let (world, pilot, titan, token) = with_titan();
    let control = world.sim.control();
    control.board(pilot, titan).unwrap();
    control.move_hull(titan, Place::Space(30_004_730)).unwrap();
    world.auth().read_location(pilot).unwrap();
    // The assets are of before: the hull in them is the one that is flown.
    let told = world.told("capitals", &token).await;
    assert_eq!((&told["hulls"]["item_id"], &told["hulls"]["flown"]), (&json!([titan]), &json!([true])));
    assert_eq!(told["hulls"]["location_id"], json!([30_004_730]));
    // The assets no longer have it.
    world.auth().read_assets(pilot).unwrap();
    let told = world.told("capitals", &token).await;
    assert_eq!(told["hulls"]["item_id"], json!([null]));
    assert_eq!(told["hulls"]["character_id"], json!([pilot]));
}

#[tokio::test]
async fn everybody_is_read_again_after_a_period() {
    let (world, _, titan, token) = with_titan();
    world.auth().read_every(Some(Duration::from_secs(300)));
    world.sim.control().remove_hull(titan).unwrap();
    world.advance(299);
    assert_eq!(world.told("capitals", &token).await["hulls"]["item_id"], json!([titan]));
    world.advance(1);
    assert_eq!(world.told("capitals", &token).await["hulls"]["item_id"], json!([]));
}

#[tokio::test]
async fn what_is_unchanged_is_not_told_again() {
    let (world, _, titan, token) = with_titan();
    let first = world.ask("capitals", &token).await;
    let etag = header(&first, "etag").to_owned();
    world.advance(60);
    let again = |etag: String| world.bridge(Method::GET, "capitals", Some(&token)).header("If-None-Match", etag).send();
    let unchanged = again(etag.clone()).await.unwrap();
    assert_eq!((unchanged.status().as_u16(), header(&unchanged, "etag")), (304, etag.as_str()));
    assert_eq!(header(&unchanged, "x-captrack-bridge"), "1");
    world.auth().hull_moved(titan, Place::Space(30_004_730)).unwrap();
    assert_eq!(again(etag).await.unwrap().status(), 200);
    assert_eq!(world.sim.control().stats().auth.answered(304), 1);
    assert_eq!(world.sim.control().stats().auth.asked("GET capitals"), 3);
}

#[tokio::test]
async fn groups_can_be_asked_for() {
    let (world, pilot, titan, token) = with_titan();
    world.sim.control().place(Placement::stored(pilot, 19_720, HOME)).unwrap();
    world.auth().read_all();
    let told = world.told("capitals?groups=659,30", &token).await;
    assert_eq!((&told["groups"], &told["hulls"]["item_id"]), (&json!([30, 659]), &json!([titan])));
    assert_eq!(world.refused("capitals?groups=titans", &token).await, (400, "bad_request".to_owned()));
}

#[tokio::test]
async fn tokens_end_in_every_way() {
    let (world, pilot, _, token) = with_titan();
    let auth = world.auth();
    let other = auth.make_token(pilot, "other").unwrap();
    assert_eq!(world.refused("whoami", "ctb_nobody").await, (401, "token_unknown".to_owned()));
    auth.revoke_token(&token);
    assert_eq!(world.refused("capitals", &token).await, (401, "token_revoked".to_owned()));
    auth.set_active(pilot, false);
    assert_eq!(world.refused("capitals", &other).await, (401, "account_inactive".to_owned()));
    auth.set_active(pilot, true);
    auth.set_main(pilot, false);
    assert_eq!(world.refused("capitals", &other).await, (403, "no_main".to_owned()));
    auth.set_main(pilot, true);
    auth.expire_token(&other);
    assert_eq!(world.refused("capitals", &other).await, (401, "token_expired".to_owned()));
    let none = world.bridge(Method::GET, "whoami", None).send().await.unwrap();
    assert_eq!(header(&none, "www-authenticate"), "Bearer realm=\"captrack-bridge\"");
    assert!(world.sim.control().secrets().contains(&token));
}

#[tokio::test]
async fn permissions_are_looked_at_anew_each_time() {
    let (world, pilot, _, token) = with_titan();
    let auth = world.auth();
    auth.forbid(pilot, AuthPermission::ViewCharacteraudit);
    assert_eq!(world.refused("capitals", &token).await, (403, "permission_missing".to_owned()));
    let told = world.told("whoami", &token).await;
    assert_eq!(
        (&told["permissions"]["read"], &told["problems"][0]["code"]),
        (&json!(false), &json!("character_data_missing"))
    );
    auth.forbid(pilot, AuthPermission::BasicAccess);
    assert_eq!(world.refused("whoami", &token).await, (403, "permission_missing".to_owned()));
}

#[tokio::test]
async fn an_account_sees_what_it_may_and_no_more() {
    let (world, leader, titan, token) = with_titan();
    let control = world.sim.control();
    let stranger = world.pilot("Ivo Brandt");
    let outside = control.create_corporation("Elsewhere", "ELSE", false);
    control.transfer(stranger, outside).unwrap();
    let alt = control.create_pilot(SimNewPilot::named("Kara's Alt").alt_of(leader)).unwrap();
    let (foreign, own) = (world.titan(stranger), world.titan(alt));
    let auth = world.auth();
    auth.read_all();
    let items = |told: Value| told["hulls"]["item_id"].clone();
    assert_eq!(items(world.told("capitals", &token).await), json!([titan, foreign, own]));
    auth.forbid(leader, AuthPermission::GlobalHr);
    assert_eq!(items(world.told("capitals", &token).await), json!([titan, own]));
    auth.allow(leader, AuthPermission::AllianceHr).unwrap();
    assert_eq!(world.told("whoami", &token).await["sees"]["grants"], json!(["own", "alliance"]));
    assert_eq!(items(world.told("capitals", &token).await), json!([titan, own]));
    // The owner left: nobody's character, though of the alliance.
    auth.set_left(alt, true);
    let told = world.told("capitals", &token).await;
    assert_eq!(
        (&told["characters"]["main_id"], &told["characters"]["owned"]),
        (&json!([leader, null]), &json!([true, false]))
    );
}

#[tokio::test]
async fn too_many_requests_wait_for_the_next_window() {
    let (world, _, _, token) = with_titan();
    world.auth().set_rate_limit(2, 60);
    world.advance(20);
    for _ in 0..2 {
        assert_eq!(world.ask("whoami", &token).await.status(), 200);
    }
    let limited = world.ask("whoami", &token).await;
    assert_eq!((limited.status().as_u16(), header(&limited, "retry-after")), (429, "40"));
    world.advance(40);
    assert_eq!(world.ask("whoami", &token).await.status(), 200);
}

#[tokio::test]
async fn the_newest_decision_counts_wherever_it_was_made() {
    let (world, pilot, _, token) = with_titan();
    let post = |decided_at: &str, state: &str| {
        let body = json!({ "decisions": [{ "pilot_id": pilot, "state": state, "decided_at": decided_at }] });
        world.bridge(Method::POST, "snoozes", Some(&token)).json(&body).send()
    };
    let outcome = async |response: Response| response.json::<Value>().await.unwrap()["results"][0]["outcome"].clone();
    assert_eq!(outcome(post("2026-11-22T14:00:00Z", "snoozed").await.unwrap()).await, "stored");
    assert_eq!(outcome(post("2026-11-22T14:00:00Z", "snoozed").await.unwrap()).await, "stored", "sent again");
    world.auth().clear_snooze(pilot, pilot).unwrap();
    assert_eq!(outcome(post("2026-11-22T14:59:00Z", "snoozed").await.unwrap()).await, "superseded");
    assert_eq!(world.told("snoozes", &token).await["snoozes"][0]["state"], "cleared");
    // From a desk whose clock is a day ahead: it counts from now on, and not against what comes later.
    world.advance(1);
    assert_eq!(outcome(post("2026-11-23T15:00:00Z", "snoozed").await.unwrap()).await, "stored");
    assert_eq!(world.auth().snoozes()[0]["decided_at"], "2026-11-22T15:00:01.000000Z");
    let unknown = json!({ "decisions": [{ "pilot_id": 1, "state": "cleared", "decided_at": "2026-11-22T14:00:00Z" }] });
    let response = world.bridge(Method::POST, "snoozes", Some(&token)).json(&unknown).send().await.unwrap();
    assert_eq!(outcome(response).await, "unknown");
}

#[tokio::test]
async fn an_acknowledgement_names_hulls() {
    let (world, pilot, titan, token) = with_titan();
    let key = format!("item/{titan}");
    world.auth().acknowledge(pilot, pilot, &[&key], Some("seen")).unwrap();
    let told = world.told("acknowledgements", &token).await;
    assert_eq!(told["acknowledgements"][0]["hulls"], json!([key]));
    let wrong = json!({ "decisions": [{ "main_id": pilot, "state": "acknowledged", "decided_at": "2026-11-22T14:00:00Z", "hulls": ["x"] }] });
    let response = world.bridge(Method::POST, "acknowledgements", Some(&token)).json(&wrong).send().await.unwrap();
    // It makes no sense, and that is its own affair: others that came with it would have been taken.
    assert_eq!(response.status(), 200);
    let result = &response.json::<Value>().await.unwrap()["results"][0];
    assert_eq!((&result["outcome"], result["refused"].is_string()), (&json!("unknown"), true));
    world.auth().clear_acknowledgement(pilot, pilot).unwrap();
    assert_eq!(world.auth().acknowledgements()[0]["state"], "acknowledged", "as new as the one before: that one stays");
}

#[tokio::test]
async fn a_policy_is_published_once() {
    let (world, pilot, _, token) = with_titan();
    let put = |base: u64, policy: Value| {
        let body = json!({ "policy": policy, "base_revision": base });
        world.bridge(Method::PUT, "policy", Some(&token)).json(&body).send()
    };
    assert_eq!(world.told("policy", &token).await["revision"], 0);
    assert_eq!(put(0, json!({ "group_wait_secs": 5 })).await.unwrap().status(), 200);
    assert_eq!(put(0, json!({ "group_wait_secs": 5 })).await.unwrap().json::<Value>().await.unwrap()["revision"], 1);
    let changed = put(0, json!({})).await.unwrap();
    assert_eq!(changed.status(), 409);
    assert_eq!(changed.json::<Value>().await.unwrap()["current"]["policy"]["group_wait_secs"], 5);
    world.auth().publish(pilot, None).unwrap();
    assert_eq!(world.auth().policy()["revision"], 2);
    world.auth().forbid(pilot, AuthPermission::AdminAccess);
    assert_eq!(put(2, json!({})).await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_desk_signs_in_through_the_browser() {
    let (world, pilot, _, _) = with_titan();
    let page = format!(
        "{}/captrack-bridge/connect/?name=Laptop&state=0123456789abcdef&challenge={CHALLENGE}",
        world.sim.auth_url()
    );
    let login = world.http.get(&page).send().await.unwrap();
    assert_eq!(login.status(), 302);
    assert!(header(&login, "location").starts_with("/account/login/?next="));
    world.auth().sign_in_browser(Some(pilot));
    let shown = world.http.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("captrack://connect?url=") && shown.contains("state=0123456789abcdef"), "{shown}");
    let code = shown.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let exchange = |code: String, verifier: &'static str| {
        let body = json!({ "code": code, "verifier": verifier });
        world.bridge(Method::POST, "connect", None).json(&body).send()
    };
    let made = exchange(code.clone(), VERIFIER).await.unwrap();
    assert_eq!((made.status().as_u16(), header(&made, "cache-control")), (201, "no-store"));
    let made: Value = made.json().await.unwrap();
    assert_eq!(world.told("whoami", made["token"].as_str().unwrap()).await["token"]["name"], "Laptop");
    assert_eq!(exchange(code, VERIFIER).await.unwrap().status(), 403, "used up");
    let link = world.auth().agree(&page, pilot).unwrap();
    let code = url::Url::parse(&link).unwrap().query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    assert_eq!(exchange(code.clone(), "the-verifier-of-somebody-else-0123456789-0123").await.unwrap().status(), 403);
    assert_eq!(exchange(code, VERIFIER).await.unwrap().status(), 403, "wrong once is used up too");
}

#[tokio::test]
async fn a_clock_that_is_off_is_off_everywhere() {
    let (world, _, _, token) = with_titan();
    world.auth().set_clock_ahead(SignedDuration::from_hours(1));
    world.auth().read_all();
    assert_eq!(world.told("whoami", &token).await["server"]["time"], "2026-11-22T16:00:00.000000Z");
    let told = world.told("capitals", &token).await;
    assert_eq!(told["hulls"]["observed_at"], json!(["2026-11-22T16:00:00Z"]));
}

#[tokio::test]
async fn faults_take_the_place_of_the_bridge() {
    let (world, _, _, token) = with_titan();
    let auth = world.auth();
    auth.fail(FaultEffect::login_page());
    let login = world.ask("capitals", &token).await;
    assert_eq!(login.status(), 302);
    assert!(
        header(&login, "location").contains("/account/login/") && login.headers().get("x-captrack-bridge").is_none()
    );
    world.sim.control().clear_faults();
    auth.fail(FaultEffect::web_page(502));
    let page = world.ask("capitals", &token).await;
    assert_eq!((page.status().as_u16(), header(&page, "content-type")), (502, "text/html; charset=utf-8"));
    world.sim.control().clear_faults();
    assert_eq!(world.ask("capitals", &token).await.status(), 200);
    let missing = world.http.get(format!("{}/captrack-bridge/", auth.url())).send().await.unwrap();
    assert!(missing.headers().get("x-captrack-bridge").is_none());
    assert_eq!(auth.requests().len(), 4);
}

#[tokio::test]
async fn another_process_can_do_it_too() {
    let (world, pilot, titan, _) = with_titan();
    let tell = |word: &'static str, body: Value| {
        let url = format!("{}/{word}", world.sim.control_url());
        let http = world.http.clone();
        async move { http.post(url).json(&body).send().await.unwrap().json::<Value>().await.unwrap()["ok"].clone() }
    };
    let token = tell("make_leader_token", json!({ "main": pilot })).await;
    tell("hull_moved", json!({ "item_id": titan, "to": { "space": 30_004_730 } })).await;
    tell("snooze", json!({ "by": pilot, "pilot": pilot, "until": null, "why": "moving day" })).await;
    tell("publish", json!({ "by": pilot, "policy": { "group_wait_secs": 5 } })).await;
    let told = world.told("capitals", token.as_str().unwrap()).await;
    assert_eq!(told["hulls"]["location_id"], json!([30_004_730]));
    let url = format!("{}/auth", world.sim.control_url());
    let seen = world.http.get(url).send().await.unwrap().json::<Value>().await.unwrap()["ok"].clone();
    assert_eq!((&seen["url"], &seen["policy"]["revision"]), (&json!(world.sim.auth_url()), &json!(1)));
    assert_eq!(seen["snoozes"][0]["why"], "moving day");
    tell("forbid", json!({ "main": pilot, "permission": "basic_access" })).await;
    assert_eq!(world.refused("whoami", token.as_str().unwrap()).await.0, 403);
}
