//! Tokens, codes and verifiers are nowhere to be read: not in a log, an error, a Debug output.

use captrack_ports::{AuthAccess, AuthServer, Secret};
use captrack_testing::TestLog;

use crate::desk::{bridge, capital_groups};
use crate::recorded::recorded;
use crate::stub::{Asked, Part, Stub, answer};

/// Everything that is logged on this thread from now on goes there, at the finest level.
fn listen(log: &TestLog) -> tracing::subscriber::DefaultGuard {
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone());
    tracing::subscriber::set_default(subscriber.finish())
}

const TOKEN: &str = "ctb_sesame-open-sesame-0123456789";
const ODD_TOKEN: &str = "a-token-of-another-kind";
const CODE: &str = "ctc_abracadabra-0123456789";

/// A server that throws everything it was told back, in every place an answer has.
async fn parrot(status: u16, marked: bool) -> Stub {
    Stub::answering(move |asked: &Asked| {
        let bearer = asked.header("authorization").unwrap_or_default().to_owned();
        let said = format!("{bearer} {}", String::from_utf8_lossy(&asked.body).replace('"', "'"));
        let body =
            serde_json::json!({ "version": 1, "error": { "code": "token_unknown", "sentence": said } }).to_string();
        let location = format!("https://{}.example.com/{}", bearer.replace("Bearer ", ""), bearer.replace(' ', ""));
        let mut headers = vec![("ETag", said.as_str()), ("Location", &location), ("Content-Type", "application/json")];
        if marked {
            headers.push(("X-Captrack-Bridge", "1"));
        }
        vec![Part::Bytes(answer(status, &headers, body.as_bytes()))]
    })
    .await
}

// One thread: the log is listened to on it alone.
#[tokio::test(flavor = "current_thread")]
async fn a_server_that_repeats_everything_makes_nothing_readable() {
    let log = TestLog::default();
    let _listening = listen(&log);
    let mut seen = Vec::new();
    for token in [TOKEN, ODD_TOKEN] {
        for status in [200, 302, 400, 401, 403, 404, 409, 418, 429, 500, 503] {
            for marked in [true, false] {
                let stub = parrot(status, marked).await;
                let access = AuthAccess { address: stub.address.clone(), token: Secret::new(token) };
                let error = bridge().roster(&access, &capital_groups(), None).await.unwrap_err();
                seen.push(format!("{error} {error:?} {access:?}"));
                let mut attempt = bridge().begin(&stub.address, "laptop").unwrap();
                attempt.verifier = Secret::new("a-verifier-of-forty-three-characters-000000");
                let error = bridge().finish(&attempt, &Secret::new(CODE)).await.unwrap_err();
                seen.push(format!("{error} {error:?} {attempt:?}"));
            }
        }
    }
    seen.push(log.text());
    assert!(log.text().contains("capitals"), "the log was listened to");
    for text in seen {
        for secret in [TOKEN, ODD_TOKEN, CODE, "a-verifier-of"] {
            assert!(!text.contains(secret), "{secret} in: {text}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_good_day_is_quiet_too() {
    let log = TestLog::default();
    let _listening = listen(&log);
    let (capitals, connect) = (recorded("capitals"), recorded("connect"));
    let stub = capitals.serve().await;
    bridge().roster(&capitals.access(&stub), &capital_groups(), None).await.unwrap();
    let stub = connect.serve().await;
    let attempt = bridge().begin(&stub.address, "laptop").unwrap();
    let token = bridge().finish(&attempt, &Secret::new(CODE)).await.unwrap();
    let text = log.text();
    assert!(text.contains("capitals"), "{text}");
    for secret in [capitals.token().reveal(), token.reveal(), attempt.verifier.reveal(), CODE] {
        assert!(!text.contains(secret), "{text}");
    }
}
