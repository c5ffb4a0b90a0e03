//! One way to the bridge: every request goes through here, with its limits.

use std::time::Instant;

use captrack_domain::text;
use captrack_http::header::{ACCEPT, IF_NONE_MATCH};
use captrack_http::{HeaderValue, HttpClient, HttpError, Method, Request};
use captrack_ports::{AuthAddress, AuthError, Secret};
use serde_json::Value;
use url::Url;

use crate::answer::{BridgeResponse, ResponseHead};
use crate::asked::Asked;
use crate::connection_failure::connection_failure;
use crate::foreign_answer::foreign_answer;
use crate::refusal::{self, refusal};

const MIB: usize = 1024 * 1024;
/// The largest answer to a question about something. Compressed ones are measured as they unfold.
const fn largest(what: &str) -> usize {
    match what.as_bytes() {
        // Half a million hulls.
        b"capitals" => 100 * MIB,
        b"coverage" => 32 * MIB,
        b"snoozes" | b"acknowledgements" => 8 * MIB,
        // The bridge itself takes a policy of 64 KiB.
        _ => 256 * 1024,
    }
}
/// A refusal is a sentence, at most with a policy.
const LARGEST_REFUSAL: usize = 256 * 1024;
/// The bridge's tokens have 47 characters.
const LONGEST_TOKEN: usize = 512;

/// A request to be made.
#[derive(Debug)]
pub(crate) struct BridgeRequest<'a> {
    pub(crate) method: Method,
    /// The last part of the address, and what it is called in a log.
    pub(crate) what: &'static str,
    pub(crate) query: Option<String>,
    pub(crate) address: &'a AuthAddress,
    pub(crate) token: Option<&'a Secret>,
    pub(crate) etag: Option<&'a str>,
    pub(crate) body: Option<Value>,
}

impl BridgeRequest<'_> {
    /// Whether a text repeats what only the bridge should know: the token, or code and verifier of a sign-in.
    fn is_repeated_in(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let told = ["code", "verifier"].map(|name| self.body.as_ref().and_then(|body| body[name].as_str()));
        let secrets = told.into_iter().flatten().chain(self.token.map(Secret::reveal));
        secrets.filter(|secret| !secret.is_empty()).any(|secret| text.contains(&secret.to_ascii_lowercase()))
    }

    fn url(&self) -> Url {
        let mut url = self.address.url().clone();
        url.set_path(&format!("/captrack-bridge/api/v1/{}", self.what));
        url.set_query(self.query.as_deref());
        url
    }

    fn request(&self) -> Result<Request, AuthError> {
        let mut request =
            Request::new(self.method.clone(), self.url()).header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(etag) = self.etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(token) = self.token {
            if !can_be_a_token(token.reveal()) {
                return Err(AuthError::Token { why: text!("auth-no-token") });
            }
            request = request.bearer(token.reveal());
        }
        Ok(match &self.body {
            Some(body) => request.json(body),
            None => request,
        })
    }
}

/// Asks the bridge. Everything but its answer to the question is an error; that a policy has changed (409) is an answer.
pub(crate) async fn send(client: &HttpClient, call: &BridgeRequest<'_>) -> Result<BridgeResponse, AuthError> {
    let request = call.request()?;
    let began = Instant::now();
    let silent = |error: HttpError| {
        tracing::info!(what = call.what, ?error, took = ?began.elapsed(), "AllianceAuth did not answer");
        connection_failure(error, call.address)
    };
    let response = client.send(request).await.map_err(silent)?;
    let head = ResponseHead::read(response.status(), response.headers());
    if !head.is_the_bridges {
        tracing::info!(what = call.what, status = head.status, took = ?began.elapsed(), "something other than the bridge answered");
        let error = foreign_answer(call.address, &head);
        let repeats = call.is_repeated_in(&error.to_string());
        return Err(if repeats {
            foreign_answer(call.address, &ResponseHead { location: None, ..head })
        } else {
            error
        });
    }
    let is_good = matches!(head.status, 200..=299) || (head.status == 304 && call.etag.is_some());
    let read = response.body(if is_good { largest(call.what) } else { LARGEST_REFUSAL }).await;
    let bytes = read.as_ref().map_or(0, Vec::len);
    tracing::debug!(what = call.what, status = head.status, bytes, took = ?began.elapsed(), "AllianceAuth answered");
    let has_changed =
        head.status == 409 && read.as_ref().is_ok_and(|body| refusal::code(body).as_deref() == Some("policy_changed"));
    if is_good || has_changed {
        let body = read.map_err(|error| match error {
            HttpError::TooLarge => too_large(call.what),
            error => silent(error),
        })?;
        return Ok(BridgeResponse { head, body });
    }
    let error = refusal(&head, &read.unwrap_or_default());
    // A sentence that repeats the token is not shown.
    Err(if call.is_repeated_in(&error.to_string()) { refusal(&head, &[]) } else { error })
}

fn too_large(what: &str) -> AuthError {
    let largest = largest(what);
    let size =
        if largest < MIB { text!("kilobytes", n = largest / 1024) } else { text!("megabytes", n = largest / MIB) };
    let about = Asked::named(what).text();
    AuthError::Setup {
        why: if what == "capitals" {
            text!("auth-too-large-capitals", what = about, size = size)
        } else {
            text!("auth-too-large", what = about, size = size)
        },
    }
}

/// Whether a text can stand in a header at all; what is typed or pasted may be anything.
pub(crate) fn can_be_a_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use captrack_text::english;

    use super::*;

    fn call(address: &AuthAddress) -> BridgeRequest<'_> {
        BridgeRequest {
            method: Method::GET,
            what: "capitals",
            query: None,
            address,
            token: None,
            etag: None,
            body: None,
        }
    }

    #[test]
    fn the_address_of_the_api_is_that_of_the_contract() {
        let address = AuthAddress::parse("auth.example.com").unwrap();
        let call = BridgeRequest { query: Some("groups=30,659".to_owned()), ..call(&address) };
        assert_eq!(call.url().as_str(), "https://auth.example.com/captrack-bridge/api/v1/capitals?groups=30,659");
    }

    #[test]
    fn what_cannot_be_a_token_is_not_sent_and_not_repeated() {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        for text in ["", "ctb_a b", "ctb_\n", "ctb_ü", &"x".repeat(600)] {
            let token = Secret::new(text);
            let call = BridgeRequest { token: Some(&token), ..call(&address) };
            let AuthError::Token { why } = call.request().unwrap_err() else { panic!("{text}") };
            assert!(!english(&why).contains("ctb_") && !why.to_string().contains("ctb_"), "{why}");
        }
    }

    #[test]
    fn what_only_the_bridge_should_know_is_found_in_any_text() {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        let token = Secret::new("An-odd-token");
        let body = serde_json::json!({ "code": "ctc_a", "verifier": "the-verifier" });
        let call = BridgeRequest { token: Some(&token), body: Some(body), ..call(&address) };
        for text in ["Nobody knows AN-ODD-TOKEN.", "https://an-odd-token.example.com", "ctc_a", "of the-verifier"] {
            assert!(call.is_repeated_in(text), "{text}");
        }
        assert!(!call.is_repeated_in("The token was revoked."));
    }
}
