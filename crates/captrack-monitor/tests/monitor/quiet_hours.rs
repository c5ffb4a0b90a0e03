use std::time::Duration;

use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::policy::{Policy, Repeat};
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_monitor::WindowTrouble;
use captrack_ports::PollError;
use jiff::civil::Time;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, in_jita, titan};

const HOUR: i64 = 3600;

async fn prefer(stage: &Stage, quiet_hours: Option<QuietHours>) {
    let preferences = Preferences { notify_alerting: true, quiet_hours, ..Preferences::default() };
    stage.monitor.edit().save_preferences(preferences, DESK).await.unwrap();
}

/// Quiet from noon, which is second 0, to two; Kara and Mira are watched.
async fn quiet(critical_breaks_through: bool) -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(30).await;
    let (from, to) = (Time::constant(12, 0, 0, 0), Time::constant(14, 0, 0, 0));
    prefer(&stage, Some(QuietHours { from, to, critical_breaks_through })).await;
    stage
}

/// A titan of Kara's and five carriers of Mira's show up.
async fn something_happens(stage: &Stage) {
    stage.world.says(KARA, titan(1));
    answers(stage, 100).await;
    stage.world.says(MIRA, carriers(10, 5, in_jita()));
    stage.cycle(4000).await;
    stage.drain(4040).await;
}

/// It is that late, and everything still answers.
async fn answers(stage: &Stage, second: i64) {
    stage.cycle(second).await;
    stage.drain(second).await;
}

fn summaries(stage: &Stage) -> Vec<(String, String)> {
    let shown = stage.world.shown.lock();
    let summaries = shown.iter().filter(|one| one.main.is_none());
    summaries.map(|one| (one.title.clone(), one.body.clone())).collect()
}

#[tokio::test]
async fn nothing_pops_up_and_what_still_stands_is_one_summary_at_the_end() {
    let stage = quiet(false).await;
    something_happens(&stage).await;
    assert!(stage.world.shown.lock().is_empty());
    assert_eq!(stage.world.posted.lock()[0].len(), 6, "Discord hears of all of it");
    answers(&stage, 2 * HOUR - 1).await;
    assert!(stage.world.shown.lock().is_empty());
    answers(&stage, 2 * HOUR).await;
    let body = "1 titan, 5 carriers\nKara Volkov: 1 titan\nMira Solace: 5 carriers";
    assert_eq!(summaries(&stage), [("During quiet hours: 2 mains".to_owned(), body.to_owned())]);
    answers(&stage, 2 * HOUR + 60).await;
    assert_eq!(stage.raised(), ["quiet"], "told once");
}

#[tokio::test]
async fn what_is_critical_breaks_through_and_the_rest_waits() {
    let stage = quiet(true).await;
    something_happens(&stage).await;
    assert_eq!(stage.raised(), ["main/2112000001"]);
    answers(&stage, 2 * HOUR).await;
    assert_eq!(stage.raised(), ["main/2112000001", "quiet"]);
    assert_eq!(summaries(&stage)[0].1, "Mira Solace: 5 carriers");
}

#[tokio::test]
async fn what_is_over_is_not_told() {
    let stage = quiet(false).await;
    something_happens(&stage).await;
    let both = [PilotRef::Id(KARA), PilotRef::Id(MIRA)];
    stage.monitor.edit().snooze(&both, SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    answers(&stage, 2 * HOUR).await;
    assert!(stage.world.shown.lock().is_empty());
}

#[tokio::test]
async fn what_waited_is_told_also_after_a_restart_and_when_quiet_hours_are_turned_off() {
    let stage = quiet(false).await;
    something_happens(&stage).await;
    let stage = stage.restarted().await;
    answers(&stage, 2 * HOUR).await;
    assert_eq!(stage.raised(), ["quiet"]);

    let stage = quiet(false).await;
    something_happens(&stage).await;
    prefer(&stage, None).await;
    stage.drain(4100).await;
    assert_eq!(stage.raised(), ["quiet"]);
}

#[tokio::test]
async fn the_desk_rests_until_quiet_hours_end() {
    let stage = quiet(false).await;
    something_happens(&stage).await;
    let rest = stage.monitor.deliver().drain(crate::stage::at(4040)).await.unwrap();
    assert_eq!(rest, Duration::from_secs(30), "what waits is not looked at all the time");
    stage.world.set_now(crate::stage::at(2 * HOUR - 5));
    let rest = stage.monitor.deliver().drain(crate::stage::at(2 * HOUR - 5)).await.unwrap();
    assert_eq!(rest, Duration::from_secs(5));
}

#[tokio::test]
async fn what_breaks_through_is_waited_for_as_ever() {
    let stage = quiet(true).await;
    stage.world.says(KARA, titan(1));
    stage.cycle(100).await;
    let rest = stage.monitor.deliver().drain(crate::stage::at(100)).await.unwrap();
    assert_eq!(rest, Duration::from_secs(2));
}

#[tokio::test]
async fn reminders_wait_too_and_do_not_repeat_what_is_told_in_the_same_breath() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    let repeat = Repeat { critical: Some(1800), alerting: None };
    stage.monitor.edit().save_policy(Policy { repeat, ..Policy::default() }, DESK).await.unwrap();
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage.drain(65).await;
    assert_eq!(stage.raised(), ["main/2112000001"]);
    let (from, to) = (Time::constant(12, 0, 0, 0), Time::constant(14, 0, 0, 0));
    prefer(&stage, Some(QuietHours { from, to, critical_breaks_through: false })).await;
    stage.world.says(MIRA, titan(2));
    for second in (300..2 * HOUR).step_by(300) {
        answers(&stage, second).await;
    }
    assert_eq!(stage.world.shown.lock().len(), 1);
    answers(&stage, 2 * HOUR).await;
    let told = summaries(&stage);
    let [quiet, reminder] = &told[..] else { panic!("{told:?}") };
    assert_eq!(quiet, &("During quiet hours: 1 main".to_owned(), "Mira Solace: 1 titan".to_owned()));
    assert_eq!(reminder, &("Still open: 1 main".to_owned(), "Kara Volkov: 1 titan".to_owned()));
}

#[tokio::test]
async fn that_nothing_answers_is_told_when_quiet_hours_end_if_it_is_still_so() {
    let stage = quiet(false).await;
    for pilot in [KARA, MIRA] {
        for kind in SectionKind::ALL {
            stage.world.fails(kind, pilot, PollError::Later { why: Text::said("ESI is down."), after: None });
        }
    }
    for second in (600..2 * HOUR).step_by(600) {
        stage.cycle(second).await;
        stage.drain(second).await;
    }
    assert!(stage.world.shown.lock().is_empty());
    stage.drain(2 * HOUR).await;
    assert_eq!(stage.raised(), ["source/esi"]);
}

#[tokio::test]
async fn what_is_mended_in_quiet_hours_is_taken_back_although_something_else_is_wrong() {
    let stage = Stage::watching_kara().await;
    let standing = || stage.world.standing.lock().keys().cloned().collect::<Vec<_>>();
    stage.monitor.shared().note_windows(Some(WindowTrouble::KeepsCrashing)).await;
    answers(&stage, 30).await;
    assert_eq!(standing(), ["source/window"]);
    let (from, to) = (Time::constant(12, 0, 0, 0), Time::constant(14, 0, 0, 0));
    prefer(&stage, Some(QuietHours { from, to, critical_breaks_through: false })).await;
    stage.monitor.shared().note_windows(None).await;
    *stage.world.disk_free.lock() = Some(150_000_000);
    answers(&stage, 60).await;
    assert_eq!(standing(), [] as [String; 0], "the window works again; the disk waits for the end of quiet hours");
    answers(&stage, 2 * HOUR).await;
    assert_eq!(standing(), ["source/disk"]);
}

#[tokio::test]
async fn windows_hear_of_the_end_of_quiet_hours() {
    let stage = quiet(false).await;
    stage.cycle(2 * HOUR - 1).await;
    assert!(stage.status().await.quiet_until.is_some());
    let mut revisions = stage.monitor.shared().revisions();
    revisions.mark_unchanged();
    stage.cycle(2 * HOUR).await;
    assert!(revisions.has_changed().unwrap());
    assert_eq!(stage.status().await.quiet_until, None);
}
