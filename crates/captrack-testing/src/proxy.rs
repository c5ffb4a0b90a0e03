//! A proxy on loopback that lets nobody through and remembers who wanted to.

use std::net::Ipv4Addr;
use std::sync::Arc;

use captrack_http::HttpClient;
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// A running proxy. It ends with the test's runtime.
#[derive(Debug)]
pub struct TestProxy {
    /// A client that goes through it.
    pub client: HttpClient,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TestProxy {
    /// Starts one.
    ///
    /// # Panics
    /// When no port can be opened on loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let url = Url::parse(&format!("http://{address}")).expect("that is a URL");
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(refuse(stream, heard.clone()));
            }
        });
        Self { client: HttpClient::through_proxy(&url).expect("this computer has certificates"), asked }
    }

    /// To which servers it was asked to connect: `esi.evetech.net:443`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().clone()
    }
}

async fn refuse(mut stream: TcpStream, heard: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_buf(&mut head).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
    let text = String::from_utf8_lossy(&head);
    let target = text.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
    heard.lock().push(target.map_or_else(|| text.clone().into_owned(), str::to_owned));
    // The asker may have gone before.
    let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").await;
}
