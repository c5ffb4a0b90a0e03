//! Who asks, and where a request may go: the rules of the HTTP client, as ESI and the SSO see them.

use captrack_domain::section::SectionKind;
use captrack_esi::{EndpointServer, Endpoints, EndpointsError, Esi, PILOT_SCOPES};
use captrack_http::{HttpClient, HttpError, InProcessResponse, header, user_agent};
use captrack_ports::{Names, Secret};
use captrack_sim::{FaultEffect, Service};
use captrack_testing::{Recorder, TestProxy};
use serde_json::json;
use url::Url;

use crate::desk::{Desk, later};

const WHO: captrack_domain::ids::PilotId = captrack_domain::ids::PilotId(2_112_000_001);

/// Servers somewhere in the world.
fn outside() -> Endpoints {
    let url = |text| Url::parse(text).unwrap();
    let (esi, sso) = (url("https://esi.example.com"), url("https://login.example.com"));
    Endpoints { esi, sso, client_id: Some("a-client".to_owned()), callback_port: 0, ..Endpoints::default() }
}

/// The adapter with somebody signed in, at a time that is no downtime.
async fn esi(endpoints: &Endpoints, client: &HttpClient, desk: &Desk) -> Esi {
    let esi = Esi::open(endpoints, client, desk.secrets.clone(), desk.clock()).unwrap();
    esi.sso.import(WHO, Secret::new("refresh"), "owner", &PILOT_SCOPES, "a-client").await.unwrap();
    esi
}

/// Asks both servers.
async fn ask_both(esi: &Esi) {
    esi.names.names(&[1]).await.unwrap_err();
    esi.sso.tokens().access(WHO).await.unwrap_err();
}

#[tokio::test]
async fn esi_and_the_sso_are_told_who_asks() {
    let recorder = Recorder::answering(|_| Ok(InProcessResponse::new(503)));
    ask_both(&esi(&outside(), &recorder.client, &Desk::new()).await).await;
    let asked = recorder.asked();
    for host in ["esi.example.com", "login.example.com"] {
        let asked: Vec<_> = asked.iter().filter(|request| request.url.host_str() == Some(host)).collect();
        assert!(!asked.is_empty(), "{host} was not asked");
        assert!(asked.iter().all(|request| request.headers[header::USER_AGENT] == user_agent().as_str()), "{host}");
    }
}

#[tokio::test]
async fn neither_esi_nor_the_sso_leads_a_token_elsewhere() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for status in [301, 302, 303, 307, 308] {
        let headers = vec![("Location".to_owned(), format!("{}/characters/{pilot}/ship", desk.sim.esi_url()))];
        let elsewhere = FaultEffect::Answer { status, body: Some(json!({})), headers };
        desk.fault(Service::Esi, "/characters/*/online", elsewhere.clone(), 1);
        later(desk.poll(pilot, SectionKind::Online).await);
        desk.pass(1200);
        desk.fault(Service::Sso, "/v2/oauth/token", elsewhere, 1);
        desk.access(pilot).await.unwrap_err();
        desk.pass(3600);
    }
    assert_eq!(desk.asked("GET /characters/{character_id}/ship"), 0);
    desk.poll(pilot, SectionKind::Ship).await.unwrap();
    assert_eq!(desk.asked("GET /characters/{character_id}/ship"), 1, "that is how it would have been counted");
}

#[tokio::test]
async fn a_proxy_stands_between_us_and_eve_and_not_before_this_computer() {
    let (desk, proxy) = (Desk::new(), TestProxy::start().await);
    ask_both(&esi(&outside(), &proxy.client, &desk).await).await;
    let asked = proxy.asked();
    for server in ["esi.example.com:443", "login.example.com:443"] {
        assert!(asked.iter().any(|it| it == server), "{asked:?}");
    }
    let here = esi(&desk.endpoints(), &proxy.client, &desk).await;
    here.names.names(&[30_000_142]).await.unwrap();
    assert_eq!(proxy.asked(), asked, "this computer was asked directly");
}

#[test]
fn plain_http_to_another_computer_opens_nothing() {
    let recorder = Recorder::answering(|_| Err(HttpError::Unreachable));
    let desk = Desk::new();
    for asked in [EndpointServer::Esi, EndpointServer::Sso] {
        let mut endpoints = outside();
        let server = if asked == EndpointServer::Esi { &mut endpoints.esi } else { &mut endpoints.sso };
        *server = Url::parse("http://esi.example.com").unwrap();
        let opened = Esi::open(&endpoints, &recorder.client, desk.secrets.clone(), desk.clock());
        assert_eq!(opened.err(), Some(EndpointsError::Insecure(asked)));
    }
}

#[tokio::test]
async fn a_document_of_the_sso_is_read_to_its_largest_and_not_further() {
    let metadata = |padding: usize| {
        let host = "https://login.example.com";
        let text = json!({
            "issuer": host, "authorization_endpoint": format!("{host}/authorize"),
            "token_endpoint": format!("{host}/token"), "jwks_uri": format!("{host}/jwks"),
        });
        format!("{text}{}", " ".repeat(padding))
    };
    for (padding, asks_for_a_token) in [(1000, true), (1024 * 1024, false)] {
        let recorder = Recorder::answering(move |request| {
            Ok(if request.url.path().starts_with("/.well-known/") {
                InProcessResponse::new(200).body(metadata(padding))
            } else {
                InProcessResponse::new(503)
            })
        });
        let esi = esi(&outside(), &recorder.client, &Desk::new()).await;
        esi.sso.tokens().access(WHO).await.unwrap_err();
        let asked = recorder.asked().iter().any(|request| request.url.path() == "/token");
        assert_eq!(asked, asks_for_a_token, "{padding}");
    }
}
