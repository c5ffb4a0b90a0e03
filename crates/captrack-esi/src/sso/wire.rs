//! The oauth2 crate's requests over our own HTTP client.

use std::time::Duration;

use futures::future::BoxFuture;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response};

/// No answer of the SSO comes near this.
const LARGEST_BODY: usize = 1024 * 1024;
/// The pause after a 429 that does not say for how long.
const PAUSE: Duration = Duration::from_secs(60);

/// Why there was no answer that is worth reading.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WireError {
    #[error("no connection")]
    NoConnection,
    #[error("no answer in time")]
    TimedOut,
    #[error("too many requests")]
    TooMany(Duration),
    #[error("status {0}")]
    Trouble(u16),
    #[error("unreadable answer")]
    Unreadable,
}

/// Carries them.
#[derive(Debug, Clone)]
pub(crate) struct Wire(pub Client);

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = WireError;
    type Future = BoxFuture<'c, Result<HttpResponse, WireError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = request.try_into().map_err(|_| WireError::Unreadable)?;
            let response = self.0.execute(request).await.map_err(|error| silence(&error))?;
            let status = response.status();
            refuse_trouble(&response)?;
            let body = read(response).await?;
            oauth2::http::Response::builder().status(status.as_u16()).body(body).map_err(|_| WireError::Unreadable)
        })
    }
}

/// A 5xx or a 429 says nothing about the token, whatever its body claims.
fn refuse_trouble(response: &Response) -> Result<(), WireError> {
    match response.status().as_u16() {
        429 => {
            let told = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            Err(WireError::TooMany(told.map_or(PAUSE, Duration::from_secs).min(Duration::from_secs(3600))))
        }
        status @ 500.. => Err(WireError::Trouble(status)),
        _ => Ok(()),
    }
}

/// A document of the SSO.
pub(crate) async fn get(client: &Client, url: url::Url) -> Result<Vec<u8>, WireError> {
    let response = client.get(url).send().await.map_err(|error| silence(&error))?;
    refuse_trouble(&response)?;
    match response.status().as_u16() {
        200 => read(response).await,
        status => Err(WireError::Trouble(status)),
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, WireError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| silence(&error))? {
        if body.len() + chunk.len() > LARGEST_BODY {
            return Err(WireError::Unreadable);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn silence(error: &reqwest::Error) -> WireError {
    if error.is_timeout() { WireError::TimedOut } else { WireError::NoConnection }
}
