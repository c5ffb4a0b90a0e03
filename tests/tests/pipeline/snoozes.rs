use captrack_contract::{BoardAnswer, BoardRequest, PilotRef, SnoozeLength, commands};
use captrack_domain::evaluate::Level;
use captrack_monitor::NewPilot;
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE};

use crate::relay_stage::KARA;
use crate::stage::Stage;

#[tokio::test]
async fn a_titan_shows_up_is_snoozed_and_nobody_hears_of_it_again() {
    let mut stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.after(1).await;
    stage.send().await;
    assert!(stage.told().is_empty(), "nothing alerts yet");

    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;

    let hull = stage.only_hull().await;
    assert_eq!((hull.level, hull.system_name.as_deref()), (Level::Critical, Some("1DQ1-A")));
    assert_eq!(hull.why, "Titans always alert");
    assert_eq!(stage.desktop.raised.lock().len(), 1);
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    assert!(stage.told()[0].contains("Avatar"), "{:?}", stage.told());

    stage.snooze(kara, 3600).await;
    assert!(stage.desktop.standing.lock().is_empty(), "its notification is closed");
    assert_eq!(stage.card(kara).await.unwrap().level, Level::Snoozed);

    stage.die_and_restart().await;
    let hull = stage.only_hull().await;
    assert_eq!(hull.level, Level::Snoozed);
    assert!(hull.snooze.unwrap().until.is_some());
    for _ in 0..5 {
        stage.after(60).await;
        stage.send().await;
    }
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    assert!(stage.desktop.raised.lock().is_empty());
}

#[tokio::test]
async fn a_snooze_takes_back_what_was_not_sent_yet() {
    let stage = Stage::with_a_titan_in_space().await;
    stage.snooze(KARA, 3600).await;
    stage.send().await;
    assert!(stage.told().is_empty(), "{:?}", stage.told());

    let clear = commands::ClearSnooze { pilots: vec![PilotRef::Name("kara volkov".into())] };
    stage.desk.ask(clear).await.unwrap();
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "cleared, what was never told is told: {:?}", stage.told());
    assert!(stage.desktop.raised.lock().is_empty(), "an edit raises no toast");
}

#[tokio::test]
async fn when_a_snooze_ends_and_the_alert_stands_one_notice_says_so() {
    let stage = Stage::with_a_titan_in_space().await;
    stage.send().await;
    stage.snooze(KARA, 600).await;
    for _ in 0..15 {
        stage.after(60).await;
        stage.send().await;
    }
    assert_eq!(stage.told().len(), 2, "{:?}", stage.told());
    assert_eq!(stage.desktop.raised.lock().len(), 2);
    assert_eq!(stage.only_hull().await.level, Level::Critical);
}

#[tokio::test]
async fn a_snooze_of_an_unknown_pilot_is_refused_with_a_sentence() {
    let stage = Stage::new().await;
    let command = commands::ClearSnooze { pilots: vec![PilotRef::Name("Nobody".into())] };
    let refusal = stage.desk.ask(command).await.unwrap_err();
    assert!(refusal.sentence.contains("Nobody"), "{refusal}");
}

#[tokio::test]
async fn a_fleet_that_was_silenced_before_it_was_told_is_told_whole_when_the_snooze_is_cleared() {
    let stage = Stage::new().await;
    let (kara, oran) = (stage.pilot("Kara Volkov"), stage.pilot("Oran Vaari"));
    for pilot in [kara, oran] {
        stage.sign_in(pilot).await;
    }
    let alt = NewPilot { id: oran, name: "Oran Vaari", main: Some(kara) };
    stage.desk.monitor().edit().add_pilots(&[alt]).await.unwrap();
    stage.relay().await;
    for pilot in [kara, kara, oran, oran] {
        stage.world.place(Placement::stored(pilot.0, ARCHON.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    }
    stage.after(1).await;
    stage.send().await;
    stage.world.place(Placement::flown(kara.0, ARCHON.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    assert_eq!(stage.card(kara).await.unwrap().level, Level::Alerting);
    stage.snooze(oran, 3600).await;
    stage.send().await;
    assert!(stage.told().is_empty(), "{:?}", stage.told());
    stage.desk.ask(commands::ClearSnooze { pilots: vec![PilotRef::Id(oran)] }).await.unwrap();
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    assert_eq!(stage.told()[0].matches("Archon").count(), 5, "{:?}", stage.told());
}

#[tokio::test]
async fn undo_of_a_clear_takes_back_what_waits_and_nobody_hears_of_it() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.after(1).await;
    let pilots = vec![PilotRef::Id(kara)];
    let snooze =
        commands::Snooze { pilots: pilots.clone(), length: SnoozeLength::UntilCleared, why: Some("away".into()) };
    stage.desk.ask(snooze).await.unwrap();
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    let undo = stage.desk.ask(commands::ClearSnooze { pilots }).await.unwrap().undo;
    assert_eq!(stage.only_hull().await.level, Level::Critical);
    stage.desk.ask(commands::PutSnoozes { snoozes: undo }).await.unwrap();
    stage.send().await;
    assert_eq!(stage.only_hull().await.snooze.and_then(|snooze| snooze.why).as_deref(), Some("away"));
    assert!(stage.told().is_empty(), "{:?}", stage.told());
}

#[tokio::test]
async fn before_a_search_is_given_up_for_a_main_it_is_asked_whether_it_has_a_card() {
    let stage = Stage::new().await;
    let (kara, mira) = (stage.pilot("Kara Volkov"), stage.pilot("Mira Solace"));
    for pilot in [kara, mira] {
        stage.sign_in(pilot).await;
    }
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    for (main, name, has_card) in [(kara, "Kara Volkov", true), (mira, "Mira Solace", false)] {
        let answer = stage.desk.board(&BoardRequest::Find { main }).await.unwrap();
        let BoardAnswer::Found(found) = answer else { panic!("{answer:?}") };
        assert_eq!((found.name.as_deref(), found.has_card), (Some(name), has_card));
    }
}
