//! What ESI says when it does not do as asked.

use serde_json::{Value, json};

use crate::http::SimReply;

/// A refusal with its HTTP status.
#[derive(Clone, Debug)]
pub(super) struct EsiRefusal {
    status: u16,
    error: String,
    details: Vec<Value>,
}

impl EsiRefusal {
    pub(super) fn new(status: u16, error: impl Into<String>) -> Self {
        Self { status, error: error.into(), details: Vec::new() }
    }

    /// Says where the mistake is.
    pub(super) fn at(mut self, location: &str, value: impl Into<Value>) -> Self {
        self.details.push(json!({ "location": location, "message": self.error, "value": value.into() }));
        self
    }

    pub(super) fn into_reply(self) -> SimReply {
        let mut body = json!({ "error": self.error, "status": self.status });
        if !self.details.is_empty() {
            body["details"] = json!(self.details);
        }
        SimReply::json(self.status, &body)
    }
}
