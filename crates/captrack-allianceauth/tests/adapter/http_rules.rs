//! Who asks, and where a token may go: the rules of the HTTP client, as AllianceAuth sees them. Redirects and the largest bodies over the
//! network are in `faults.rs`.

use std::collections::BTreeSet;

use captrack_http::{HttpClient, HttpError, InProcessResponse, header, user_agent};
use captrack_ports::{AuthAccess, AuthAddress, AuthError, AuthServer, Secret};
use captrack_testing::{Recorder, TestProxy};
use captrack_text::english;

use crate::desk::{RECORDED_AT, bridge_over, capital_groups};
use crate::stub::{Part, Stub, of_the_bridge};

/// A server somewhere in the world.
fn outside() -> AuthAccess {
    AuthAccess { address: AuthAddress::parse("auth.example.com").unwrap(), token: Secret::new("ctb_any") }
}

async fn whoami(client: &HttpClient, access: &AuthAccess) -> AuthError {
    bridge_over(client, RECORDED_AT).whoami(access, &BTreeSet::new()).await.unwrap_err()
}

#[tokio::test]
async fn allianceauth_is_told_who_asks_whatever_is_asked() {
    let recorder = Recorder::answering(|_| Ok(InProcessResponse::new(503)));
    let (bridge, access) = (bridge_over(&recorder.client, RECORDED_AT), outside());
    bridge.whoami(&access, &BTreeSet::new()).await.unwrap_err();
    bridge.roster(&access, &capital_groups(), None).await.unwrap_err();
    bridge.publish(&access, None, 0).await.unwrap_err();
    bridge.revoke(&access).await.unwrap_err();
    let attempt = bridge.begin(&access.address, "laptop").unwrap();
    bridge.finish(&attempt, &Secret::new("ctc_a")).await.unwrap_err();
    let asked = recorder.asked();
    let methods: Vec<&str> = asked.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(methods, ["GET", "GET", "PUT", "DELETE", "POST"]);
    assert!(asked.iter().all(|request| request.headers[header::USER_AGENT] == user_agent().as_str()));
}

#[tokio::test]
async fn a_proxy_stands_between_us_and_allianceauth_and_not_before_this_computer() {
    let proxy = TestProxy::start().await;
    assert!(matches!(whoami(&proxy.client, &outside()).await, AuthError::Silent { .. }));
    assert_eq!(proxy.asked(), ["auth.example.com:443"]);
    let here = Stub::doing(vec![Part::Bytes(of_the_bridge(200, "{}"))]).await;
    let access = AuthAccess { address: here.address.clone(), token: Secret::new("ctb_any") };
    whoami(&proxy.client, &access).await;
    assert_eq!((here.asked().len(), proxy.asked().len()), (1, 1), "this computer was asked directly");
}

#[test]
fn plain_http_is_for_this_computer_alone() {
    for (address, taken) in [
        ("http://localhost:8000", true),
        ("http://127.0.0.1:8000", true),
        ("http://auth.example.com", false),
        ("http://10.0.0.1", false),
    ] {
        assert_eq!(AuthAddress::parse(address).is_ok(), taken, "{address}");
    }
}

#[tokio::test]
async fn an_answer_that_unfolds_without_end_is_given_up_at_the_questions_largest() {
    let piece = || Ok::<_, HttpError>(vec![b' '; 64 * 1024]);
    let recorder = Recorder::answering(move |_| {
        let marked = InProcessResponse::new(200).header("x-captrack-bridge".parse().unwrap(), "1".parse().unwrap());
        Ok(marked.pieces(futures::stream::repeat_with(piece)))
    });
    let AuthError::Setup { why } = whoami(&recorder.client, &outside()).await else { panic!("too large") };
    assert!(english(&why).contains("256 KB"), "{why}");
}

#[tokio::test]
async fn a_server_that_goes_silent_in_the_middle_of_an_answer_is_asked_again_later() {
    for error in [HttpError::TimedOut, HttpError::Broken] {
        let recorder = Recorder::answering(move |_| {
            let marked = InProcessResponse::new(200).header("x-captrack-bridge".parse().unwrap(), "1".parse().unwrap());
            Ok(marked.pieces(futures::stream::iter([Ok(b"{".to_vec()), Err(error)])))
        });
        let answer = whoami(&recorder.client, &outside()).await;
        assert!(matches!(answer, AuthError::Silent { .. } | AuthError::Later { .. }), "{answer:?}");
    }
}
