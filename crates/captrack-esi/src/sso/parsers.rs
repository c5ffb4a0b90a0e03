//! What is said to the sign-in's open port, read as it is read there; open to the tests that feed it anything.

use std::io;

use axum::serve::Listener;
use oauth2::CsrfToken;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::{mpsc, watch};

use super::SignInError;
use super::attempt::{check, ours};
use super::callback::{BrowserVisit, serve_on};

/// More than any answer to the browser.
const ROOM: usize = 1024 * 1024;

/// One connection, and nobody after it.
struct Once(Option<DuplexStream>);

impl Listener for Once {
    type Io = DuplexStream;
    type Addr = ();

    async fn accept(&mut self) -> (DuplexStream, ()) {
        match self.0.take() {
            Some(stream) => (stream, ()),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<()> {
        Ok(())
    }
}

/// What a browser gets for these bytes, and what the sign-in with this state takes of them: a code, or why it fails; none: nothing of it
/// belonged to that sign-in.
pub async fn callback(bytes: &[u8], state: &str) -> (String, Option<Result<String, SignInError>>) {
    let (mut browser, here) = duplex(ROOM.max(bytes.len()));
    let (visits, mut visit) = mpsc::channel(1);
    let (stop, stopped) = watch::channel(false);
    let served = tokio::spawn(serve_on(Once(Some(here)), visits, stopped));
    let state = CsrfToken::new(state.to_owned());
    let taken = async {
        let BrowserVisit { brought, show } = ours(&mut visit, &state).await?;
        visit.close();
        // The browser may have gone.
        let _ = show.send("taken".to_owned());
        Some(check(brought).map(|code| code.secret().clone()))
    };
    let asked = async {
        // It may not listen to all of it.
        let _ = browser.write_all(bytes).await;
        let _ = browser.shutdown().await;
        let mut answer = Vec::new();
        let _ = browser.read_to_end(&mut answer).await;
        let _ = stop.send(true);
        // With the server its end of the visits goes, so that nobody waits for more.
        let _ = served.await;
        String::from_utf8_lossy(&answer).into_owned()
    };
    let (taken, answer) = tokio::join!(taken, asked);
    (answer, taken)
}
