//! A listener that does not wait for half a request for ever: whoever connects must say what it wants within a few seconds.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Time for the head of a request. A browser on this computer needs milliseconds.
const HEAD: Duration = Duration::from_secs(5);
/// What ends the head of a request.
const END: &[u8] = b"\r\n\r\n";

/// Listens, and gives up on whoever says nothing.
#[derive(Debug)]
pub(crate) struct TimedListener<L> {
    listener: L,
    head: Duration,
}

impl<L> TimedListener<L> {
    pub(crate) const fn new(listener: L) -> Self {
        Self { listener, head: HEAD }
    }

    /// The same with another time for the head.
    #[cfg(test)]
    fn with_head(self, head: Duration) -> Self {
        Self { head, ..self }
    }
}

impl<L: Listener<Io: Unpin>> Listener for TimedListener<L> {
    type Io = TimedStream<L::Io>;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        (TimedStream { stream, waits: Some(Box::pin(sleep(self.head))), matched: 0 }, peer)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// A connection whose first request must come in time.
pub(crate) struct TimedStream<S> {
    stream: S,
    /// Until the head is there.
    waits: Option<Pin<Box<Sleep>>>,
    /// How much of the head's end has been seen.
    matched: usize,
}

impl<S> TimedStream<S> {
    fn look_for_the_end(&mut self, read: &[u8]) {
        for byte in read {
            self.matched = match (*byte == END[self.matched], *byte == END[0]) {
                (true, _) => self.matched + 1,
                (false, true) => 1,
                (false, false) => 0,
            };
            if self.matched == END.len() {
                self.waits = None;
                return;
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for TimedStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        let Some(waits) = &mut self.waits else { return read };
        match read {
            Poll::Ready(Ok(())) => {
                let more = buf.filled()[before..].to_vec();
                self.look_for_the_end(&more);
                read
            }
            Poll::Ready(_) => read,
            Poll::Pending => waits.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for TimedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, SocketAddr};

    use axum::Router;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    /// A server that takes a tenth of a second to answer, twice as long as it waits for the head of a request.
    async fn server() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let page = || async {
            sleep(Duration::from_millis(100)).await;
            "here"
        };
        let listener = TimedListener::new(listener).with_head(Duration::from_millis(50));
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", get(page))).await });
        address
    }

    async fn say(address: SocketAddr, text: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut answer = String::new();
        // A reset is an end as well.
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn whoever_says_half_a_request_or_nothing_is_let_go() {
        let address = server().await;
        for half in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n"] {
            assert!(!say(address, half).await.contains("here"), "{half}");
        }
    }

    #[tokio::test]
    async fn whoever_has_asked_may_wait_for_the_answer() {
        let whole = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assert!(say(server().await, whole).await.ends_with("here"));
    }
}
