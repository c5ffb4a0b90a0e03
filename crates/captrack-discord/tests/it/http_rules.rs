//! Who asks, and where a token may go: the rules of the HTTP client, as Discord sees them. Redirects are in `faults.rs`.

use std::sync::Arc;

use captrack_discord::{AddressError, DiscordWebhooks};
use captrack_domain::webhook_name::WebhookName::Critical;
use captrack_http::{HttpClient, HttpError, InProcessResponse, header, user_agent};
use captrack_ports::{DeliveryVerdict, WallClock, Webhooks};
use captrack_testing::{Recorder, TestProxy, TestSecrets};
use captrack_text::english;
use serde_json::json;

use crate::stage::{Stage, a_titan};

const ADDRESS: &str = "https://discord.com/api/webhooks/1234567890/SESAME";

/// Discord's own webhooks.
fn discord(client: &HttpClient) -> DiscordWebhooks {
    let secrets = TestSecrets::default();
    secrets.overwrite(Critical.secret_name(), ADDRESS);
    DiscordWebhooks::new(client, Arc::new(secrets), Vec::new(), Arc::new(WallClock))
}

#[tokio::test]
async fn discord_is_told_who_asks_whatever_is_asked() {
    let recorder = Recorder::answering(|_| Ok(InProcessResponse::new(503)));
    let webhooks = discord(&recorder.client);
    webhooks.post(Critical, &a_titan()).await;
    webhooks.edit(Critical, "1442000000000000001", &json!({ "content": "x" })).await;
    webhooks.look(Critical).await;
    let asked = recorder.asked();
    let methods: Vec<&str> = asked.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(methods, ["POST", "PATCH", "GET"]);
    assert!(asked.iter().all(|request| request.headers[header::USER_AGENT] == user_agent().as_str()));
}

#[tokio::test]
async fn a_proxy_stands_between_us_and_discord_and_not_before_this_computer() {
    let (stage, proxy) = (Stage::new(), TestProxy::start().await);
    let DeliveryVerdict::Retry(sentence) = discord(&proxy.client).post(Critical, &a_titan()).await else {
        panic!("the proxy lets nobody through");
    };
    let sentence = english(&sentence);
    assert_eq!(sentence, "Discord could not be reached (the proxy did not connect): the message is sent again");
    assert_eq!(proxy.asked(), ["discord.com:443"]);
    assert!(matches!(stage.over(&proxy.client).post(Critical, &a_titan()).await, DeliveryVerdict::Delivered(_)));
    assert_eq!(proxy.asked().len(), 1, "this computer was asked directly");
}

#[test]
fn plain_http_is_for_a_listed_host_on_this_computer_alone() {
    let client = Recorder::answering(|_| Err(HttpError::Unreachable)).client;
    let hosts = ["10.0.0.1:80", "localhost.example.com", "[::1]:99", "localhost:99"].map(str::to_owned).to_vec();
    let webhooks = DiscordWebhooks::new(&client, Arc::new(TestSecrets::default()), hosts, Arc::new(WallClock));
    for (host, here) in
        [("10.0.0.1:80", false), ("localhost.example.com", false), ("[::1]:99", true), ("localhost:99", true)]
    {
        let read = webhooks.parse_address(&format!("http://{host}/api/webhooks/1/SESAME"));
        assert_eq!(read.err(), (!here).then_some(AddressError::PlainHttp), "{host}");
    }
}

#[tokio::test]
async fn the_answer_to_a_message_is_read_to_its_largest_and_not_further() {
    let answer = |padding: usize| {
        InProcessResponse::new(200).header(header::CONTENT_TYPE, "application/json".parse().unwrap()).body(format!(
            "{}{}",
            " ".repeat(padding),
            json!({ "id": "1442000000000000001" })
        ))
    };
    for (padding, id) in [(200 * 1024, "1442000000000000001"), (256 * 1024, "")] {
        let recorder = Recorder::answering(move |_| Ok(answer(padding)));
        let DeliveryVerdict::Delivered(posted) = discord(&recorder.client).post(Critical, &a_titan()).await else {
            panic!("Discord has taken it");
        };
        assert_eq!(posted.message_id, id, "{padding}");
    }
}

#[tokio::test]
async fn each_way_to_have_no_answer_says_whether_the_message_may_have_arrived() {
    for (error, beginning) in [
        (HttpError::TimedOut, "Discord did not answer in time: the message may have arrived"),
        (HttpError::Broken, "the connection to Discord broke ("),
        (HttpError::ConnectTimedOut, "Discord could not be reached (no connection in time)"),
        (HttpError::UnknownHost, "Discord could not be reached (the name of the server was not found)"),
        (HttpError::Certificate, "Discord could not be reached (the certificate of the server is not trusted)"),
    ] {
        let recorder = Recorder::answering(move |_| Err(error));
        let DeliveryVerdict::Retry(sentence) = discord(&recorder.client).post(Critical, &a_titan()).await else {
            panic!("{error:?} is no verdict");
        };
        let sentence = english(&sentence);
        assert!(sentence.starts_with(beginning) && sentence.ends_with("sent again"), "{sentence}");
    }
}
