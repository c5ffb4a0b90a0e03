//! A change of snoozes is undone exactly, and only where nobody has decided since.

use captrack_contract::{ErrorCode, PilotRef, SnoozeLength, SnoozeRestore};
use captrack_domain::activity::ActivityKind;
use captrack_domain::snooze::Snooze;
use jiff::{SignedDuration, Timestamp};

use crate::stage::{DESK, KARA, MIRA, Stage, at, titan};

const HOUR: SnoozeLength = SnoozeLength::Seconds(3600);

fn both() -> [PilotRef; 2] {
    [PilotRef::Id(KARA), PilotRef::Id(MIRA)]
}

async fn kara_and_mira() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(60).await;
    stage
}

/// Every snooze that stands, as the store has it.
async fn kept(stage: &Stage) -> Vec<Snooze> {
    stage.monitor.shared().store().snoozes().await.unwrap()
}

#[tokio::test]
async fn undo_of_a_snooze_puts_back_who_was_snoozed_before_and_clears_who_was_not() {
    let stage = kara_and_mira().await;
    let monitor = &stage.monitor;
    let kara = [PilotRef::Id(KARA)];
    monitor
        .edit()
        .snooze(&kara, SnoozeLength::UntilCleared, "Fleet Leader", Some("on deployment".to_owned()))
        .await
        .unwrap();
    let before = kept(&stage).await;

    stage.world.set_now(at(120));
    let undo = monitor.edit().snooze(&both(), HOUR, DESK, None).await.unwrap();
    assert_eq!(kept(&stage).await.len(), 2);
    stage.world.set_now(at(180));
    assert!(monitor.edit().put_snoozes(undo, DESK).await.unwrap().is_empty());
    assert_eq!(kept(&stage).await, before, "until, reason, who and since when");
    let stage = stage.restarted().await;
    assert_eq!(kept(&stage).await, before);
    let told = stage.activity(ActivityKind::Snoozed).await;
    assert_eq!(told[0].new.as_deref(), Some("until cleared: on deployment"), "{told:?}");
}

#[tokio::test]
async fn undo_of_a_clear_puts_every_snooze_back_with_its_own_end_and_reason() {
    let stage = kara_and_mira().await;
    let monitor = &stage.monitor;
    monitor.edit().snooze(&[PilotRef::Id(KARA)], HOUR, "Fleet Leader", Some("moving".to_owned())).await.unwrap();
    monitor.edit().snooze(&[PilotRef::Id(MIRA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    let before = kept(&stage).await;
    let undo = monitor.edit().clear_snooze(&both(), DESK).await.unwrap();
    assert!(kept(&stage).await.is_empty());
    assert!(monitor.edit().put_snoozes(undo, DESK).await.unwrap().is_empty());
    assert_eq!(kept(&stage).await, before);
}

#[tokio::test]
async fn about_whom_somebody_has_decided_since_that_stays_and_is_named() {
    let stage = kara_and_mira().await;
    let monitor = &stage.monitor;
    let undo = monitor.edit().snooze(&both(), HOUR, DESK, None).await.unwrap();
    stage.world.set_now(at(120));
    monitor.edit().snooze(&[PilotRef::Id(MIRA)], SnoozeLength::UntilCleared, "Fleet Leader", None).await.unwrap();

    let decided = monitor.edit().put_snoozes(undo.clone(), DESK).await.unwrap();
    assert_eq!(decided.len(), 1);
    assert_eq!((decided[0].pilot.as_str(), decided[0].by.as_deref()), ("Mira Solace", Some("Fleet Leader")));
    let left = kept(&stage).await;
    assert_eq!((left.len(), left[0].pilot, left[0].until), (1, MIRA, None));

    let again = monitor.edit().put_snoozes(undo, DESK).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::Invalid);
    assert!(again.sentence.contains("Mira Solace") && again.sentence.contains("Fleet Leader"), "{again}");
}

#[tokio::test]
async fn a_snooze_that_has_ended_is_nobody_s_decision_and_one_that_would_be_over_is_not_put_back() {
    let stage = kara_and_mira().await;
    let monitor = &stage.monitor;
    monitor.edit().snooze(&[PilotRef::Id(KARA)], HOUR, DESK, None).await.unwrap();
    monitor.edit().snooze(&[PilotRef::Id(MIRA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    let undo = monitor.edit().snooze(&both(), SnoozeLength::Seconds(600), DESK, None).await.unwrap();
    stage.cycle(2 * 3600).await;
    assert!(kept(&stage).await.is_empty(), "both have ended");
    assert!(monitor.edit().put_snoozes(undo, DESK).await.unwrap().is_empty());
    let kept = kept(&stage).await;
    assert_eq!(kept.iter().map(|snooze| snooze.pilot).collect::<Vec<_>>(), [MIRA], "Kara's was over by itself");
}

#[tokio::test]
async fn an_undo_that_cannot_be_written_leaves_everything_as_it_was() {
    let stage = kara_and_mira().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(4000).await;
    let undo = stage.monitor.edit().snooze(&both(), HOUR, DESK, None).await.unwrap();
    let before = stage.snapshot().await.mains;
    stage.monitor.shared().store().close().await;
    let refusal = stage.monitor.edit().put_snoozes(undo, DESK).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::Internal);
    assert_eq!(stage.snapshot().await.mains, before, "still snoozed");
    assert!(stage.monitor.edit().clear_snooze(&both(), DESK).await.is_err());
    assert_eq!(stage.snapshot().await.mains, before, "still snoozed");
}

#[tokio::test]
async fn a_pilot_who_is_not_watched_any_more_holds_up_nobody_and_alone_is_refused() {
    let stage = Stage::watching_kara().await;
    let undo = stage.monitor.edit().snooze(&both(), HOUR, DESK, None).await.unwrap();
    assert_eq!(undo.iter().map(|one| one.pilot).collect::<Vec<_>>(), [KARA]);
    let alone = stage.monitor.edit().snooze(&[PilotRef::Id(MIRA)], HOUR, DESK, None).await.unwrap_err();
    assert_eq!(alone.code, ErrorCode::UnknownPilot);
    let put = SnoozeRestore { pilot: MIRA, put: None, over: None };
    assert!(
        stage.monitor.edit().put_snoozes(vec![put], DESK).await.unwrap().is_empty(),
        "there is nothing to put back"
    );
}

#[tokio::test]
async fn a_snooze_for_another_pilot_than_it_names_is_never_put() {
    let stage = kara_and_mira().await;
    let until: Option<Timestamp> = Some(at(0) + SignedDuration::from_hours(9));
    let miras = Snooze { pilot: MIRA, since: at(0), until, by: DESK.to_owned(), why: None };
    let put = SnoozeRestore { pilot: KARA, put: Some(miras), over: None };
    stage.monitor.edit().put_snoozes(vec![put], DESK).await.unwrap();
    assert!(kept(&stage).await.is_empty());
}
