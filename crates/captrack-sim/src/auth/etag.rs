//! ETags and 304.

use serde_json::Value;

use crate::digest::entity_tag;
use crate::http::{SimReply, SimRequest};

/// A weak tag over everything that makes an answer, told to one account.
pub(super) fn tag(account: i64, path: &str, body: &Value) -> String {
    let mut body = body.clone();
    // When it was put together is no part of what it says.
    if let Some(fields) = body.as_object_mut() {
        fields.remove("generated_at");
    }
    let tag = entity_tag(format!("{account} {path} {body}").as_bytes());
    format!("W/\"{}\"", &tag.trim_matches('"')[..32])
}

/// The answer, or 304 if the desk has it already.
pub(super) fn conditional(call: &SimRequest, account: i64, body: &Value) -> SimReply {
    let tag = tag(account, &call.path_and_query(), body);
    let known = call.header("if-none-match").is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let reply = if known { SimReply::empty(304) } else { SimReply::json(200, body) };
    reply.with("etag", tag)
}
