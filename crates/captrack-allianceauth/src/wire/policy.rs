//! `GET` and `PUT policy`.

use captrack_ports::PublishedPolicy;
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireVersion;
use crate::foreign_sentence;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    revision: u64,
    policy: Option<Value>,
    by: Option<String>,
}

/// The body of a 409: somebody else was faster.
#[derive(Debug, Deserialize)]
pub(crate) struct NewerPolicy {
    pub(crate) current: Body,
}

impl Body {
    pub(crate) fn read(self) -> PublishedPolicy {
        PublishedPolicy {
            revision: self.revision,
            policy: self.policy,
            by: self.by.as_deref().map(foreign_sentence::name),
        }
    }
}

/// The body that publishes a policy, or takes it back.
pub(crate) fn request(policy: Option<&Value>, base_revision: u64) -> Value {
    json!({ "policy": policy, "base_revision": base_revision })
}
