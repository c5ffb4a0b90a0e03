//! Snoozes and acknowledgements, as the bridge told and took them.

use captrack_domain::ids::PilotId;
use captrack_ports::{
    AcknowledgementDecision, AuthServer, ConditionalAnswer, ShareOutcome, SharedAcknowledgement, SharedSnooze,
    SnoozeDecision,
};
use captrack_text::english;
use serde_json::{Value, json};

use crate::desk::{access, bridge};
use crate::recorded::recorded;
use crate::stub::{Part, Stub, of_the_bridge};

fn snoozed(pilot: i64) -> SnoozeDecision {
    SnoozeDecision {
        subject: PilotId(pilot),
        made: Some(SharedSnooze {
            since: "2026-11-05T17:00:00Z".parse().unwrap(),
            until: Some("2026-11-06T17:00:00Z".parse().unwrap()),
            why: Some("moving day".to_owned()),
        }),
        decided_at: "2026-11-05T17:00:00.000001Z".parse().unwrap(),
        by: "Recorded Leader".to_owned(),
        local: None,
    }
}

fn cleared(pilot: i64, decided_at: &str) -> SnoozeDecision {
    let decided_at = decided_at.parse().unwrap();
    SnoozeDecision { subject: PilotId(pilot), made: None, decided_at, by: "Recorded Leader".to_owned(), local: None }
}

fn acknowledged() -> AcknowledgementDecision {
    let hulls = ["item/1090000000001", "pilot/2112000002/92824"].map(|key| key.parse().unwrap());
    AcknowledgementDecision {
        subject: PilotId(2_112_000_001),
        made: Some(SharedAcknowledgement { hulls: hulls.into(), why: None }),
        decided_at: "2026-11-05T17:00:00Z".parse().unwrap(),
        by: "Recorded Leader".to_owned(),
        local: None,
    }
}

/// What was sent for a character.
fn sent(stub: &Stub, nth: usize) -> Value {
    let body: Value = serde_json::from_slice(&stub.asked()[0].body).unwrap();
    body["decisions"][nth].clone()
}

#[tokio::test]
async fn snoozes_arrive_with_those_that_were_cleared() {
    let recorded = recorded("snoozes");
    let stub = recorded.serve().await;
    let answer = bridge().snoozes(&recorded.access(&stub), None).await.unwrap();
    recorded.assert_asked(&stub);
    let expected = vec![snoozed(2_112_000_001), cleared(2_112_000_002, "2026-11-05T17:30:00Z")];
    assert_eq!(answer, ConditionalAnswer::New(expected.into(), Some(recorded.etag().to_owned())));
}

#[tokio::test]
async fn acknowledgements_arrive_with_their_hulls() {
    let recorded = recorded("acknowledgements");
    let stub = recorded.serve().await;
    let answer = bridge().acknowledgements(&recorded.access(&stub), None).await.unwrap();
    recorded.assert_asked(&stub);
    assert_eq!(answer, ConditionalAnswer::New(vec![acknowledged()].into(), Some(recorded.etag().to_owned())));
}

#[tokio::test]
async fn no_decisions_are_an_answer_too() {
    let (snoozes, acknowledgements) = (recorded("snoozes-empty"), recorded("acknowledgements-empty"));
    let stub = snoozes.serve().await;
    let answer = bridge().snoozes(&snoozes.access(&stub), None).await.unwrap();
    assert_eq!(answer, ConditionalAnswer::New(Vec::new().into(), Some(snoozes.etag().to_owned())));
    let stub = acknowledgements.serve().await;
    let answer = bridge().acknowledgements(&acknowledgements.access(&stub), None).await.unwrap();
    assert_eq!(answer, ConditionalAnswer::New(Vec::new().into(), Some(acknowledgements.etag().to_owned())));
}

/// The row of a decision in a list, with some fields changed.
fn odd(row: &Value, changes: &[(&str, Value)]) -> Value {
    let mut odd = row.clone();
    for (name, value) in changes {
        odd[*name] = value.clone();
    }
    odd
}

#[tokio::test]
async fn a_decision_that_makes_no_sense_is_left_out_and_counted_and_spoils_no_other() {
    let recorded = recorded("snoozes");
    let good = recorded.body()["snoozes"].clone();
    let row = &good[0];
    let rows = vec![
        odd(row, &[("until", json!("9999-12-31T23:59:59.000000Z"))]),
        odd(row, &[("since", json!("1-01-01T00:00:00.000000Z"))]),
        odd(row, &[("decided_at", json!("-009999-01-02T01:59:59Z"))]),
        odd(row, &[("since", json!(null))]),
        odd(row, &[("state", json!("asleep"))]),
        odd(row, &[("pilot_id", json!("2112000001"))]),
        odd(row, &[("pilot_id", json!(-1))]),
        odd(row, &[("by", json!(7))]),
        json!(null),
        json!([1, 2]),
        good[0].clone(),
        json!("text"),
        good[1].clone(),
    ];
    let stub =
        Stub::doing(vec![Part::Bytes(of_the_bridge(200, &json!({"version": 1, "snoozes": rows}).to_string()))]).await;
    let ConditionalAnswer::New(list, _) = bridge().snoozes(&access(&stub), None).await.unwrap() else { panic!() };
    assert_eq!(list.left_out, 11);
    assert_eq!(list.decisions, [snoozed(2_112_000_001), cleared(2_112_000_002, "2026-11-05T17:30:00Z")]);
}

#[tokio::test]
async fn an_acknowledgement_that_makes_no_sense_is_left_out_too() {
    let recorded = recorded("acknowledgements");
    let row = &recorded.body()["acknowledgements"][0];
    let many: Vec<String> = (1..=3000).map(|item| format!("item/{item}")).collect();
    let rows = [
        odd(row, &[("hulls", json!("item/1"))]),
        odd(row, &[("decided_at", json!("2200-06-01T00:00:00Z"))]),
        odd(row, &[("hulls", json!(many))]),
    ];
    let body = json!({"version": 1, "acknowledgements": rows}).to_string();
    let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, &body))]).await;
    let ConditionalAnswer::New(list, _) = bridge().acknowledgements(&access(&stub), None).await.unwrap() else {
        panic!()
    };
    assert_eq!((list.decisions.len(), list.left_out), (1, 2));
    let hulls = list.decisions[0].made.as_ref().unwrap().hulls.len();
    assert_eq!(hulls, 2000, "no more than the bridge takes");
}

#[tokio::test]
async fn a_list_that_is_none_counts_for_nothing() {
    for body in [r#"{"version":1}"#, r#"{"version":1,"snoozes":{}}"#, r#"{"version":1,"snoozes":[{"pilot_id":1}"#] {
        let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, body))]).await;
        let error = bridge().snoozes(&access(&stub), None).await.unwrap_err();
        assert!(matches!(error, captrack_ports::AuthError::Later { .. }), "{body}: {error}");
    }
}

#[tokio::test]
async fn an_outcome_with_a_decision_that_makes_no_sense_ends_its_sending() {
    for outcome in ["stored", "superseded"] {
        let stored = json!({"pilot_id": 7, "state": "snoozed", "decided_at": "9999-12-31T23:59:59Z", "by": "a"});
        let results = json!([{"pilot_id": 7, "outcome": outcome, "stored": stored}]);
        let body = json!({"version": 1, "results": results}).to_string();
        let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, &body))]).await;
        let outcomes = bridge().send_snoozes(&access(&stub), &[snoozed(7)]).await.unwrap();
        assert_eq!(outcomes, [ShareOutcome::Unknown], "{outcome}");
    }
}

#[tokio::test]
async fn each_snooze_that_is_sent_has_its_outcome() {
    let recorded = recorded("snoozes-post");
    let stub = recorded.serve().await;
    let unknown = SnoozeDecision { subject: PilotId(1), ..snoozed(1) };
    let decisions = [snoozed(2_112_000_001), cleared(2_112_000_002, "2026-11-05T17:30:00Z"), unknown];
    let outcomes = bridge().send_snoozes(&recorded.access(&stub), &decisions).await.unwrap();
    recorded.assert_asked(&stub);
    let [one, two, _] = decisions;
    assert_eq!(outcomes, [ShareOutcome::Stored(one), ShareOutcome::Stored(two), ShareOutcome::Unknown]);
    // What was sent is what the bridge took when this was recorded.
    let taken = &recorded.request.body.as_ref().unwrap()["decisions"];
    let first = sent(&stub, 0);
    for (name, value) in taken[0].as_object().unwrap() {
        assert_eq!(first[name], *value, "{name}");
    }
    assert_eq!(sent(&stub, 1), taken[1]);
}

#[tokio::test]
async fn a_newer_decision_is_told_in_place_of_an_older_one() {
    let recorded = recorded("snoozes-post-superseded");
    let stub = recorded.serve().await;
    let older = [cleared(2_112_000_001, "2026-11-05T16:00:00Z")];
    let outcomes = bridge().send_snoozes(&recorded.access(&stub), &older).await.unwrap();
    assert_eq!(outcomes, [ShareOutcome::Superseded(snoozed(2_112_000_001))]);
    assert_eq!(sent(&stub, 0), recorded.request.body.as_ref().unwrap()["decisions"][0]);
}

#[tokio::test]
async fn a_decision_that_is_refused_by_itself_counts_on_this_computer_alone() {
    let recorded = recorded("snoozes-post-refused");
    let stub = recorded.serve().await;
    let outcomes = bridge().send_snoozes(&recorded.access(&stub), &[snoozed(2_112_000_001)]).await.unwrap();
    let why = recorded.body()["results"][0]["refused"].as_str().unwrap();
    let [ShareOutcome::Refused(told)] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    assert!(english(told).starts_with(why), "{told}");
}

#[tokio::test]
async fn a_reason_that_cannot_be_shown_refuses_all_the_same() {
    for why in ["", "\u{7}", "ctb_secret0000000000000000000000000000000000000"] {
        let results = json!([{"pilot_id": 7, "outcome": "unknown", "stored": null, "refused": why}]);
        let body = json!({"version": 1, "results": results}).to_string();
        let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, &body))]).await;
        let outcomes = bridge().send_snoozes(&access(&stub), &[snoozed(7)]).await.unwrap();
        let [ShareOutcome::Refused(told)] = outcomes.as_slice() else { panic!("{outcomes:?}") };
        assert_eq!(told.code, "auth-makes-no-sense");
        assert!(!english(told).contains("secret") && !told.to_string().contains("secret"), "{told}");
    }
}

#[tokio::test]
async fn an_acknowledgement_is_sent_with_its_hulls() {
    let recorded = recorded("acknowledgements-post");
    let stub = recorded.serve().await;
    let outcomes = bridge().send_acknowledgements(&recorded.access(&stub), &[acknowledged()]).await.unwrap();
    recorded.assert_asked(&stub);
    assert_eq!(outcomes, [ShareOutcome::Stored(acknowledged())]);
    assert_eq!(sent(&stub, 0), recorded.request.body.as_ref().unwrap()["decisions"][0]);
}

/// A bridge that has never heard of anybody.
async fn ignorant() -> Stub {
    Stub::answering(|asked| {
        let body: Value = serde_json::from_slice(&asked.body).unwrap();
        let unknown = |decision: &Value| serde_json::json!({ "pilot_id": decision["pilot_id"], "outcome": "unknown", "stored": null });
        let results: Vec<Value> = body["decisions"].as_array().unwrap().iter().map(unknown).collect();
        let answer = serde_json::json!({ "version": 1, "results": results });
        vec![Part::Bytes(of_the_bridge(200, &answer.to_string()))]
    })
    .await
}

#[tokio::test]
async fn more_than_five_hundred_go_in_several_requests() {
    let stub = ignorant().await;
    let many: Vec<SnoozeDecision> = (1..=1001).map(snoozed).collect();
    let outcomes = bridge().send_snoozes(&access(&stub), &many).await.unwrap();
    assert_eq!((outcomes.len(), stub.asked().len()), (1001, 3));
    assert!(bridge().send_snoozes(&access(&stub), &[]).await.unwrap().is_empty());
    assert_eq!(stub.asked().len(), 3, "nothing to say, nothing asked");
}

#[tokio::test]
async fn what_is_larger_than_the_bridge_reads_goes_in_several_requests() {
    let stub = Stub::answering(|asked| {
        let body: Value = serde_json::from_slice(&asked.body).unwrap();
        let unknown =
            |decision: &Value| json!({ "main_id": decision["main_id"], "outcome": "unknown", "stored": null });
        let results: Vec<Value> = body["decisions"].as_array().unwrap().iter().map(unknown).collect();
        let answer = json!({ "version": 1, "results": results });
        vec![Part::Bytes(of_the_bridge(200, &answer.to_string()))]
    })
    .await;
    let mut fleet = acknowledged();
    let made = fleet.made.as_mut().unwrap();
    made.hulls = (1..=2000).map(|n| format!("pilot/9223372036854775807/{n}").parse().unwrap()).collect();
    made.why = Some("\u{1}".repeat(200));
    let outcomes = bridge().send_acknowledgements(&access(&stub), &vec![fleet; 23]).await.unwrap();
    assert_eq!((outcomes.len(), stub.asked().len()), (23, 5));
    assert!(stub.asked().iter().all(|asked| asked.body.len() <= 512 * 1024));
}

#[tokio::test]
async fn a_reason_that_is_too_long_for_the_bridge_is_cut() {
    let stub = ignorant().await;
    let mut long = snoozed(7);
    long.made.as_mut().unwrap().why = Some("ü".repeat(300));
    bridge().send_snoozes(&access(&stub), &[long]).await.unwrap();
    assert_eq!(sent(&stub, 0)["why"].as_str().unwrap().chars().count(), 200);
}

#[tokio::test]
async fn outcomes_that_do_not_fit_what_was_sent_count_for_nothing() {
    let stored = r#"{"pilot_id":8,"state":"cleared","since":null,"until":null,"decided_at":"2026-11-05T17:00:00Z","by":"a","by_id":1,"why":null}"#;
    for results in [
        "[]".to_owned(),
        r#"[{"pilot_id":8,"outcome":"unknown","stored":null}]"#.to_owned(),
        r#"[{"pilot_id":7,"outcome":"stored","stored":null}]"#.to_owned(),
        format!(r#"[{{"pilot_id":7,"outcome":"stored","stored":{stored}}}]"#),
        r#"[{"pilot_id":7,"outcome":"eaten","stored":null}]"#.to_owned(),
        r#"[{"pilot_id":7,"outcome":"unknown","stored":null},{"pilot_id":7,"outcome":"unknown","stored":null}]"#
            .to_owned(),
    ] {
        let body = format!(r#"{{"version":1,"results":{results}}}"#);
        let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, &body))]).await;
        let error = bridge().send_snoozes(&access(&stub), &[snoozed(7)]).await.unwrap_err();
        assert!(matches!(error, captrack_ports::AuthError::Later { .. }), "{results}: {error}");
    }
}
