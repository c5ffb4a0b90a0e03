//! What Discord limits besides the rate of a webhook. None of it is on from the start.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::FaultEffect;
use crate::http::SimReply;

/// Ten thousand invalid requests in this time end in a ban (Discord's documentation of rate limits, 2026-08).
const INVALID_WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// A message is old after this, and its edits are counted over as long.
const OLD: SignedDuration = SignedDuration::from_hours(1);

/// The limits that are on, and what was counted for them.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// So many invalid requests in ten minutes are too many.
    pub(super) invalid: Option<usize>,
    /// So many edits in an hour of a message that is older than an hour are too many.
    pub(super) old_edits: Option<usize>,
    invalid_at: VecDeque<Timestamp>,
    edited_at: HashMap<String, VecDeque<Timestamp>>,
}

impl Limits {
    /// The edge's refusal of an address that has made too many invalid requests. Refused requests count, too.
    pub(super) fn shut_out(&mut self, now: Timestamp) -> Option<SimReply> {
        drop_old(&mut self.invalid_at, INVALID_WINDOW, now);
        (self.invalid_at.len() >= self.invalid?).then(|| SimReply::html(429, page(429)))
    }

    /// Counts an answer.
    pub(super) fn answered(&mut self, status: u16, now: Timestamp) {
        if self.invalid.is_some() && [401, 403, 429].contains(&status) {
            self.invalid_at.push_back(now);
        }
    }

    /// Counts an edit of a message, or refuses it.
    pub(super) fn edit(&mut self, message: &str, posted_at: Timestamp, now: Timestamp) -> Option<SimReply> {
        let limit = self.old_edits?;
        if now < posted_at + OLD {
            return None;
        }
        let edits = self.edited_at.entry(message.to_owned()).or_default();
        drop_old(edits, OLD, now);
        if edits.len() >= limit {
            let words = "Maximum number of edits to messages older than 1 hour reached. Try again later";
            return Some(SimReply::json(429, &json!({ "message": words, "code": 30046 })));
        }
        edits.push_back(now);
        None
    }
}

fn drop_old(times: &mut VecDeque<Timestamp>, window: SignedDuration, now: Timestamp) {
    while times.front().is_some_and(|at| *at + window <= now) {
        times.pop_front();
    }
}

/// What Discord's edge answers in Discord's place: a page that is signed "cloudflare", with any status.
pub fn cloudflare(status: u16) -> FaultEffect {
    FaultEffect::Edge { status, text: page(status) }
}

fn page(status: u16) -> String {
    let what = match status {
        400 => "400 Bad Request",
        403 => "403 Forbidden",
        404 => "404 Not Found",
        429 => "Error 1015: You are being rate limited",
        _ => "Discord is down",
    };
    format!(
        "<html><head><title>{what}</title></head><body><h1>{what}</h1><hr><center>cloudflare</center></body></html>"
    )
}
