//! What the bridge refuses: a code that a desk may branch on, and a sentence.

use serde_json::{Value, json};

use crate::http::SimReply;

use super::AuthPermission;

/// A refused request.
#[derive(Clone, Debug)]
pub(super) struct AuthRefusal {
    status: u16,
    code: &'static str,
    sentence: String,
    more: Option<Box<More>>,
}

/// What some refusals have besides.
#[derive(Clone, Debug)]
enum More {
    Header(&'static str, String),
    /// In the body, by its name.
    Field(&'static str, Value),
}

impl AuthRefusal {
    fn new(status: u16, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { status, code, sentence: sentence.into(), more: None }
    }

    fn with(mut self, more: More) -> Self {
        self.more = Some(Box::new(more));
        self
    }

    pub(super) fn no_token() -> Self {
        Self::new(401, "no_token", "No token came with the request. Connect CapTrack again.")
    }

    pub(super) fn token_unknown() -> Self {
        let sentence = "AllianceAuth does not know this token. Create a new one on its CapTrack page.";
        Self::new(401, "token_unknown", sentence)
    }

    pub(super) fn token_expired() -> Self {
        Self::new(401, "token_expired", "The token has expired. Create a new one on AllianceAuth's CapTrack page.")
    }

    pub(super) fn token_revoked() -> Self {
        Self::new(401, "token_revoked", "The token was revoked. Create a new one on AllianceAuth's CapTrack page.")
    }

    pub(super) fn account_inactive() -> Self {
        Self::new(401, "account_inactive", "The AllianceAuth account of this token is deactivated. Ask an admin.")
    }

    pub(super) fn permission_missing(permission: AuthPermission) -> Self {
        let sentence = format!(
            "Your AllianceAuth account may not do this. Ask an admin for the permission {}.",
            permission.shown()
        );
        Self::new(403, "permission_missing", sentence)
    }

    pub(super) fn no_main() -> Self {
        let sentence = "Your AllianceAuth account has no main character. Select one on its dashboard.";
        Self::new(403, "no_main", sentence)
    }

    pub(super) fn refresh_off() -> Self {
        let sentence = "AllianceAuth reads pilots only on its own schedule: an admin has turned the fast lane off.";
        Self::new(403, "refresh_off", sentence)
    }

    pub(super) fn code_unknown() -> Self {
        let sentence = "This code is not valid or was already used. Start the sign-in in CapTrack Desktop again.";
        Self::new(403, "code_unknown", sentence)
    }

    pub(super) fn code_expired() -> Self {
        Self::new(403, "code_expired", "This code has expired. Start the sign-in in CapTrack Desktop again.")
    }

    pub(super) fn bad_request(what: &str) -> Self {
        Self::new(400, "bad_request", format!("AllianceAuth does not understand the request: {what}."))
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, "not_found", "There is nothing at this address. CapTrack may be newer than the bridge.")
    }

    pub(super) fn method_not_allowed(methods: &[&str]) -> Self {
        let sentence = format!("This address accepts {} only.", methods.join(" and "));
        Self::new(405, "method_not_allowed", sentence).with(More::Header("allow", methods.join(", ")))
    }

    pub(super) fn policy_changed(revision: usize, current: Value) -> Self {
        let sentence = format!("Somebody else has published alert rules since. Look at revision {revision} first.");
        Self::new(409, "policy_changed", sentence).with(More::Field("current", current))
    }

    pub(super) fn too_large(limit: &str) -> Self {
        Self::new(413, "too_large", format!("The request or its answer is too large: the limit is {limit}."))
    }

    pub(super) fn rate_limited(requests: u32, seconds: i64, after: i64) -> Self {
        let sentence = format!(
            "Too many requests with this token: the limit is {requests} in {seconds} seconds. Try again in {after} seconds."
        );
        Self::new(429, "rate_limited", sentence).with(More::Header("retry-after", after.to_string()))
    }

    pub(super) fn into_reply(self) -> SimReply {
        let mut body = json!({ "version": 1, "error": { "code": self.code, "sentence": self.sentence } });
        let mut header = None;
        match self.more.map(|more| *more) {
            Some(More::Field(name, value)) => body[name] = value,
            Some(More::Header(name, value)) => header = Some((name, value)),
            None => {}
        }
        let mut reply = SimReply::json(self.status, &body);
        if let Some((name, value)) = header {
            reply = reply.with(name, value);
        }
        if self.status == 401 { reply.with("www-authenticate", "Bearer realm=\"captrack-bridge\"") } else { reply }
    }
}
