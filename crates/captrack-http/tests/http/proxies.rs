//! Proxies: the system's for the world outside, none for this computer.

use std::process::Command;

use captrack_http::{HttpClient, HttpError, Request};
use url::Url;

use crate::stub::Stub;

/// Set in the second process of [`the_systems_proxy_counts_for_the_world_and_not_for_this_computer`]: a server on this computer.
const HERE: &str = "CAPTRACK_TEST_HERE";

async fn proxy() -> Stub {
    Stub::answering(502, &[], b"").await
}

/// What is asked of a proxy that lets nobody through, when a server outside and one on this computer are asked.
async fn ask_both(client: &HttpClient, here: &Url) {
    let outside = Url::parse("https://esi.example.com/status").unwrap();
    assert_eq!(client.send(Request::get(outside)).await.unwrap_err(), HttpError::Proxy);
    assert_eq!(client.send(Request::get(here.clone())).await.unwrap().status(), 200);
}

fn check(proxy: &Stub, here: &Stub) {
    let asked = proxy.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("CONNECT esi.example.com:443 HTTP/1.1\r\n"), "{asked:?}");
    assert_eq!(here.asked().len(), 1);
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_world_and_not_for_this_computer() {
    let (proxy, here) = (proxy().await, Stub::answering(200, &[], b"").await);
    ask_both(&HttpClient::through_proxy(&proxy.url).unwrap(), &here.url).await;
    check(&proxy, &here);
}

// Environment variables are a process' own, so this test starts itself a second time with some.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_systems_proxy_counts_for_the_world_and_not_for_this_computer() {
    if let Ok(here) = std::env::var(HERE) {
        return ask_both(&HttpClient::new().unwrap(), &Url::parse(&here).unwrap()).await;
    }
    let (proxy, here) = (proxy().await, Stub::answering(200, &[], b"").await);
    let mut itself = Command::new(std::env::current_exe().unwrap());
    itself.args(["--exact", "proxies::the_systems_proxy_counts_for_the_world_and_not_for_this_computer"]);
    for name in ["NO_PROXY", "no_proxy", "HTTPS_PROXY", "ALL_PROXY", "REQUEST_METHOD"] {
        itself.env_remove(name);
    }
    // Also for plain http, which a server on this computer has.
    itself.envs(["https_proxy", "http_proxy", "all_proxy"].map(|name| (name, proxy.url.as_str())));
    itself.env(HERE, here.url.as_str());
    let done = tokio::task::spawn_blocking(move || itself.output()).await.unwrap().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    check(&proxy, &here);
}
