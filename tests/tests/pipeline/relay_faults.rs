//! Whatever Discord, the network, the clock and the power do: nothing is lost, and nothing is told twice but what was under way.

use std::time::Duration;

use captrack_contract::MessageOutcome;
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::{DiscordId, Pings, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use captrack_sim::{Fault, FaultEffect, Service, cloudflare};
use captrack_testing::eden::{DELVE, JITA, MIRA, PERIMETER};
use serde_json::json;

use crate::relay_stage::{DESK, KARA, Relay};

const HOUR: i64 = 3600;

pub fn answer(status: u16) -> FaultEffect {
    coded(status, if status == 400 { 50_035 } else { 0 })
}

/// Discord's own JSON.
fn coded(status: u16, code: i64) -> FaultEffect {
    FaultEffect::Answer { status, body: Some(json!({ "message": "Injected", "code": code })), headers: Vec::new() }
}

pub fn named(relay: &Relay, name: &str) -> usize {
    let lines: String = relay.messages().iter().map(|message| message.text() + "\n").collect();
    lines.matches(&format!(") · {name}")).count()
}

async fn comes_through(effect: FaultEffect, times: u32, at_most: usize) {
    let mut relay = Relay::with_a_titan().await;
    relay.posts_meet(effect.clone(), times);
    relay.settle().await;
    assert!((1..=at_most).contains(&named(&relay, "Kara Volkov")), "{effect:?}: {:#?}", relay.texts());
    relay.dies().await;
    relay.settle().await;
    assert!(named(&relay, "Kara Volkov") <= at_most, "{effect:?}: nothing more after a restart");
}

#[tokio::test]
async fn trouble_at_discord_is_waited_out() {
    for status in [408, 425, 500, 502, 503, 504, 522] {
        comes_through(answer(status), 4, 1).await;
        comes_through(FaultEffect::Edge { status, text: "<html>bad gateway</html>".to_owned() }, 2, 1).await;
    }
}

#[tokio::test]
async fn connections_that_break_before_discord_has_read_anything_cost_nothing() {
    comes_through(FaultEffect::Reset, 5, 1).await;
}

#[tokio::test]
async fn of_an_answer_that_was_lost_nobody_knows_so_it_is_told_once_more() {
    comes_through(FaultEffect::ResetAfterServing, 1, 2).await;
    comes_through(FaultEffect::Delay { millis: 2500 }, 1, 2).await;
    // Its head says that it was taken.
    comes_through(FaultEffect::TruncatedBody, 1, 1).await;
    comes_through(FaultEffect::MalformedJson, 1, 1).await;
}

#[tokio::test]
async fn storms_of_429_are_waited_out_with_and_without_json() {
    let limited = |body| {
        let headers = vec![("Retry-After".to_owned(), "3".to_owned())];
        FaultEffect::Answer { status: 429, body: Some(body), headers }
    };
    comes_through(limited(json!({ "message": "slow", "retry_after": 1.25, "global": false })), 20, 1).await;
    comes_through(limited(json!({ "message": "slow", "retry_after": 2.0, "global": true })), 20, 1).await;
    comes_through(limited(json!("what?")), 5, 1).await;
    comes_through(FaultEffect::Edge { status: 429, text: "error code: 1015".to_owned() }, 20, 1).await;
    let relay = Relay::with_a_titan().await;
    relay.posts_meet(limited(json!({ "retry_after": 30.0, "global": false })), 1);
    relay.drain().await;
    relay.go_on(29).await;
    assert_eq!(relay.world.stats().discord.rate_limited, 1, "nothing is asked meanwhile");
}

#[tokio::test]
async fn what_answers_in_discords_place_is_waited_out_whatever_its_status() {
    for status in [400, 401, 403, 404, 407, 421, 451, 500, 503, 520] {
        comes_through(cloudflare(status), 3, 1).await;
        comes_through(FaultEffect::Edge { status, text: "error code: 1020".to_owned() }, 1, 1).await;
        comes_through(
            FaultEffect::Answer { status, body: Some(json!({ "error": "blocked" })), headers: Vec::new() },
            1,
            1,
        )
        .await;
    }
    comes_through(coded(403, 40_333), 1, 1).await;
    comes_through(FaultEffect::Edge { status: 200, text: "<html>Welcome to our network</html>".to_owned() }, 2, 1)
        .await;
    comes_through(
        FaultEffect::Answer { status: 302, body: None, headers: vec![("Location".into(), "/sign-in".into())] },
        2,
        1,
    )
    .await;
    comes_through(FaultEffect::Edge { status: 511, text: "<html>Sign in</html>".to_owned() }, 2, 1).await;
}

#[tokio::test]
async fn seven_titans_that_appear_while_an_edge_answers_with_pages_are_all_told() {
    let relay = Relay::of_kara().await;
    let names: Vec<String> = (2..=7).map(|n| format!("Pilot {n}x")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (2..).map(|n| PilotId(2_112_000_000 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    relay.world.inject(Fault::new(Service::Discord, "*", cloudflare(400)));
    for (n, pilot) in (1..).zip([KARA].into_iter().chain(pilots.iter().map(|(pilot, _)| *pilot))) {
        relay.flies(pilot, n, JITA);
        relay.look(5).await;
        relay.go_on(3).await;
    }
    relay.go_on(300).await;
    relay.world.clear_faults();
    relay.go_on(320).await;
    for name in names.iter().map(String::as_str).chain(["Kara Volkov"]) {
        assert_eq!(named(&relay, name), 1, "{name}: {:#?}", relay.texts());
    }
    assert!(relay.undeliverable().await.is_empty());
}

#[tokio::test]
async fn a_message_is_not_given_up_and_posted_again_because_an_edge_answered_its_edits() {
    let relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    for status in [400, 403, 404] {
        relay.edits_meet(cloudflare(status), 2);
    }
    relay.go_on(600).await;
    assert_eq!(relay.texts().len(), 1, "{:#?}", relay.texts());
    assert!(relay.texts()[0].contains("Perimeter"));
}

#[tokio::test]
async fn discord_out_of_reach_for_ten_seconds_delays_a_titan_and_nothing_else() {
    let relay = Relay::with_a_titan().await;
    relay.world.inject(Fault::new(Service::Discord, "*", FaultEffect::Reset));
    relay.go_on(10).await;
    assert!(relay.texts().is_empty());
    relay.world.clear_faults();
    relay.go_on(20).await;
    assert_eq!(named(&relay, "Kara Volkov"), 1);
}

#[tokio::test]
async fn a_refused_webhook_keeps_everything_is_told_of_and_takes_it_once_it_answers() {
    for (status, code) in [(401, 50_027), (403, 50_013), (404, 10_015), (404, 10_003), (400, 220_001), (403, 160_005)] {
        let mut relay = Relay::with_a_titan().await;
        relay.posts_meet(coded(status, code), 1);
        relay.go_on(60).await;
        // The other channel hears of it.
        assert_eq!((named(&relay, "Kara Volkov"), relay.waiting().await), (0, 1), "{status}");
        assert!(relay.texts()[0].contains("1 critical alert cannot be delivered"), "{:#?}", relay.texts());
        let raised = relay.desktop.raised.lock().clone();
        let told: Vec<_> = raised.iter().filter(|one| one.tag == "source/discord").collect();
        assert_eq!(told.len(), 1, "{status}: once");
        assert!(
            told[0].body.starts_with("Discord has refused the critical webhook since 15:00 EVE; next try"),
            "{told:?}"
        );
        relay.dies().await;
        relay.go_on(60).await;
        assert_eq!(named(&relay, "Kara Volkov"), 0, "{status}: not before its time, after a restart too");
        relay.go_on(300).await;
        assert_eq!(named(&relay, "Kara Volkov"), 1, "{status}: nobody had to do anything");
        assert!(!relay.desktop.standing.lock().contains_key("source/discord"), "{status}: taken back");
        assert!(relay.texts().iter().any(|text| text.contains("Critical alerts are delivered again")));
    }
}

#[tokio::test]
async fn a_refused_webhook_that_gets_a_new_address_is_not_waited_for() {
    let relay = Relay::with_a_titan().await;
    relay.world.delete_webhook("critical").unwrap();
    relay.go_on(60).await;
    relay.world.create_webhook("critical").unwrap();
    relay.set(WebhookName::Critical).await;
    relay.go_on(5).await;
    assert_eq!(named(&relay, "Kara Volkov"), 1);
}

#[tokio::test]
async fn a_keyring_without_the_addresses_is_no_word_of_discords() {
    let mut relay = Relay::with_a_titan().await;
    relay.loses_secrets();
    relay.dies().await;
    relay.go_on(600).await;
    assert!(relay.texts().is_empty());
    let trouble = relay.monitor.views().webhook_views().await.unwrap()[0].trouble.clone().unwrap();
    assert!(trouble.contains("keeps secrets") && !trouble.contains("refused"), "{trouble}");
    relay.dies().await;
    relay.has_secrets();
    relay.go_on(10).await;
    assert_eq!(named(&relay, "Kara Volkov"), 1, "with the right keyring everything goes on");
    assert_eq!(relay.monitor.views().webhook_views().await.unwrap()[0].trouble, None);
}

#[tokio::test]
async fn two_webhooks_of_one_channel_share_its_limit_and_lose_nothing() {
    let relay = Relay::of_kara().await;
    relay.world.share_channel("standard", "critical").unwrap();
    let names: Vec<String> = (2..=40).map(|n| format!("Pilot {n:02}x")).collect();
    let pilots: Vec<(PilotId, &str)> =
        (2..).map(|n| PilotId(2_112_000_000 + n)).zip(names.iter().map(String::as_str)).collect();
    relay.watch(&pilots).await;
    for (n, (pilot, _)) in (2..).zip(&pilots) {
        if n % 2 == 0 {
            relay.flies(*pilot, 100 * n, JITA);
        } else {
            relay.owns_carriers(*pilot, 100 * n, 5, JITA);
        }
        relay.look(1).await;
        relay.go_on(2).await;
    }
    relay.settle().await;
    for (n, name) in (2..).zip(&names) {
        assert_eq!(named(&relay, name), if n % 2 == 0 { 1 } else { 5 }, "{name}");
    }
    assert_eq!(relay.world.stats().discord.refused, 0);
}

#[tokio::test]
async fn a_message_that_was_edited_too_often_for_now_holds_up_nothing_and_says_what_is_so_in_the_end() {
    let relay = Relay::with_a_titan().await;
    relay.world.limit_edits_of_old_messages(Some(2));
    relay.settle().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.look(2 * 3600).await;
    for system in [PERIMETER, JITA, PERIMETER, JITA] {
        relay.flies(KARA, 1, system);
        relay.look(60).await;
        relay.go_on(60).await;
    }
    assert_eq!(relay.messages()[0].edits.len(), 2, "Discord takes no more within the hour");
    relay.flies(KARA, 1, PERIMETER);
    relay.flies(MIRA, 2, JITA);
    relay.look(60).await;
    relay.go_on(30).await;
    assert_eq!(named(&relay, "Mira Solace"), 1, "a new titan waits for no edit");
    relay.flies(MIRA, 2, PERIMETER);
    relay.look(60).await;
    relay.go_on(60).await;
    assert!(relay.texts()[1].contains("Perimeter"), "nor does another message: {:#?}", relay.texts());
    relay.go_on(4000).await;
    assert_eq!(named(&relay, "Kara Volkov"), 1, "it was not posted again: {:#?}", relay.texts());
    assert!(relay.texts()[0].contains("Perimeter"), "{:#?}", relay.texts());
}

#[tokio::test]
async fn a_message_that_a_moderator_deleted_is_posted_again_and_calls_nobody() {
    let relay = Relay::of_kara().await;
    let pings = Pings { roles: vec![DiscordId(400_000_000_000_000_001)], ..Pings::default() };
    relay.monitor.edit().save_relay_options(RelayOptions { pings, ..RelayOptions::default() }, DESK).await.unwrap();
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.messages()[0].pings.roles.len(), 1);
    relay.delete(&relay.messages()[0]).await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!((relay.texts().len(), named(&relay, "Kara Volkov")), (1, 1), "{:#?}", relay.texts());
    assert!(relay.messages()[0].pings.roles.is_empty());
    assert_eq!(relay.monitor.views().webhook_views().await.unwrap()[0].trouble, None, "the webhook is well");
}

#[tokio::test]
async fn an_address_that_is_shut_out_is_asked_ever_more_seldom_and_told_of_and_goes_on() {
    let relay = Relay::with_a_titan().await;
    relay.world.limit_invalid_requests(Some(5));
    relay.posts_meet(coded(429, 0), 5);
    relay.go_on(1200).await;
    let invalid = relay.world.stats().discord.invalid_requests;
    assert!(invalid < 20, "{invalid} requests in twenty minutes");
    relay.go_on(1800).await;
    assert_eq!(named(&relay, "Kara Volkov"), 1);
}

#[tokio::test]
async fn a_clock_that_is_put_forward_or_back_loses_and_delays_nothing() {
    for jump in [-24 * HOUR, -HOUR, HOUR, 24 * HOUR] {
        let relay = Relay::of_kara().await;
        relay.flies(KARA, 1, JITA);
        relay.look(5).await;
        relay.turn_clock(jump);
        relay.go_on(60).await;
        assert_eq!(named(&relay, "Kara Volkov"), 1, "{jump}: while it waited to be gathered");

        let relay = Relay::with_a_titan().await;
        relay.posts_meet(FaultEffect::Reset, 4);
        relay.drain().await;
        relay.turn_clock(jump);
        relay.go_on(120).await;
        assert_eq!(named(&relay, "Kara Volkov"), 1, "{jump}: while it waited to be tried again");

        let relay = Relay::with_a_titan().await;
        relay.settle().await;
        relay.flies(KARA, 1, PERIMETER);
        relay.look(60).await;
        relay.turn_clock(jump);
        relay.go_on(120).await;
        assert!(relay.texts()[0].contains("Perimeter"), "{jump}: an edit");
    }
}

#[tokio::test]
async fn killed_before_it_is_sent_after_it_is_sent_and_before_it_is_marked() {
    let mut relay = Relay::with_a_titan().await;
    relay.dies().await;
    relay.drain().await;
    assert_eq!(named(&relay, "Kara Volkov"), 1, "before");
    relay.dies().await;
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), 1, "after");

    let mut relay = Relay::with_a_titan().await;
    for kills in 1..=3 {
        relay.posts_meet(FaultEffect::ResetAfterServing, 1);
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
        relay.dies().await;
        assert_eq!(named(&relay, "Kara Volkov"), kills, "one a kill");
    }
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), 4);
}

#[tokio::test]
async fn killed_in_the_middle_of_an_edit_it_is_edited_after_the_restart() {
    let mut relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.world.advance(Duration::from_secs(30));
    for effect in [FaultEffect::Reset, FaultEffect::ResetAfterServing] {
        relay.edits_meet(effect, 1);
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
        relay.dies().await;
    }
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1);
    assert!(relay.texts()[0].contains("Perimeter"));
}

#[tokio::test]
async fn one_webhook_that_does_not_answer_holds_up_nothing_on_the_other() {
    let relay = Relay::of_kara().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(KARA, 1, DELVE);
    relay.owns_carriers(MIRA, 10, 5, JITA);
    relay.look(60).await;
    relay.world.advance(Duration::from_secs(30));
    relay.posts_meet(FaultEffect::Reset, 1);
    relay.drain().await;
    assert_eq!(relay.texts().len(), 1, "{:#?}", relay.texts());
}

#[tokio::test]
async fn every_request_is_in_the_history_with_its_outcome() {
    let mut relay = Relay::with_a_titan().await;
    relay.posts_meet(answer(500), 1);
    relay.settle().await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    relay.dies().await;
    let view = relay.monitor.views().discord_view().await.unwrap();
    let outcomes: Vec<(bool, MessageOutcome, usize)> =
        view.queues[0].deliveries.iter().map(|one| (one.edit, one.outcome, one.hulls)).collect();
    let wanted = [
        (true, MessageOutcome::Delivered, 1),
        (false, MessageOutcome::Delivered, 1),
        (false, MessageOutcome::Retried, 1),
    ];
    assert_eq!(outcomes, wanted);
    assert!(view.queues[0].deliveries.iter().all(|one| one.what == "Kara Volkov: 1 titan"));
    assert_eq!(view.queues[0].last_delivery, Some(view.queues[0].deliveries[0].at), "after a restart too");
}
