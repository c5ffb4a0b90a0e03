//! Servers inside this process, for tests: a function from request to answer, without sockets and in simulated time.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures::future::BoxFuture;
use futures::stream::{BoxStream, Stream, StreamExt, once};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::HttpError;
use crate::request::Request;

/// What a server inside this process answers.
pub struct InProcessResponse {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: BoxStream<'static, Result<Vec<u8>, HttpError>>,
}

impl InProcessResponse {
    /// Without headers or a body.
    pub fn new(status: u16) -> Self {
        Self { status, headers: HeaderMap::new(), body: futures::stream::empty().boxed() }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With these headers, in place of any before.
    #[must_use]
    pub fn headers(self, headers: HeaderMap) -> Self {
        Self { headers, ..self }
    }

    /// With a body that is there at once.
    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        self.pieces(once(async { Ok(body) }))
    }

    /// With a body that comes piece by piece, breaks off or never ends.
    #[must_use]
    pub fn pieces(self, pieces: impl Stream<Item = Result<Vec<u8>, HttpError>> + Send + 'static) -> Self {
        Self { body: pieces.boxed(), ..self }
    }
}

impl fmt::Debug for InProcessResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// All servers there are, as one function.
#[derive(Clone)]
pub(crate) struct InProcess(Arc<Servers>);

type Servers = dyn Fn(Request) -> BoxFuture<'static, Result<InProcessResponse, HttpError>> + Send + Sync;

impl InProcess {
    pub(crate) fn new<F, A>(answer: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<InProcessResponse, HttpError>> + Send + 'static,
    {
        Self(Arc::new(move |request| Box::pin(answer(request))))
    }

    pub(crate) async fn send(&self, request: Request) -> Result<InProcessResponse, HttpError> {
        (self.0)(request).await
    }
}
