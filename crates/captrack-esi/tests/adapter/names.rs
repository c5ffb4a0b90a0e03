use captrack_domain::ids::LocationId;
use captrack_esi::PILOT_SCOPES;
use captrack_ports::{Names, StructureAnswer};
use captrack_sim::{ALLIANCE_ID, CLOSED_FORTIZAR, FaultEffect, NewStructure, Service};
use captrack_testing::eden::JITA;

use crate::desk::Desk;

const NAMES: &str = "POST /universe/names";
const STRUCTURE: &str = "GET /universe/structures/{structure_id}";

#[tokio::test]
async fn one_bad_id_does_not_cost_the_others_their_names() {
    let desk = Desk::new();
    let mut ids: Vec<i64> = (0..200).map(|n| desk.pilot(&format!("Pilot {n}")).0).collect();
    let bad = 2_133_333_333;
    ids.insert(117, bad);
    ids.push(ALLIANCE_ID);
    let answers = desk.esi.names.names(&ids).await.unwrap();
    assert_eq!(answers.len(), ids.len());
    let name_of = |id| answers.iter().find(|answer| answer.id == id).unwrap().name.clone();
    assert_eq!(name_of(bad), None);
    assert_eq!(name_of(ids[0]).as_deref(), Some("Pilot 0"));
    assert!(answers.iter().filter(|answer| answer.id != bad).all(|answer| answer.name.is_some()));
    assert!(desk.control.stats().esi.answered(404) <= 9, "{:?}", desk.control.stats().esi);
}

#[tokio::test]
async fn ids_that_cannot_have_a_name_are_not_asked_about() {
    let desk = Desk::new();
    let answers = desk.esi.names.names(&[0, -5, 1_035_466_617_946, 0]).await.unwrap();
    assert_eq!(answers.iter().map(|answer| answer.id).collect::<Vec<_>>(), [-5, 0, 1_035_466_617_946]);
    assert!(answers.iter().all(|answer| answer.name.is_none()));
    assert_eq!(desk.asked(NAMES), 0);
    assert!(desk.esi.names.names(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_was_learnt_before_an_error_is_not_asked_again() {
    let desk = Desk::new();
    let ids: Vec<i64> = (0..8).map(|n| 2_133_000_000 + n).collect();
    desk.control.spend_errors(85);
    assert!(desk.esi.names.names(&ids).await.is_err());
    let failed = desk.control.stats().esi.answered(404);
    assert!(failed < 10, "{failed}");
    desk.pass(60);
    let answers = desk.esi.names.names(&ids).await.unwrap();
    assert!(answers.iter().all(|answer| answer.name.is_none()));
    assert_eq!(desk.control.stats().esi.answered(420), 0);
}

#[tokio::test]
async fn a_structure_is_known_to_those_who_may_dock() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let open = desk.control.create_structure(NewStructure {
        name: "Jita - Trade Hall".to_owned(),
        system_id: 30_000_142,
        docking_access: true,
    });
    let answer = desk.esi.names.structure(pilot, LocationId(open)).await.unwrap();
    assert_eq!(answer, StructureAnswer::Known { name: "Jita - Trade Hall".to_owned(), system: JITA });
    let closed = desk.esi.names.structure(pilot, LocationId(CLOSED_FORTIZAR)).await.unwrap();
    assert_eq!(closed, StructureAnswer::Denied);
    let nothing = desk.esi.names.structure(pilot, LocationId(1_049_999_999_999)).await.unwrap();
    assert_eq!(nothing, StructureAnswer::Denied);
    assert_eq!(desk.asked(STRUCTURE), 3);
}

#[tokio::test]
async fn a_structure_that_cannot_be_asked_about_now_is_an_error_and_not_denied() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for status in [500, 502] {
        desk.answer("/universe/structures/*", status, None);
        let error = desk.esi.names.structure(pilot, LocationId(CLOSED_FORTIZAR)).await.unwrap_err();
        desk.check_quiet(&error);
    }
}

#[tokio::test]
async fn without_the_scope_for_it_a_structure_is_denied_without_asking() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    desk.go_through(&PILOT_SCOPES[..2]).await.0.unwrap();
    let answer = desk.esi.names.structure(pilot, LocationId(CLOSED_FORTIZAR)).await.unwrap();
    assert_eq!(answer, StructureAnswer::Denied);
    assert_eq!(desk.asked(STRUCTURE), 0);
}

#[tokio::test]
async fn an_edge_that_answers_404_says_nothing_about_names() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    let edge = FaultEffect::Edge { status: 404, text: "<html>nothing here</html>".to_owned() };
    desk.fault(Service::Esi, "/universe/names", edge, 1);
    desk.check_quiet(&desk.esi.names.names(&[pilot.0]).await.unwrap_err());
    let answers = desk.esi.names.names(&[pilot.0]).await.unwrap();
    assert_eq!(answers[0].name.as_deref(), Some("Oona Vex"));
}

#[tokio::test]
async fn one_bad_id_in_a_thousand_costs_few_requests() {
    let desk = Desk::new();
    let mut ids: Vec<i64> = (0..999).map(|n| desk.pilot(&format!("Pilot {n}")).0).collect();
    ids.push(145_205_700);
    let answers = desk.esi.names.names(&ids).await.unwrap();
    assert_eq!(answers.iter().filter(|answer| answer.name.is_some()).count(), 999);
    assert!(desk.asked(NAMES) <= 21, "{}", desk.asked(NAMES));
}

#[tokio::test]
async fn a_route_that_is_off_makes_nobody_nameless() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    for effect in [FaultEffect::route_off(), FaultEffect::sso_trouble()] {
        desk.fault(Service::Esi, "/universe/names", effect, 1);
        desk.check_quiet(&desk.esi.names.names(&[pilot.0, 145_205_700]).await.unwrap_err());
    }
    assert_eq!(desk.esi.names.names(&[pilot.0]).await.unwrap()[0].name.as_deref(), Some("Oona Vex"));
}

#[tokio::test]
async fn a_structure_is_denied_by_esis_own_word_only() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let closed = LocationId(CLOSED_FORTIZAR);
    for effect in [FaultEffect::sso_trouble(), FaultEffect::edge(403), FaultEffect::edge(404), FaultEffect::route_off()]
    {
        desk.fault(Service::Esi, "/universe/structures/*", effect.clone(), 1);
        assert!(desk.esi.names.structure(pilot, closed).await.is_err(), "{effect:?}");
    }
    // An item that no structure ever had for a number.
    let nowhere = LocationId(9_001_359_308_000_569_359);
    assert_eq!(desk.esi.names.structure(pilot, nowhere).await.unwrap(), StructureAnswer::Denied);
}

#[tokio::test]
async fn what_people_call_things_turns_nothing_and_ends() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let odd = format!("\u{202e}1DQ1-A\n\u{200b} - {}", "x".repeat(5000));
    let fits = |name: &str| {
        assert!(name.starts_with("1DQ1-A - x") && name.chars().count() <= 200, "{name}");
    };
    desk.answer("/universe/names", 200, Some(serde_json::json!([{ "id": ALLIANCE_ID, "name": odd }])));
    fits(desk.esi.names.names(&[ALLIANCE_ID]).await.unwrap()[0].name.as_deref().unwrap());
    let body = serde_json::json!({ "name": odd, "solar_system_id": JITA.0 });
    desk.answer("/universe/structures/*", 200, Some(body));
    let answer = desk.esi.names.structure(pilot, LocationId(CLOSED_FORTIZAR)).await.unwrap();
    let StructureAnswer::Known { name, .. } = answer else { panic!("{answer:?}") };
    fits(&name);
}
