//! Answers of a server as bytes: status, headers, an empty line and the body; `%%%` on a line of its own parts one from the next.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use captrack_http::{HeaderMap, HeaderName, HeaderValue, HttpClient, HttpError, InProcessResponse, Request};
use tokio::runtime::{Builder, Runtime};

/// Parts one answer from the next.
const PART: &[u8] = b"\n%%%\n";

thread_local! {
    /// Time stands, and jumps to the next moment that anybody waits for.
    static RUNTIME: Runtime =
        Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime without I/O");
}

/// Runs it to its end in simulated time.
pub fn block_on<F: Future>(future: F) -> F::Output {
    RUNTIME.with(|runtime| runtime.block_on(future))
}

/// The first line and what comes after it.
pub fn first_line(bytes: &[u8]) -> (&str, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (std::str::from_utf8(&bytes[..end]).unwrap_or_default(), bytes.get(end + 1..).unwrap_or_default())
}

/// Where a part begins that is written with `marker`, if it is there.
fn split_once<'a>(bytes: &'a [u8], marker: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(marker.len()).position(|window| window == marker)?;
    Some((&bytes[..at], &bytes[at + marker.len()..]))
}

/// One answer.
#[derive(Debug, Clone)]
pub struct RecordedAnswer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl RecordedAnswer {
    fn read(bytes: &[u8]) -> Self {
        let (head, body) = split_once(bytes, b"\n\n").unwrap_or((bytes, &[]));
        let mut lines = head.split(|byte| *byte == b'\n');
        let status = lines.next().and_then(|line| std::str::from_utf8(line).ok()?.trim().parse().ok());
        let mut headers = HeaderMap::new();
        for line in lines {
            let Some((name, value)) = split_once(line, b":") else { continue };
            let name = HeaderName::from_bytes(name.trim_ascii());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.trim_ascii())) {
                headers.append(name, value);
            }
        }
        Self {
            status: status.filter(|status| (100..1000).contains(status)).unwrap_or(200),
            headers,
            body: body.to_vec(),
        }
    }

    pub fn answer(&self) -> InProcessResponse {
        InProcessResponse::new(self.status).headers(self.headers.clone()).body(self.body.clone())
    }
}

/// All answers of an input.
pub fn all(bytes: &[u8]) -> Vec<RecordedAnswer> {
    let mut rest = bytes;
    let mut told = Vec::new();
    while let Some((one, after)) = split_once(rest, PART) {
        told.push(RecordedAnswer::read(one));
        rest = after;
    }
    told.push(RecordedAnswer::read(rest));
    told
}

/// A server that says one thing after the other, and then nothing any more.
pub fn one_after_the_other(
    told: Vec<RecordedAnswer>,
) -> impl Fn(&Request) -> Result<InProcessResponse, HttpError> + Send + Sync {
    let next = AtomicUsize::new(0);
    move |_| match told.get(next.fetch_add(1, Ordering::Relaxed)) {
        Some(told) => Ok(told.answer()),
        None => Err(HttpError::Broken),
    }
}

/// A client whose servers answer so.
pub fn client(answer: impl Fn(&Request) -> Result<InProcessResponse, HttpError> + Send + Sync + 'static) -> HttpClient {
    let answer = Arc::new(answer);
    HttpClient::in_process(move |request| {
        let answer = answer(&request);
        async { answer }
    })
}
