//! The same servers without sockets.

use std::time::Duration;

use axum::body::to_bytes;
use axum::http::Request;
use captrack_sim::{Fault, FaultEffect, Service, Sim, SimClock, SimOptions};

fn ask(url: &str) -> Request<Vec<u8>> {
    let agent = "captrack-sim-test/1 (test@example.org)";
    let request = Request::get(url).header("user-agent", agent).header("x-compatibility-date", "2026-08-18");
    request.body(Vec::new()).unwrap()
}

#[tokio::test]
async fn every_server_answers_at_its_address_and_no_other_is_there() {
    let sim = Sim::in_process(SimOptions::default());
    let answer = sim.answer(ask(&format!("{}/status", sim.esi_url()))).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = to_bytes(answer.into_body(), 4096).await.unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&body).unwrap()["players"].is_number());
    let metadata = sim.answer(ask(&format!("{}/.well-known/oauth-authorization-server", sim.sso_url()))).await;
    assert_eq!(metadata.unwrap().status(), 200);
    assert!(sim.answer(ask(&format!("{}/captrack-bridge/api/v1/whoami", sim.auth_url()))).await.is_some());
    assert!(sim.answer(ask("https://esi.evetech.net/status")).await.is_none());
}

#[tokio::test]
async fn faults_are_what_they_are_on_a_wire() {
    let sim = Sim::in_process(SimOptions { clock: SimClock::Runtime, ..SimOptions::default() });
    let status = format!("{}/status", sim.esi_url());
    let fault = |effect| sim.control().inject(Fault::new(Service::Esi, "/status", effect).times(1));
    fault(FaultEffect::Reset);
    assert!(sim.answer(ask(&status)).await.is_none());
    fault(FaultEffect::BlackHole);
    let patience = Duration::from_millis(50);
    assert!(tokio::time::timeout(patience, sim.answer(ask(&status))).await.is_err(), "nothing is said");
    fault(FaultEffect::Delay { millis: 100 });
    let before = sim.control().now();
    assert_eq!(sim.answer(ask(&status)).await.unwrap().status(), 200);
    assert!(sim.control().now().duration_since(before).as_millis() >= 100, "its clock is that of the runtime");
}
