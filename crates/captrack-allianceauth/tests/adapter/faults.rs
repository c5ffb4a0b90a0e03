//! What a network, a proxy or a broken server can do. None of it says anything about a ship.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::text::Text;
use captrack_ports::{AuthAccess, AuthAddress, AuthError, AuthServer, ConditionalAnswer, PublishedPolicy, Secret};
use captrack_text::english;
use serde_json::json;

use crate::desk::{access, bridge, capital_groups, impatient};
use crate::recorded::recorded;
use crate::stub::{Part, Stub, answer, of_the_bridge};

async fn told(stub: &Stub) -> AuthError {
    let error = bridge().roster(&access(stub), &capital_groups(), Some("W/\"x\"")).await.unwrap_err();
    let text = english(error.text());
    assert!(text.ends_with('.') && !text.contains('\n') && text.chars().count() <= 300, "{text}");
    error
}

async fn said(status: u16, headers: &[(&str, &str)], body: &str) -> AuthError {
    told(&Stub::saying(status, headers, body.as_bytes()).await).await
}

#[tokio::test]
async fn the_login_page_of_allianceauth_is_told_with_the_setting_that_is_missing() {
    let error = said(302, &[("Location", "/account/login/?next=/captrack-bridge/api/v1/capitals")], "").await;
    let AuthError::Later { why, .. } = error else { panic!("{error:?}") };
    assert!(english(&why).contains("APPS_WITH_PUBLIC_VIEWS"), "{why}");
}

#[tokio::test]
async fn a_redirect_to_another_host_is_told_and_the_token_stays() {
    let elsewhere = Stub::saying(200, &[("X-Captrack-Bridge", "1")], b"{}").await;
    let location = format!("{}/captrack-bridge/api/v1/capitals", elsewhere.address);
    for status in [301, 302, 303, 307, 308] {
        let error = said(status, &[("Location", &location)], "").await;
        let AuthError::Later { why, .. } = error else { panic!("{error:?}") };
        assert!(english(&why).contains(&elsewhere.address.to_string()), "{why}");
    }
    // Not even when the bridge itself seems to say so.
    let marked = said(307, &[("Location", &location), ("X-Captrack-Bridge", "1")], "").await;
    assert!(matches!(marked, AuthError::Later { .. }), "{marked:?}");
    assert!(elsewhere.asked().is_empty(), "nothing was sent there");
}

#[tokio::test]
async fn a_web_page_is_not_the_bridge() {
    let html = [("Content-Type", "text/html; charset=utf-8")];
    assert!(matches!(said(200, &html, "<html>Welcome</html>").await, AuthError::Later { .. }));
    assert!(matches!(said(200, &[], r#"{"version":1,"hulls":{}}"#).await, AuthError::Later { .. }));
    let AuthError::Later { why, .. } = said(404, &html, "<h1>Not Found</h1>").await else { panic!() };
    assert!(english(&why).contains("aa-captrack-bridge"), "{why}");
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_when_it_says() {
    for status in [500, 502, 503, 504] {
        let page = said(status, &[("Content-Type", "text/html"), ("Retry-After", "120")], "<h1>Bad Gateway</h1>").await;
        let AuthError::Later { after, .. } = page else { panic!("{page:?}") };
        assert_eq!(after, Some(Duration::from_secs(120)));
    }
    let own =
        said(500, &[("X-Captrack-Bridge", "1")], r#"{"version":1,"error":{"code":"internal","sentence":"It broke."}}"#);
    assert_eq!(own.await, AuthError::Later { why: Text::said("It broke."), after: None });
}

#[tokio::test]
async fn half_an_answer_counts_for_nothing() {
    let body = recorded("capitals").body().to_string();
    let whole = of_the_bridge(200, &body);
    // Cut in the middle of the body, with the length of the whole of it in the head.
    let cut = Stub::doing(vec![Part::Bytes(whole[..whole.len() - body.len() / 2].to_vec())]).await;
    assert!(matches!(told(&cut).await, AuthError::Later { .. }));
    // Cut before the head was done, and before anything was said.
    for bytes in [&whole[..20], b""] {
        let cut = Stub::doing(vec![Part::Bytes(bytes.to_vec())]).await;
        assert!(matches!(told(&cut).await, AuthError::Later { .. }));
    }
    // Whole as far as the connection tells, but not JSON.
    for half in [&body[..body.len() / 2], "", "null", "[]", "{\"version\":1}", "<html>"] {
        let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, half))]).await;
        assert!(matches!(told(&stub).await, AuthError::Later { .. }), "{half}");
    }
}

/// `{"version":1,"revision":0,"policy":null,"published_at":null,"by":null,"by_id":null}` by gzip.
const COMPRESSED: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x4b, 0x2d, 0x2a, 0xce, 0xcc, 0xcf,
    0x53, 0xb2, 0x32, 0xd4, 0x51, 0x2a, 0x4a, 0x2d, 0xcb, 0x84, 0x70, 0x0c, 0x74, 0x94, 0x0a, 0xf2, 0x73, 0x32, 0x93,
    0x2b, 0x95, 0xac, 0xf2, 0x4a, 0x73, 0x72, 0x80, 0xbc, 0xd2, 0xa4, 0x9c, 0xcc, 0xe2, 0x8c, 0xd4, 0x94, 0xf8, 0xc4,
    0x12, 0x98, 0x58, 0x52, 0x25, 0x82, 0x15, 0x9f, 0x99, 0x02, 0xe1, 0xd4, 0x02, 0x00, 0x7c, 0x95, 0xff, 0x7f, 0x53,
    0x00, 0x00, 0x00,
];

#[tokio::test]
async fn a_compressed_answer_is_unfolded_and_half_of_one_counts_for_nothing() {
    let head = [("X-Captrack-Bridge", "1"), ("Content-Encoding", "gzip")];
    let stub = Stub::saying(200, &head, COMPRESSED).await;
    let answer = bridge().policy(&access(&stub), None).await.unwrap();
    assert!(
        matches!(answer, ConditionalAnswer::New(PublishedPolicy { revision: 0, policy: None, .. }, None)),
        "{answer:?}"
    );
    for end in [10, COMPRESSED.len() / 2, COMPRESSED.len() - 1] {
        let stub = Stub::saying(200, &head, &COMPRESSED[..end]).await;
        let error = bridge().policy(&access(&stub), None).await.unwrap_err();
        assert!(matches!(error, AuthError::Later { .. }), "{end}: {error}");
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_listened_to() {
    let head = b"HTTP/1.1 200 OK\r\nX-Captrack-Bridge: 1\r\nConnection: close\r\n\r\n".to_vec();
    let stub = Stub::doing(vec![Part::Bytes(head), Part::Repeated(vec![b' '; 1 << 20], 101)]).await;
    let AuthError::Setup { why } = told(&stub).await else { panic!() };
    assert!(english(&why).contains("100 MB"), "{why}");
    // A refusal is shorter than that, and is nobody's word when it is not.
    let error = format!(r#"{{"error":{{"code":"token_revoked","sentence":"{}"}}}}"#, "x".repeat(300_000));
    let long = said(401, &[("X-Captrack-Bridge", "1")], &error).await;
    assert!(matches!(&long, AuthError::Later { .. }), "{long:?}");
}

/// A body that is whole and larger than it may be.
async fn larger(kib: usize, head: &'static str) -> Stub {
    let head = format!("HTTP/1.1 200 OK\r\nX-Captrack-Bridge: 1\r\nConnection: close\r\n\r\n{head}");
    Stub::doing(vec![Part::Bytes(head.into_bytes()), Part::Repeated(vec![b' '; 1024], kib), Part::Bytes(b"}".to_vec())])
        .await
}

#[tokio::test]
async fn each_question_takes_as_much_as_its_answer_can_need() {
    let limits = |error: AuthError| match error {
        AuthError::Setup { why } => english(&why),
        other => panic!("{other:?}"),
    };
    let stub = larger(260, r#"{"version":1"#).await;
    assert!(limits(bridge().whoami(&access(&stub), &BTreeSet::new()).await.unwrap_err()).contains("256 KB"));
    assert!(limits(bridge().policy(&access(&stub), None).await.unwrap_err()).contains("256 KB"));
    let attempt = bridge().begin(&stub.address, "laptop").unwrap();
    assert!(limits(bridge().finish(&attempt, &Secret::new("ctc_a")).await.unwrap_err()).contains("256 KB"));
    // The same is none too much for decisions.
    let stub = larger(260, r#"{"version":1,"snoozes":[],"acknowledgements":[]"#).await;
    bridge().snoozes(&access(&stub), None).await.unwrap();
    let stub = larger(8 * 1024 + 1, r#"{"version":1,"snoozes":[],"acknowledgements":[]"#).await;
    assert!(limits(bridge().snoozes(&access(&stub), None).await.unwrap_err()).contains("8 MB"));
    assert!(limits(bridge().acknowledgements(&access(&stub), None).await.unwrap_err()).contains("8 MB"));
}

#[tokio::test]
async fn more_rows_than_any_alliance_has_are_refused_while_they_are_read() {
    let mut body = recorded("capitals").body().clone();
    body["hulls"]["item_id"] = json!(vec![0; 500_001]);
    let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, &body.to_string()))]).await;
    let AuthError::Setup { why } = told(&stub).await else { panic!() };
    assert!(english(&why).contains("500,000 rows"), "{why}");
}

#[tokio::test]
async fn broken_compression_counts_for_nothing() {
    let head = [("X-Captrack-Bridge", "1"), ("Content-Encoding", "gzip")];
    let stub = Stub::doing(vec![Part::Bytes(answer(200, &head, b"not gzip at all"))]).await;
    assert!(matches!(told(&stub).await, AuthError::Later { .. }));
}

#[tokio::test]
async fn patience_ends_whether_the_server_is_silent_or_slow() {
    let body = recorded("capitals").body().to_string();
    let whole = of_the_bridge(200, &body);
    let long = Duration::from_secs(30);
    let silent = Stub::doing(vec![Part::Pause(long)]).await;
    let slow = Stub::doing(vec![Part::Bytes(whole[..whole.len() - 100].to_vec()), Part::Pause(long)]).await;
    for stub in [silent, slow] {
        let error = impatient().roster(&access(&stub), &capital_groups(), None).await.unwrap_err();
        let AuthError::Silent { why } = error else { panic!("{error:?}") };
        assert!(english(&why).contains("in time"), "{why}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_told_with_its_address() {
    let address = {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        AuthAddress::parse(&format!("http://{}", gone.local_addr().unwrap())).unwrap()
    };
    let access = AuthAccess { address: address.clone(), token: Secret::new("ctb_any") };
    let error = bridge().whoami(&access, &BTreeSet::new()).await.unwrap_err();
    let AuthError::Silent { why } = error else { panic!("{error:?}") };
    assert!(english(&why).contains("Nothing answers") && english(&why).contains(&address.to_string()), "{why}");
}

#[tokio::test]
async fn a_newer_bridge_asks_for_an_update_of_the_desk() {
    let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(200, r#"{"version":2,"ships":[]}"#))]).await;
    let AuthError::Setup { why } = told(&stub).await else { panic!() };
    assert!(english(&why).contains("update CapTrack"), "{why}");
}

#[tokio::test]
async fn too_many_groups_are_not_asked_for() {
    let stub = Stub::saying(200, &[], b"").await;
    for groups in [std::collections::BTreeSet::new(), (1..=101).map(captrack_domain::ids::GroupId).collect()] {
        let error = bridge().roster(&access(&stub), &groups, None).await.unwrap_err();
        assert!(matches!(error, AuthError::Setup { .. }), "{error:?}");
    }
    assert!(stub.asked().is_empty());
}
