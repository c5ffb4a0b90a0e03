use std::time::Duration;

use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::stage::Stage;

fn named(stage: &Stage) -> usize {
    stage.told().iter().filter(|message| message.contains("Avatar")).count()
}

#[tokio::test]
async fn killed_after_the_decision_it_is_delivered_after_the_restart() {
    let mut stage = Stage::with_a_titan_in_space().await;
    stage.die_and_restart().await;
    stage.send().await;
    assert_eq!(named(&stage), 1);
    assert_eq!(stage.desktop.raised.lock().len(), 1);
}

#[tokio::test]
async fn killed_while_discord_does_not_answer_it_is_delivered_after_the_restart() {
    let mut stage = Stage::with_a_titan_in_space().await;
    stage.world.inject(Fault::new(Service::Discord, "*", FaultEffect::Reset));
    stage.send().await;
    assert_eq!(named(&stage), 0);
    stage.die_and_restart().await;
    stage.world.clear_faults();
    stage.send().await;
    assert_eq!(named(&stage), 1);
}

#[tokio::test]
async fn killed_after_sending_and_before_marking_it_is_sent_at_most_twice() {
    let mut stage = Stage::with_a_titan_in_space().await;
    stage.world.inject(Fault::new(Service::Discord, "*", FaultEffect::ResetAfterServing).times(1));
    stage.world.advance(Duration::from_secs(3));
    stage.desk.monitor().deliver().drain_one(stage.world.now()).await.unwrap();
    assert_eq!(named(&stage), 1, "it arrived, but nobody here knows");
    stage.die_and_restart().await;
    stage.send().await;
    assert_eq!(named(&stage), 2, "at least once, and once more for the kill");
    stage.die_and_restart().await;
    stage.send().await;
    assert_eq!(named(&stage), 2);
}

#[tokio::test]
async fn a_webhook_that_is_gone_is_told_and_left_alone() {
    let stage = Stage::with_a_titan_in_space().await;
    stage.world.delete_webhook("critical").unwrap();
    stage.send().await;
    let status = stage.status().await;
    assert!(status.relay_trouble.is_some(), "{status:?}");
    assert_eq!(status.relay_waiting, 1, "kept for when it is mended");
    let asked =
        |stage: &Stage| stage.world.requests().iter().filter(|request| request.service == Service::Discord).count();
    let before = asked(&stage);
    stage.send().await;
    assert_eq!(asked(&stage), before, "not asked again");
}

#[tokio::test]
async fn server_errors_and_rate_limits_lose_nothing() {
    let stage = Stage::with_a_titan_in_space().await;
    for status in [500, 502, 503, 429] {
        let effect = FaultEffect::Answer { status, body: None, headers: vec![("Retry-After".into(), "2".into())] };
        stage.world.inject(Fault::new(Service::Discord, "*", effect).times(1));
    }
    for _ in 0..6 {
        stage.send().await;
    }
    assert_eq!(named(&stage), 1);
}

#[tokio::test]
async fn every_step_may_be_the_last_one_before_a_kill() {
    let mut stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.die_and_restart().await;
    stage.relay().await;
    stage.die_and_restart().await;
    stage.after(1).await;
    stage.die_and_restart().await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.die_and_restart().await;
    stage.world.advance(Duration::from_secs(3));
    stage.desk.monitor().deliver().drain_one(stage.world.now()).await.unwrap();
    stage.die_and_restart().await;
    stage.send().await;
    stage.die_and_restart().await;
    stage.after(60).await;
    stage.send().await;
    assert_eq!(named(&stage), 1, "{:?}", stage.told());
}

#[tokio::test]
async fn a_refused_message_about_several_mains_does_not_take_them_all_with_it() {
    let stage = Stage::new().await;
    let pilots = [stage.pilot("Kara Volkov"), stage.pilot("Oran Vaari"), stage.pilot("Mira Tan")];
    for pilot in pilots {
        stage.sign_in(pilot).await;
    }
    stage.relay().await;
    stage.after(1).await;
    for pilot in pilots {
        stage.world.place(Placement::flown(pilot.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }
    stage.after(60).await;
    let body = Some(serde_json::json!({ "message": "Invalid Form Body", "code": 50035 }));
    let refused = FaultEffect::Answer { status: 400, body, headers: Vec::new() };
    stage.world.inject(Fault::new(Service::Discord, "*", refused).times(1));
    stage.send().await;
    for name in ["Kara Volkov", "Oran Vaari", "Mira Tan"] {
        assert_eq!(stage.told().iter().filter(|message| message.contains(name)).count(), 1, "{:?}", stage.told());
    }
}
