//! A server that says what a test wants, down to the byte, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// A running server. It ends with the test's runtime.
pub struct Stub {
    pub url: Url,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Stub {
    /// A server that answers every request with these bytes and closes the connection, or waits for ever after them.
    pub async fn saying(bytes: Vec<u8>, closes: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, bytes.clone(), closes, Arc::clone(&heard)));
            }
        });
        Self { url, asked }
    }

    /// A server that gives this answer.
    pub async fn answering(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let length = ("Content-Length", body.len().to_string());
        let lines = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).chain([length]);
        let lines: Vec<String> = lines.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("HTTP/1.1 {status} Status\r\nConnection: close\r\n{}\r\n", lines.concat());
        Self::saying([head.as_bytes(), body].concat(), true).await
    }

    /// The heads of the requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, bytes: Vec<u8>, closes: bool, heard: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read_buf(&mut head).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
    heard.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
    // The asker may have gone before.
    let _ = stream.write_all(&bytes).await;
    if !closes {
        std::future::pending::<()>().await;
    }
    let _ = stream.shutdown().await;
}
