//! A pause with an end: it ends without anybody, over restarts too; one without an end is remembered every day.

use captrack_contract::{ErrorCode, MonitoringState};
use captrack_domain::activity::ActivityKind;
use captrack_monitor::undoable;

use crate::stage::{DESK, Stage, at, until};

const HOUR: i64 = 3600;

/// Lets the loop run until monitoring is what it should be.
async fn loop_until(stage: &Stage, wanted: MonitoringState) {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let polling = tokio::spawn(stage.monitor.clone().poll_until(stopped));
    until("monitoring to change", async || stage.status().await.monitoring == wanted).await;
    stop.send_replace(true);
    polling.await.unwrap();
}

async fn lines(stage: &Stage) -> Vec<(String, Option<String>, Option<String>)> {
    let lines = stage.activity(ActivityKind::Monitoring).await;
    lines.into_iter().rev().map(|line| (line.by, line.old, line.new)).collect()
}

#[tokio::test]
async fn a_pause_with_an_end_survives_a_restart_and_ends_without_anybody() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().pause(Some(3600), DESK).await.unwrap();
    let stage = stage.restarted().await;
    let status = stage.status().await;
    assert_eq!((status.monitoring, status.paused_until), (MonitoringState::Paused, Some(at(HOUR))));
    assert_eq!(status.next_check, None);
    stage.world.set_now(at(HOUR));
    loop_until(&stage, MonitoringState::Watching).await;
    let words = |text: &str| Some(text.to_owned());
    let off = words("off until 2026-11-22 13:00 EVE");
    assert_eq!(
        lines(&stage).await,
        [(DESK.to_owned(), words("on"), off.clone()), ("CapTrack".to_owned(), off, words("on"))]
    );
    let status = stage.status().await;
    assert_eq!((status.paused_since, status.paused_until), (None, None));
    let stage = stage.restarted().await;
    assert_eq!(stage.status().await.paused_since, None, "over a restart too");
}

#[tokio::test]
async fn a_pause_gets_another_end_and_lasts_no_longer_than_a_month() {
    let stage = Stage::watching_kara().await;
    let edit = stage.monitor.edit();
    edit.pause(None, DESK).await.unwrap();
    stage.world.set_now(at(HOUR));
    edit.pause(Some(3600), DESK).await.unwrap();
    let status = stage.status().await;
    assert_eq!((status.paused_since, status.paused_until), (Some(at(0)), Some(at(2 * HOUR))));
    for seconds in [0, 30 * 86_400 + 1] {
        let refusal = edit.pause(Some(seconds), DESK).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::Invalid, "{refusal}");
    }
    assert_eq!(stage.status().await.paused_until, Some(at(2 * HOUR)));
}

#[tokio::test]
async fn undoing_a_pause_resumes_and_undoing_the_resumption_pauses_until_the_same_end() {
    let stage = Stage::watching_kara().await;
    let edit = stage.monitor.edit();
    undoable(edit.pause(Some(3600), DESK)).await.0.unwrap();
    edit.undo(None, DESK).await.unwrap();
    assert_eq!(stage.status().await.paused_since, None);
    edit.pause(Some(3600), DESK).await.unwrap();
    stage.world.set_now(at(60));
    undoable(edit.resume(DESK)).await.0.unwrap();
    edit.undo(None, DESK).await.unwrap();
    assert_eq!(stage.status().await.paused_until, Some(at(HOUR)));
    // A resumption is not undone into a pause that would have ended meanwhile.
    undoable(edit.resume(DESK)).await.0.unwrap();
    stage.world.set_now(at(2 * HOUR));
    let refusal = edit.undo(None, DESK).await.unwrap_err();
    assert!(refusal.sentence.contains("has ended meanwhile"), "{refusal}");
    assert_eq!(stage.status().await.paused_since, None);
}

#[tokio::test]
async fn a_pause_without_an_end_is_remembered_once_a_day_until_somebody_resumes() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().pause(None, DESK).await.unwrap();
    let reminders = || stage.raised().iter().filter(|tag| *tag == "source/paused").count();
    for (hour, wanted) in [(23, 0), (24, 1), (25, 1), (47, 1), (48, 2), (49, 2), (72, 3)] {
        stage.drain(hour * HOUR).await;
        assert_eq!(reminders(), wanted, "after {hour} hours");
    }
    stage.monitor.edit().resume(DESK).await.unwrap();
    stage.drain(96 * HOUR).await;
    assert_eq!(reminders(), 3);
    stage.monitor.edit().pause(Some(7 * 86_400), DESK).await.unwrap();
    stage.drain(130 * HOUR).await;
    assert_eq!(reminders(), 3, "one with an end needs no reminder");
}
