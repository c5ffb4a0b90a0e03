//! A store that fails at each write of a cycle: what was decided and what is to be told of it are written together or not at all, and succeed
//! later. Edits are in `edit_failures.rs`.

use std::time::Duration;

use captrack_contract::ProblemKind;
use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, LocationId};
use captrack_domain::notice::Receiver;
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::Reading;
use captrack_domain::text::Text;
use captrack_ports::DeliveryVerdict;
use captrack_testing::eden::DELVE;

use crate::stage::{DESK, KARA, Stage, at, carriers, in_jita, titan};

const TITAN: HullKey = HullKey::Item(ItemId(1_040_000_000_001));
const RECEIVERS: [Receiver; 2] = [Receiver::Os, Receiver::DiscordCritical];

/// Kara's hulls are known, and she has a titan now.
async fn with_news() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, Reading::Online(true));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.world.says(KARA, titan(1));
    stage
}

/// Whether the alert is written, and to whom it waits to be told.
async fn decided(stage: &Stage) -> (bool, Vec<Receiver>) {
    let store = stage.monitor.shared().store();
    let alerts = store.alerts(at(-99_999)).await.unwrap();
    let mut waits = Vec::new();
    for receiver in RECEIVERS {
        if !store.pending(receiver, at(999_999)).await.unwrap().is_empty() {
            waits.push(receiver);
        }
    }
    (alerts.iter().any(|alert| alert.id == AlertId::Hull(TITAN)), waits)
}

/// A cycle with news in which the n-th statement fails; false: there are fewer.
async fn news_fail_at(statement: u32, restart: bool) -> bool {
    let mut stage = with_news().await;
    stage.monitor.shared().store().fail_at(statement).await.unwrap();
    stage.world.set_now(at(4000));
    let failed = stage.monitor.run_cycle().await.is_err();
    assert_eq!(failed, stage.monitor.shared().store().has_failed(), "{statement}: a failure is told");
    stage.monitor.shared().store().fail_at(0).await.unwrap();
    let (alert, waits) = decided(&stage).await;
    assert_eq!(alert, !waits.is_empty(), "{statement}: decided and to be told are one transaction");
    assert!(!alert || waits.len() == 2, "{statement}: {waits:?}");
    if failed {
        assert_eq!(stage.posted(), 0, "{statement}: nothing is said of what is not written");
        if restart {
            stage = stage.restarted().await;
        }
        // A later reading that says the same: what was read before must not be lost with the failure.
        stage.cycle(4010).await;
        stage.cycle(4020).await;
    }
    assert_eq!(decided(&stage).await, (true, RECEIVERS.to_vec()), "{statement}");
    for second in [4030, 4100] {
        stage.drain(second).await;
    }
    assert_eq!(stage.world.posted.lock().concat(), [TITAN], "{statement}: told once");
    assert_eq!(stage.raised().len(), 1, "{statement}: shown once");
    let events = stage.monitor.shared().store().trail(TITAN, at(0), at(9999)).await.unwrap();
    assert_eq!(events.len(), 2, "{statement}: appeared and boarded, once each: {events:?}");
    failed
}

#[tokio::test]
async fn a_cycle_that_fails_at_any_write_loses_nothing_and_tells_nothing_twice() {
    let mut statement = 1;
    while news_fail_at(statement, false).await {
        statement += 1;
    }
    assert!(statement > 10, "it has come to them: {statement}");
}

#[tokio::test]
async fn a_program_that_is_killed_after_any_failed_write_loses_nothing_either() {
    let mut statement = 1;
    while news_fail_at(statement, true).await {
        statement += 3;
    }
    assert!(statement > 10, "it has come to them: {statement}");
}

#[tokio::test]
async fn what_was_read_in_a_cycle_that_failed_is_written_although_nobody_says_it_again() {
    let stage = with_news().await;
    stage.monitor.shared().store().fail_at(1).await.unwrap();
    stage.world.set_now(at(4000));
    stage.monitor.run_cycle().await.unwrap_err();
    // An edit comes before the next answer, and nothing answers any more.
    stage.monitor.edit().pause(None, DESK).await.unwrap();
    assert_eq!(decided(&stage).await, (true, RECEIVERS.to_vec()));
    assert_eq!(stage.monitor.shared().store().hulls().await.unwrap().len(), 1);
    let kept = stage.monitor.shared().store().comings_and_goings(KARA, at(0)).await.unwrap();
    assert_eq!(kept.len(), 2, "also that she came online: {kept:?}");
}

#[tokio::test]
async fn the_loop_goes_on_after_a_commit_that_failed_and_does_not_spin() {
    let stage = with_news().await;
    stage.world.set_now(at(4000));
    stage.monitor.shared().store().fail_at(1).await.unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let polling = tokio::spawn(stage.monitor.clone().poll_until(stopped));
    let begun = std::time::Instant::now();
    let patience = Duration::from_secs(60);
    while !decided(&stage).await.0 {
        assert!(begun.elapsed() < patience, "it never goes on");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.send_replace(true);
    polling.await.unwrap();
    assert!(stage.monitor.shared().store().has_failed());
    assert!(begun.elapsed() >= Duration::from_secs(4), "a broken disk is not asked again at once");
    assert!(stage.world.asked_of(captrack_domain::section::SectionKind::Ship, KARA) < 10);
}

/// A start in which the n-th statement fails, with a structure and a corporation that have no names yet; false: there are fewer.
async fn look_ups_fail_at(statement: u32) -> bool {
    let stage = Stage::new().await;
    let structure = LocationId(1_035_466_617_946);
    let docked = Place { system: None, site: Site::Structure(structure) };
    stage.world.says(KARA, carriers(1, 1, docked));
    stage.world.names.lock().insert(98_000_001, "Null Logistics".to_owned());
    stage.world.structures.lock().insert((KARA, structure), ("1DQ1-A - Staging".to_owned(), DELVE));
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.shared().store().fail_at(statement).await.unwrap();
    let failed = stage.monitor.run_cycle().await.is_err();
    stage.monitor.shared().store().fail_at(0).await.unwrap();
    for second in [200, 400, 4000] {
        stage.cycle(second).await;
    }
    let corporation = stage.snapshot().await.mains[0].corporation_name.clone();
    let place = stage.hulls().await[0].place_name.clone();
    let known = (corporation.as_deref(), place.as_deref());
    assert_eq!(known, (Some("Null Logistics"), Some("1DQ1-A - Staging")), "{statement}");
    failed
}

#[tokio::test]
async fn what_was_looked_up_in_a_cycle_that_failed_is_asked_about_again() {
    let mut statement = 1;
    while look_ups_fail_at(statement).await {
        statement += 1;
    }
    assert!(statement > 10, "it has come to them: {statement}");
}

/// Nothing can be written for four minutes, in which what waits is looked at every five seconds.
async fn four_minutes_without_writing(stage: &Stage) {
    stage.monitor.shared().store().refuse_writes(true).await.unwrap();
    for n in 0..48 {
        let second = 4030 + n * 5;
        stage.world.set_now(at(second));
        // It says so each time, and the loop around it goes on.
        drop(stage.monitor.deliver().drain(at(second)).await);
    }
    stage.monitor.shared().store().refuse_writes(false).await.unwrap();
}

#[tokio::test]
async fn a_store_that_cannot_be_written_makes_no_storm_of_messages_and_is_said_once_itself() {
    let stage = with_news().await;
    stage.cycle(4000).await;
    four_minutes_without_writing(&stage).await;
    let shown = |tag: &str| stage.raised().iter().filter(|raised| raised.contains(tag)).count();
    let noted = |words: &str| stage.world.notes.lock().iter().filter(|note| note.contains(words)).count();
    let told =
        || (stage.world.posted.lock().concat(), shown("main/"), shown("source/database"), noted("saved nothing"));
    assert_eq!(told(), (vec![TITAN], 1, 1, 1));
    assert!(stage.status().await.problems.iter().any(|problem| problem.kind == ProblemKind::CannotSave));
    stage.drain(4300).await;
    stage.drain(4400).await;
    assert_eq!(told(), (vec![TITAN], 1, 1, 1), "nothing is told again when it can be written");
    assert_eq!(decided(&stage).await, (true, Vec::new()), "and nothing waits");
    assert_eq!(noted("can save again"), 1);
    assert!(stage.status().await.problems.is_empty());
}

#[tokio::test]
async fn a_webhook_that_refuses_or_fails_is_left_alone_also_while_nothing_can_be_written() {
    for (verdict, most) in [
        (DeliveryVerdict::WebhookDead(Text::said("Discord does not know this webhook.")), 1),
        (DeliveryVerdict::Retry(Text::said("Discord is in trouble.")), 8),
    ] {
        let stage = with_news().await;
        stage.cycle(4000).await;
        stage.world.verdicts.lock().extend(vec![verdict.clone(); 60]);
        four_minutes_without_writing(&stage).await;
        let asked = 60 - stage.world.verdicts.lock().len();
        assert!((1..=most).contains(&asked), "{verdict:?}: {asked}");
    }
}
