//! Discord's webhooks over the wire.

use captrack_sim::{Fault, FaultEffect, Service};
use serde_json::{Value, json};

use crate::client::{World, header};

#[tokio::test]
async fn a_message_is_posted_edited_and_deleted() {
    let world = World::new();
    let control = world.sim.control();
    let url = control.webhook_url("critical").unwrap();
    let posted = world.http.post(format!("{url}?wait=true")).json(&json!({ "content": "one" })).send().await.unwrap();
    assert_eq!(posted.status(), 200);
    assert_eq!(header(&posted, "x-ratelimit-limit"), "5");
    assert_eq!(header(&posted, "x-ratelimit-remaining"), "4");
    assert_eq!(header(&posted, "x-ratelimit-reset-after"), "2.000");
    assert!(!header(&posted, "x-ratelimit-bucket").is_empty());
    let id = posted.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned();
    let message = format!("{url}/messages/{id}");
    let edited = world.http.patch(&message).json(&json!({ "content": "two" })).send().await.unwrap();
    assert_eq!(edited.json::<Value>().await.unwrap()["content"], "two");
    assert_eq!(world.http.delete(&message).send().await.unwrap().status(), 204);
    assert_eq!(world.http.patch(&message).json(&json!({ "content": "x" })).send().await.unwrap().status(), 404);
    let kept = &control.messages_of("critical")[0];
    assert_eq!((kept.content(), kept.edits.len(), kept.deleted_at.is_some()), ("two", 1, true));
    let stats = control.stats().discord;
    assert_eq!((stats.posts, stats.edits, stats.deletes), (1, 1, 1));
}

#[tokio::test]
async fn without_waiting_there_is_no_body() {
    let world = World::new();
    let url = world.sim.control().webhook_url("standard").unwrap().replace("/api/", "/api/v10/");
    let response = world.http.post(url).json(&json!({ "content": "one" })).send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(world.sim.control().messages_of("standard").len(), 1);
}

#[tokio::test]
async fn five_messages_go_and_the_sixth_waits() {
    let world = World::new();
    let url = world.sim.control().webhook_url("critical").unwrap();
    for _ in 0..5 {
        assert_eq!(world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap().status(), 204);
    }
    let limited = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!((limited.status().as_u16(), header(&limited, "retry-after")), (429, "2"));
    let body: Value = limited.json().await.unwrap();
    assert_eq!((body["retry_after"].as_f64(), body["global"].as_bool()), (Some(2.0), Some(false)));
    let other = world.sim.control().webhook_url("standard").unwrap();
    assert_eq!(world.http.post(other).json(&json!({ "content": "x" })).send().await.unwrap().status(), 204);
    world.advance(2);
    assert_eq!(world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap().status(), 204);
    let stats = world.sim.control().stats().discord;
    assert_eq!((stats.posts, stats.rate_limited, stats.invalid_requests), (7, 1, 1));
}

#[tokio::test]
async fn a_deleted_webhook_and_a_wrong_token_are_told_apart() {
    let world = World::new();
    let control = world.sim.control();
    let url = control.webhook_url("critical").unwrap();
    let wrong = world.http.post(format!("{url}x")).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!((wrong.status().as_u16(), wrong.json::<Value>().await.unwrap()["code"].as_i64()), (401, Some(50027)));
    control.delete_webhook("critical").unwrap();
    let gone = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!((gone.status().as_u16(), gone.json::<Value>().await.unwrap()["code"].as_i64()), (404, Some(10015)));
}

#[tokio::test]
async fn what_discord_refuses_is_refused_and_not_kept() {
    let world = World::new();
    let url = world.sim.control().webhook_url("critical").unwrap();
    for payload in [
        json!({ "content": "x".repeat(2001) }),
        json!({}),
        json!({ "content": "x", "allowed_mentions": { "parse": ["roles"], "roles": ["1"] } }),
        json!({ "content": "x", "thread_name": "no forum" }),
    ] {
        assert_eq!(world.http.post(&url).json(&payload).send().await.unwrap().status(), 400);
    }
    assert_eq!(world.http.post(&url).body("x").send().await.unwrap().status(), 400);
    let control = world.sim.control();
    assert!(control.messages().is_empty());
    assert_eq!(control.stats().discord.refused, 5);
}

#[tokio::test]
async fn a_forum_wants_a_thread() {
    let world = World::new();
    let url = world.sim.control().create_forum_webhook("forum").unwrap();
    let bare = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!(bare.json::<Value>().await.unwrap()["code"], 220_001);
    let named = world.http.post(&url).json(&json!({ "content": "x", "thread_name": "t" })).send().await.unwrap();
    assert_eq!(named.status(), 204);
}

#[tokio::test]
async fn the_edge_can_refuse_without_json() {
    let world = World::new();
    let control = world.sim.control();
    let effect = FaultEffect::Edge { status: 429, text: "error code: 1015".to_owned() };
    control.inject(Fault::new(Service::Discord, "*", effect).times(1));
    let url = control.webhook_url("critical").unwrap();
    let refused = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().get("retry-after").is_none());
    assert_eq!(refused.text().await.unwrap(), "error code: 1015");
    assert_eq!(control.stats().discord.invalid_requests, 1);
}

#[tokio::test]
async fn two_webhooks_of_one_channel_share_its_thirty_messages_a_minute() {
    let world = World::new();
    let control = world.sim.control();
    control.share_channel("standard", "critical").unwrap();
    let urls = ["critical", "standard"].map(|name| control.webhook_url(name).unwrap());
    for n in 0..30 {
        let sent = world.http.post(&urls[n % 2]).json(&json!({ "content": "x" })).send().await.unwrap();
        assert_eq!(sent.status(), 204, "{n}");
        world.advance(1);
    }
    for url in &urls {
        let limited = world.http.post(url).json(&json!({ "content": "x" })).send().await.unwrap();
        assert_eq!((limited.status().as_u16(), header(&limited, "x-ratelimit-scope")), (429, "shared"));
    }
    let other = control.create_webhook("other").unwrap();
    assert_eq!(world.http.post(other).json(&json!({ "content": "x" })).send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn who_asks_too_often_in_vain_is_shut_out_and_every_refused_request_counts() {
    let world = World::new();
    let control = world.sim.control();
    control.limit_invalid_requests(Some(3));
    let url = control.webhook_url("critical").unwrap();
    for _ in 0..3 {
        let wrong = world.http.post(format!("{url}x")).json(&json!({ "content": "x" })).send().await.unwrap();
        assert_eq!(wrong.status(), 401);
    }
    let ask = async || world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    let shut_out = ask().await;
    assert_eq!((shut_out.status().as_u16(), shut_out.headers().get("retry-after")), (429, None));
    assert!(shut_out.text().await.unwrap().contains("cloudflare"));
    world.advance(599);
    assert_eq!(ask().await.status(), 429);
    world.advance(1);
    assert_eq!(ask().await.status(), 204, "one refused request is left of the ten minutes");
}

#[tokio::test]
async fn an_old_message_is_edited_so_often_and_no_more_within_the_hour() {
    let world = World::new();
    let control = world.sim.control();
    control.limit_edits_of_old_messages(Some(2));
    let url = control.webhook_url("critical").unwrap();
    let posted = world.http.post(format!("{url}?wait=true")).json(&json!({ "content": "one" })).send().await.unwrap();
    let message = format!("{url}/messages/{}", posted.json::<Value>().await.unwrap()["id"].as_str().unwrap());
    let edit = async || world.http.patch(&message).json(&json!({ "content": "two" })).send().await.unwrap();
    for _ in 0..4 {
        assert_eq!(edit().await.status(), 200, "it is young");
    }
    world.advance(3600);
    assert_eq!((edit().await.status(), edit().await.status()), (200.try_into().unwrap(), 200.try_into().unwrap()));
    let refused = edit().await;
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], 30046);
    world.advance(3600);
    assert_eq!(edit().await.status(), 200);
}

#[tokio::test]
async fn the_edge_answers_with_a_page_and_any_status() {
    let world = World::new();
    let control = world.sim.control();
    let url = control.webhook_url("critical").unwrap();
    for status in [400, 403, 404, 429, 500, 502, 520] {
        control.inject(Fault::new(Service::Discord, "*", captrack_sim::cloudflare(status)).times(1));
        let answer = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
        assert_eq!(answer.status(), status);
        assert!(header(&answer, "content-type").starts_with("text/html"));
        assert!(answer.text().await.unwrap().contains("cloudflare"));
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_a_message_nonetheless() {
    let world = World::new();
    let control = world.sim.control();
    control.inject(Fault::new(Service::Discord, "POST /api/webhooks/*", FaultEffect::ResetAfterServing).times(1));
    let url = control.webhook_url("critical").unwrap();
    assert!(world.http.post(&url).json(&json!({ "content": "x" })).send().await.is_err());
    assert_eq!(control.messages().len(), 1);
    assert_eq!(control.requests().last().unwrap().status, 0);
    assert!(!control.requests().iter().any(|request| url.contains(request.path.rsplit('/').next().unwrap())));
}
