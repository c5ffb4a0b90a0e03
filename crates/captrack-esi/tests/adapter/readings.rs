use std::time::Duration;

use captrack_domain::ids::{ItemId, LocationId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{ActiveShip, Reading};
use captrack_domain::section::SectionKind;
use captrack_esi::PILOT_SCOPES;
use captrack_ports::{PollError, SectionContent};
use captrack_sim::{Fault, FaultEffect, JITA_STATION, Place as At, Placement, STAGING_KEEPSTAR, Service, SimOptions};
use captrack_testing::eden::{EREBUS, JITA};
use jiff::SignedDuration;
use serde_json::json;

use crate::desk::{Desk, later, reading, said};

const ONE_PAGE: [SectionKind; 3] = [SectionKind::Online, SectionKind::Location, SectionKind::Ship];

#[tokio::test]
async fn a_pilot_is_online_or_not() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    assert_eq!(reading(desk.poll(pilot, SectionKind::Online).await), Reading::Online(false));
    desk.control.set_online(pilot.0, true).unwrap();
    desk.pass(60);
    assert_eq!(reading(desk.poll(pilot, SectionKind::Online).await), Reading::Online(true));
    desk.check_patient();
}

#[tokio::test]
async fn a_pilot_is_in_space_in_a_station_or_in_a_structure() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let hull = desk.control.place(Placement::flown(pilot.0, EREBUS.0, At::Space(JITA.0))).unwrap();
    assert_eq!(reading(desk.poll(pilot, SectionKind::Location).await), Reading::Location(Place::space(JITA)));
    let ship = ActiveShip { item: ItemId(hull), type_id: EREBUS };
    assert_eq!(reading(desk.poll(pilot, SectionKind::Ship).await), Reading::Ship(Some(ship)));

    desk.pass(5);
    desk.control.move_hull(hull, At::Station(JITA_STATION)).unwrap();
    let Reading::Location(place) = reading(desk.poll(pilot, SectionKind::Location).await) else { panic!() };
    assert_eq!(place, Place { system: Some(JITA), site: Site::Station(LocationId(JITA_STATION)) });

    desk.pass(5);
    desk.control.move_hull(hull, At::Structure(STAGING_KEEPSTAR)).unwrap();
    let Reading::Location(place) = reading(desk.poll(pilot, SectionKind::Location).await) else { panic!() };
    assert_eq!(place.site, Site::Structure(LocationId(STAGING_KEEPSTAR)));
    assert!(place.system.is_some());
    desk.check_patient();
}

#[tokio::test]
async fn an_answer_says_how_old_it_is_and_how_long_it_holds() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let first = desk.poll(pilot, SectionKind::Online).await.unwrap();
    assert_eq!((first.age, first.life), (Duration::ZERO, Some(Duration::from_secs(60))));
    assert!(first.validators.is_some());
    desk.pass(60);
    // Past `Expires` the same body is a 304, and as good as a new reading: it was true when it was asked.
    let second = desk.poll_again(pilot, SectionKind::Online, first.validators.clone()).await.unwrap();
    assert_eq!(second.found, SectionContent::Unchanged);
    assert_eq!((second.age, second.life), (Duration::ZERO, Some(Duration::from_secs(60))));
    assert_eq!(second.validators, first.validators);
    assert_eq!(desk.control.stats().esi.answered(304), 1);
    desk.check_patient();
}

#[tokio::test]
async fn every_answer_tells_the_servers_time() {
    let desk = Desk::new();
    assert_eq!(desk.server_time(), None);
    let pilot = desk.signed_in("Oona Vex").await;
    assert_eq!(desk.server_time(), Some(desk.control.now()), "the sign-in told it");
    desk.pass(60);
    desk.answer("/characters/*/online", 500, None);
    later(desk.poll(pilot, SectionKind::Online).await);
    assert_eq!(desk.server_time(), Some(desk.control.now()), "an error tells it as well");
}

#[tokio::test]
async fn every_section_of_one_page_answers_unchanged() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for kind in ONE_PAGE {
        let first = desk.poll(pilot, kind).await.unwrap();
        desk.pass(60);
        let second = desk.poll_again(pilot, kind, first.validators).await.unwrap();
        assert_eq!(second.found, SectionContent::Unchanged, "{kind}");
        desk.pass(60);
        let third = desk.poll_again(pilot, kind, second.validators).await.unwrap();
        assert_eq!(third.found, SectionContent::Unchanged, "{kind}");
    }
    desk.check_patient();
}

#[tokio::test]
async fn a_pilot_who_controls_a_structure_flies_no_ship() {
    // 404 {"error":"Ship not found"}
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.control_structure(pilot.0, true).unwrap();
    let answer = desk.poll(pilot, SectionKind::Ship).await.unwrap();
    assert_eq!(answer.found, SectionContent::New(Reading::Ship(None)));
    assert_eq!(answer.life, Some(Duration::from_secs(15)));
}

#[tokio::test]
async fn a_404_that_is_not_esis_own_says_nothing_about_the_ship() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let edge = FaultEffect::Edge { status: 404, text: "<html>nothing here</html>".to_owned() };
    desk.fault(Service::Esi, "/characters/*/ship", edge, 1);
    later(desk.poll(pilot, SectionKind::Ship).await);
    desk.answer("/characters/*/location", 404, None);
    later(desk.poll(pilot, SectionKind::Location).await);
}

#[tokio::test]
async fn no_error_is_ever_a_reading() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for kind in [SectionKind::Online, SectionKind::Location, SectionKind::Ship, SectionKind::Assets] {
        let route = format!("/characters/*/{kind}");
        for status in [400, 401, 403, 422, 500, 502, 503, 504] {
            let times = if status == 401 { 2 } else { 1 };
            desk.fault(Service::Esi, &route, FaultEffect::Answer { status, body: None, headers: Vec::new() }, times);
            assert!(desk.poll(pilot, kind).await.is_err(), "{kind} {status}");
            desk.control.clear_faults();
            desk.pass(3600);
        }
        for effect in
            [FaultEffect::Reset, FaultEffect::ResetAfterServing, FaultEffect::MalformedJson, FaultEffect::TruncatedBody]
        {
            // Requests that are repeated by the client itself after a reset must fail as well.
            desk.fault(Service::Esi, &route, effect.clone(), 5);
            let error = desk.poll(pilot, kind).await.unwrap_err();
            assert!(matches!(error, PollError::Later { .. }), "{kind} {effect:?} {error:?}");
            desk.control.clear_faults();
            desk.pass(3600);
        }
        for body in [json!({}), json!([]), json!(null), json!({"online": "yes"}), json!({"solar_system_id": "Jita"})] {
            if kind == SectionKind::Assets && body == json!([]) {
                continue;
            }
            desk.answer(&route, 200, Some(body.clone()));
            assert!(matches!(desk.poll(pilot, kind).await, Err(PollError::Later { .. })), "{kind} {body}");
            desk.pass(3600);
        }
        assert!(desk.poll(pilot, kind).await.is_ok(), "{kind}");
    }
}

#[tokio::test]
async fn a_broken_body_is_asked_again_when_it_has_expired_or_within_a_minute() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for effect in [FaultEffect::MalformedJson, FaultEffect::TruncatedBody] {
        for (kind, seconds) in [(SectionKind::Location, 5), (SectionKind::Online, 60), (SectionKind::Assets, 60)] {
            desk.fault(Service::Esi, &format!("/characters/*/{kind}"), effect.clone(), 1);
            let (_, after) = later(desk.poll(pilot, kind).await);
            assert_eq!(after, Some(Duration::from_secs(seconds)), "{kind}");
        }
        desk.pass(3600);
    }
}

#[tokio::test]
async fn an_access_that_esi_does_not_accept_is_renewed_once() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.answer("/characters/*/online", 401, None);
    assert_eq!(reading(desk.poll(pilot, SectionKind::Online).await), Reading::Online(false));
    assert_eq!(desk.refreshes(), 1);
    // An ESI that accepts nothing must not make a storm of renewals.
    desk.fault(
        Service::Esi,
        "/characters/*",
        FaultEffect::Answer { status: 401, body: None, headers: Vec::new() },
        1000,
    );
    for _ in 0..4 {
        for kind in ONE_PAGE {
            later(desk.poll(pilot, kind).await);
        }
        desk.pass(60);
    }
    assert_eq!(desk.refreshes(), 1);
}

#[tokio::test]
async fn a_revoked_sign_in_is_told_by_every_section_without_asking_esi() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.revoke_tokens(pilot.0);
    desk.pass(1200);
    for kind in ONE_PAGE {
        let error = desk.poll(pilot, kind).await.unwrap_err();
        assert!(matches!(error, PollError::SignInRefused { .. }), "{error:?}");
    }
    assert_eq!(desk.control.stats().esi.total(), 0);
}

#[tokio::test]
async fn a_section_that_was_not_allowed_is_refused_without_asking() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    desk.go_through(&PILOT_SCOPES[..3]).await.0.unwrap();
    let PollError::Refused { why } = desk.poll(pilot, SectionKind::Assets).await.unwrap_err() else { panic!() };
    let why = said(&why);
    assert!(why.contains("assets") && why.contains("sign this pilot in again"), "{why}");
    assert_eq!(desk.control.stats().esi.total(), 0);
    assert!(desk.poll(pilot, SectionKind::Online).await.is_ok());
}

#[tokio::test]
async fn only_a_missing_scope_or_role_is_a_refusal_and_any_other_403_is_soon_asked_again() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let error = |text: &str| Some(json!({"error": text}));
    for text in
        ["Token is not valid for scope: esi-location.read_location.v1", "Character does not have required role(s)"]
    {
        desk.answer("/characters/*/location", 403, error(text));
        let error = desk.poll(pilot, SectionKind::Location).await.unwrap_err();
        assert!(matches!(error, PollError::Refused { .. }), "{error:?}");
    }
    // Trouble of the SSO, of an edge, of something that nobody knows.
    for effect in [
        FaultEffect::sso_trouble(),
        FaultEffect::edge(403),
        FaultEffect::Edge { status: 403, text: "error code: 1020".into() },
    ] {
        desk.fault(Service::Esi, "/characters/*/location", effect, 1);
        let (why, after) = later(desk.poll(pilot, SectionKind::Location).await);
        assert!(!why.contains("sign this pilot in again"), "{why}");
        assert_eq!(after, None, "{why}");
        desk.pass(5);
        desk.poll(pilot, SectionKind::Location).await.unwrap();
        desk.pass(5);
    }
    desk.answer("/characters/*/location", 403, error("Forbidden"));
    let (_, after) = later(desk.poll(pilot, SectionKind::Location).await);
    assert_eq!(after, Some(Duration::from_secs(60)));
}

#[tokio::test]
async fn an_access_that_esi_takes_for_expired_is_renewed_like_one_it_does_not_accept() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.fault(Service::Esi, "/characters/*/online", FaultEffect::access_expired(), 1);
    assert_eq!(reading(desk.poll(pilot, SectionKind::Online).await), Reading::Online(false));
    assert_eq!(desk.refreshes(), 1);
}

#[tokio::test]
async fn a_route_that_is_switched_off_is_no_missing_ship() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.inject(Fault::new(Service::Esi, "/characters/*", FaultEffect::route_off()));
    for _ in 0..6 {
        for kind in ONE_PAGE {
            let (why, _) = later(desk.poll(pilot, kind).await);
            assert!(why.contains("does not offer this"), "{why}");
        }
        desk.pass(1800);
    }
    desk.control.clear_faults();
    assert!(desk.poll(pilot, SectionKind::Ship).await.is_ok());
}

#[tokio::test]
async fn an_edge_or_a_portal_in_the_place_of_esi_is_never_its_word() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for kind in SectionKind::ALL {
        for status in [200, 400, 403, 404, 407, 410, 451, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526] {
            desk.fault(Service::Esi, "/characters/*", FaultEffect::edge(status), 1);
            later(desk.poll(pilot, kind).await);
            desk.pass(3600);
        }
        desk.poll(pilot, kind).await.unwrap();
        desk.pass(3600);
    }
}

#[tokio::test]
async fn an_error_with_an_answer_inside_is_an_error() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let inside = json!({"error": "Invalid 200 response: …", "response": [{"solar_system_id": 30_000_142}]});
    desk.answer("/characters/*/location", 500, Some(inside));
    later(desk.poll(pilot, SectionKind::Location).await);
    let label = "{'error_label': 'ConStopSpamming', 'error_dict': {'remainingTime': 86717949L}}";
    desk.answer("/characters/*/location", 520, Some(json!({"error": label})));
    let (_, after) = later(desk.poll(pilot, SectionKind::Location).await);
    assert_eq!(after, None, "the wait in its text is none of ours");
}

#[tokio::test]
async fn a_constellation_in_the_place_of_the_system_is_no_place() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.answer("/characters/*/location", 200, Some(json!({"solar_system_id": 20_000_207})));
    let (why, after) = later(desk.poll(pilot, SectionKind::Location).await);
    assert!(why.contains("last known place"), "{why}");
    assert_eq!(after, Some(Duration::from_secs(60)));
}

#[tokio::test]
async fn what_somebody_else_has_asked_is_as_old_as_its_cache_entry() {
    let desk = Desk::with(SimOptions { others_ask: true, ..SimOptions::default() });
    let pilot = desk.signed_in("Oona Vex").await;
    let mut older = 0;
    for (kind, life) in [(SectionKind::Online, 60), (SectionKind::Location, 5), (SectionKind::Ship, 5)] {
        let mut validators = None;
        for _ in 0..20 {
            let answer = desk.poll_again(pilot, kind, validators).await.unwrap();
            let left = answer.life.unwrap();
            assert_eq!(
                answer.age + left,
                Duration::from_secs(life),
                "{kind}: new or unchanged, the entry was filled then"
            );
            older += u32::from(!answer.age.is_zero());
            validators = answer.validators;
            desk.pass(left.as_secs() + 7);
        }
    }
    assert!(older > 30, "{older}");
    assert!(desk.control.stats().esi.answered(304) > 50);
    desk.check_patient();
}

#[tokio::test]
async fn a_servers_clock_that_differs_makes_nothing_older_or_earlier() {
    for ahead in [-45, 45] {
        let desk = Desk::with(SimOptions { servers_ahead: SignedDuration::from_secs(ahead), ..SimOptions::default() });
        let pilot = desk.signed_in("Oona Vex").await;
        let answer = desk.poll(pilot, SectionKind::Online).await.unwrap();
        assert_eq!((answer.age, answer.life), (Duration::ZERO, Some(Duration::from_secs(60))));
        assert_eq!(desk.server_time().unwrap().duration_since(desk.control.now()).as_secs(), ahead);
    }
}

#[tokio::test]
async fn a_weak_etag_is_an_etag_and_one_that_changes_costs_a_reading_and_nothing_else() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.fault(Service::Esi, "/characters/*/online", FaultEffect::WeakEtag, 2);
    let first = desk.poll(pilot, SectionKind::Online).await.unwrap();
    assert!(first.validators.as_ref().unwrap().contains("W/"));
    desk.pass(60);
    let second = desk.poll_again(pilot, SectionKind::Online, first.validators).await.unwrap();
    assert_eq!(second.found, SectionContent::Unchanged);
    desk.fault(Service::Esi, "/characters/*/online", FaultEffect::OtherEtag, 3);
    let mut validators = second.validators;
    for _ in 0..3 {
        desk.pass(60);
        let answer = desk.poll_again(pilot, SectionKind::Online, validators).await.unwrap();
        validators = answer.validators.clone();
        if answer.found != SectionContent::Unchanged {
            assert_eq!(answer.found, SectionContent::New(Reading::Online(false)));
        }
    }
    desk.check_patient();
}

#[tokio::test]
async fn a_system_that_does_not_exist_is_said_and_asked_about_once() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for _ in 0..3 {
        desk.answer("/characters/*/location", 200, Some(json!({"solar_system_id": 30_999_999})));
        let (why, _) = later(desk.poll(pilot, SectionKind::Location).await);
        assert!(why.contains("30999999") && why.contains("last known place"), "{why}");
        desk.pass(60);
    }
    assert_eq!(desk.asked("GET /universe/systems/{system_id}"), 1);
    desk.answer("/characters/*/location", 200, Some(json!({"solar_system_id": 17})));
    later(desk.poll(pilot, SectionKind::Location).await);
    assert_eq!(desk.asked("GET /universe/systems/{system_id}"), 1);
}

#[tokio::test]
async fn a_station_in_the_place_of_the_system_is_understood() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.answer("/characters/*/location", 200, Some(json!({"solar_system_id": JITA_STATION})));
    let Reading::Location(place) = reading(desk.poll(pilot, SectionKind::Location).await) else { panic!() };
    assert_eq!(place, Place { system: Some(JITA), site: Site::Station(LocationId(JITA_STATION)) });
}
