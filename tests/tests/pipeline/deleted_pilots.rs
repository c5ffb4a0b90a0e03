use captrack_contract::{PilotRef, ProblemKind, commands};
use captrack_domain::evaluate::Level;
use captrack_ports::Secrets;
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE, JITA};

use crate::stage::Stage;

#[tokio::test]
async fn a_pilot_who_is_forgotten_leaves_nothing_and_is_not_resolved() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let oran = stage.pilot("Oran Vaari");
    for pilot in [kara, oran] {
        stage.sign_in(pilot).await;
    }
    stage.relay().await;
    stage.after(1).await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;
    stage.snooze(kara, 3600).await;

    let command = commands::SignOut { pilot: PilotRef::Name("Kara Volkov".into()) };
    let reply = stage.desk.ask(command).await.unwrap();
    assert_eq!(reply.name, "Kara Volkov");
    stage.send().await;

    assert_eq!(stage.told().len(), 1, "closed quietly: {:?}", stage.told());
    assert!(stage.card(kara).await.is_none());
    assert_eq!(stage.world.live_refresh_tokens(kara.0), 0, "revoked");
    assert!(stage.secrets.get(&format!("refresh/{kara}")).await.unwrap().is_none());
    stage.desk.shutdown().await;
    let id = kara.to_string();
    for entry in std::fs::read_dir(stage.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for trace in ["Kara Volkov", id.as_str()] {
            let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
            assert!(!found, "{trace} is still in the folder");
        }
    }
}

#[tokio::test]
async fn a_revoked_sign_in_is_shown_at_once_tried_ever_more_seldom_and_asked_for_after_hours() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(1).await;
    stage.world.revoke_tokens(kara.0);
    for _ in 0..5 {
        stage.after(1300).await;
    }
    let status = stage.status().await;
    assert!(status.need_sign_in.is_empty(), "it may be an incident");
    let problem = status.problems.iter().find(|problem| problem.kind == ProblemKind::SignInsRefused).unwrap();
    assert!(problem.sentence.contains("EVE has refused the sign-in of Kara Volkov since"), "{}", problem.sentence);
    let refused: u64 = stage.world.stats().sso.refusals.values().sum();
    for _ in 0..40 {
        stage.after(900).await;
    }
    let again = stage.world.stats().sso.refusals.values().sum::<u64>() - refused;
    assert!((1..=12).contains(&again), "about once an hour, not {again} times in ten");
    assert_eq!(stage.status().await.need_sign_in, ["Kara Volkov"]);
    assert_eq!(stage.only_hull().await.level, Level::Critical, "unknown is not gone");

    stage.sign_in(kara).await;
    stage.after(1).await;
    let status = stage.status().await;
    assert!(status.need_sign_in.is_empty() && status.problems.is_empty(), "{:?}", status.problems);
}

#[tokio::test]
async fn a_refusal_in_an_incident_is_taken_back_by_one_good_answer_also_over_a_restart() {
    let mut stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(1).await;
    let body = serde_json::json!({"error": "invalid_grant", "error_description": "Grant type is not supported."});
    let refuse = FaultEffect::Answer { status: 400, body: Some(body), headers: Vec::new() };
    stage.world.inject(Fault::new(Service::Sso, "POST /v2/oauth/token", refuse).times(3));
    for _ in 0..3 {
        stage.after(1300).await;
    }
    stage.die_and_restart().await;
    for _ in 0..12 {
        stage.after(600).await;
    }
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    stage.after(60).await;
    stage.after(60).await;
    let hull = stage.only_hull().await;
    assert_eq!(hull.region_name.as_deref(), Some("The Forge"), "{:?}", stage.status().await.problems);
    assert!(stage.status().await.problems.is_empty());
}

#[tokio::test]
async fn a_character_that_was_sold_must_sign_in_again() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.after(1).await;
    stage.world.sell_character(kara.0).unwrap();
    for _ in 0..3 {
        stage.after(1300).await;
    }
    let problems = stage.status().await.problems;
    assert!(problems[0].sentence.contains("now belongs to another account"), "{problems:?}");
    assert!(stage.secrets.get(&format!("refresh/{kara}")).await.unwrap().is_none());
}
