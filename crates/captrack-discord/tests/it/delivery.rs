//! What Discord takes, and how politely it is asked.

use std::time::Duration;

use WebhookName::{Critical, Standard};
use captrack_domain::notice::NoticeKind;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, WebhookRequest, Webhooks};
use captrack_text::english;
use serde_json::json;

use crate::discord_rules::assert_discord_takes;
use crate::notices::{carriers, deliver, numbered, titan};
use crate::stage::{Stage, message};

#[tokio::test]
async fn a_message_reaches_the_webhook_it_is_for_and_has_an_id() {
    let stage = Stage::new();
    let DeliveryVerdict::Delivered(posted) = stage.post(Critical).await else {
        panic!("not delivered");
    };
    let messages = stage.control.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].id, posted.message_id);
    assert_eq!(messages[0].webhook, "critical");
    assert!(messages[0].text().contains("Avatar"));
    assert_eq!(messages[0].pings, captrack_sim::Pings::default());
    assert!(stage.control.requests()[0].path.ends_with("?wait=true"));
}

#[tokio::test]
async fn a_forum_needs_a_thread_and_gets_the_one_of_the_address() {
    let stage = Stage::new();
    let forum = stage.control.create_forum_webhook("forum").unwrap();
    stage.set(Standard, &forum);
    let DeliveryVerdict::WebhookDead(sentence) = stage.post(Standard).await else {
        panic!("a forum without a thread");
    };
    let sentence = english(&sentence);
    assert!(sentence.contains("?thread_id="), "{sentence}");
    stage.set(Standard, &format!("{forum}?thread_id=1442000000000099999"));
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Delivered(_)));
    assert!(stage.control.requests()[1].path.ends_with("thread_id=1442000000000099999"));
}

#[tokio::test]
async fn no_request_is_made_while_the_bucket_is_empty() {
    let stage = Stage::new();
    for _ in 0..5 {
        assert_eq!(stage.webhooks.wait(Critical, WebhookRequest::Post), None);
        assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    }
    let wait = stage.webhooks.wait(Critical, WebhookRequest::Post).unwrap();
    assert!(wait > Duration::from_millis(1900) && wait < Duration::from_millis(2100), "{wait:?}");
    assert_eq!(stage.post(Critical).await, DeliveryVerdict::Wait(wait));
    assert_eq!(stage.requests(), 5, "the sixth was not even tried");
    assert_eq!(stage.webhooks.wait(Standard, WebhookRequest::Post), None, "the other webhook has a bucket of its own");

    stage.control.advance(wait);
    assert_eq!(stage.webhooks.wait(Critical, WebhookRequest::Post), None);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    assert_eq!(stage.control.stats().discord.rate_limited, 0);
}

#[tokio::test]
async fn two_names_of_one_webhook_share_its_limit() {
    let stage = Stage::new();
    stage.set(Standard, &stage.url(Critical));
    for webhook in [Critical, Standard, Critical, Standard, Critical] {
        assert!(matches!(stage.post(webhook).await, DeliveryVerdict::Delivered(_)));
    }
    assert!(stage.webhooks.wait(Standard, WebhookRequest::Post).is_some());
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Wait(_)));
    assert_eq!(stage.control.stats().discord.rate_limited, 0);
}

#[tokio::test]
async fn a_limit_that_no_header_tells_is_learnt_from_one_429_and_obeyed() {
    let stage = Stage::new();
    let mut delivered = 0;
    let mut waits = 0;
    // Thirty new messages a minute: of that Discord's headers say nothing.
    while delivered < 40 {
        match stage.post(Critical).await {
            DeliveryVerdict::Delivered(_) => delivered += 1,
            DeliveryVerdict::Wait(wait) => {
                waits += 1;
                assert!(waits < 40, "it never ends");
                stage.control.advance(wait);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(stage.control.stats().discord.rate_limited, 1);
}

#[tokio::test]
async fn a_burst_is_delivered_whole_in_order_and_without_being_refused() {
    let stage = Stage::new();
    let mut notices: Vec<_> =
        (0..60).map(|main| carriers(main, main * 100..main * 100 + 8, NoticeKind::Opened, main)).collect();
    notices.extend((100..140).map(|main| titan(main, main * 100, NoticeKind::Opened, main)));
    let mut waiting = numbered(notices);
    while !waiting.is_empty() {
        let post = message(&waiting);
        assert_discord_takes(&post.body);
        match stage.webhooks.post(Standard, &post).await {
            DeliveryVerdict::Delivered(_) => deliver(&mut waiting, &post),
            DeliveryVerdict::Wait(wait) => {
                stage.control.advance(wait);
            }
            other => panic!("{other:?}"),
        }
    }
    let messages = stage.control.messages_of("standard");
    let text: String = messages.iter().map(captrack_sim::DiscordMessage::text).collect();
    assert_eq!(text.matches("**Avatar**").count(), 40);
    assert_eq!(text.matches("**Archon**").count(), 480);
    assert!(text.rfind("**Avatar**") < text.find("**Archon**"), "critical first");
    assert_eq!(stage.control.stats().discord.invalid_requests, 0);
    assert_eq!(stage.control.stats().discord.refused, 0);
}

/// With an embed a main, of which a message has ten: so many messages and, under Discord's limits (five in two seconds, thirty in a minute),
/// seconds a burst takes at least.
fn least(mains: u64) -> (u64, u64) {
    let messages = mains.div_ceil(10);
    (messages, ((messages - 1) / 5 * 2).max((messages - 1) / 30 * 60))
}

#[tokio::test]
async fn a_burst_of_fifteen_hundred_mains_takes_hardly_more_than_the_least_messages_and_seconds() {
    const MAINS: i64 = 1500;
    /// As many rows as the outbox gives at once.
    const WINDOW: usize = 200;
    let stage = Stage::new();
    let titans = (0..MAINS / 3).map(|main| titan(main, main * 100, NoticeKind::Opened, 0));
    let fleets = (MAINS / 3..MAINS).map(|main| carriers(main, main * 100..main * 100 + 5, NoticeKind::Opened, 0));
    let mut waiting = numbered(titans.chain(fleets).collect());
    let began = stage.control.now();
    while !waiting.is_empty() {
        let mut next: Vec<_> = waiting.drain(..waiting.len().min(WINDOW)).collect();
        let post = message(&next);
        match stage.webhooks.post(Standard, &post).await {
            DeliveryVerdict::Delivered(_) => deliver(&mut next, &post),
            DeliveryVerdict::Wait(wait) => _ = stage.control.advance(wait),
            other => panic!("{other:?}"),
        }
        waiting.splice(..0, next);
    }
    let took = stage.control.now().duration_since(began).as_secs_f64();
    let (stats, (messages, seconds)) = (stage.control.stats().discord, least(MAINS as u64));
    println!(
        "{} messages of {messages}, {took} s of {seconds}, {} times asked to wait",
        stats.posts, stats.rate_limited
    );
    assert!(stats.posts as f64 <= 1.05 * messages as f64, "{} messages, at least {messages}", stats.posts);
    assert!(took <= 1.05 * seconds as f64, "{took} s, at least {seconds} s");
    // The limit of a channel is in no header: it is learnt once a minute.
    assert!(stats.rate_limited <= seconds / 60, "{stats:?}");
}

#[tokio::test]
async fn a_deleted_webhook_says_so_each_time_it_is_asked_and_a_new_one_takes_messages() {
    let stage = Stage::new();
    stage.control.delete_webhook("critical").unwrap();
    for _ in 0..3 {
        let DeliveryVerdict::WebhookDead(sentence) = stage.post(Critical).await else {
            panic!("a deleted webhook");
        };
        let sentence = english(&sentence);
        assert!(sentence.contains("deleted"), "{sentence}");
        assert!(matches!(stage.webhooks.look(Critical).await, DeliveryVerdict::WebhookDead(_)));
    }
    assert_eq!(stage.requests(), 6, "when to ask is not for this crate to say");
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Delivered(_)), "the other one lives");

    let new = stage.control.create_webhook("new").unwrap();
    stage.set(Critical, &new);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_webhook_is_looked_at_without_a_message() {
    let stage = Stage::new();
    assert!(matches!(stage.webhooks.look(Critical).await, DeliveryVerdict::Delivered(_)));
    assert!(stage.control.messages().is_empty());
    let request = stage.control.requests().remove(0);
    assert_eq!((request.method.as_str(), request.status), ("GET", 200));
    stage.fault_on("GET", captrack_sim::FaultEffect::web_page(404));
    assert!(
        matches!(stage.webhooks.look(Critical).await, DeliveryVerdict::Retry(_)),
        "an edge's page is no word of Discord's"
    );
}

#[tokio::test]
async fn a_wrong_token_and_a_forbidden_webhook_are_refused_and_the_next_good_answer_counts() {
    let stage = Stage::new();
    let url = stage.url(Critical);
    stage.set(Critical, &format!("{url}x"));
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::WebhookDead(_)));
    stage.set(Critical, &url);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
    stage.answer(403, json!({ "message": "Missing Permissions", "code": 50013 }), &[]);
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::WebhookDead(_)));
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Delivered(_)), "nothing is remembered here");
}

#[tokio::test]
async fn the_test_button_is_not_a_message_about_capitals() {
    let stage = Stage::new();
    assert_eq!(stage.webhooks.test(Critical).await, Ok(Text::new("discord-test-accepted")));
    assert!(stage.control.messages()[0].text().contains("CapTrack test"));
}

#[tokio::test]
async fn the_test_button_says_what_is_wrong() {
    let stage = Stage::new();
    stage.control.delete_webhook("critical").unwrap();
    let sentence = english(&stage.webhooks.test(Critical).await.unwrap_err());
    assert!(sentence.contains("deleted"), "{sentence}");
    stage.secrets.lose("webhook/standard");
    let sentence = english(&stage.webhooks.test(Standard).await.unwrap_err());
    assert!(sentence.contains("keeps secrets"), "{sentence}");
    stage.answer(429, json!({ "message": "", "retry_after": 2.5, "global": true }), &[]);
    let new = stage.control.create_webhook("new").unwrap();
    stage.set(Critical, &new);
    let sentence = english(&stage.webhooks.test(Critical).await.unwrap_err());
    assert!(sentence.contains("another 3 s"), "{sentence}");
}
