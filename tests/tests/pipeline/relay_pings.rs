//! Pings, and what is told without one: digests, and that EVE does not answer.

use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::{Digest, DiscordId, PingPolicy, Pings, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use captrack_testing::eden::{DELVE, JITA, MIRA, PERIMETER};
use jiff::civil::Time;

use crate::relay_stage::{DESK, KARA, Relay};

const ROLE: u64 = 400_000_000_000_000_001;
const WITHOUT_SOUND: i64 = 4096;

fn pinging(apart_minutes: u32) -> RelayOptions {
    let pings = Pings { policy: Some(PingPolicy::All), roles: vec![DiscordId(ROLE)], users: Vec::new(), apart_minutes };
    RelayOptions { pings, ..RelayOptions::default() }
}

async fn save(relay: &Relay, options: RelayOptions) {
    relay.monitor.edit().save_relay_options(options, DESK).await.unwrap();
}

/// How many of the messages pinged the role, and nobody pinged anybody else.
fn pings(relay: &Relay) -> usize {
    let messages = relay.messages();
    for message in &messages {
        assert!(!message.pings.everyone && message.pings.users.is_empty(), "{}", message.text());
        assert!(message.pings.roles.iter().all(|role| *role == ROLE.to_string()));
    }
    messages.iter().filter(|message| !message.pings.roles.is_empty()).count()
}

/// Titans show up under so many further mains, one after another, some seconds apart.
async fn titans_show_up(relay: &Relay, from: i64, count: i64, apart: u64) {
    for n in from..from + count {
        let pilot = PilotId(2_112_000_100 + n);
        relay.flies(pilot, 1000 + n, JITA);
        relay.look(apart).await;
        relay.settle().await;
    }
}

async fn watching(mains: i64) -> Relay {
    let relay = Relay::of_kara().await;
    let names: Vec<String> = (0..mains).map(|n| format!("Pilot {n:03}")).collect();
    let pilots: Vec<_> = (0..).map(|n| PilotId(2_112_000_100 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    relay
}

#[tokio::test]
async fn pings_keep_their_distance_over_a_restart_too() {
    let mut relay = watching(6).await;
    save(&relay, pinging(10)).await;
    titans_show_up(&relay, 0, 2, 60).await;
    assert_eq!((relay.texts().len(), pings(&relay)), (2, 1));
    relay.dies().await;
    titans_show_up(&relay, 2, 2, 60).await;
    assert_eq!((relay.texts().len(), pings(&relay)), (4, 1));
    titans_show_up(&relay, 4, 1, 600).await;
    assert_eq!((relay.texts().len(), pings(&relay)), (5, 2));
    save(&relay, pinging(0)).await;
    titans_show_up(&relay, 5, 1, 10).await;
    assert_eq!(pings(&relay), 3, "one a message");
}

#[tokio::test]
async fn what_already_stands_pings_once_however_many_messages_it_takes() {
    let relay = watching(200).await;
    relay.monitor.edit().set_relay(false, DESK).await.unwrap();
    save(&relay, pinging(0)).await;
    for n in 0..200 {
        relay.flies(PilotId(2_112_000_100 + n), 1000 + n, JITA);
    }
    relay.look(60).await;
    relay.settle().await;
    assert!(relay.texts().is_empty());
    relay.monitor.edit().set_relay(true, DESK).await.unwrap();
    relay.settle().await;
    assert!(relay.texts().len() > 3);
    assert_eq!(pings(&relay), 1);
}

#[tokio::test]
async fn a_burst_of_news_pings_once_however_many_messages_it_takes_and_what_comes_after_it_pings_again() {
    let mut relay = watching(201).await;
    save(&relay, pinging(0)).await;
    for n in 0..200 {
        relay.flies(PilotId(2_112_000_100 + n), 1000 + n, JITA);
    }
    relay.look(60).await;
    relay.go_on(3).await;
    relay.dies().await;
    relay.settle().await;
    assert!(relay.texts().len() > 3);
    assert_eq!(pings(&relay), 1, "over a restart too");
    titans_show_up(&relay, 200, 1, 10).await;
    assert_eq!(pings(&relay), 2);
}

#[tokio::test]
async fn edits_ping_nobody() {
    let relay = watching(0).await;
    save(&relay, pinging(0)).await;
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(pings(&relay), 1);
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    let message = relay.messages().remove(0);
    assert_eq!(message.edits.len(), 1);
    assert_eq!(message.edits[0]["allowed_mentions"]["parse"], serde_json::json!([]));
    assert!(message.edits[0]["content"].is_null());
}

#[tokio::test]
async fn a_pilot_who_is_called_everyone_pings_nobody() {
    let relay = Relay::of_kara().await;
    let loud = PilotId(2_112_000_009);
    relay.watch(&[(loud, "@everyone")]).await;
    save(&relay, pinging(0)).await;
    relay.flies(loud, 9, DELVE);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1);
    assert_eq!(pings(&relay), 1, "the role alone");
    assert!(!relay.messages()[0].content().contains("everyone"));
}

fn at_six() -> RelayOptions {
    let digest = Digest { on: None, at: Time::constant(18, 0, 0, 0), webhook: WebhookName::Standard };
    RelayOptions { digest: Some(digest), ..pinging(0) }
}

#[tokio::test]
async fn a_digest_comes_once_at_its_hour_without_a_sound() {
    // The sim begins at three in the afternoon.
    let mut relay = Relay::of_kara().await;
    save(&relay, at_six()).await;
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    relay.settle().await;
    let digests = |relay: &Relay| relay.world.messages_of("standard");
    relay.look(2 * 3600).await;
    relay.drain().await;
    assert!(digests(&relay).is_empty());
    relay.look(3600).await;
    relay.drain().await;
    relay.dies().await;
    relay.go_on(600).await;
    let posted = digests(&relay);
    assert_eq!(posted.len(), 1, "once, over a restart too");
    assert_eq!(posted[0].payload["flags"], WITHOUT_SOUND);
    assert!(posted[0].pings.roles.is_empty());
    assert!(posted[0].text().contains("Kara Volkov"), "{}", posted[0].text());
    relay.look(24 * 3600).await;
    relay.drain().await;
    assert_eq!(digests(&relay).len(), 2, "and the next day");
}

#[tokio::test]
async fn a_digest_lists_who_is_snoozed_and_until_when() {
    let relay = Relay::of_kara().await;
    save(&relay, at_six()).await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(KARA, 1, JITA);
    relay.flies(MIRA, 2, JITA);
    relay.look(60).await;
    relay.monitor.edit().snooze(&[PilotRef::Id(KARA)], SnoozeLength::Seconds(6 * 3600), DESK, None).await.unwrap();
    relay.monitor.edit().snooze(&[PilotRef::Id(MIRA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    let until = relay.world.now().as_second() + 6 * 3600;
    relay.look(3 * 3600).await;
    relay.drain().await;
    let posted = relay.world.messages_of("standard");
    assert_eq!(posted.len(), 1);
    let fields = posted[0].payload["embeds"][0]["fields"].as_array().unwrap();
    let snoozed = fields.iter().find(|field| field["name"] == "Snoozed").unwrap();
    let lines = format!("**Kara Volkov** until <t:{until}:f> · 1 titan\n**Mira Solace** until cleared · 1 titan");
    assert_eq!(snoozed["value"], lines);
}

#[tokio::test]
async fn a_digest_whose_hour_has_passed_when_it_is_asked_for_waits_for_the_next_day() {
    let relay = Relay::of_kara().await;
    relay.look(4 * 3600).await;
    save(&relay, at_six()).await;
    relay.drain().await;
    assert!(relay.texts().is_empty(), "{:#?}", relay.texts());
}

#[tokio::test]
async fn that_nothing_answers_is_told_once_and_once_that_it_does_again() {
    let mut relay = Relay::of_kara().await;
    relay.falls_silent(true);
    for minute in 1..=40 {
        relay.look(60).await;
        relay.drain().await;
        assert_eq!(relay.texts().len(), usize::from(minute >= 30), "after {minute} minutes: {:#?}", relay.texts());
    }
    assert_eq!(relay.messages()[0].payload["flags"], WITHOUT_SOUND);
    assert!(relay.texts()[0].contains("Nothing has answered since 15"), "{:#?}", relay.texts());
    relay.dies().await;
    relay.look(3600).await;
    relay.drain().await;
    assert_eq!(relay.texts().len(), 1);
    relay.falls_silent(false);
    for _ in 0..5 {
        relay.look(400).await;
        relay.drain().await;
    }
    assert_eq!(relay.texts().len(), 2);
    assert!(relay.texts()[1].contains("answers again"), "{:#?}", relay.texts());
    assert_eq!(relay.messages()[1].webhook, WebhookName::Critical.name());
}

#[tokio::test]
async fn a_desk_that_was_off_overnight_does_not_say_so() {
    let mut relay = Relay::of_kara().await;
    relay.world.advance(std::time::Duration::from_secs(10 * 3600));
    relay.dies().await;
    relay.drain().await;
    assert!(relay.texts().is_empty(), "{:#?}", relay.texts());
}
