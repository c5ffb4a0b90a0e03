use captrack_contract::{PilotRef, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, JITA, NYX};

use crate::stage::Stage;

async fn with_a_titan_that_was_told() -> (Stage, PilotId, i64) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.after(1).await;
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;
    assert_eq!((stage.told().len(), stage.desktop.raised.lock().len()), (1, 1));
    (stage, kara, titan)
}

async fn acknowledge(stage: &Stage, main: PilotId, why: Option<&str>) {
    let command = commands::Acknowledge { mains: vec![PilotRef::Id(main)], why: why.map(str::to_owned) };
    stage.desk.ask(command).await.unwrap();
}

#[tokio::test]
async fn what_was_acknowledged_stays_critical_and_silent_and_says_by_whom() {
    let (mut stage, kara, titan) = with_a_titan_that_was_told().await;
    acknowledge(&stage, kara, Some("op in Fountain")).await;
    assert!(stage.desktop.standing.lock().is_empty(), "its notification is closed");

    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    for _ in 0..10 {
        stage.after(60).await;
        stage.send().await;
    }
    assert_eq!(stage.told().len(), 1, "a move is not told: {:?}", stage.told());

    stage.die_and_restart().await;
    let card = stage.head(kara).await.unwrap();
    assert_eq!(card.level, Level::Critical, "no snooze");
    let seen = card.acknowledged.unwrap();
    assert_eq!((seen.by.as_str(), seen.why.as_deref()), ("this desk", Some("op in Fountain")));
    stage.after(60).await;
    stage.send().await;
    assert!(stage.desktop.raised.lock().is_empty());
}

#[tokio::test]
async fn a_further_hull_under_an_acknowledged_main_is_told_and_ends_it() {
    let (stage, kara, _) = with_a_titan_that_was_told().await;
    acknowledge(&stage, kara, None).await;
    stage.world.place(Placement::stored(kara.0, NYX.0, Place::Space(DELVE.0))).unwrap();
    for _ in 0..70 {
        stage.after(60).await;
    }
    stage.send().await;
    assert_eq!(stage.told().len(), 2, "{:?}", stage.told());
    assert!(stage.told()[1].contains("Nyx"), "{:?}", stage.told());
    assert!(stage.head(kara).await.unwrap().acknowledged.is_none());
    assert_eq!(stage.desktop.raised.lock().len(), 2);
}

#[tokio::test]
async fn an_acknowledgement_can_be_taken_back_without_a_sound() {
    let (stage, kara, _) = with_a_titan_that_was_told().await;
    acknowledge(&stage, kara, None).await;
    let clear = commands::ClearAcknowledgement { mains: vec![PilotRef::Id(kara)] };
    stage.desk.ask(clear).await.unwrap();
    stage.send().await;
    assert!(stage.head(kara).await.unwrap().acknowledged.is_none());
    assert_eq!((stage.told().len(), stage.desktop.raised.lock().len()), (1, 1));
}

#[tokio::test]
async fn where_nothing_alerts_there_is_nothing_to_acknowledge() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.after(1).await;
    let command = commands::Acknowledge { mains: vec![PilotRef::Id(kara)], why: None };
    let refusal = stage.desk.ask(command).await.unwrap_err();
    assert!(refusal.sentence.contains("Kara Volkov"), "{refusal}");
}
