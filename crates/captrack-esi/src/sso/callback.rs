//! The callback of a sign-in: `http://localhost:PORT/callback`, on IPv4 and, where there is one, IPv6.

use std::fmt::Debug;
use std::future::Future;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use axum::serve::Listener;
use futures::future::{OptionFuture, join};
use oauth2::{AuthorizationCode, CsrfToken};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};

use crate::sso::error::SignInError;
use crate::sso::page::{PageTone, page};
use crate::sso::patient::TimedListener;

/// What the browser brought. The secrets among it are in types that do not print them.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct CallbackParameters {
    pub state: Option<CsrfToken>,
    pub code: Option<AuthorizationCode>,
    pub error: Option<String>,
}

/// A visit of the browser that waits for its page.
#[derive(Debug)]
pub(crate) struct BrowserVisit {
    pub brought: CallbackParameters,
    pub show: oneshot::Sender<String>,
}

/// The open port. Dropping it closes it at once.
#[derive(Debug)]
pub(crate) struct Listeners {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

impl Listeners {
    /// Opens it. Whoever already listens on either address would get the code, so both must be ours; where IPv6 does not exist,
    /// IPv4 alone will do.
    pub(crate) async fn open(port: u16) -> Result<Self, SignInError> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| refused(port, &error))?;
        let chosen = v4.local_addr().map_err(|error| refused(port, &error))?.port();
        let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, chosen)).await {
            Ok(listener) => Some(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(refused(chosen, &error)),
            Err(_) => None,
        };
        Ok(Self { v4, v6, port: chosen })
    }

    /// Its number.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Serves until told to stop; ends when the last page has been delivered.
    pub(crate) fn serve(
        self,
        visits: mpsc::Sender<BrowserVisit>,
        stop: &watch::Receiver<bool>,
    ) -> impl Future<Output = ()> + Send {
        let v4 = serve_on(self.v4, visits.clone(), stop.clone());
        let v6 = OptionFuture::from(self.v6.map(|listener| serve_on(listener, visits, stop.clone())));
        async move {
            join(v4, v6).await;
        }
    }
}

/// Serves whoever comes to one listener.
pub(crate) async fn serve_on<L>(listener: L, visits: mpsc::Sender<BrowserVisit>, stop: watch::Receiver<bool>)
where
    L: Listener<Io: Unpin, Addr: Debug>,
{
    let app = Router::new().route("/callback", any(callback)).with_state(visits);
    let serve = axum::serve(TimedListener::new(listener), app).with_graceful_shutdown(stopped(stop));
    // It does not end with an error: axum goes on after a connection that failed.
    let _ = serve.await;
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

fn refused(port: u16, error: &std::io::Error) -> SignInError {
    if error.kind() == ErrorKind::AddrInUse { SignInError::PortTaken { port } } else { SignInError::Listen { port } }
}

async fn callback(
    State(visits): State<mpsc::Sender<BrowserVisit>>,
    method: Method,
    query: Result<Query<CallbackParameters>, axum::extract::rejection::QueryRejection>,
) -> Response {
    if method != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [(CONNECTION, "close")]).into_response();
    }
    // A query that cannot be read has no state either, and is a stranger's.
    let brought = query.map(|Query(brought)| brought).unwrap_or_default();
    let (show, shown) = oneshot::channel();
    let page = match visits.send(BrowserVisit { brought, show }).await {
        Ok(()) => shown.await.unwrap_or_else(|_| over()),
        Err(_) => over(),
    };
    // A browser that kept the connection would bring the answer of the next sign-in to this one.
    let headers = [
        (CONNECTION, "close"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ];
    (headers, Html(page)).into_response()
}

/// The page for whoever comes with nothing that belongs to the sign-in that waits.
pub(crate) fn over() -> String {
    page(
        PageTone::Bad,
        "This sign-in has ended",
        "Close this page and start again in CapTrack if you still want to sign in.",
    )
}
