//! The policy that an admin publishes for all desks. What is in it is the desks' business.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::refusal::AuthRefusal;
use crate::dates::json_date;

/// The largest policy, in bytes.
const LARGEST: usize = 64 * 1024;

/// A publication.
#[derive(Clone, Debug)]
struct Revision {
    /// None: taken back.
    policy: Option<Value>,
    at: Timestamp,
    by: String,
    by_id: i64,
}

/// All that was published, oldest first; the number of a revision is its place, beginning at 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct PublishedPolicies(Vec<Revision>);

impl PublishedPolicies {
    /// The body of an answer.
    pub(crate) fn body(&self) -> Value {
        match self.0.last() {
            Some(newest) => json!({
                "version": 1,
                "revision": self.0.len(),
                "policy": newest.policy,
                "published_at": json_date(newest.at),
                "by": newest.by,
                "by_id": newest.by_id,
            }),
            None => {
                json!({ "version": 1, "revision": 0, "policy": null, "published_at": null, "by": null, "by_id": null })
            }
        }
    }

    /// Makes it the newest.
    pub(crate) fn publish(&mut self, policy: Option<Value>, by_id: i64, by: &str, at: Timestamp) {
        self.0.push(Revision { policy, at, by: by.to_owned(), by_id });
    }

    /// Takes a request to publish.
    pub(super) fn put(&mut self, body: &Value, by_id: i64, by: &str, at: Timestamp) -> Result<Value, AuthRefusal> {
        let base = body["base_revision"].as_u64().ok_or_else(|| {
            AuthRefusal::bad_request("base_revision is not the number of the revision that the policy was made from")
        })?;
        let policy = match body.get("policy") {
            None => return Err(AuthRefusal::bad_request("it has no policy")),
            Some(Value::Null) => None,
            Some(policy) if policy.is_object() => Some(policy.clone()),
            Some(_) => return Err(AuthRefusal::bad_request("the policy is not a JSON object")),
        };
        if policy.as_ref().is_some_and(|policy| policy.to_string().len() > LARGEST) {
            return Err(AuthRefusal::too_large("64 KiB for a policy"));
        }
        let revision = self.0.len();
        // Sent again, since the desk never saw the answer.
        let is_there = self
            .0
            .last()
            .is_some_and(|newest| newest.policy == policy && newest.by_id == by_id && revision as u64 == base + 1);
        if is_there {
            return Ok(self.body());
        }
        if revision as u64 != base {
            return Err(AuthRefusal::policy_changed(revision, self.body()));
        }
        self.publish(policy, by_id, by, at);
        Ok(self.body())
    }
}
