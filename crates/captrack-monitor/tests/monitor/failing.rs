//! A store that fails at each write: what was decided and what is to be told of it are written together or not at all, an edit that cannot be
//! written leaves everything as it was, and both succeed later.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use captrack_contract::{ActivityQuery, CardKey, DiscordView, PilotRef, PutSnooze, Refusal, SnoozeLength};
use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::notice::Receiver;
use captrack_domain::policy::{Mode, Policy};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::Reading;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::snooze::Snooze;
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::Monitor;
use captrack_ports::{Secret, Secrets};

use crate::stage::{DESK, KARA, MIRA, Stage, at, in_jita, titan};

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
    let store = stage.monitor.store();
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
    stage.monitor.store().fail_at(statement).await.unwrap();
    stage.world.set_now(at(4000));
    let failed = stage.monitor.run_cycle().await.is_err();
    assert_eq!(failed, stage.monitor.store().has_failed(), "{statement}: a failure is told");
    stage.monitor.store().fail_at(0).await.unwrap();
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
    let events = stage.monitor.store().trail(TITAN, at(0), at(9999)).await.unwrap();
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
    stage.monitor.store().fail_at(1).await.unwrap();
    stage.world.set_now(at(4000));
    stage.monitor.run_cycle().await.unwrap_err();
    // An edit comes before the next answer, and nothing answers any more.
    stage.monitor.set_paused(true, DESK).await.unwrap();
    assert_eq!(decided(&stage).await, (true, RECEIVERS.to_vec()));
    assert_eq!(stage.monitor.store().hulls().await.unwrap().len(), 1);
    let kept = stage.monitor.store().comings_and_goings(KARA, at(0)).await.unwrap();
    assert_eq!(kept.len(), 2, "also that she came online: {kept:?}");
}

#[tokio::test]
async fn the_loop_goes_on_after_a_commit_that_failed_and_does_not_spin() {
    let stage = with_news().await;
    stage.world.set_now(at(4000));
    stage.monitor.store().fail_at(1).await.unwrap();
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
    assert!(stage.monitor.store().has_failed());
    assert!(begun.elapsed() >= Duration::from_secs(4), "a broken disk is not asked again at once");
    assert!(stage.world.asked_of(captrack_domain::section::SectionKind::Ship, KARA) < 10);
}

/// All that a person and the next start can see of a desk.
async fn all_of(stage: &Stage) -> String {
    let monitor = &stage.monitor;
    let mut seen = String::new();
    let snapshot = stage.snapshot().await;
    write!(seen, "{:#?}", snapshot.mains).unwrap();
    let sections: Vec<_> = snapshot.sections.iter().map(|section| (section.kind, section.subject)).collect();
    write!(seen, "{sections:#?}").unwrap();
    write!(seen, "{:#?}{:#?}", monitor.policy().await, monitor.preferences().await).unwrap();
    let status = stage.status().await;
    write!(seen, "{:#?}{:#?}", status.monitoring, monitor.pilots().await).unwrap();
    let DiscordView { on, options, queues, .. } = monitor.discord_view().await.unwrap();
    let queues: Vec<_> = queues.iter().map(|queue| (queue.webhook, queue.masked_url.clone(), queue.waiting)).collect();
    write!(seen, "{on}{options:#?}{queues:#?}").unwrap();
    for name in ["webhook/critical", "webhook/standard", "refresh/2112000002"] {
        let secret = stage.world.get(name).await.unwrap();
        write!(seen, "{name}: {:?}", secret.map(|secret| secret.reveal().to_owned())).unwrap();
    }
    let store = monitor.store();
    write!(seen, "{:#?}", store.alerts(at(-99_999)).await.unwrap()).unwrap();
    write!(seen, "{:#?}{:#?}", store.snoozes().await.unwrap(), store.acknowledgements().await.unwrap()).unwrap();
    write!(seen, "{:#?}{:#?}", store.pilots().await.unwrap(), store.hulls().await.unwrap()).unwrap();
    let page = monitor.activity(ActivityQuery::default()).await.unwrap();
    write!(seen, "{:#?}{:#?}", page.lines, store.closed_cards().await.unwrap()).unwrap();
    seen
}

/// The first lines in which two differ.
fn difference(before: &str, after: &str) -> String {
    let differing = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    differing.take(6).fold(String::new(), |all, (before, after)| format!("{all}\n- {before}\n+ {after}"))
}

/// Kara has a titan that alerts and is told, Mira a titan and a snooze, both webhooks are set.
async fn busy() -> Stage {
    let stage = with_news().await;
    stage.monitor.add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.says(MIRA, Reading::Location(in_jita()));
    stage.world.says(MIRA, titan(2));
    stage.world.put("refresh/2112000002", &Secret::new("of Mira")).await.unwrap();
    let address = Secret::new("https://discord.com/api/webhooks/2/token");
    stage.monitor.set_webhook(WebhookName::Critical, &address, DESK).await.unwrap();
    stage.cycle(4000).await;
    for second in [4010, 4100] {
        stage.drain(second).await;
    }
    stage.monitor.snooze(&[PilotRef::Id(MIRA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    stage.monitor.acknowledge(&[PilotRef::Id(KARA)], None, DESK).await.unwrap();
    stage
}

/// Fails an edit at each of its statements: each time all stays as it was; then it works.
async fn edit_fails_everywhere(what: &str, edit: impl AsyncFn(&Monitor) -> Result<(), Refusal>) {
    let stage = busy().await;
    let before = all_of(&stage).await;
    for statement in 1.. {
        stage.monitor.store().fail_at(statement).await.unwrap();
        let done = edit(&stage.monitor).await;
        if !stage.monitor.store().has_failed() {
            done.unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
            assert!(statement > 1, "{what}: nothing was written");
            break;
        }
        assert!(done.is_err(), "{what}, statement {statement}: it is refused");
        let after = all_of(&stage).await;
        assert!(after == before, "{what}, statement {statement}:{}", difference(&before, &after));
    }
    assert_ne!(all_of(&stage).await, before, "{what}: it works afterwards");
    let now = all_of(&stage).await;
    let stage = stage.restarted().await;
    let after = all_of(&stage).await;
    assert!(after == now, "{what}, after a restart:{}", difference(&now, &after));
}

fn kara() -> [PilotRef; 1] {
    [PilotRef::Id(KARA)]
}

fn mira() -> [PilotRef; 1] {
    [PilotRef::Id(MIRA)]
}

#[tokio::test]
async fn a_snooze_that_cannot_be_written_changes_nothing_and_succeeds_later() {
    edit_fails_everywhere("snooze", async |monitor| {
        monitor.snooze(&kara(), SnoozeLength::Seconds(3600), DESK, Some("moving".to_owned())).await.map(drop)
    })
    .await;
    edit_fails_everywhere("clear a snooze", async |monitor| monitor.clear_snooze(&mira(), DESK).await.map(drop)).await;
}

#[tokio::test]
async fn an_undo_that_cannot_be_written_changes_nothing_and_succeeds_later() {
    let before = Snooze { pilot: KARA, since: at(100), until: None, by: "Fleet Leader".to_owned(), why: None };
    let undo = vec![PutSnooze { pilot: KARA, put: Some(before), over: None }];
    edit_fails_everywhere("undo", async |monitor| monitor.put_snoozes(undo.clone(), DESK).await.map(drop)).await;
}

#[tokio::test]
async fn an_acknowledgement_that_cannot_be_written_changes_nothing_and_succeeds_later() {
    edit_fails_everywhere("acknowledge", async |monitor| {
        monitor.acknowledge(&kara(), Some("seen".to_owned()), DESK).await
    })
    .await;
    edit_fails_everywhere("take back", async |monitor| monitor.clear_acknowledgement(&kara(), DESK).await).await;
}

#[tokio::test]
async fn mains_and_rules_that_cannot_be_written_change_nothing_and_succeed_later() {
    edit_fails_everywhere("main", async |monitor| monitor.set_main(&mira(), Some(&PilotRef::Id(KARA)), DESK).await)
        .await;
    edit_fails_everywhere("mains from a file", async |monitor| {
        monitor.import_mains(&format!("pilot_id,main_id\n{MIRA},{KARA}\n"), true, DESK).await.map(drop)
    })
    .await;
    edit_fails_everywhere("policy", async |monitor| {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Titan).unwrap().mode = Mode::TrackOnly;
        monitor.save_policy(policy, DESK).await
    })
    .await;
    edit_fails_everywhere("preferences", async |monitor| {
        monitor.save_preferences(Preferences { sound: false, ..Preferences::default() }, DESK).await
    })
    .await;
    edit_fails_everywhere("pause", async |monitor| monitor.set_paused(true, DESK).await).await;
}

#[tokio::test]
async fn a_pilot_who_comes_or_goes_and_cannot_be_written_is_where_they_were_and_it_succeeds_later() {
    edit_fails_everywhere("forget a pilot", async |monitor| {
        monitor.forget_pilot(&PilotRef::Id(MIRA), DESK).await.map(drop)
    })
    .await;
    edit_fails_everywhere("a new pilot", async |monitor| monitor.add_pilot(PilotId(2_112_000_003), "Oran Vaari").await)
        .await;
}

#[tokio::test]
async fn the_relays_settings_that_cannot_be_written_change_nothing_and_succeed_later() {
    edit_fails_everywhere("relay off", async |monitor| monitor.set_relay(false, DESK).await).await;
    edit_fails_everywhere("options", async |monitor| {
        monitor.save_relay_options(RelayOptions { post_resolved: true, ..RelayOptions::default() }, DESK).await
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_cannot_be_written_keeps_the_address_that_it_had_and_it_succeeds_later() {
    edit_fails_everywhere("another address", async |monitor| {
        let address = Secret::new("https://discord.com/api/webhooks/3/other");
        monitor.set_webhook(WebhookName::Critical, &address, DESK).await
    })
    .await;
    edit_fails_everywhere("no address", async |monitor| monitor.clear_webhook(WebhookName::Critical, DESK).await).await;
}

#[tokio::test]
async fn a_card_that_cannot_be_remembered_is_as_it_was() {
    edit_fails_everywhere("a card", async |monitor| monitor.set_collapsed(CardKey::Main(KARA), true).await).await;
}

#[tokio::test]
async fn a_token_goes_only_after_its_pilot_has_gone() {
    let stage = busy().await;
    stage.monitor.store().fail_at(1).await.unwrap();
    stage.monitor.forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap_err();
    assert_eq!(*stage.world.forgotten.lock(), Vec::new(), "EVE is not told of what has not happened");
    stage.monitor.forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap();
    assert_eq!(*stage.world.forgotten.lock(), [MIRA]);
    let watched: BTreeSet<PilotId> = stage.monitor.pilots().await.iter().map(|pilot| pilot.id).collect();
    assert_eq!(watched, [KARA].into());
}
