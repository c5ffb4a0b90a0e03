//! The client: what holds for every request, whichever way it goes.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use http::HeaderValue;
use http::header::USER_AGENT;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::address::is_secure;
use crate::agent::user_agent;
use crate::error::{HttpError, NoTls};
use crate::in_process::{InProcess, InProcessResponse};
use crate::network::{Network, Proxies};
use crate::request::Request;
use crate::response::{BodySource, Response};

/// Time for a whole answer when nothing else is said.
const TOTAL: Duration = Duration::from_secs(30);
/// Longer than this nobody waits for an answer.
const LONGEST: Duration = Duration::from_secs(86_400);

/// The way to all servers. Clones share their connections.
#[derive(Clone)]
pub struct HttpClient {
    transport: Transport,
    total: Duration,
}

#[derive(Clone)]
enum Transport {
    Network(Network),
    InProcess(InProcess),
}

impl HttpClient {
    /// A client over the network. Answers may take 30 s.
    ///
    /// # Errors
    /// A computer without CA certificates.
    pub fn new() -> Result<Self, NoTls> {
        Network::new(Proxies::System).map(|network| Self::over(Transport::Network(network)))
    }

    /// The same through a proxy of one's own, in place of the system's. Loopback is reached directly all the same.
    ///
    /// # Errors
    /// A computer without CA certificates, or an address that is none of a proxy.
    pub fn through_proxy(proxy: &Url) -> Result<Self, NoTls> {
        Network::new(Proxies::One(proxy)).map(|network| Self::over(Transport::Network(network)))
    }

    /// A client for tests whose servers are a function from request to answer. Delays on tokio's clock count, so that with
    /// `tokio::time::pause` a time-out takes no time; a server that never answers is a time-out.
    pub fn in_process<F, A>(servers: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<InProcessResponse, HttpError>> + Send + 'static,
    {
        Self::over(Transport::InProcess(InProcess::new(servers)))
    }

    const fn over(transport: Transport) -> Self {
        Self { transport, total: TOTAL }
    }

    /// The same connections with another time for a whole answer, body included.
    #[must_use]
    pub fn with_timeout(self, total: Duration) -> Self {
        Self { total: total.min(LONGEST), ..self }
    }

    /// Sends a request and waits for the head of its answer.
    ///
    /// # Errors
    /// All but [`TooLarge`](HttpError::TooLarge). Every status is an answer, those of redirects included: none is followed.
    pub async fn send(&self, mut request: Request) -> Result<Response, HttpError> {
        if !is_secure(&request.url) {
            return Err(HttpError::Insecure);
        }
        if request.broken {
            return Err(HttpError::NoRequest);
        }
        let agent = HeaderValue::try_from(user_agent()).map_err(|_| HttpError::NoRequest)?;
        request.headers.insert(USER_AGENT, agent);
        let now = Instant::now();
        let deadline = now.checked_add(self.total).unwrap_or(now);
        timeout_at(deadline, self.transport.send(request, deadline)).await.unwrap_or(Err(HttpError::TimedOut))
    }
}

impl Transport {
    async fn send(&self, request: Request, deadline: Instant) -> Result<Response, HttpError> {
        match self {
            Self::Network(network) => {
                let (status, headers, body) = network.send(request).await?;
                Ok(Response::new(status, headers, BodySource::Network(body), deadline))
            }
            Self::InProcess(servers) => {
                let InProcessResponse { status, headers, body } = servers.send(request).await?;
                Ok(Response::new(status, headers, BodySource::InProcess(body), deadline))
            }
        }
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let transport = match self.transport {
            Transport::Network(_) => "network",
            Transport::InProcess(_) => "in process",
        };
        f.debug_struct("HttpClient").field("transport", &transport).field("total", &self.total).finish()
    }
}
