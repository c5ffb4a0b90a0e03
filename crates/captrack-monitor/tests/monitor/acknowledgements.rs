use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::activity::ActivityKind;
use captrack_domain::reading::Reading;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, in_jita, owned_titans, titan};

const KARAS: &str = "main/2112000001";

/// Kara's titan was told of, at second 62.
async fn told() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage.drain(62).await;
    assert_eq!((stage.posted(), stage.raised().as_slice()), (1, &[KARAS.to_owned()][..]));
    stage
}

async fn acknowledge(stage: &Stage, why: Option<&str>) {
    stage.monitor.edit().acknowledge(&[PilotRef::Id(KARA)], why.map(str::to_owned), "Mira Solace").await.unwrap();
}

#[tokio::test]
async fn its_notification_goes_and_does_not_come_back_while_the_same_hulls_alert() {
    let stage = told().await;
    acknowledge(&stage, None).await;
    assert!(stage.world.standing.lock().is_empty());
    for second in (120..4000).step_by(60) {
        stage.cycle(second).await;
        stage.drain(second).await;
    }
    let stage = stage.restarted().await;
    stage.cycle(4060).await;
    stage.drain(4070).await;
    assert_eq!((stage.posted(), stage.raised().len()), (1, 1));
}

#[tokio::test]
async fn a_further_hull_ends_it_and_the_notification_then_names_all() {
    let stage = told().await;
    acknowledge(&stage, None).await;
    stage.world.says(KARA, owned_titans(2, 1));
    stage.cycle(4000).await;
    stage.drain(4002).await;
    assert_eq!(stage.raised(), [KARAS, KARAS]);
    assert_eq!(stage.world.standing.lock()[KARAS].title, "Kara Volkov: 2 titans");
    assert_eq!(stage.world.posted.lock()[1].len(), 1, "only the new one is posted");
    let ended = stage.activity(ActivityKind::AcknowledgementEnded).await.remove(0);
    assert_eq!((ended.by.as_str(), ended.subject.as_str()), ("CapTrack", "Kara Volkov"));
    assert_eq!(ended.new.as_deref(), Some("another ship alerts"));
    assert!(stage.monitor.shared().store().acknowledgements().await.unwrap().is_empty());
}

#[tokio::test]
async fn it_ends_when_all_of_it_is_over() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, owned_titans(1, 1));
    stage.cycle(4000).await;
    acknowledge(&stage, None).await;
    stage.world.says(KARA, Reading::Assets(Vec::new()));
    for second in [8000, 12_000] {
        stage.cycle(second).await;
    }
    let ended = stage.activity(ActivityKind::AcknowledgementEnded).await;
    assert_eq!(ended[0].new.as_deref(), Some("nothing alerts any more"));
    assert!(stage.monitor.shared().store().acknowledgements().await.unwrap().is_empty());
}

#[tokio::test]
async fn where_nothing_alerts_it_is_refused_by_name_and_nobody_else_is_acknowledged() {
    let stage = told().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    let both = [PilotRef::Id(KARA), PilotRef::Id(MIRA)];
    let refusal = stage.monitor.edit().acknowledge(&both, None, DESK).await.unwrap_err();
    assert_eq!(refusal.sentence, "Mira Solace has no open alerts, so there is nothing to acknowledge.");
    assert!(stage.monitor.shared().store().acknowledgements().await.unwrap().is_empty());
    assert!(stage.monitor.edit().acknowledge(&[PilotRef::Name("Nobody".into())], None, DESK).await.is_err());
}

#[tokio::test]
async fn the_log_tells_who_acknowledged_what_and_why_and_who_took_it_back() {
    let stage = told().await;
    acknowledge(&stage, Some(" op in Fountain ")).await;
    let line = stage.activity(ActivityKind::Acknowledged).await.remove(0);
    assert_eq!((line.by.as_str(), line.subject.as_str()), ("Mira Solace", "Kara Volkov"));
    assert_eq!(line.new.as_deref(), Some("1 titan: op in Fountain"));
    stage.monitor.edit().clear_acknowledgement(&[PilotRef::Name("kara volkov".into())], DESK).await.unwrap();
    let line = stage.activity(ActivityKind::AcknowledgementCleared).await.remove(0);
    assert_eq!(line.old.as_deref(), Some("by Mira Solace: op in Fountain"));
    assert!(stage.monitor.shared().store().acknowledgements().await.unwrap().is_empty());
    stage.monitor.edit().clear_acknowledgement(&[PilotRef::Id(KARA)], DESK).await.unwrap();
    assert_eq!(stage.activity(ActivityKind::AcknowledgementCleared).await.len(), 1, "nothing was left to take back");
}

#[tokio::test]
async fn an_alt_stands_for_its_main_and_a_main_that_is_not_watched_is_known_by_its_pilots() {
    let stage = told().await;
    let main = captrack_domain::ids::PilotId(2_112_000_099);
    stage.world.names.lock().insert(main.0, "Old Hand".to_owned());
    stage.monitor.edit().set_main(&[PilotRef::Id(KARA)], Some(&PilotRef::Id(main)), DESK).await.unwrap();
    stage.cycle(120).await;
    for who in [PilotRef::Id(KARA), PilotRef::Id(main), PilotRef::Name("old hand".into())] {
        stage.monitor.edit().acknowledge(std::slice::from_ref(&who), None, DESK).await.unwrap();
        let seen = stage.monitor.shared().store().acknowledgements().await.unwrap();
        assert_eq!(seen.iter().map(|seen| seen.main).collect::<Vec<_>>(), [main]);
        stage.monitor.edit().clear_acknowledgement(&[who], DESK).await.unwrap();
    }
}

#[tokio::test]
async fn who_acknowledges_during_a_snooze_hears_nothing_at_its_end() {
    let stage = told().await;
    let kara = [PilotRef::Id(KARA)];
    stage.monitor.edit().snooze(&kara, SnoozeLength::Seconds(600), DESK, None).await.unwrap();
    stage.world.set_now(crate::stage::at(300));
    acknowledge(&stage, None).await;
    stage.cycle(700).await;
    stage.drain(710).await;
    assert_eq!((stage.posted(), stage.raised().len()), (1, 1));
    let ended = stage.activity(ActivityKind::SnoozeEnded).await;
    assert_eq!((ended.len(), ended[0].subject.as_str(), ended[0].at), (1, "Kara Volkov", crate::stage::at(662)));
}

#[tokio::test]
async fn who_acknowledged_and_is_forgotten_does_not_come_back_with_a_later_write() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.says(KARA, owned_titans(1, 2));
    stage.cycle(4000).await;
    acknowledge(&stage, Some("as Mira Solace said")).await;
    stage.monitor.edit().forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap();
    stage.world.says(KARA, owned_titans(1, 1));
    for second in [8000, 12_000] {
        stage.cycle(second).await;
    }
    let seen = stage.monitor.shared().store().acknowledgements().await.unwrap().remove(0);
    assert_eq!(seen.hulls.len(), 1, "written again since");
    assert!(!format!("{seen:?}").contains("Mira"), "{seen:?}");
}

#[tokio::test]
async fn forgetting_the_main_forgets_that_it_was_acknowledged() {
    let stage = told().await;
    acknowledge(&stage, None).await;
    stage.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    assert!(stage.monitor.shared().store().acknowledgements().await.unwrap().is_empty());
    let lines = stage.all_activity().await;
    assert!(lines.iter().all(|line| !format!("{line:?}").contains("Kara")), "{lines:?}");
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    stage.cycle(8000).await;
    stage.drain(8040).await;
    assert!(stage.posted() > 1, "told anew");
}
