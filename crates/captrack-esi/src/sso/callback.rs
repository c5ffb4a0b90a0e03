//! The callback of a sign-in: whoever comes to `http://localhost:PORT/callback`.

use std::fmt::Debug;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use axum::serve::Listener;
use captrack_domain::text;
use oauth2::{AuthorizationCode, CsrfToken};
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot, watch};

use crate::sso::page::{PageTone, page};
use crate::sso::timed_listener::TimedListener;

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
    page(PageTone::Bad, &text!("sign-in-page-ended"), &text!("sign-in-page-start-again"))
}
