//! A request, before it is sent.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;
use url::Url;
use url::form_urlencoded::Serializer;

/// A request to be sent by [`HttpClient::send`](crate::HttpClient::send).
#[derive(Clone)]
pub struct Request {
    /// What is done.
    pub method: Method,
    /// To what.
    pub url: Url,
    /// Headers. The client adds who asks and what can be unpacked.
    pub headers: HeaderMap,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
    /// Something in it cannot be put into a request.
    pub(crate) broken: bool,
}

impl Request {
    /// Neither headers nor a body.
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: HeaderMap::new(), body: None, broken: false }
    }

    /// A GET.
    pub fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    /// A POST.
    pub fn post(url: Url) -> Self {
        Self::new(Method::POST, url)
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With a bearer token. One that cannot stand in a header makes the request [`NoRequest`](crate::HttpError::NoRequest).
    #[must_use]
    pub fn bearer(mut self, token: &str) -> Self {
        match HeaderValue::from_str(&format!("Bearer {token}")) {
            Ok(mut value) => {
                // No debug output shows it.
                value.set_sensitive(true);
                self.headers.insert(AUTHORIZATION, value);
            }
            Err(_) => self.broken = true,
        }
        self
    }

    /// With a parameter behind the question mark.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.url.query_pairs_mut().append_pair(name, value);
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        if let Ok(bytes) = serde_json::to_vec(body) {
            return self.with_body("application/json", bytes);
        }
        self.broken = true;
        self
    }

    /// With the fields of a form as the body.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.with_body("application/x-www-form-urlencoded", body.into_bytes())
    }

    fn with_body(mut self, content_type: &'static str, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self.header(CONTENT_TYPE, HeaderValue::from_static(content_type))
    }
}

/// Method and host: path, query, headers and body can hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        f.debug_struct("Request").field("method", &self.method).field("host", &host).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Url::parse("https://user:pass@esi.evetech.net/way/SESAME?code=SESAME").unwrap()
    }

    #[test]
    fn a_request_shows_no_secret() {
        let request = Request::post(url()).bearer("SESAME").form(&[("token", "SESAME"), ("pass", "SESAME")]);
        let shown = format!("{request:?} {:?}", request.headers);
        assert!(!shown.contains("SESAME") && !shown.contains("pass"), "{shown}");
        assert!(shown.contains("esi.evetech.net"), "{shown}");
    }

    #[test]
    fn bodies_and_parameters_are_written_as_their_type_asks() {
        let request = Request::post(url()).form(&[("a b", "ü&="), ("c", "")]);
        assert_eq!(request.body.as_deref(), Some(b"a+b=%C3%BC%26%3D&c=".as_slice()));
        assert_eq!(request.headers[CONTENT_TYPE], "application/x-www-form-urlencoded");
        let request = Request::post(url()).json(&[1, 2]);
        assert_eq!(request.body.as_deref(), Some(b"[1,2]".as_slice()));
        assert_eq!(request.headers[CONTENT_TYPE], "application/json");
        let request = Request::get(Url::parse("https://a.example/x").unwrap()).query("page", "2");
        assert_eq!(request.url.as_str(), "https://a.example/x?page=2");
    }

    #[test]
    fn a_token_that_cannot_stand_in_a_header_breaks_the_request() {
        assert!(Request::get(url()).bearer("a\nb").broken);
        assert!(!Request::get(url()).bearer("ab").broken);
    }
}
