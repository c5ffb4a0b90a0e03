//! What goes wrong on the way: each fault, and what becomes of the message.

use std::sync::Arc;
use std::time::Duration;

use WebhookName::{Critical, Standard};
use captrack_domain::notice::NoticeKind;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, Secret, WebhookRequest, Webhooks};
use captrack_sim::FaultEffect;
use captrack_testing::TestLog;
use captrack_text::english;
use serde_json::json;

use crate::notices::titan;
use crate::stage::{Stage, message};

#[tokio::test]
async fn a_429_is_waited_for_as_long_as_it_says() {
    let stage = Stage::new();
    stage.answer(
        429,
        json!({ "message": "You are being rate limited.", "retry_after": 0.75, "global": false }),
        &[("retry-after", "1"), ("x-ratelimit-scope", "user")],
    );
    let DeliveryVerdict::Wait(wait) = stage.post(Critical).await else {
        panic!("a 429 is no verdict on the message");
    };
    assert!(wait >= Duration::from_millis(750) && wait < Duration::from_millis(800), "{wait:?}");
    assert_eq!(stage.webhooks.wait(Critical, WebhookRequest::Post), Some(wait));
    assert_eq!(stage.webhooks.wait(Standard, WebhookRequest::Post), None);
    stage.control.advance(wait);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_global_429_stops_every_webhook() {
    let stage = Stage::new();
    stage.answer(429, json!({ "message": "", "retry_after": 3.0, "global": true }), &[]);
    let DeliveryVerdict::Wait(wait) = stage.post(Critical).await else {
        panic!("a 429 is no verdict on the message");
    };
    assert_eq!(stage.webhooks.wait(Standard, WebhookRequest::Post), Some(wait));
    assert_eq!(stage.post(Standard).await, DeliveryVerdict::Wait(wait));
    assert_eq!(stage.requests(), 1);
    stage.control.advance(wait);
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_429_from_the_edge_without_json_stops_every_webhook_too() {
    let stage = Stage::new();
    stage.fault(FaultEffect::Edge { status: 429, text: "error code: 1015".into() });
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Wait(_)));
    let wait = stage.webhooks.wait(Standard, WebhookRequest::Post).unwrap();
    assert!(wait >= Duration::from_secs(1), "{wait:?}");
    stage.control.advance(wait);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_refused_message_is_undeliverable_with_discords_reason_and_the_next_one_goes_on() {
    let stage = Stage::new();
    let mut post = message(&[(1, titan(1, 1, NoticeKind::Opened, 0))]);
    post.body["embeds"][0]["title"] = "x".repeat(257).into();
    let DeliveryVerdict::Undeliverable(reason) = stage.webhooks.post(Critical, &post).await else {
        panic!("too long a title");
    };
    let reason = english(&reason);
    assert_eq!(
        reason,
        "Discord refused the message (400): Invalid Form Body: embeds.0.title Must be 256 or fewer in length."
    );
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_reason_that_quotes_the_address_is_kept_without_it() {
    let stage = Stage::new();
    let url = stage.url(Critical);
    let token = url.rsplit('/').next().unwrap().to_owned();
    for code in [50_035, 1] {
        stage.answer(400, json!({ "message": format!("no: {url} or {token}"), "code": code }), &[]);
        let (DeliveryVerdict::Undeliverable(reason) | DeliveryVerdict::NotNow(reason)) = stage.post(Critical).await
        else {
            panic!("a 400");
        };
        let reason = english(&reason);
        assert!(!reason.contains(&token), "{reason}");
        assert!(reason.contains("no: "), "{reason}");
    }
}

#[tokio::test]
async fn a_token_that_the_end_of_a_reason_would_cut_is_not_in_it_either() {
    let stage = Stage::new();
    let url = stage.url(Critical);
    let token = url.rsplit('/').next().unwrap().to_owned();
    let with_nothing_between = token.chars().flat_map(|letter| [letter, '\u{200b}']).collect::<String>();
    for (before, said) in [(200, &url), (230, &token), (250, &token), (10, &with_nothing_between)] {
        let message = format!("{} {said} {}", "x".repeat(before), "y".repeat(200));
        stage.answer(400, json!({ "message": message, "code": 50_035 }), &[]);
        let DeliveryVerdict::Undeliverable(reason) = stage.post(Critical).await else { panic!("a 400") };
        let reason = english(&reason);
        assert!(!reason.contains(&token[..token.len() / 2]), "{reason}");
        assert!(reason.encode_utf16().count() <= 300, "{reason}");
    }
}

#[tokio::test]
async fn trouble_at_discord_is_tried_again() {
    let stage = Stage::new();
    for status in [500, 502, 503] {
        stage.fault(FaultEffect::Edge { status, text: "<html>".into() });
        assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)), "{status}");
    }
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn a_server_that_asks_for_time_gets_it() {
    let stage = Stage::new();
    stage.answer(503, json!({}), &[("retry-after", "20")]);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)));
    assert!(stage.webhooks.wait(Critical, WebhookRequest::Post).unwrap() >= Duration::from_secs(20));
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_message_was_read_is_tried_again() {
    let stage = Stage::new();
    stage.fault(FaultEffect::Reset);
    let DeliveryVerdict::Retry(sentence) = stage.post(Critical).await else {
        panic!("reset");
    };
    let sentence = english(&sentence);
    assert!(sentence.ends_with("the message is sent again"), "{sentence}");
    assert!(stage.control.messages().is_empty());
}

#[tokio::test]
async fn a_connection_that_breaks_after_it_leaves_the_outcome_unknown() {
    let stage = Stage::new();
    stage.fault(FaultEffect::ResetAfterServing);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)));
    assert_eq!(stage.control.messages().len(), 1, "it did arrive; nobody can know");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_leaves_the_outcome_unknown() {
    let stage = Stage::new();
    stage.fault(FaultEffect::Delay { millis: 60_000 });
    let DeliveryVerdict::Retry(sentence) = stage.post(Critical).await else {
        panic!("slow");
    };
    let sentence = english(&sentence);
    assert!(sentence.contains("may have arrived"), "{sentence}");
}

#[tokio::test]
async fn an_accepted_message_is_not_sent_again_because_its_answer_was_spoilt() {
    let stage = Stage::new();
    for effect in [FaultEffect::MalformedJson, FaultEffect::TruncatedBody] {
        stage.fault(effect.clone());
        let DeliveryVerdict::Delivered(posted) = stage.post(Critical).await else {
            panic!("{effect:?}");
        };
        assert_eq!(posted.message_id, "");
    }
}

#[tokio::test]
async fn the_page_of_some_network_in_between_has_delivered_nothing() {
    let stage = Stage::new();
    stage.fault(FaultEffect::Edge { status: 200, text: "<html>Welcome to our network</html>".into() });
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)));
    stage.answer(200, json!({ "status": "sign in first" }), &[]);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)), "JSON of somebody else's");
    stage.answer_to("GET", 200, json!({ "status": "sign in first" }), &[]);
    assert!(
        matches!(stage.webhooks.look(Critical).await, DeliveryVerdict::Retry(_)),
        "it is no proof that the webhook is there"
    );
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn what_an_edge_or_a_filter_answers_is_no_word_of_discords() {
    let stage = Stage::new();
    for status in [400, 401, 403, 404, 407, 413, 421, 451, 500, 502, 503, 520, 522, 526] {
        stage.fault(captrack_sim::cloudflare(status));
        let verdict = stage.post(Critical).await;
        assert!(matches!(verdict, DeliveryVerdict::Retry(_)), "{status}: {verdict:?}");
        stage.fault(FaultEffect::Edge { status, text: "error code: 1020".into() });
        assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)), "{status}");
        stage.answer(status, json!({ "error": "blocked" }), &[]);
        assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)), "{status}");
    }
    stage.answer(403, json!({ "message": "internal network error", "code": 40333 }), &[]);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)));
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)), "the next request is made and taken");
}

#[tokio::test]
async fn the_edges_429_without_a_wait_stops_every_webhook_for_longer_each_time() {
    let stage = Stage::new();
    let mut waits = Vec::new();
    for _ in 0..3 {
        stage.answer(
            429,
            json!({ "code": 0, "message": "You are being blocked from accessing our API temporarily" }),
            &[],
        );
        let DeliveryVerdict::Wait(wait) = stage.post(Critical).await else { panic!("a 429") };
        assert!(stage.webhooks.wait(Standard, WebhookRequest::Post).is_some(), "it is about this computer");
        stage.control.advance(wait);
        waits.push(wait.as_secs());
    }
    assert_eq!(waits, [5, 20, 80]);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn the_edges_1015_with_its_wait_is_obeyed_on_every_webhook() {
    let stage = Stage::new();
    let headers = vec![("Retry-After".to_owned(), "3600".to_owned())];
    stage.fault(FaultEffect::Answer { status: 429, body: Some(json!("error code: 1015")), headers });
    let DeliveryVerdict::Wait(wait) = stage.post(Critical).await else { panic!("a 429") };
    assert_eq!(wait.as_secs(), 3600);
    stage.control.advance(Duration::from_secs(3590));
    for webhook in [Critical, Standard] {
        assert!(matches!(stage.post(webhook).await, DeliveryVerdict::Wait(_)));
    }
    assert_eq!(stage.requests(), 1, "not asked for an hour");
    stage.control.advance(Duration::from_secs(11));
    assert!(matches!(stage.post(Standard).await, DeliveryVerdict::Delivered(_)));
}

#[tokio::test]
async fn the_wait_in_the_body_of_a_429_counts_and_not_a_header_in_milliseconds() {
    let stage = Stage::new();
    let headers = [("Retry-After", "437"), ("x-ratelimit-scope", "user")];
    stage.answer(429, json!({ "retry_after": 0.437, "global": false }), &headers);
    let DeliveryVerdict::Wait(wait) = stage.post(Critical).await else { panic!("a 429") };
    assert!(wait >= Duration::from_millis(437) && wait < Duration::from_millis(500), "{wait:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stage = Stage::new();
    let elsewhere = stage.url(Standard);
    stage.answer(307, json!({}), &[("location", &elsewhere)]);
    assert!(matches!(stage.post(Critical).await, DeliveryVerdict::Retry(_)));
    assert_eq!(stage.requests(), 1);
}

#[tokio::test]
async fn no_network_is_tried_again() {
    let stage = Stage::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = free.local_addr().unwrap().to_string();
    drop(free);
    let webhooks = captrack_discord::DiscordWebhooks::new(
        &captrack_http::HttpClient::new().unwrap(),
        stage.secrets.clone(),
        vec![nobody.clone()],
        Arc::new(captrack_ports::WallClock),
    );
    let url = stage.url(Critical).replace(&stage.sim.discord_host(), &nobody);
    stage.set(Critical, &url);
    let DeliveryVerdict::Retry(sentence) = webhooks.post(Critical, &crate::stage::a_titan()).await else {
        panic!("nobody listens there");
    };
    let sentence = english(&sentence);
    assert!(sentence.starts_with("Discord could not be reached (the connection was refused)"), "{sentence}");
}

#[tokio::test]
async fn without_an_address_or_a_keyring_nothing_is_sent() {
    let stage = Stage::new();
    stage.secrets.take_away();
    // A keyring that has no such entry says nothing of the webhook.
    let DeliveryVerdict::Retry(sentence) = stage.post(Critical).await else {
        panic!("no entry");
    };
    let sentence = english(&sentence);
    assert!(sentence.contains("keeps secrets"), "{sentence}");
    assert!(matches!(stage.webhooks.look(Critical).await, DeliveryVerdict::Retry(_)));
    stage.set(Critical, "https://discord.com/api/webhooks/1/SECRET");
    let DeliveryVerdict::Retry(sentence) = stage.post(Critical).await else {
        panic!("not on the list");
    };
    let sentence = english(&sentence);
    assert!(!sentence.contains("SECRET"), "{sentence}");
    stage.secrets.locked.set(true);
    assert_eq!(stage.post(Critical).await, DeliveryVerdict::Retry(Text::new("secret-locked")));
    assert_eq!(stage.requests(), 0);
}

#[tokio::test]
async fn an_address_is_checked_and_masked() {
    let stage = Stage::new();
    let url = stage.url(Critical);
    let token = url.rsplit('/').next().unwrap();
    let masked = stage.webhooks.check_address(&Secret::new(url.as_str())).unwrap();
    assert_eq!(masked, url.replace(token, "…"));
    let sentence =
        stage.webhooks.check_address(&Secret::new("https://evil.example/api/webhooks/1/SECRET")).unwrap_err();
    assert!(english(&sentence).contains("not on the list"), "{sentence}");
}

#[tokio::test]
async fn the_token_is_in_no_log_and_in_no_verdict_whatever_happens() {
    let log = TestLog::default();
    // The only test that takes the log: also what the libraries below say is read, down to their traces.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .init();
    let stage = Stage::new();
    let url = stage.url(Critical);
    let token = url.rsplit('/').next().unwrap();
    let effects = [
        FaultEffect::Reset,
        FaultEffect::ResetAfterServing,
        FaultEffect::Delay { millis: 60_000 },
        FaultEffect::MalformedJson,
        FaultEffect::TruncatedBody,
        FaultEffect::Edge { status: 500, text: url.clone() },
        FaultEffect::Edge { status: 400, text: url.clone() },
        FaultEffect::Answer { status: 400, body: Some(json!({ "message": url, "code": 1 })), headers: vec![] },
        FaultEffect::Answer { status: 302, body: None, headers: vec![("location".into(), url.clone())] },
        FaultEffect::Answer { status: 404, body: None, headers: vec![] },
    ];
    for effect in effects {
        stage.fault(effect.clone());
        let verdict = stage.post(Critical).await;
        assert!(!format!("{verdict:?}").contains(token), "{effect:?}: {verdict:?}");
        stage.control.advance(Duration::from_secs(120));
        stage.fault_on("PATCH", effect.clone());
        let verdict = stage.webhooks.edit(Critical, "1442000000000000001", &json!({ "content": "x" })).await;
        assert!(!format!("{verdict:?}").contains(token), "{effect:?}: {verdict:?}");
        stage.control.advance(Duration::from_secs(120));
    }
    let logged = log.text();
    assert!(logged.contains("Discord answered"), "the log was read");
    let about_it: Vec<&str> = logged.lines().filter(|line| line.contains(token)).collect();
    assert!(about_it.is_empty(), "{about_it:#?}");
}
