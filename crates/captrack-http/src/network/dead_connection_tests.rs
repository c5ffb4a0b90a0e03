//! A connection that died without a word, as after sleep or a change of network.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

use super::*;

const QUICK: Duration = Duration::from_millis(100);
/// What a request waits for its answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A server that speaks HTTP/2 and answers everything.
async fn server() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    respond.send_response(http::Response::new(()), true).unwrap();
                }
            });
        }
    });
    address
}

/// A way to a server. What was connected when it is cut stays connected, and nothing comes through any more.
struct Route {
    url: Url,
    cut: watch::Sender<u32>,
}

impl Route {
    async fn to(server: std::net::SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let (cut, cuts) = watch::channel(0);
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let mut cuts = cuts.clone();
                cuts.mark_unchanged();
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(server).await.unwrap();
                    relay(&mut near, &mut far, &mut cuts).await;
                });
            }
        });
        Self { url, cut }
    }
}

async fn relay(near: &mut TcpStream, far: &mut TcpStream, cuts: &mut watch::Receiver<u32>) -> Option<Infallible> {
    let (mut there, mut back) = ([0; 4096], [0; 4096]);
    loop {
        tokio::select! {
            read = near.read(&mut there) => far.write_all(&there[..read.ok().filter(|read| *read > 0)?]).await.ok()?,
            read = far.read(&mut back) => near.write_all(&back[..read.ok().filter(|read| *read > 0)?]).await.ok()?,
            // Neither end hears of it.
            _ = cuts.changed() => return pending().await,
        }
    }
}

/// Asks, connects, loses the connection, and counts the requests until one is answered; none when five in a row are not.
async fn requests_until_an_answer(builder: ClientBuilder) -> Option<usize> {
    let client = builder.http2_prior_knowledge().no_proxy().build().unwrap();
    let network = Network { outside: client.clone(), here: client };
    let route = Route::to(server().await).await;
    let ask =
        async || timeout(PATIENCE, network.send(Request::get(route.url.clone()))).await.is_ok_and(|it| it.is_ok());
    assert!(ask().await, "the first one is answered");
    route.cut.send_modify(|cuts| *cuts += 1);
    for request in 1..=5 {
        if ask().await {
            return Some(request);
        }
    }
    None
}

#[tokio::test]
async fn a_dead_connection_is_given_up_and_the_next_request_takes_a_new_one() {
    let answered = requests_until_an_answer(keep_alive(Client::builder(), QUICK, QUICK)).await;
    assert!(answered.is_some_and(|requests| requests <= 3), "{answered:?}");
    // What it would be without: every request goes onto the dead one.
    assert_eq!(requests_until_an_answer(Client::builder()).await, None);
}

#[test]
fn a_dead_connection_is_found_within_a_minute() {
    assert!(KEEP_ALIVE + KEEP_ALIVE_TIMEOUT + CONNECT < Duration::from_secs(60));
}
