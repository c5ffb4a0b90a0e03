//! Affiliations: many pilots share a request.

use std::time::Duration;

use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_ports::SectionContent;
use captrack_sim::{Fault, FaultEffect, Service};

use crate::desk::{Desk, later};

#[tokio::test]
async fn pilots_who_are_due_together_share_one_affiliation_request() {
    let desk = Desk::new();
    let pilots: Vec<_> = (0..60).map(|n| desk.pilot(&format!("Pilot {n}"))).collect();
    let answers =
        futures::future::join_all(pilots.iter().map(|pilot| desk.poll(*pilot, SectionKind::Affiliation))).await;
    let views = desk.control.pilots();
    for (pilot, answer) in pilots.iter().zip(answers) {
        let answer = answer.unwrap();
        assert_eq!(answer.life, Some(Duration::from_secs(3600)));
        let SectionContent::New(Reading::Affiliation { corporation, alliance }) = answer.found else { panic!() };
        let view = views.iter().find(|view| view.pilot_id == pilot.0).unwrap();
        assert_eq!(corporation.0, view.corporation_id);
        assert_eq!(alliance.map(|id| id.0), view.alliance_id);
    }
    assert_eq!(desk.asked("POST /characters/affiliation"), 1);
}

#[tokio::test]
async fn two_thousand_affiliations_are_two_requests_and_stay_two() {
    let desk = Desk::new();
    let pilots: Vec<_> = (0..2000).map(|n| desk.pilot(&format!("Pilot {n}"))).collect();
    let all = |pilots: Vec<captrack_domain::ids::PilotId>| {
        let asked: Vec<_> = pilots.into_iter().map(|pilot| desk.poll(pilot, SectionKind::Affiliation)).collect();
        futures::future::join_all(asked)
    };
    assert!(all(pilots.clone()).await.iter().all(Result::is_ok));
    assert_eq!(desk.asked("POST /characters/affiliation"), 2);
    // An hour later they are due a few at a time: what is due soon comes along.
    desk.pass(3600);
    let now = desk.control.now();
    for some in pilots.chunks(400) {
        for answer in all(some.to_vec()).await {
            let answer = answer.unwrap();
            let since = Duration::try_from(desk.control.now().duration_since(now)).unwrap();
            assert!(answer.age <= since && answer.life <= Some(Duration::from_secs(3600)));
        }
        desk.pass(60);
    }
    assert_eq!(desk.asked("POST /characters/affiliation"), 4);
}

#[tokio::test]
async fn an_affiliation_route_that_is_off_says_nothing_about_any_pilot() {
    let desk = Desk::new();
    let pilots: Vec<_> = (0..30).map(|n| desk.pilot(&format!("Pilot {n}"))).collect();
    for effect in [FaultEffect::route_off(), FaultEffect::Answer { status: 404, body: None, headers: Vec::new() }] {
        desk.control.inject(Fault::new(Service::Esi, "/characters/affiliation", effect));
        for _ in 0..6 {
            let asked = pilots.iter().map(|pilot| desk.poll(*pilot, SectionKind::Affiliation));
            for answer in futures::future::join_all(asked).await {
                let (why, _) = later(answer);
                assert!(!why.contains("no such pilot"), "{why}");
            }
            desk.pass(600);
        }
        desk.control.clear_faults();
        assert!(desk.poll(pilots[0], SectionKind::Affiliation).await.is_ok());
        desk.pass(3600);
    }
}

#[tokio::test]
async fn a_pilot_who_is_gone_does_not_cost_the_others_their_affiliation() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    let gone = captrack_domain::ids::PilotId(2_199_999_999);
    let (here, not) =
        tokio::join!(desk.poll(pilot, SectionKind::Affiliation), desk.poll(gone, SectionKind::Affiliation));
    assert!(here.is_ok());
    // No last word: ESI has left pilots out who were there.
    let (why, after) = later(not);
    assert!(why.contains("knows no such pilot"), "{why}");
    assert_eq!(after, Some(Duration::from_secs(3600)));
    // Where ESI refuses the whole batch for one of them it is the same.
    desk.answer("/characters/affiliation", 404, None);
    let (here, _) = tokio::join!(desk.poll(pilot, SectionKind::Affiliation), desk.poll(gone, SectionKind::Affiliation));
    assert!(here.is_ok());
}

#[tokio::test]
async fn a_refusal_of_all_is_no_proof_that_a_pilot_is_gone() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    for status in [400, 404] {
        desk.answer("/characters/affiliation", status, None);
        later(desk.poll(pilot, SectionKind::Affiliation).await);
    }
    assert!(desk.poll(pilot, SectionKind::Affiliation).await.is_ok());
}

#[tokio::test]
async fn an_affiliation_that_cannot_be_had_is_an_error_for_each() {
    let desk = Desk::new();
    let pilots = [desk.pilot("One"), desk.pilot("Two")];
    desk.answer("/characters/affiliation", 500, None);
    let answers = futures::future::join_all(pilots.map(|pilot| desk.poll(pilot, SectionKind::Affiliation))).await;
    for answer in answers {
        later(answer);
    }
    assert_eq!(desk.asked("POST /characters/affiliation"), 1);
}

#[tokio::test]
async fn a_number_that_can_be_no_corporations_costs_its_pilot_and_no_other() {
    let desk = Desk::new();
    let (odd, good) = (desk.pilot("Odd"), desk.pilot("Good"));
    let body = serde_json::json!([
        { "character_id": odd.0, "corporation_id": -1, "alliance_id": 99_000_001 },
        { "character_id": good.0, "corporation_id": 98_000_001 },
    ]);
    desk.answer("/characters/affiliation", 200, Some(body));
    let (odd_one, good_one) =
        futures::join!(desk.poll(odd, SectionKind::Affiliation), desk.poll(good, SectionKind::Affiliation));
    let (_, after) = later(odd_one);
    assert_eq!(after, Some(Duration::from_secs(60)));
    assert!(matches!(good_one.unwrap().found, SectionContent::New(Reading::Affiliation { .. })));
}
