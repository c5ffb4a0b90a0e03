//! Faults beside faults: hours without a network, a kill in the middle of an answer, a clock that is turned while Discord asks to wait, limits
//! of posts and of edits. Lost: nothing. Twice: what was under way.

use std::time::Duration;

use captrack_contract::{MessageOutcome, PilotRef};
use captrack_domain::ids::PilotId;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::Secret;
use captrack_sim::{Fault, FaultEffect, Service};
use captrack_testing::eden::{DELVE, JITA, MIRA, ORAN, PERIMETER};
use serde_json::json;

use crate::relay_stage::{DESK, KARA, Relay, until};

fn named(relay: &Relay, name: &str) -> usize {
    let lines: String = relay.messages().iter().map(|message| message.text() + "\n").collect();
    lines.matches(&format!(" · {name} · ")).count()
}

fn away() -> Fault {
    Fault::new(Service::Discord, "*", FaultEffect::Reset)
}

#[tokio::test]
async fn after_hours_without_a_network_what_is_so_then_is_told_once() {
    let mut relay = Relay::of_kara().await;
    relay.watch(&[(MIRA, "Mira Solace"), (ORAN, "Oran Vaari")]).await;
    relay.world.inject(away());
    relay.flies(KARA, 1, JITA);
    relay.flies(MIRA, 2, JITA);
    for hour in 0..5 {
        relay.look(60).await;
        relay.go_on(3600).await;
        if hour == 1 {
            relay.flies(KARA, 1, DELVE);
            relay.loses_everything(MIRA);
            relay.look_again().await;
            relay.dies().await;
        }
    }
    relay.flies(ORAN, 3, JITA);
    relay.look(60).await;
    let asked = relay.world.requests().iter().filter(|one| one.service == Service::Discord).count();
    assert!(asked < 250, "{asked} requests in five hours");
    relay.world.clear_faults();
    relay.settle().await;
    let texts = relay.texts().join("\n");
    assert_eq!((named(&relay, "Kara Volkov"), named(&relay, "Oran Vaari")), (1, 1), "{texts}");
    assert!(texts.contains("Delve") && texts.contains("new and resolved"), "{texts}");
    assert_eq!(relay.waiting().await, 0);
}

#[tokio::test]
async fn killed_while_discord_answers_everything_is_told_and_once_more_at_most_for_each_kill() {
    let mut relay = Relay::with_a_titan().await;
    for kills in 1..=3_usize {
        relay.posts_meet(FaultEffect::Delay { millis: 1500 }, 1);
        let under_way = tokio::spawn({
            let monitor = relay.monitor.clone();
            async move { monitor.deliver().drain_one(monitor.shared().now()).await.map(drop) }
        });
        until("Discord has the message", || relay.messages().len() >= kills).await;
        under_way.abort();
        assert!(under_way.await.is_err_and(|error| error.is_cancelled()), "it was not marked");
        relay.dies().await;
    }
    relay.settle().await;
    let told = named(&relay, "Kara Volkov");
    assert!((3..=4).contains(&told), "{told}");
    relay.dies().await;
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), told, "and then it is done");
}

#[tokio::test]
async fn a_clock_that_is_turned_while_discord_asks_to_wait_neither_hurries_nor_delays_for_long() {
    for jump in [-86_400, -3600, 3600, 86_400] {
        let relay = Relay::with_a_titan().await;
        let body = json!({ "message": "slow", "retry_after": 30.0, "global": false });
        relay.posts_meet(FaultEffect::Answer { status: 429, body: Some(body), headers: Vec::new() }, 1);
        relay.drain().await;
        relay.turn_clock(jump);
        relay.go_on(45).await;
        assert_eq!(named(&relay, "Kara Volkov"), 1, "{jump}");
    }
}

#[tokio::test]
async fn in_a_burst_with_every_fault_in_turn_nothing_is_lost() {
    let mut relay = Relay::of_kara().await;
    let names: Vec<String> = (0..60).map(|n| format!("Pilot {n:04}x")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (0..).map(|n| PilotId(2_112_000_100 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    for (n, (pilot, _)) in (0..).zip(&pilots) {
        relay.flies(*pilot, n, JITA);
    }
    relay.look(5).await;
    let limited = json!({ "message": "slow", "retry_after": 0.5, "global": true });
    let faults = [
        FaultEffect::Answer { status: 500, body: None, headers: Vec::new() },
        FaultEffect::Reset,
        FaultEffect::Answer { status: 429, body: Some(limited), headers: Vec::new() },
        FaultEffect::Edge { status: 429, text: "error code: 1015".to_owned() },
        FaultEffect::Edge { status: 502, text: "<html>".to_owned() },
        FaultEffect::TruncatedBody,
        FaultEffect::MalformedJson,
        FaultEffect::ResetAfterServing,
        FaultEffect::Answer { status: 400, body: Some(json!({ "message": "no" })), headers: Vec::new() },
        FaultEffect::Answer { status: 400, body: Some(json!({ "message": "no", "code": 50035 })), headers: Vec::new() },
        FaultEffect::Answer {
            status: 400,
            body: Some(json!({ "message": "no", "code": 999_999 })),
            headers: Vec::new(),
        },
    ];
    let (mut at, mut unknown) = (0, 0);
    for _ in 0..400 {
        if relay.waiting().await == 0 {
            break;
        }
        let effect = &faults[at % faults.len()];
        at += 1;
        unknown += usize::from(*effect == FaultEffect::ResetAfterServing);
        relay.posts_meet(effect.clone(), 1);
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
        relay.world.clear_faults();
        if at % 4 == 0 {
            relay.drain().await;
        }
        if at % 5 == 0 {
            relay.dies().await;
        }
        relay.world.advance(Duration::from_secs(7));
    }
    relay.settle().await;
    for name in &names {
        assert!((1..=1 + unknown).contains(&named(&relay, name)), "{name}: {}", named(&relay, name));
    }
    assert!(relay.undeliverable().await.is_empty(), "a 400 that does not come again refuses nothing");
}

#[tokio::test]
async fn a_message_about_somebody_who_was_forgotten_is_edited_also_after_a_kill() {
    let mut relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.edits_meet(FaultEffect::Reset, 2);
    relay.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    relay.dies().await;
    relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    assert!(relay.texts()[0].contains("Kara Volkov"), "Discord was away");
    relay.dies().await;
    relay.go_on(120).await;
    assert_eq!(relay.texts().len(), 1);
    assert!(
        relay.texts()[0].contains("no longer watched") && !relay.texts()[0].contains("Kara"),
        "{:#?}",
        relay.texts()
    );
    let edits = relay.messages()[0].edits.len();
    relay.dies().await;
    relay.go_on(120).await;
    assert_eq!(relay.messages()[0].edits.len(), edits, "once");
}

#[tokio::test]
async fn somebody_who_is_forgotten_while_the_relay_is_off_leaves_the_messages_when_it_is_on_again() {
    let mut relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.monitor.edit().set_relay(false, DESK).await.unwrap();
    relay.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    relay.go_on(60).await;
    assert!(relay.texts()[0].contains("Kara Volkov"), "off is off");
    relay.dies().await;
    relay.monitor.edit().set_relay(true, DESK).await.unwrap();
    relay.go_on(60).await;
    assert!(!relay.texts()[0].contains("Kara"), "{:#?}", relay.texts());
}

/// Six titans under six mains, each told in a message of its own.
async fn six_messages() -> (Relay, Vec<PilotId>) {
    let relay = Relay::of_kara().await;
    let names: Vec<String> = (0..6).map(|n| format!("Pilot {n}x")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (0..).map(|n| PilotId(2_112_000_100 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    for (n, (pilot, _)) in (10..).zip(&pilots) {
        relay.flies(*pilot, n, JITA);
        relay.look(30).await;
        relay.settle().await;
    }
    assert_eq!(relay.texts().len(), 6);
    (relay, pilots.into_iter().map(|(pilot, _)| pilot).collect())
}

#[tokio::test]
async fn edits_that_have_used_up_their_limit_hold_up_no_post() {
    let (relay, pilots) = six_messages().await;
    for (n, pilot) in (10..).zip(pilots) {
        relay.flies(pilot, n, PERIMETER);
    }
    relay.look(60).await;
    relay.flies(KARA, 1, JITA);
    relay.look(28).await;
    relay.world.advance(Duration::from_secs(2));
    // The titan is posted first. One edit more than five, and then another titan.
    relay.drain().await;
    assert_eq!((named(&relay, "Kara Volkov"), relay.world.stats().discord.edits), (1, 5));
    let edits_are_held = relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    assert_eq!(edits_are_held, captrack_monitor::DrainStep::Idle);
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(MIRA, 2, JITA);
    let before = relay.world.stats().discord.edits;
    relay.look(0).await;
    relay.settle().await;
    assert_eq!(named(&relay, "Mira Solace"), 1);
    assert!(before < relay.world.stats().discord.edits);
    assert_eq!(relay.world.stats().discord.rate_limited, 0);
}

#[tokio::test]
async fn posts_that_have_used_up_their_limit_hold_up_no_edit() {
    let (relay, pilots) = six_messages().await;
    let more: Vec<(PilotId, String)> =
        (0..300).map(|n| (PilotId(2_112_000_200 + n), format!("Other {n:03}"))).collect();
    let watched: Vec<(PilotId, &str)> = more.iter().map(|(pilot, name)| (*pilot, name.as_str())).collect();
    relay.watch(&watched).await;
    relay.flies(pilots[0], 10, PERIMETER);
    for (n, (pilot, _)) in (100..).zip(&more) {
        relay.flies(*pilot, n, JITA);
    }
    relay.look(30).await;
    relay.world.advance(Duration::from_secs(30));
    relay.drain().await;
    assert!(relay.waiting().await > 0, "five posts, and then Discord has had enough for now");
    assert!(relay.texts()[0].contains("Perimeter"), "{:#?}", relay.texts()[0]);
}

#[tokio::test]
async fn a_deleted_message_is_told_as_that_in_the_history() {
    let relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.delete(&relay.messages()[0]).await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    let view = relay.monitor.views().discord_view().await.unwrap();
    let outcomes: Vec<(bool, MessageOutcome)> =
        view.queues[0].deliveries.iter().map(|one| (one.edit, one.outcome)).collect();
    let posted = (false, MessageOutcome::Delivered);
    assert_eq!(outcomes, [posted, (true, MessageOutcome::MessageGone), posted]);
    assert_eq!(view.queues[0].trouble, None, "the webhook is well");
}

#[tokio::test]
async fn in_a_thread_messages_are_posted_and_edited_where_the_address_says() {
    let relay = Relay::of_kara().await;
    let url = relay.world.create_forum_webhook("forum").unwrap();
    relay
        .monitor
        .edit()
        .set_webhook(WebhookName::Critical, &Secret::new(format!("{url}?thread_id=1442000000000099999")), DESK)
        .await
        .unwrap();
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    relay.settle().await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    assert!(relay.world.messages_of("forum")[0].text().contains("Perimeter"));
    let asked = relay.world.requests();
    let of_discord: Vec<_> = asked.iter().filter(|one| one.service == Service::Discord).collect();
    assert_eq!(of_discord.len(), 2);
    assert!(of_discord.iter().all(|one| one.path.contains("thread_id=1442000000000099999")), "{of_discord:?}");
}

#[tokio::test]
async fn a_list_that_was_told_in_parts_with_trouble_in_between_is_numbered_through() {
    let mut relay = Relay::of_kara().await;
    // A main with more titans than one message holds: a notice each.
    let names: Vec<String> = (0..70).map(|n| format!("Alt {n:02}")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (0..).map(|n| PilotId(2_112_000_100 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    let alts: Vec<PilotRef> = pilots.iter().map(|(pilot, _)| PilotRef::Id(*pilot)).collect();
    relay.monitor.edit().set_main(&alts, Some(&PilotRef::Id(KARA)), DESK).await.unwrap();
    for (n, (pilot, _)) in (100..).zip(&pilots) {
        relay.flies(*pilot, n, JITA);
    }
    relay.look(5).await;
    relay.world.advance(Duration::from_secs(2));
    relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    relay.posts_meet(FaultEffect::Reset, 2);
    relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    relay.dies().await;
    relay.settle().await;
    let mut next = 1;
    for message in relay.messages() {
        for embed in message.payload["embeds"].as_array().unwrap() {
            let footer = embed["footer"]["text"].as_str().unwrap();
            let words: Vec<&str> = footer.split(' ').collect();
            assert_eq!(words[1].parse::<i32>().unwrap(), next, "{footer}");
            assert_eq!(*words.last().unwrap(), "70", "{footer}");
            next = words[3].parse::<i32>().unwrap() + 1;
        }
    }
    assert_eq!(next, 71);
}

#[tokio::test]
async fn a_test_that_succeeds_brings_a_dead_webhook_back_with_all_that_waited() {
    let mut relay = Relay::with_a_titan().await;
    relay.monitor.edit().clear_webhook(WebhookName::Standard, DESK).await.unwrap();
    let forbidden = json!({ "message": "Missing Permissions", "code": 50_013 });
    relay.posts_meet(FaultEffect::Answer { status: 403, body: Some(forbidden.clone()), headers: Vec::new() }, 2);
    relay.drain().await;
    let refusal = relay.monitor.edit().test_webhook(WebhookName::Critical).await.unwrap_err();
    assert!(refusal.sentence.contains("forbids"), "{refusal:?}");
    relay.dies().await;
    relay.go_on(200).await;
    assert_eq!((named(&relay, "Kara Volkov"), relay.waiting().await), (0, 1), "it is left alone for five minutes");
    let told = relay.monitor.edit().test_webhook(WebhookName::Critical).await.unwrap();
    assert!(told.contains("accepted"), "{told}");
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), 1);
    let view = relay.monitor.views().discord_view().await.unwrap();
    assert_eq!(view.queues[0].trouble, None);
}
