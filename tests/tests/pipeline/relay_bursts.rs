//! Many mains at once: every hull named once, critical first, in hardly more time than Discord's limits take.

use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::webhook_name::WebhookName;
use captrack_testing::eden::JITA;

use crate::relay_stage::Relay;

/// Every third main has a titan, the others have five carriers each.
async fn burst(mains: i64) -> (Relay, Vec<String>) {
    let relay = Relay::new().await;
    let names: Vec<String> = (0..mains).map(|n| format!("Pilot {n:04}x")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (0..).map(|n| PilotId(2_112_000_001 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    relay.set(WebhookName::Standard).await;
    for (n, (pilot, _)) in (0..).zip(&pilots) {
        if n % 3 == 0 {
            relay.flies(*pilot, 10 * n, JITA);
        } else {
            relay.owns_carriers(*pilot, 10 * n, 5, JITA);
        }
    }
    relay.look(60).await;
    (relay, names)
}

/// With an embed a main, of which a message has ten.
fn least_messages(mains: i64) -> i64 {
    (mains + 9) / 10
}

/// So long those take under Discord's limits, as the sim has them: five in two seconds, thirty in a minute.
fn least_seconds(mains: i64) -> f64 {
    let but_one = least_messages(mains) - 1;
    (but_one / 5 * 2).max(but_one / 30 * 60) as f64
}

async fn is_told_within_the_limits(mains: i64) {
    let (relay, names) = burst(mains).await;
    let took = relay.settle().await;
    let messages = relay.messages();
    let lines: String = messages.iter().map(|message| message.text() + "\n").collect();
    for (n, name) in names.iter().enumerate() {
        let hulls = if n % 3 == 0 { 1 } else { 5 };
        assert_eq!(lines.matches(&format!(") · {name}")).count(), hulls, "{name}");
    }
    let critical = |text: &str| text.contains("Avatar");
    let texts = relay.texts();
    let last_critical = texts.iter().rposition(|text| critical(text)).unwrap();
    let first_other = texts.iter().position(|text| text.contains("Archon")).unwrap();
    assert!(last_critical <= first_other, "critical first: {last_critical} before {first_other}");

    let stats = relay.world.stats().discord;
    assert_eq!((stats.posts, stats.edits, stats.refused), (messages.len() as u64, 0, 0));
    // Thirty a minute, after the two seconds in which what is critical is gathered.
    let least = Duration::from_secs((messages.len() as u64 - 1) / 30 * 60);
    let gathering = Duration::from_secs(30);
    assert!(
        took <= least + gathering + Duration::from_secs(15),
        "{took:?} for {} messages, at least {least:?}",
        messages.len()
    );
    let (most_messages, most_seconds) = (1.05 * least_messages(mains) as f64, 1.05 * least_seconds(mains));
    assert!(messages.len() as f64 <= most_messages, "{} messages, {most_messages} at most", messages.len());
    if mains >= 1500 {
        // In which the wait for the others of a group is lost among the minutes of Discord's limit.
        assert!(took.as_secs_f64() <= most_seconds, "{took:?}, {most_seconds} s at most");
    }
    // Fewer than with an embed a main, of which a message has ten.
    assert!(messages.len() as i64 <= mains / 11, "{} messages for {mains} mains", messages.len());
    assert!(stats.invalid_requests <= 1 + messages.len() as u64 / 30, "{stats:?}");
    println!("{mains} mains: {} messages in {took:?}, at least {least:?}, {stats:?}", messages.len());
}

#[tokio::test]
async fn a_hundred_and_seventy_four_mains_are_told_once_each_within_the_limits() {
    is_told_within_the_limits(174).await;
}

#[tokio::test]
async fn fifteen_hundred_mains_are_told_once_each_within_the_limits() {
    is_told_within_the_limits(1500).await;
}

#[tokio::test]
async fn a_burst_that_is_killed_again_and_again_is_told_once_each() {
    let (mut relay, names) = burst(60).await;
    relay.world.advance(Duration::from_secs(30));
    while relay.waiting().await > 0 {
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
        relay.dies().await;
        relay.world.advance(Duration::from_secs(2));
    }
    relay.settle().await;
    let lines: String = relay.messages().iter().map(|message| message.text() + "\n").collect();
    for (n, name) in names.iter().enumerate() {
        let hulls = if n % 3 == 0 { 1 } else { 5 };
        assert_eq!(lines.matches(&format!(") · {name}")).count(), hulls, "{name}");
    }
}
