//! The oauth2 crate's requests over our own HTTP client.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use captrack_http::header::RETRY_AFTER;
use captrack_http::{HttpClient, HttpError, Request, Response};
use captrack_ports::Clock;
use futures::future::BoxFuture;
use jiff::Timestamp;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use parking_lot::Mutex;
use url::Url;

use crate::headers::EsiHeaders;
use crate::http::TOTAL;
use crate::server_time::{self, ServerTime};

/// No answer of the SSO comes near this.
const LARGEST_BODY: usize = 1024 * 1024;
/// The pause after a 429 that does not say for how long.
const PAUSE: Duration = Duration::from_secs(60);

/// Why there was no answer that is worth reading. The oauth2 crate wants an error; nobody is shown its words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub(crate) enum WireError {
    NoConnection,
    TimedOut,
    TooMany(Duration),
    Trouble(u16),
    Unreadable,
}

/// The way to the SSO. Each answer tells its clock, whatever else it says.
pub(crate) struct SsoHttp {
    client: HttpClient,
    clock: Arc<dyn Clock>,
}

impl SsoHttp {
    pub(crate) fn new(client: &HttpClient, clock: Arc<dyn Clock>) -> Self {
        Self { client: client.clone().with_timeout(TOTAL), clock }
    }

    /// A document.
    pub(crate) async fn get(&self, url: Url) -> Result<Vec<u8>, WireError> {
        let response = self.send(Request::get(url)).await?;
        refuse_trouble(&response)?;
        match response.status() {
            200 => Ok(response.body(LARGEST_BODY).await?),
            status => Err(WireError::Trouble(status)),
        }
    }

    /// What time an answer tells, which is noted.
    fn time_of(&self, url: &Url, response: &Response) -> Option<ServerTime> {
        let date = server_now(response);
        server_time::note(url, date, &*self.clock);
        Some(ServerTime { date: date?, at: self.clock.now() })
    }

    /// Sends a request, and notes what time the answer tells.
    pub(crate) async fn send(&self, request: Request) -> Result<Response, WireError> {
        let url = request.url.clone();
        let response = self.client.send(request).await?;
        server_time::note(&url, server_now(&response), &*self.clock);
        Ok(response)
    }
}

/// The oauth2 crate's way to the SSO, for one exchange.
pub(crate) struct TokenExchange<'w> {
    wire: &'w SsoHttp,
    answered: Mutex<Option<ServerTime>>,
}

impl<'w> TokenExchange<'w> {
    pub(crate) fn over(wire: &'w SsoHttp) -> Self {
        Self { wire, answered: Mutex::default() }
    }

    /// What time the SSO said it was in its answer.
    pub(crate) fn answered(self) -> Option<ServerTime> {
        self.answered.into_inner()
    }
}

impl<'c> AsyncHttpClient<'c> for TokenExchange<'_> {
    type Error = WireError;
    type Future = BoxFuture<'c, Result<HttpResponse, WireError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = taken_over(request)?;
            let url = request.url.clone();
            let response = self.wire.client.send(request).await?;
            // The answer may hold the only refresh token that is good: a crash at its time must not lose it.
            let told = catch_unwind(AssertUnwindSafe(|| self.wire.time_of(&url, &response)));
            *self.answered.lock() = told.unwrap_or_else(|_| {
                tracing::error!("noting the time of an answer of the SSO has crashed");
                None
            });
            let status = response.status();
            refuse_trouble(&response)?;
            let body = response.body(LARGEST_BODY).await?;
            oauth2::http::Response::builder().status(status).body(body).map_err(|_| WireError::Unreadable)
        })
    }
}

/// The oauth2 crate's request as ours.
fn taken_over(request: HttpRequest) -> Result<Request, WireError> {
    let (parts, body) = request.into_parts();
    let url = Url::parse(&parts.uri.to_string()).map_err(|_| WireError::Unreadable)?;
    let mut request = Request::new(parts.method, url);
    request.headers = parts.headers;
    request.body = Some(body);
    Ok(request)
}

fn server_now(response: &Response) -> Option<Timestamp> {
    EsiHeaders::read(response.headers()).server_now()
}

/// A 5xx or a 429 says nothing about the token, whatever its body claims.
fn refuse_trouble(response: &Response) -> Result<(), WireError> {
    match response.status() {
        429 => {
            let told = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            Err(WireError::TooMany(told.map_or(PAUSE, Duration::from_secs).min(Duration::from_secs(3600))))
        }
        status @ 500.. => Err(WireError::Trouble(status)),
        _ => Ok(()),
    }
}

impl From<HttpError> for WireError {
    fn from(error: HttpError) -> Self {
        match error {
            error if error.is_timeout() => Self::TimedOut,
            HttpError::NoRequest | HttpError::TooLarge => Self::Unreadable,
            _ => Self::NoConnection,
        }
    }
}
