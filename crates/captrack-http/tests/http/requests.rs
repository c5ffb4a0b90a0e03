//! What every server sees, what is not sent, and what an answer is.

use std::time::Duration;

use captrack_http::{ContentType, HttpClient, HttpError, Method, Request, header, user_agent};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;

use crate::stub::Stub;

fn client() -> HttpClient {
    HttpClient::new().unwrap()
}

#[tokio::test]
async fn every_request_says_who_asks_and_what_can_be_unpacked() {
    let stub = Stub::answering(200, &[("Content-Type", "application/json")], b"{}").await;
    let response = client().send(Request::post(stub.url.clone()).bearer("ctb_any").json(&[1])).await.unwrap();
    assert_eq!((response.status(), response.content()), (200, ContentType::Json));
    let head = stub.asked()[0].to_ascii_lowercase();
    assert!(head.starts_with("post / http/1.1\r\n"), "{head}");
    for line in [
        format!("user-agent: {}", user_agent().to_ascii_lowercase()),
        "accept-encoding: gzip".to_owned(),
        "authorization: bearer ctb_any".to_owned(),
        "content-type: application/json".to_owned(),
        "content-length: 3".to_owned(),
    ] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{line} is missing in {head}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed_whatever_its_status_and_target() {
    let elsewhere = Stub::answering(200, &[], b"here").await;
    for status in [301, 302, 303, 307, 308] {
        for target in [elsewhere.url.as_str(), "/there"] {
            let stub = Stub::answering(status, &[("Location", target)], b"").await;
            for method in [Method::GET, Method::POST] {
                let response = client().send(Request::new(method, stub.url.clone()).bearer("ctb_any")).await.unwrap();
                assert_eq!(response.status(), status);
                assert_eq!(response.headers()[header::LOCATION], target);
            }
            assert_eq!(stub.asked().len(), 2);
        }
    }
    assert!(elsewhere.asked().is_empty(), "the token went nowhere else");
}

#[tokio::test]
async fn nothing_is_sent_without_tls_to_another_computer() {
    for url in ["http://esi.evetech.net/", "http://10.0.0.1/", "http://localhost.example.com/", "ftp://127.0.0.1/"] {
        let error = client().send(Request::get(Url::parse(url).unwrap())).await.unwrap_err();
        assert_eq!(error, HttpError::Insecure, "{url}");
    }
}

#[tokio::test]
async fn a_token_that_cannot_stand_in_a_header_is_not_sent() {
    let stub = Stub::answering(200, &[], b"").await;
    let error = client().send(Request::get(stub.url.clone()).bearer("a\r\nX-Evil: 1")).await.unwrap_err();
    assert_eq!(error, HttpError::NoRequest);
    assert!(stub.asked().is_empty());
}

#[tokio::test]
async fn where_nobody_listens_the_connection_is_refused_and_what_is_no_tls_is_no_secure_connection() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = client().send(Request::get(Url::parse(&format!("http://{gone}/")).unwrap())).await.unwrap_err();
    assert_eq!(error, HttpError::Refused);
    // Plain words where a TLS handshake was begun.
    let plain = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = plain.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = plain.accept().await {
            // All of the greeting is read: what is left unread would turn the end into a reset.
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let error = client().send(Request::get(Url::parse(&format!("https://{address}/")).unwrap())).await.unwrap_err();
    assert_eq!(error, HttpError::Tls);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_over_the_network_too() {
    let silent = Stub::saying(Vec::new(), false).await;
    let client = client().with_timeout(Duration::from_millis(200));
    assert_eq!(client.send(Request::get(silent.url.clone())).await.unwrap_err(), HttpError::TimedOut);
    let half = Stub::saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec(), false).await;
    let response = client.send(Request::get(half.url.clone())).await.unwrap();
    assert_eq!(response.body(100).await, Err(HttpError::TimedOut));
}
