//! A server that says what a test wants, down to the byte, and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use captrack_ports::AuthAddress;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is done with a connection after a request was read; it is closed in the end.
#[derive(Debug, Clone)]
pub enum Part {
    Bytes(Vec<u8>),
    /// The same bytes so many times.
    Repeated(Vec<u8>, usize),
    Pause(Duration),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET /captrack-bridge/api/v1/whoami HTTP/1.1`.
    pub line: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Method and path with its query.
    pub fn target(&self) -> &str {
        self.line.rsplit_once(' ').unwrap().0
    }
}

/// A running server.
pub struct Stub {
    pub address: AuthAddress,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Stub {
    /// A server that always does the same.
    pub async fn doing(parts: Vec<Part>) -> Self {
        Self::answering(move |_| parts.clone()).await
    }

    /// A server that gives this answer.
    pub async fn saying(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        Self::doing(vec![Part::Bytes(answer(status, headers, body))]).await
    }

    pub async fn answering(say: impl Fn(&Asked) -> Vec<Part> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = AuthAddress::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        let say = Arc::new(say);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (say, heard) = (Arc::clone(&say), Arc::clone(&heard));
                tokio::spawn(async move { serve(stream, &*say, &heard).await });
            }
        });
        Self { address, asked, task }
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// An answer of the bridge.
pub fn of_the_bridge(status: u16, body: &str) -> Vec<u8> {
    answer(status, &[("Content-Type", "application/json"), ("X-Captrack-Bridge", "1")], body.as_bytes())
}

/// An answer, with its length.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let length = (status != 304).then(|| ("Content-Length", body.len().to_string()));
    let lines = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(length);
    let head: Vec<String> = lines.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} Status\r\nConnection: close\r\n{}\r\n", head.concat())
        .into_bytes()
        .into_iter()
        .chain(body.iter().copied())
        .collect()
}

async fn serve(mut stream: TcpStream, say: &(impl Fn(&Asked) -> Vec<Part> + Send + Sync), heard: &Mutex<Vec<Asked>>) {
    let Some(asked) = read(&mut stream).await else { return };
    let parts = say(&asked);
    heard.lock().unwrap().push(asked);
    for part in parts {
        match part {
            Part::Pause(time) => tokio::time::sleep(time).await,
            Part::Bytes(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Part::Repeated(bytes, times) => {
                for _ in 0..times {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
    // The asker may have gone before.
    let _ = stream.shutdown().await;
}

/// A request, in full. None: it ended before.
async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).ok()?;
    let mut lines = text.split("\r\n");
    let line = lines.next()?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut asked = Asked { line, headers, body: bytes[head + 4..].to_vec() };
    let length: usize = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
    while asked.body.len() < length {
        if stream.read_buf(&mut asked.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(asked)
}
