//! The control handle over HTTP, and the life of a sim.

use std::time::Duration;

use captrack_sim::{STAGING_KEEPSTAR, Sim, SimOptions};
use serde_json::{Value, json};

use crate::client::World;

impl World {
    async fn tell(&self, word: &str, body: Value) -> Value {
        let url = format!("{}/{word}", self.sim.control_url());
        self.http.post(url).json(&body).send().await.unwrap().json().await.unwrap()
    }

    async fn look(&self, word: &str) -> Value {
        let url = format!("{}/{word}", self.sim.control_url());
        self.http.get(url).send().await.unwrap().json::<Value>().await.unwrap()["ok"].clone()
    }
}

#[tokio::test]
async fn a_titan_can_be_put_into_space_from_another_process() {
    let world = World::new();
    let pilot = world.tell("create_pilot", json!({ "name": "Kara Volkov", "online": true })).await["ok"].clone();
    let placement = json!({ "pilot": pilot, "type_id": 671, "at": { "structure": STAGING_KEEPSTAR }, "flown": true });
    let hull = world.tell("place", placement).await["ok"].clone();
    world.tell("move_hull", json!({ "item_id": hull, "to": { "space": 30_004_730 } })).await;
    let hulls = world.look("hulls").await;
    assert_eq!(hulls[0]["crew"], pilot);
    assert_eq!((hulls[0]["type_name"].as_str(), hulls[0]["system_id"].as_i64()), (Some("Erebus"), Some(30_004_730)));
    assert_eq!(world.look("pilots").await[0]["name"], "Kara Volkov");
}

#[tokio::test]
async fn faults_clock_and_answers_can_be_set_from_another_process() {
    let world = World::new();
    let fault = json!({ "service": "esi", "route": "/status", "effect": "answer", "status": 502, "times": 1 });
    assert_eq!(world.tell("inject", fault).await, json!({ "ok": null }));
    assert_eq!(world.esi("/status").send().await.unwrap().status(), 502);
    assert_eq!(world.tell("advance", json!({ "seconds": 61 })).await["ok"], "2026-11-22T15:01:01Z");
    assert_eq!(world.look("now").await, "2026-11-22T15:01:01Z");
    assert_eq!(world.look("stats").await["esi"]["statuses"]["502"], 1);
    let pilot = world.pilot("Kara Volkov");
    world.tell("auto_answer", json!({ "answer": { "approve": pilot } })).await;
    let answer = world.authorize(world.authorize_url(&[])).await;
    assert!(answer.iter().any(|(name, _)| name == "code"));
    let url = world.look("webhooks").await["critical"].as_str().unwrap().to_owned();
    world.http.post(url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!(world.look("messages").await[0]["payload"]["content"], "x");
}

#[tokio::test]
async fn a_command_that_cannot_be_done_says_why() {
    let world = World::new();
    let unknown = world.tell("board", json!({ "pilot": 1, "item_id": 2 })).await;
    assert_eq!(unknown["error"], "there is no hull 2 in this world. Create it first, or name another.");
    assert!(world.tell("dance", json!({})).await["error"].as_str().unwrap().contains("dance"));
}

#[test]
fn the_endpoints_file_names_every_server() {
    let sim = Sim::start(SimOptions::default());
    let text = sim.endpoints_toml();
    for part in [sim.esi_url(), sim.sso_url(), sim.images_url(), sim.discord_host(), sim.client_id()] {
        assert!(text.contains(&format!("\"{part}\"")), "{part}");
    }
    assert!(text.contains(&format!("callback_port = {}", sim.callback_port())));
}

#[tokio::test]
async fn a_dropped_sim_answers_no_more() {
    let World { sim, http } = World::new();
    let url = format!("{}/status", sim.esi_url());
    let control = sim.control();
    drop(sim);
    assert!(http.get(url).send().await.is_err());
    assert_eq!(control.stats().esi.total(), 0);
}

#[test]
fn a_world_with_movement_moves_with_its_clock() {
    let options = SimOptions { pilots: 120, movement: true, ..SimOptions::default() };
    let sim = Sim::start(options.manual());
    let control = sim.control();
    let before = control.hulls();
    control.advance(Duration::from_secs(600));
    assert_ne!(before, control.hulls());
}
