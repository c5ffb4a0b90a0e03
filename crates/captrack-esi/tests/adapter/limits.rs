use std::time::Duration;

use captrack_domain::section::SectionKind;
use captrack_ports::Names;
use captrack_sim::{Fault, FaultEffect, RateGroup, Service};

use crate::desk::{Desk, later};

const ONLINE: &str = "GET /characters/{character_id}/online";

#[tokio::test]
async fn the_last_tenth_of_a_bucket_is_left_alone() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.spend_tokens(RateGroup::CharLocation, pilot.0, &desk.sim.client_id(), 1100);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.pass(60);
    let (why, after) = later(desk.poll(pilot, SectionKind::Online).await);
    assert!(why.contains("share of ESI requests"), "{why}");
    assert!(after.unwrap() > Duration::from_secs(60));
    later(desk.poll(pilot, SectionKind::Location).await);
    assert_eq!(desk.control.stats().esi.total(), 1);
    // Another pilot and another group are not concerned.
    let other = desk.signed_in("Other").await;
    desk.poll(other, SectionKind::Online).await.unwrap();
    desk.poll(pilot, SectionKind::Assets).await.unwrap();
    desk.pass(900);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.check_patient();
}

#[tokio::test]
async fn polling_as_often_as_planned_never_meets_a_429() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.set_online(pilot.0, true).unwrap();
    for second in (0..1000).step_by(5) {
        for kind in [SectionKind::Location, SectionKind::Ship] {
            desk.poll(pilot, kind).await.unwrap();
        }
        if second % 60 == 0 {
            desk.poll(pilot, SectionKind::Online).await.unwrap();
        }
        desk.pass(5);
    }
    assert_eq!(desk.control.stats().esi.answered(429), 0);
    desk.check_patient();
}

#[tokio::test]
async fn a_429_is_waited_out_without_another_request() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.spend_tokens(RateGroup::CharLocation, pilot.0, &desk.sim.client_id(), 1200);
    let (_, after) = later(desk.poll(pilot, SectionKind::Online).await);
    assert_eq!(after, Some(Duration::from_secs(900)));
    desk.pass(60);
    later(desk.poll(pilot, SectionKind::Location).await);
    assert_eq!(desk.control.stats().esi.total(), 1);
    desk.pass(840);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}

#[tokio::test]
async fn a_429_without_headers_is_waited_out_for_a_minute() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.fault(
        Service::Esi,
        "/characters/*/online",
        FaultEffect::Edge { status: 429, text: "slow down".to_owned() },
        1,
    );
    let (_, after) = later(desk.poll(pilot, SectionKind::Online).await);
    assert_eq!(after, Some(Duration::from_secs(60)));
    later(desk.poll(pilot, SectionKind::Ship).await);
    assert_eq!(desk.control.stats().esi.total(), 1);
    desk.pass(60);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}

#[tokio::test]
async fn a_420_stops_every_route_until_the_reset() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.spend_errors(100);
    let (why, after) = later(desk.poll(pilot, SectionKind::Affiliation).await);
    assert!(why.contains("too many errors"), "{why}");
    assert_eq!(after, Some(Duration::from_secs(60)));
    for kind in SectionKind::ALL {
        later(desk.poll(pilot, kind).await);
    }
    assert_eq!(desk.control.stats().esi.total(), 1);
    desk.pass(60);
    desk.poll(pilot, SectionKind::Affiliation).await.unwrap();
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}

#[tokio::test]
async fn routes_of_the_error_limit_stop_before_it_is_reached() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.spend_errors(92);
    desk.esi.names.names(&[pilot.0]).await.unwrap();
    let error = desk.esi.names.names(&[pilot.0]).await.unwrap_err();
    desk.check_quiet(&error);
    later(desk.poll(pilot, SectionKind::Affiliation).await);
    assert_eq!(desk.control.stats().esi.total(), 1);
    // Routes with a bucket of their own go on.
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.pass(60);
    desk.poll(pilot, SectionKind::Affiliation).await.unwrap();
    assert_eq!(desk.control.stats().esi.answered(420), 0);
}

#[tokio::test]
async fn after_an_outage_the_status_is_looked_at_before_anything_else() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.set_downtime(true);
    later(desk.poll(pilot, SectionKind::Online).await);
    assert_eq!(desk.asked("GET /status"), 0);
    for _ in 0..20 {
        for kind in SectionKind::ALL {
            let (why, after) = later(desk.poll(pilot, kind).await);
            assert!(why.contains("not up yet"), "{why}");
            assert!(after.unwrap() <= Duration::from_secs(30));
        }
        desk.pass(10);
    }
    let looks = desk.asked("GET /status");
    assert!((6..=8).contains(&looks), "{looks}");
    assert_eq!(desk.asked(ONLINE), 1);

    desk.control.set_vip(true);
    desk.control.set_downtime(false);
    desk.pass(30);
    let (why, _) = later(desk.poll(pilot, SectionKind::Online).await);
    assert!(why.contains("VIP"), "{why}");
    assert_eq!(desk.asked(ONLINE), 1);

    desk.control.set_vip(false);
    desk.pass(60);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.poll(pilot, SectionKind::Location).await.unwrap();
    desk.check_patient();
}

#[tokio::test]
async fn a_single_bad_gateway_costs_one_look_at_the_status() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.answer("/characters/*/online", 502, None);
    later(desk.poll(pilot, SectionKind::Online).await);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.poll(pilot, SectionKind::Location).await.unwrap();
    assert_eq!(desk.asked("GET /status"), 1);
}

#[tokio::test]
async fn no_connection_is_a_sentence_and_nothing_else() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.fault(Service::Esi, "*", FaultEffect::Reset, 50);
    let (why, _) = later(desk.poll(pilot, SectionKind::Online).await);
    assert!(why.contains("check the network"), "{why}");
    desk.control.clear_faults();
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}

#[tokio::test]
async fn the_status_is_asked_by_its_expires_however_many_routes_fail() {
    let desk = Desk::new();
    let mut pilots = Vec::new();
    for n in 0..5 {
        pilots.push(desk.signed_in(&format!("Pilot {n}")).await);
    }
    // One route is broken for everybody, the cluster is well.
    desk.control.inject(Fault::new(Service::Esi, "/characters/*/ship", FaultEffect::edge(502)));
    for _ in 0..120 {
        for pilot in &pilots {
            later(desk.poll(*pilot, SectionKind::Ship).await);
        }
        desk.pass(1);
    }
    let looks = desk.asked("GET /status");
    assert!((4..=5).contains(&looks), "{looks}");
    desk.check_patient();
}

#[tokio::test]
async fn a_status_in_trouble_by_itself_closes_nothing_while_others_answer() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.inject(Fault::new(Service::Esi, "/status", FaultEffect::edge(503)));
    desk.control.inject(Fault::new(Service::Esi, "/characters/*/ship", FaultEffect::edge(502)));
    later(desk.poll(pilot, SectionKind::Ship).await);
    for minute in 0..10 {
        desk.pass(60);
        if minute > 0 {
            later(desk.poll(pilot, SectionKind::Ship).await);
        }
        let answer = desk.poll(pilot, SectionKind::Online).await;
        // The first look finds nothing that has answered since.
        assert!(answer.is_ok() || minute <= 5, "{minute}: {answer:?}");
    }
    desk.poll(pilot, SectionKind::Location).await.unwrap();
    let looks = desk.asked("GET /status");
    assert!(looks <= 20, "{looks}");
}

#[tokio::test]
async fn a_gateway_that_times_out_is_looked_into_like_one_that_is_bad() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for status in [502, 503, 504, 520, 524] {
        let looks = desk.asked("GET /status");
        desk.answer("/characters/*/online", status, None);
        later(desk.poll(pilot, SectionKind::Online).await);
        desk.poll(pilot, SectionKind::Online).await.unwrap();
        assert_eq!(desk.asked("GET /status"), looks + 1, "{status}");
        desk.pass(60);
    }
}

#[tokio::test]
async fn what_somebody_else_spends_of_a_pilots_budget_is_believed() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    let mut waited = 0;
    for _ in 0..60 {
        desk.control.spend_tokens(RateGroup::CharLocation, pilot.0, &desk.sim.client_id(), 90);
        desk.pass(60);
        waited += u32::from(desk.poll(pilot, SectionKind::Online).await.is_err());
    }
    let refused = desk.control.stats().esi.answered(429);
    assert!((1..60).contains(&waited) && refused < waited.into(), "{refused} of {waited}");
    desk.pass(900);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_is_set_back_stops_no_polling() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.control.set_downtime(true);
    desk.pass(60);
    later(desk.poll(pilot, SectionKind::Online).await);
    later(desk.poll(pilot, SectionKind::Online).await);
    desk.control.set_downtime(false);
    desk.control.turn_clock(jiff::SignedDuration::from_hours(-2));
    // What was waited for begins again when that is noticed, and lasts no longer than it is long.
    later(desk.poll(pilot, SectionKind::Online).await);
    desk.pass(31);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.control.spend_errors(100);
    later(desk.poll(pilot, SectionKind::Affiliation).await);
    desk.control.turn_clock(jiff::SignedDuration::from_hours(-2));
    later(desk.poll(pilot, SectionKind::Affiliation).await);
    desk.pass(60);
    desk.poll(pilot, SectionKind::Affiliation).await.unwrap();
    desk.control.spend_tokens(RateGroup::CharLocation, pilot.0, &desk.sim.client_id(), 1200);
    later(desk.poll(pilot, SectionKind::Online).await);
    desk.control.turn_clock(jiff::SignedDuration::from_hours(-2));
    later(desk.poll(pilot, SectionKind::Online).await);
    desk.pass(901);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
}
