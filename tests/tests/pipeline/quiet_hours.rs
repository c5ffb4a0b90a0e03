use captrack_contract::commands;
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::stage::Stage;

/// Quiet from now on, for so many hours.
async fn quiet_for(stage: &Stage, hours: i8, critical_breaks_through: bool) {
    let now = stage.world.now().to_zoned(TimeZone::UTC).time();
    let from = Time::constant(now.hour(), 0, 0, 0);
    let to = Time::new((now.hour() + hours) % 24, 0, 0, 0).unwrap();
    let quiet_hours = Some(QuietHours { from, to, critical_breaks_through });
    let preferences = Preferences { quiet_hours, ..Preferences::default() };
    stage.desk.ask(commands::SavePreferences { preferences }).await.unwrap();
}

async fn with_a_new_titan(critical_breaks_through: bool) -> Stage {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.after(1).await;
    quiet_for(&stage, 2, critical_breaks_through).await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;
    stage
}

#[tokio::test]
async fn in_quiet_hours_nothing_pops_up_and_what_still_stands_is_told_once_they_end() {
    let stage = with_a_new_titan(false).await;
    assert!(stage.desktop.raised.lock().is_empty());
    assert!(stage.status().await.quiet_until.is_some());
    for _ in 0..125 {
        stage.after(60).await;
    }
    stage.send().await;
    assert!(stage.status().await.quiet_until.is_none());
    let raised = stage.desktop.raised.lock().clone();
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert!(raised[0].body.contains("Kara Volkov"), "{raised:?}");
}

#[tokio::test]
async fn what_is_critical_breaks_through_where_it_may() {
    let stage = with_a_new_titan(true).await;
    assert_eq!(stage.desktop.raised.lock().len(), 1);
}

#[tokio::test]
async fn what_is_over_when_quiet_hours_end_is_not_told() {
    let stage = with_a_new_titan(false).await;
    let kara = stage.world.pilots()[0].pilot_id;
    stage
        .desk
        .ask(commands::Snooze {
            pilots: vec![captrack_contract::PilotRef::Id(captrack_domain::ids::PilotId(kara))],
            length: captrack_contract::SnoozeLength::UntilCleared,
            why: None,
        })
        .await
        .unwrap();
    for _ in 0..125 {
        stage.after(60).await;
    }
    stage.send().await;
    assert!(stage.desktop.raised.lock().is_empty());
}
