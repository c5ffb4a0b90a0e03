//! A webhook that Discord has refused: tried again on its schedule, told to whoever can be told, taken back by one good answer.

use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::activity::ActivityKind;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, Secret};
use captrack_store::settings;
use serde_json::json;

use crate::stage::{DESK, KARA, Stage, at, carriers, in_jita, titan, until};

const WHY: &str = "Discord does not know this webhook";

fn refused() -> DeliveryVerdict {
    DeliveryVerdict::WebhookDead(Text::said(WHY))
}

fn next(stage: &Stage, verdicts: impl IntoIterator<Item = DeliveryVerdict>) {
    stage.world.verdicts.lock().extend(verdicts);
}

/// A titan showed up under Kara, at second 60; only the standard webhook is set.
async fn a_titan_showed_up() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage
}

/// The same with both webhooks.
async fn with_both_webhooks() -> Stage {
    let stage = Stage::watching_kara().await;
    let address = Secret::new("https://discord.com/api/webhooks/2/token");
    stage.monitor.edit().set_webhook(WebhookName::Critical, &address, DESK).await.unwrap();
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage
}

async fn trouble(stage: &Stage) -> Option<String> {
    stage.status().await.relay_trouble
}

fn notes(stage: &Stage) -> Vec<String> {
    stage.world.notes.lock().clone()
}

#[tokio::test]
async fn it_is_tried_again_after_5_15_and_60_minutes_over_restarts_and_one_good_answer_takes_it_back() {
    let mut stage = a_titan_showed_up().await;
    next(&stage, (0..4).map(|_| refused()));
    let mut tried = Vec::new();
    for second in (62..15_000).step_by(10) {
        let before = stage.posted();
        stage.drain(second).await;
        tried.extend((stage.posted() > before).then_some(second));
        if second == 1002 {
            stage = stage.restarted().await;
            assert!(
                trouble(&stage).await.unwrap().contains("since 12:01 EVE; next try 12:21 EVE."),
                "{:?}",
                trouble(&stage).await
            );
        }
    }
    let waits: Vec<i64> = tried.windows(2).map(|pair| (pair[1] - pair[0]) / 60).collect();
    assert_eq!(waits, [5, 15, 60, 60], "{tried:?}");
    assert_eq!(trouble(&stage).await, None, "the fifth was taken");
    assert_eq!(*stage.world.looked.lock(), 0, "what waits is the try");
    let queues = stage.monitor.shared().store().queue_lengths().await.unwrap();
    assert!(queues.values().all(|queue| queue.pending == 0), "{queues:?}");
}

#[tokio::test]
async fn where_nothing_waits_it_is_only_looked_whether_it_is_there() {
    let stage = a_titan_showed_up().await;
    next(&stage, [refused()]);
    stage.drain(62).await;
    stage.monitor.edit().snooze(&[PilotRef::Id(KARA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    stage.drain(300).await;
    assert_eq!(*stage.world.looked.lock(), 0, "not before its time");
    stage.world.looks.lock().push_back(refused());
    stage.drain(363).await;
    assert!(trouble(&stage).await.unwrap().contains("next try 12:21 EVE."));
    stage.drain(1264).await;
    assert_eq!(*stage.world.looked.lock(), 2);
    assert_eq!(trouble(&stage).await, None);
    assert_eq!(stage.posted(), 1, "nobody in the channel was told of it");
}

#[tokio::test]
async fn its_notification_is_renewed_as_soon_as_a_clock_that_was_wrong_is_put_right() {
    let stage = a_titan_showed_up().await;
    next(&stage, [refused(), refused()]);
    let said = || stage.world.standing.lock().get("source/discord").map(|shown| shown.body.clone()).unwrap_or_default();
    stage.world.set_now(at(62));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let sending = tokio::spawn(stage.monitor.clone().dispatch_until(stopped));
    until("it is said", async || said().contains("next try 12:06 EVE.")).await;
    // Three hours ahead it is tried again, and refused once more.
    stage.drain(3 * 3600).await;
    assert!(said().contains("next try 15:15 EVE."), "{}", said());
    stage.world.set_now(at(120));
    stage.status().await;
    let renewed = until("it is said anew", async || said().contains("next try 12:17 EVE."));
    tokio::time::timeout(std::time::Duration::from_secs(10), renewed)
        .await
        .expect("not with the next look at the outbox");
    stop.send_replace(true);
    sending.await.unwrap();
}

#[tokio::test]
async fn trouble_on_the_way_neither_counts_as_a_refusal_nor_takes_one_back() {
    let stage = a_titan_showed_up().await;
    next(&stage, [refused(), DeliveryVerdict::Retry(Text::said("the edge answered"))]);
    stage.drain(62).await;
    stage.drain(363).await;
    assert!(trouble(&stage).await.unwrap().contains("since 12:01 EVE; it is tried again now"));
    stage.drain(370).await;
    assert_eq!(trouble(&stage).await, None);
    assert_eq!(stage.posted(), 3);
}

#[tokio::test]
async fn what_does_not_reach_discord_is_said_after_a_while_and_taken_back() {
    let stage = a_titan_showed_up().await;
    next(
        &stage,
        (0..12).map(|_| DeliveryVerdict::Retry(Text::said("the address is not where this computer keeps secrets"))),
    );
    let mut said = None;
    for second in 62..1400 {
        stage.drain(second).await;
        if said.is_none() && trouble(&stage).await.is_some() {
            said = Some(second);
        }
    }
    assert_eq!(said, Some(62 + 120));
    let words = stage.world.shown.lock().iter().find(|shown| shown.tag == "source/discord").unwrap().body.clone();
    assert!(words.starts_with("Nothing has reached Discord through the standard webhook since 12:01 EVE."), "{words}");
    stage.drain(2000).await;
    stage.drain(3000).await;
    assert_eq!(trouble(&stage).await, None);
    assert!(!stage.world.standing.lock().contains_key("source/discord"));
}

#[tokio::test]
async fn the_other_channel_hears_once_that_critical_alerts_cannot_be_delivered_and_that_they_are_again() {
    let mut stage = with_both_webhooks().await;
    next(&stage, [refused()]);
    stage.drain(62).await;
    stage.drain(63).await;
    let told = "1 critical alert cannot be delivered: Discord has refused the critical webhook since 12:01 EVE. \
                CapTrack keeps what waits and tries again.";
    assert_eq!(notes(&stage), [told]);
    assert!(!told.contains("Kara") && !told.contains("Jita"), "neither names nor places");
    next(&stage, [refused()]);
    stage.drain(363).await;
    stage = stage.restarted().await;
    stage.drain(500).await;
    assert_eq!(notes(&stage).len(), 1, "once, over a restart and a second refusal");
    assert_eq!(
        stage.monitor.views().webhook_views().await.unwrap()[0].waiting,
        1,
        "what is critical waits for its own webhook"
    );
    stage.drain(1264).await;
    stage.drain(1265).await;
    assert_eq!(notes(&stage)[1..], ["Critical alerts are delivered again."]);
    assert_eq!(stage.monitor.views().webhook_views().await.unwrap()[0].waiting, 0);
}

#[tokio::test]
async fn where_the_user_wants_it_the_standard_webhook_takes_what_is_critical_meanwhile() {
    let stage = with_both_webhooks().await;
    let options = RelayOptions { critical_to_standard: true, ..RelayOptions::default() };
    stage.monitor.edit().save_relay_options(options, DESK).await.unwrap();
    next(&stage, [refused()]);
    stage.drain(62).await;
    stage.drain(63).await;
    assert!(
        notes(&stage)[0].starts_with("Critical alerts are sent here for now: Discord has refused"),
        "{:?}",
        notes(&stage)
    );
    let views = stage.monitor.views().webhook_views().await.unwrap();
    assert_eq!((views[0].waiting, views[1].waiting), (0, 0), "nothing waits: it was told");
    assert!(views[1].last_delivery.is_some());
    stage.drain(400).await;
    stage.drain(401).await;
    assert_eq!(notes(&stage)[1..], ["Critical alerts are delivered again."]);
    let log = stage.activity(ActivityKind::Relay).await;
    assert!(log.iter().any(|line| line.subject.contains("to the standard webhook")), "{log:?}");
}

#[tokio::test]
async fn with_nothing_but_a_refused_critical_webhook_the_status_says_so() {
    let stage = with_both_webhooks().await;
    stage.monitor.edit().clear_webhook(WebhookName::Standard, DESK).await.unwrap();
    next(&stage, [refused()]);
    stage.drain(62).await;
    stage.drain(70).await;
    let status = stage.status().await;
    assert!(status.relay_trouble.unwrap().starts_with("Discord has refused the critical webhook since"));
    assert_eq!((status.relay_waiting, notes(&stage).len()), (1, 0));
}

#[tokio::test]
async fn what_an_older_version_called_dead_is_tried_at_once() {
    let stage = a_titan_showed_up().await;
    let old = json!({ "on": true, "webhooks": { "standard": { "masked": "m", "trouble": WHY } } });
    let mut tx = stage.monitor.shared().store().begin().await.unwrap();
    tx.put_setting(settings::RELAY, &old).await.unwrap();
    tx.commit().await.unwrap();
    let stage = stage.restarted().await;
    assert!(trouble(&stage).await.unwrap().contains(WHY));
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    stage.drain(62).await;
    assert_eq!((stage.posted(), trouble(&stage).await), (1, None));
}
