use captrack_contract::PilotRef;
use captrack_domain::policy::{Policy, Repeat};

use crate::stage::{DESK, KARA, MIRA, Stage, titan};

/// Kara's and Mira's titans were told of; what is critical is told again every ten minutes.
async fn reminded() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(30).await;
    let repeat = Repeat { critical: Some(600), alerting: None };
    stage.monitor.edit().save_policy(Policy { repeat, ..Policy::default() }, DESK).await.unwrap();
    stage.world.says(KARA, titan(1));
    stage.world.says(MIRA, titan(2));
    stage.cycle(100).await;
    stage.drain(102).await;
    assert_eq!((stage.raised().len(), stage.posted()), (2, 1));
    stage
}

async fn pass(stage: &Stage, seconds: std::ops::Range<i64>) {
    for second in seconds.step_by(60) {
        stage.cycle(second).await;
        stage.drain(second + 5).await;
    }
}

#[tokio::test]
async fn what_still_stands_is_one_notification_without_attention_and_one_message() {
    let stage = reminded().await;
    pass(&stage, 160..900).await;
    assert_eq!((stage.raised().len(), stage.posted()), (2, 2));
    let reminder = stage.world.standing.lock()["reminder"].clone();
    assert_eq!(reminder.title, "Still open: 2 mains");
    assert_eq!(reminder.body, "2 titans\nKara Volkov: 1 titan\nMira Solace: 1 titan");
    assert!(!reminder.draws_attention && !reminder.sound);
    assert_eq!(stage.world.shown.lock().iter().filter(|one| one.tag == "reminder").count(), 1);
}

#[tokio::test]
async fn what_somebody_has_seen_is_not_told_again() {
    let stage = reminded().await;
    stage.monitor.edit().acknowledge(&[PilotRef::Id(KARA)], None, DESK).await.unwrap();
    pass(&stage, 160..900).await;
    assert_eq!(stage.world.standing.lock()["reminder"].body, "Mira Solace: 1 titan");
}
