//! Faults that are put in the way.

use std::time::{Duration, Instant};

use captrack_sim::{Fault, FaultEffect, Service};
use serde_json::{Value, json};

use crate::client::{PILOT_SCOPES, World, header};

fn answer(status: u16) -> FaultEffect {
    FaultEffect::Answer { status, body: None, headers: vec![("Retry-After".to_owned(), "7".to_owned())] }
}

#[tokio::test]
async fn an_injected_answer_is_given_so_many_times_and_charged() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/location");
    world.sim.control().inject(Fault::new(Service::Esi, "/characters/*/location", answer(502)).times(2));
    for _ in 0..2 {
        let response = world.get(&path, &token).await;
        assert_eq!((response.status().as_u16(), header(&response, "retry-after")), (502, "7"));
        assert_eq!(header(&response, "x-ratelimit-used"), "0");
    }
    assert_eq!(world.get(&path, &token).await.status(), 200);
    world.sim.control().inject(Fault::new(Service::Esi, "*", answer(403)));
    assert_eq!(header(&world.get(&path, &token).await, "x-ratelimit-used"), "5");
    world.sim.control().clear_faults();
    world.advance(5);
    assert_eq!(world.get(&path, &token).await.status(), 200);
}

#[tokio::test]
async fn a_reset_connection_is_not_served() {
    let world = World::new();
    let control = world.sim.control();
    control.inject(Fault::new(Service::Esi, "/status", FaultEffect::Reset).times(1));
    assert!(world.esi("/status").send().await.is_err());
    assert_eq!(control.stats().esi.total(), 0);
    assert_eq!(world.esi("/status").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn broken_json_and_cut_off_bodies_cannot_be_read() {
    let world = World::new();
    let control = world.sim.control();
    control.inject(Fault::new(Service::Esi, "/status", FaultEffect::MalformedJson).times(1));
    let broken = world.esi("/status").send().await.unwrap();
    assert_eq!(broken.status(), 200);
    assert!(broken.json::<Value>().await.is_err());
    control.inject(Fault::new(Service::Esi, "/status", FaultEffect::TruncatedBody).times(1));
    let cut = world.esi("/status").send().await.unwrap();
    assert_eq!(cut.status(), 200);
    assert!(cut.bytes().await.is_err());
}

#[tokio::test]
async fn a_delayed_answer_comes_late() {
    let world = World::new();
    world.sim.control().inject(Fault::new(Service::Esi, "/status", FaultEffect::Delay { millis: 300 }).times(1));
    let asked = Instant::now();
    assert_eq!(world.esi("/status").send().await.unwrap().status(), 200);
    assert!(asked.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn the_token_endpoint_can_fail_too() {
    let world = World::new();
    let body = Some(json!({ "error": "server_error" }));
    let effect = FaultEffect::Answer { status: 503, body, headers: Vec::new() };
    world.sim.control().inject(Fault::new(Service::Sso, "/v2/oauth/token", effect).times(1));
    assert_eq!(world.refresh("x").await.0, 503);
    assert_eq!(world.refresh("x").await.0, 400);
}
