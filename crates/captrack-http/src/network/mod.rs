//! The network: the only file that names the HTTP library, beside `failure.rs`.

mod failure;

use std::time::Duration;

use http::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Proxy, Response};
use url::Url;

use crate::address::is_loopback;
use crate::error::{HttpError, NoTls};
use crate::request::Request;
use failure::class;

/// Time to connect, TLS included.
const CONNECT: Duration = Duration::from_secs(10);
/// A connection that nobody uses is closed after this time.
const IDLE: Duration = Duration::from_secs(90);
/// An HTTP/2 connection on which nothing comes for so long is asked for a sign of life, in use or not ...
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// ... and is given up when none comes within this. Without it every request after sleep or a change of network would be put on the
/// connection that died with the old one: a request that is given up does not close an HTTP/2 connection.
const KEEP_ALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// Ways to servers out there, and to servers on this computer.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    outside: Client,
    here: Client,
}

/// A body on its way.
pub(crate) type NetworkBody = Response;

/// Which proxies stand between us and the world.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Proxies<'a> {
    /// Those of the environment variables, else those of Windows' or macOS' settings.
    System,
    /// This one for everything.
    One(&'a Url),
}

impl Network {
    pub(crate) fn new(proxies: Proxies<'_>) -> Result<Self, NoTls> {
        let outside = match proxies {
            Proxies::System => builder(),
            Proxies::One(proxy) => builder().proxy(Proxy::all(proxy.clone()).map_err(|_| NoTls)?),
        };
        // What runs on this computer is not behind a proxy, whatever the system says of the world outside.
        let here = builder().no_proxy();
        Ok(Self { outside: build(outside)?, here: build(here)? })
    }

    /// The head of an answer.
    pub(crate) async fn send(&self, request: Request) -> Result<(u16, HeaderMap, NetworkBody), HttpError> {
        let client = if is_loopback(&request.url) { &self.here } else { &self.outside };
        let mut sent = reqwest::Request::new(request.method, request.url);
        *sent.headers_mut() = request.headers;
        *sent.body_mut() = request.body.map(Into::into);
        let mut response = client.execute(sent).await.map_err(|error| class(&error))?;
        let headers = std::mem::take(response.headers_mut());
        Ok((response.status().as_u16(), headers, response))
    }
}

/// The next piece of a body, unpacked. None: it has ended as it should.
pub(crate) async fn chunk(body: &mut NetworkBody) -> Result<Option<impl AsRef<[u8]> + use<>>, HttpError> {
    body.chunk().await.map_err(|error| class(&error))
}

fn build(builder: ClientBuilder) -> Result<Client, NoTls> {
    builder.build().map_err(|_| NoTls)
}

fn builder() -> ClientBuilder {
    keep_alive(Client::builder(), KEEP_ALIVE, KEEP_ALIVE_TIMEOUT)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .gzip(true)
        // A token goes where it was meant to go and nowhere else.
        .redirect(Policy::none())
}

fn keep_alive(builder: ClientBuilder, every: Duration, within: Duration) -> ClientBuilder {
    builder
        .http2_keep_alive_interval(every)
        .http2_keep_alive_timeout(within)
        // A connection that died while nobody used it is found before the next request is put on it.
        .http2_keep_alive_while_idle(true)
}

#[cfg(test)]
mod dead_connection_tests;
