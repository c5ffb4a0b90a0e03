use captrack_contract::CheckVerdict;
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_ports::{PollError, Secret};

use crate::auth_server::{address, beside, member};
use crate::stage::{KARA, MIRA, Stage, carriers, in_jita, titan};

fn busy() -> PollError {
    PollError::Later { why: Text::said("ESI is busy."), after: None }
}

async fn verdict_of(stage: &Stage, second: i64) -> CheckVerdict {
    stage.cycle(second).await;
    stage.monitor.views().verdict().await
}

#[tokio::test]
async fn a_verdict_is_the_highest_of_what_stands() {
    let stage = Stage::new().await;
    assert_eq!(verdict_of(&stage, 0).await, CheckVerdict::Unknown, "nobody is watched");
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    assert_eq!(verdict_of(&stage, 1).await, CheckVerdict::Quiet);
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    assert_eq!(verdict_of(&stage, 4000).await, CheckVerdict::Alerting);
    stage.world.says(KARA, titan(1));
    assert_eq!(verdict_of(&stage, 8000).await, CheckVerdict::Critical);
}

#[tokio::test]
async fn what_could_not_be_read_counts_only_where_nothing_known_alerts() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.fails(SectionKind::Assets, MIRA, busy());
    assert_eq!(verdict_of(&stage, 0).await, CheckVerdict::Unknown);
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    assert_eq!(verdict_of(&stage, 4000).await, CheckVerdict::Alerting);
    stage.world.says(KARA, titan(1));
    assert_eq!(verdict_of(&stage, 8000).await, CheckVerdict::Critical);
    stage
        .monitor
        .edit()
        .snooze(&[captrack_contract::PilotRef::Id(KARA)], captrack_contract::SnoozeLength::UntilCleared, "Mira", None)
        .await
        .unwrap();
    assert_eq!(stage.monitor.views().verdict().await, CheckVerdict::Unknown, "what is snoozed does not alert");
    stage.world.says(MIRA, Reading::Assets(Vec::new()));
    assert_eq!(verdict_of(&stage, 12_000).await, CheckVerdict::Quiet);
}

#[tokio::test]
async fn pilots_whom_allianceauth_alone_names_leave_nothing_unread_after_a_restart_either() {
    let (stage, auth) = beside().await;
    auth.tells(vec![member(&stage.world, KARA, "Kara Volkov", None)], Vec::new());
    stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap();
    assert_eq!(stage.monitor.views().verdict().await, CheckVerdict::Quiet);
    let stage = stage.restarted().await;
    assert_eq!(verdict_of(&stage, 300).await, CheckVerdict::Quiet);
    // Who signs in too is asked about, and is no more once signed out.
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.fails(SectionKind::Ship, KARA, busy());
    assert_eq!(verdict_of(&stage, 400).await, CheckVerdict::Unknown);
    stage.monitor.edit().forget_pilot(&captrack_contract::PilotRef::Id(KARA), "Mira").await.unwrap();
    assert_eq!(stage.monitor.views().verdict().await, CheckVerdict::Quiet);
    let stage = stage.restarted().await;
    assert_eq!(verdict_of(&stage, 800).await, CheckVerdict::Quiet);
}
