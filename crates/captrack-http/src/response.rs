//! An answer: its head at once, its body as far as it is wanted.

use std::fmt;

use futures::StreamExt;
use futures::stream::BoxStream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use tokio::time::{Instant, timeout_at};

use crate::error::HttpError;
use crate::network::{self, NetworkBody};

/// An answer whose head has come.
pub struct Response {
    status: u16,
    headers: HeaderMap,
    body: BodySource,
    /// Until when the whole of it must be there.
    deadline: Instant,
}

/// What a body says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentType {
    /// `application/json`.
    Json,
    /// `text/html`: what edge servers, proxies and login pages answer, and none of the services.
    Page,
    /// Anything else, or nothing said.
    Other,
}

/// Where the rest of an answer comes from.
pub(crate) enum BodySource {
    Network(NetworkBody),
    InProcess(BoxStream<'static, Result<Vec<u8>, HttpError>>),
}

impl Response {
    pub(crate) const fn new(status: u16, headers: HeaderMap, body: BodySource, deadline: Instant) -> Self {
        Self { status, headers, body, deadline }
    }

    /// The HTTP status. Redirects (3xx) are answers like any other.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the body says it is.
    pub fn content(&self) -> ContentType {
        ContentType::of(&self.headers)
    }

    /// The whole body, unpacked, of so many bytes at most.
    ///
    /// # Errors
    /// A longer body is [`TooLarge`](HttpError::TooLarge), half of one [`Broken`](HttpError::Broken), one that takes too long
    /// [`TimedOut`](HttpError::TimedOut).
    pub async fn body(mut self, largest: usize) -> Result<Vec<u8>, HttpError> {
        let mut bytes = Vec::new();
        self.read(&mut bytes, largest).await?;
        Ok(bytes)
    }

    /// So much of the body as comes, of so many bytes at most: for answers whose status already says what counts.
    pub async fn beginning(mut self, largest: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        // What is missing is missing.
        let _ = self.read(&mut bytes, largest).await;
        bytes
    }

    async fn read(&mut self, bytes: &mut Vec<u8>, largest: usize) -> Result<(), HttpError> {
        loop {
            let room = largest.saturating_sub(bytes.len());
            let next = timeout_at(self.deadline, self.body.append(bytes, room)).await;
            if !next.unwrap_or(Err(HttpError::TimedOut))? {
                return Ok(());
            }
        }
    }
}

impl BodySource {
    /// Appends the next piece; false: there is none.
    async fn append(&mut self, bytes: &mut Vec<u8>, room: usize) -> Result<bool, HttpError> {
        match self {
            Self::Network(body) => match network::chunk(body).await? {
                Some(chunk) => fit(bytes, chunk.as_ref(), room),
                None => Ok(false),
            },
            Self::InProcess(pieces) => match pieces.next().await.transpose()? {
                Some(piece) => fit(bytes, &piece, room),
                None => Ok(false),
            },
        }
    }
}

/// Appends as much as there is room for.
fn fit(bytes: &mut Vec<u8>, piece: &[u8], room: usize) -> Result<bool, HttpError> {
    let (fits, rest) = piece.split_at(piece.len().min(room));
    bytes.extend_from_slice(fits);
    if rest.is_empty() { Ok(true) } else { Err(HttpError::TooLarge) }
}

impl ContentType {
    /// What `ContentType-Type` says.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let text = text.trim_start().to_ascii_lowercase();
        if text.starts_with("application/json") {
            Self::Json
        } else if text.starts_with("text/html") {
            Self::Page
        } else {
            Self::Other
        }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_body_is_what_it_says_it_is() {
        for (text, content) in [
            ("application/json", ContentType::Json),
            (" Application/JSON; charset=utf-8", ContentType::Json),
            ("text/html; charset=utf-8", ContentType::Page),
            ("text/plain", ContentType::Other),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(text))]);
            assert_eq!(ContentType::of(&headers), content, "{text}");
        }
        assert_eq!(ContentType::of(&HeaderMap::new()), ContentType::Other);
    }

    #[test]
    fn a_piece_that_is_too_large_gives_what_there_is_room_for() {
        let mut bytes = b"ab".to_vec();
        assert_eq!(fit(&mut bytes, b"cd", 2), Ok(true));
        assert_eq!(fit(&mut bytes, b"", 0), Ok(true));
        assert_eq!(fit(&mut bytes, b"efg", 1), Err(HttpError::TooLarge));
        assert_eq!(bytes, b"abcde");
    }
}
