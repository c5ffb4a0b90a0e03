//! From a connection to the server that answers, with the faults in between.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::Response;
use jiff::{SignedDuration, Timestamp};
use tokio::net::TcpListener;

use super::packing::{cut_off, packed, padded, takes_gzip};
use super::wire::{Wire, WireListener};
use super::{SimReply, SimRequest};
use crate::control::over_http;
use crate::core::Core;
use crate::dates::{http_date, parse_http_date};
use crate::faults::{FaultEffect, Service};
use crate::stats::RequestRecord;
use crate::{auth, discord, esi, images, sso};

/// Bodies beyond this are refused; the largest real one is a thousand ids.
const LARGEST_BODY: usize = 1 << 20;

/// Serves one of the servers until the task is dropped.
pub(crate) async fn serve(core: Arc<Core>, service: Service, listener: TcpListener) -> std::io::Result<()> {
    let router = Router::new().fallback(move |ConnectInfo(wire): ConnectInfo<Wire>, request: Request| {
        let core = Arc::clone(&core);
        async move { handle(&core, service, &wire, request).await }
    });
    axum::serve(WireListener(listener), router.into_make_service_with_connect_info::<Wire>()).await
}

/// Answers a request that came without a connection. None: the connection would have been reset.
pub(crate) async fn answer_in_process(
    core: &Arc<Core>,
    service: Service,
    request: Request<Vec<u8>>,
) -> Option<Response<Body>> {
    let wire = Wire::default();
    let response = handle(core, service, &wire, request.map(Body::from)).await;
    (!wire.is_doomed()).then_some(response)
}

async fn handle(core: &Arc<Core>, service: Service, wire: &Wire, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let now = core.now();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return SimReply::empty(413).into_response(now, Body::from);
    };
    let mut call = SimRequest::new(&parts, body, now);
    if call.path.starts_with("/control/") {
        return over_http(core, &call).into_response(now, Body::from);
    }
    let effect = core.faults.take(service, &call.method, &call.path, &call.body);
    if effect == Some(FaultEffect::Reset) {
        record(core, service, &call, 0);
        wire.doom();
        return SimReply::empty(200).into_response(now, Body::from);
    }
    if effect == Some(FaultEffect::BlackHole) {
        record(core, service, &call, 0);
        std::future::pending::<()>().await;
    }
    if matches!(effect, Some(FaultEffect::ShortList | FaultEffect::OddRows)) {
        for name in ["if-none-match", "if-modified-since"] {
            call.headers.remove(name);
        }
    }
    let reply = answer(core, service, &call, forced(effect.as_ref()));
    record(core, service, &call, if effect == Some(FaultEffect::ResetAfterServing) { 0 } else { reply.status });
    let reply = disguised(reply, effect.as_ref(), now);
    let gzip = service == Service::Esi && core.options.gzip && takes_gzip(&call);
    match effect {
        Some(FaultEffect::Delay { millis }) => tokio::time::sleep(Duration::from_millis(millis)).await,
        Some(FaultEffect::ResetAfterServing) => wire.doom(),
        _ => {}
    }
    match effect {
        Some(FaultEffect::TruncatedBody) => {
            let reply = packed(reply, gzip);
            let length = reply.body.len().max(2);
            reply.with("content-length", length).into_response(now, |mut body| {
                body.truncate(body.len() / 2);
                cut_off(Bytes::from(body))
            })
        }
        Some(FaultEffect::Padded { bytes, length }) => padded(reply, bytes, length, gzip, now),
        _ => packed(reply, gzip).into_response(now, Body::from),
    }
}

/// The answer with other headers or another text than it should have.
fn disguised(mut reply: SimReply, effect: Option<&FaultEffect>, now: Timestamp) -> SimReply {
    match effect {
        Some(FaultEffect::WithoutHeader { name }) => {
            reply.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        }
        Some(FaultEffect::MalformedJson) => {
            reply.body.truncate(reply.body.len() / 2);
            reply.body.extend_from_slice(b"}]not json");
        }
        Some(FaultEffect::WeakEtag) => reply.change("etag", |tag| format!("W/{tag}")),
        Some(FaultEffect::OtherEtag) => {
            reply.change("etag", |tag| format!("\"{}-{}\"", tag.trim_matches('"'), now.as_second()));
        }
        Some(FaultEffect::ShortList) => shorten(&mut reply),
        Some(FaultEffect::OddRows) => make_rows_odd(&mut reply),
        Some(FaultEffect::OldAnswer { seconds }) => {
            for name in ["last-modified", "expires"] {
                reply.change(name, |date| antedated(date, *seconds));
            }
        }
        _ => {}
    }
    reply
}

/// Leaves the last fifth out of a list, one entry at least.
fn shorten(reply: &mut SimReply) {
    let Ok(mut list) = serde_json::from_slice::<Vec<serde_json::Value>>(&reply.body) else { return };
    list.truncate(list.len() - list.len().div_ceil(5));
    reply.body = serde_json::Value::Array(list).to_string().into_bytes();
    reply.change("etag", |tag| format!("\"{}-short\"", tag.trim_matches('"')));
}

/// Makes every other line about a single thing senseless, beginning with the first.
fn make_rows_odd(reply: &mut SimReply) {
    let Ok(mut list) = serde_json::from_slice::<Vec<serde_json::Value>>(&reply.body) else { return };
    let single = list.iter_mut().filter(|row| row["is_singleton"] == serde_json::json!(true));
    single.step_by(2).for_each(|row| row["item_id"] = serde_json::json!("odd"));
    reply.body = serde_json::Value::Array(list).to_string().into_bytes();
    reply.change("etag", |tag| format!("\"{}-odd\"", tag.trim_matches('"')));
}

/// A date of a header, so many seconds earlier.
fn antedated(date: &str, seconds: i64) -> String {
    let earlier = parse_http_date(date).and_then(|date| date.checked_sub(SignedDuration::from_secs(seconds)).ok());
    earlier.map_or_else(|| date.to_owned(), http_date)
}

fn answer(core: &Core, service: Service, call: &SimRequest, forced: Option<SimReply>) -> SimReply {
    match service {
        Service::Esi => esi::answer(core, call, forced),
        Service::Sso => forced.unwrap_or_else(|| sso::answer(core, call)),
        Service::Images => forced.unwrap_or_else(|| images::answer(core, call)),
        Service::Discord => discord::answer(core, call, forced),
        Service::Auth => auth::answer(core, call, forced),
    }
}

/// The answer that a fault puts in place of the real one.
fn forced(effect: Option<&FaultEffect>) -> Option<SimReply> {
    match effect? {
        FaultEffect::Answer { status, body, headers } => {
            let body =
                body.clone().unwrap_or_else(|| serde_json::json!({ "error": "Injected fault", "status": status }));
            let mut reply = SimReply::json(*status, &body);
            reply.foreign_headers.clone_from(headers);
            Some(reply)
        }
        FaultEffect::Edge { status, text } => Some(SimReply::html(*status, text.clone())),
        FaultEffect::RefuseText { .. } => {
            Some(SimReply::json(400, &serde_json::json!({ "message": "Contains what is refused", "code": 50035 })))
        }
        _ => None,
    }
}

fn record(core: &Core, service: Service, call: &SimRequest, status: u16) {
    let mut path = call.path_and_query();
    if service == Service::Discord {
        path = discord::without_token(&path);
    }
    if service == Service::Sso {
        // The query of an authorize request holds the state; nobody needs to find it here.
        path.clone_from(&call.path);
    }
    core.tally.record(RequestRecord { at: call.now, service, method: call.method.clone(), path, status });
}
