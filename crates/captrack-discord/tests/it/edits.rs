//! Edits of messages that stand, and what goes wrong with them.

use std::time::Duration;

use WebhookName::{Critical, Standard};
use captrack_discord::{compose, rewrite};
use captrack_domain::notice::NoticeKind;
use captrack_domain::relay_options::{DiscordId, Pings, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, HullAlertState, PostReceipt, WebhookLimit, WebhookRequest, Webhooks};
use captrack_sim::FaultEffect;
use captrack_text::english;
use serde_json::{Value, json};

use crate::discord_rules::assert_discord_takes_as_an_edit;
use crate::notices::{as_chosen, plain, titan};
use crate::stage::{Stage, message};

const ROLE: u64 = 1_442_000_000_000_000_011;
const USER: u64 = 1_442_000_000_000_000_012;

fn resolved() -> Value {
    let mut message_parts = message(&[(1, titan(1, 1, NoticeKind::Opened, 0))]).message_parts;
    message_parts[0].hulls[0].alert_state = HullAlertState::Resolved { after: Duration::from_secs(7800) };
    let body = rewrite(&message_parts, &plain());
    assert_discord_takes_as_an_edit(&body);
    body
}

async fn posted(stage: &Stage, webhook: WebhookName) -> String {
    let DeliveryVerdict::Delivered(PostReceipt { message_id }) = stage.post(webhook).await else {
        panic!("not delivered");
    };
    message_id
}

async fn edit(stage: &Stage, id: &str) -> DeliveryVerdict {
    stage.webhooks.edit(Critical, id, &resolved()).await
}

fn edited(id: &str) -> DeliveryVerdict {
    DeliveryVerdict::Delivered(PostReceipt { message_id: id.to_owned() })
}

#[tokio::test]
async fn an_edit_changes_the_message_and_calls_nobody() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    assert_eq!(edit(&stage, &id).await, edited(&id));
    let messages = stage.control.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].edits.len(), 1);
    assert!(messages[0].text().contains("resolved after 2 h 10 min"));
    assert_eq!(messages[0].edits[0]["allowed_mentions"], json!({ "parse": [] }));
}

#[tokio::test]
async fn those_who_are_set_are_called_by_a_post_and_stay_named_after_its_edit() {
    let stage = Stage::new();
    let pings = Pings { roles: vec![DiscordId(ROLE)], users: vec![DiscordId(USER)], ..Pings::default() };
    let options = RelayOptions { pings, ..RelayOptions::default() };
    let mut notice = titan(1, 1, NoticeKind::Opened, 0);
    notice.hulls[0].pilot_name = "@everyone".to_owned();
    let post = compose(&[(1, notice)], &as_chosen(&options)).unwrap();
    let DeliveryVerdict::Delivered(PostReceipt { message_id }) = stage.webhooks.post(Critical, &post).await else {
        panic!("not delivered");
    };
    let body = rewrite(&post.message_parts, &as_chosen(&options));
    assert_eq!(stage.webhooks.edit(Critical, &message_id, &body).await, edited(&message_id));
    let message = stage.control.messages().remove(0);
    let called = captrack_sim::Pings { everyone: false, roles: vec![ROLE.to_string()], users: vec![USER.to_string()] };
    assert_eq!(message.pings, called);
    assert_eq!(message.content(), format!("<@&{ROLE}> <@{USER}>"), "an edit leaves the text alone");
    assert_eq!(message.edits.len(), 1);
}

#[tokio::test]
async fn a_message_in_a_thread_is_edited_there() {
    let stage = Stage::new();
    let forum = stage.control.create_forum_webhook("forum").unwrap();
    stage.set(Critical, &format!("{forum}?thread_id=1442000000000099999"));
    let id = posted(&stage, Critical).await;
    assert_eq!(edit(&stage, &id).await, edited(&id));
    let path = stage.control.requests()[1].path.clone();
    assert!(path.ends_with(&format!("/messages/{id}?thread_id=1442000000000099999")), "{path}");
}

#[tokio::test]
async fn a_message_that_was_deleted_is_gone_and_the_webhook_lives() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    let url = format!("{}/messages/{id}", stage.url(Critical));
    let client = reqwest::Client::builder().user_agent("somebody in the channel").no_proxy().build().unwrap();
    assert_eq!(client.delete(url).send().await.unwrap().status(), 204);
    assert_eq!(edit(&stage, &id).await, DeliveryVerdict::MessageGone);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_message_in_a_closed_thread_is_gone_and_the_webhook_lives() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    stage.answer_to("PATCH", 400, json!({ "message": "Thread is archived", "code": 50_083 }), &[]);
    assert_eq!(edit(&stage, &id).await, DeliveryVerdict::MessageGone);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_message_whose_id_was_lost_is_gone_without_a_request() {
    let stage = Stage::new();
    for id in ["", "@original", "../../x"] {
        assert_eq!(edit(&stage, id).await, DeliveryVerdict::MessageGone, "{id}");
    }
    assert_eq!(stage.requests(), 0);
}

#[tokio::test]
async fn an_edit_of_a_deleted_webhooks_message_finds_the_webhook_refused() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    stage.control.delete_webhook("critical").unwrap();
    assert!(matches!(edit(&stage, &id).await, DeliveryVerdict::WebhookDead(_)));
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::WebhookDead(_)));
}

#[tokio::test]
async fn a_message_that_was_edited_too_often_holds_up_no_other_and_no_post() {
    let stage = Stage::new();
    stage.control.limit_edits_of_old_messages(Some(3));
    let id = posted(&stage, Critical).await;
    stage.control.advance(Duration::from_secs(2 * 3600));
    let young = posted(&stage, Critical).await;
    for _ in 0..3 {
        assert_eq!(edit(&stage, &id).await, edited(&id));
        stage.control.advance(Duration::from_secs(5));
    }
    let DeliveryVerdict::NotNow(sentence) = edit(&stage, &id).await else { panic!("30046") };
    let sentence = english(&sentence);
    assert!(sentence.contains("no more edits"), "{sentence}");
    assert_eq!(edit(&stage, &young).await, edited(&young));
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    stage.control.advance(Duration::from_secs(3600));
    assert_eq!(edit(&stage, &id).await, edited(&id), "an hour later it is taken");
}

#[tokio::test]
async fn an_empty_bucket_of_edits_holds_up_no_post_and_the_other_way_round() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    for _ in 0..4 {
        posted(&stage, Critical).await;
    }
    assert!(stage.webhooks.wait(Critical, WebhookRequest::Post).is_some());
    // Discord has not named the bucket of edits yet.
    for _ in 0..5 {
        assert_eq!(edit(&stage, &id).await, edited(&id));
    }
    let wait = stage.webhooks.wait(Critical, WebhookRequest::Edit).unwrap();
    assert_eq!(edit(&stage, &id).await, DeliveryVerdict::Wait(wait));
    assert_eq!(stage.requests(), 10, "it was not even tried");
    stage.control.advance(wait);
    assert_eq!(edit(&stage, &id).await, edited(&id));
    for _ in 0..4 {
        assert_eq!(edit(&stage, &id).await, edited(&id));
    }
    assert!(stage.webhooks.wait(Critical, WebhookRequest::Edit).is_some());
    posted(&stage, Critical).await;
    assert_eq!(stage.control.stats().discord.rate_limited, 0);
}

/// An answer to a post that leaves its bucket empty.
fn the_last_of(stage: &Stage, bucket: Option<&str>) {
    let limits = [("x-ratelimit-limit", "5"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "1.5")];
    let headers: Vec<_> = limits.into_iter().chain(bucket.map(|name| ("x-ratelimit-bucket", name))).collect();
    stage.answer(200, json!({ "id": "7" }), &headers);
}

#[tokio::test]
async fn an_edit_waits_for_an_empty_bucket_that_it_shares_with_posts() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    stage.answer_to(
        "PATCH",
        200,
        json!({ "id": id }),
        &[("x-ratelimit-bucket", "both"), ("x-ratelimit-remaining", "4")],
    );
    assert_eq!(edit(&stage, &id).await, edited(&id));
    the_last_of(&stage, Some("both"));
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    let wait = stage.webhooks.wait(Critical, WebhookRequest::Edit).unwrap();
    assert_eq!(edit(&stage, &id).await, DeliveryVerdict::Wait(wait));
    assert_eq!(stage.requests(), 3, "it was not even tried");
    stage.control.advance(wait);
    assert_eq!(edit(&stage, &id).await, edited(&id));
}

#[tokio::test]
async fn a_bucket_without_a_name_is_one_for_posts_and_edits() {
    let stage = Stage::new();
    the_last_of(&stage, None);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    assert!(stage.webhooks.wait(Critical, WebhookRequest::Edit).is_some());
    assert!(matches!(edit(&stage, "7").await, DeliveryVerdict::Wait(_)));
    assert_eq!(stage.requests(), 1);
}

#[tokio::test]
async fn posts_and_edits_in_turn_are_never_refused_for_their_number() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    let (mut posts, mut edits) = (0, 0);
    while posts < 20 || edits < 20 {
        let verdict = if posts <= edits { stage.post(Critical).await } else { edit(&stage, &id).await };
        match verdict {
            DeliveryVerdict::Delivered(_) if posts <= edits => posts += 1,
            DeliveryVerdict::Delivered(_) => edits += 1,
            DeliveryVerdict::Wait(wait) => {
                stage.control.advance(wait);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(stage.control.stats().discord.rate_limited, 0);
    assert_eq!(stage.control.messages()[0].edits.len(), 20);
}

#[tokio::test]
async fn a_429_to_an_edit_is_waited_for() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    let body = json!({ "message": "You are being rate limited.", "retry_after": 0.75, "global": false });
    stage.answer_to("PATCH", 429, body, &[("retry-after", "1"), ("x-ratelimit-scope", "user")]);
    let DeliveryVerdict::Wait(wait) = edit(&stage, &id).await else {
        panic!("a 429 is no verdict on the message");
    };
    assert!(wait >= Duration::from_millis(750) && wait < Duration::from_millis(800), "{wait:?}");
    stage.control.advance(wait);
    assert_eq!(edit(&stage, &id).await, edited(&id));
}

#[tokio::test]
async fn a_global_429_to_an_edit_stops_every_webhook() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    stage.answer_to("PATCH", 429, json!({ "message": "", "retry_after": 3.0, "global": true }), &[]);
    assert!(matches!(edit(&stage, &id).await, DeliveryVerdict::Wait(_)));
    assert!(stage.webhooks.wait(Standard, WebhookRequest::Post).is_some());
}

#[tokio::test]
async fn trouble_on_the_way_is_tried_again() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    for effect in [
        FaultEffect::Edge { status: 500, text: "<html>".into() },
        FaultEffect::Edge { status: 503, text: String::new() },
        FaultEffect::Edge { status: 200, text: "<html>Welcome to our network</html>".into() },
        FaultEffect::Reset,
        FaultEffect::ResetAfterServing,
        FaultEffect::Delay { millis: 60_000 },
    ] {
        stage.fault_on("PATCH", effect.clone());
        assert!(matches!(edit(&stage, &id).await, DeliveryVerdict::Retry(_)), "{effect:?}");
        stage.control.advance(Duration::from_secs(10));
    }
    assert_eq!(edit(&stage, &id).await, edited(&id));
}

#[tokio::test]
async fn a_spoilt_answer_to_an_edit_does_not_lose_the_message() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    for effect in [FaultEffect::MalformedJson, FaultEffect::TruncatedBody] {
        stage.fault_on("PATCH", effect);
        assert_eq!(edit(&stage, &id).await, edited(&id));
    }
}

#[tokio::test]
async fn a_refused_edit_keeps_discords_reason() {
    let stage = Stage::new();
    let id = posted(&stage, Critical).await;
    let mut body = resolved();
    body["embeds"][0]["title"] = "x".repeat(257).into();
    let DeliveryVerdict::Undeliverable(reason) = stage.webhooks.edit(Critical, &id, &body).await else {
        panic!("too long a title");
    };
    let reason = english(&reason);
    assert!(reason.contains("embeds.0.title"), "{reason}");
    assert_eq!(edit(&stage, &id).await, edited(&id));
}

#[tokio::test]
async fn what_discord_allows_is_known_after_its_first_answer() {
    let stage = Stage::new();
    assert_eq!(stage.webhooks.limit(Critical), None);
    posted(&stage, Critical).await;
    posted(&stage, Critical).await;
    let limit = stage.webhooks.limit(Critical).unwrap();
    assert_eq!((limit.limit, limit.remaining), (5, 3));
    assert!(limit.resets_at > stage.control.now());
    assert_eq!(stage.webhooks.limit(Standard), None);
    stage.control.advance(Duration::from_secs(2));
    assert_eq!(stage.webhooks.limit(Critical), Some(WebhookLimit { remaining: 5, ..limit }));
    stage.webhooks.address_changed(Critical);
    assert_eq!(stage.webhooks.limit(Critical), None);
}
