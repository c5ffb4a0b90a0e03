//! An answer.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use serde_json::Value;

use crate::dates::http_date;

/// An answer before it goes onto the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SimReply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Headers whose names come from outside (injected faults).
    pub(crate) foreign_headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl SimReply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), foreign_headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::bytes(status, "application/json", body.to_string().into_bytes())
    }

    pub(crate) fn html(status: u16, page: String) -> Self {
        Self::bytes(status, "text/html; charset=utf-8", page.into_bytes())
    }

    pub(crate) fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self { body, ..Self::empty(status) }.with("content-type", content_type)
    }

    pub(crate) fn redirect(to: String) -> Self {
        Self::empty(302).with("location", to)
    }

    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers, texts and Strings are given alike")]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// Changes a header, if it is there.
    pub(crate) fn change(&mut self, name: &str, change: impl Fn(&str) -> String) {
        for (_, value) in self.headers.iter_mut().filter(|(known, _)| *known == name) {
            *value = change(value);
        }
    }

    /// The answer on the wire, dated by the sim's clock.
    pub(crate) fn into_response(self, now: Timestamp, body: impl FnOnce(Vec<u8>) -> Body) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let own = self.headers.into_iter().map(|(name, value)| (name.to_owned(), value));
        let date = ("date".to_owned(), http_date(now));
        for (name, value) in own.chain(self.foreign_headers).chain([date]) {
            // A header that is none (only an injected fault can have one) is left out.
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
                response.headers_mut().insert(name, value);
            }
        }
        *response.body_mut() = body(self.body);
        response
    }
}
