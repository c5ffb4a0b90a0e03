//! Discord's webhooks: messages are checked and counted as Discord does it, and kept to be looked at.

mod check;
mod limits;
mod message;
mod rate;
mod webhook;

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::core::Core;
use crate::http::{SimReply, SimRequest};

pub use limits::cloudflare;
pub use message::{DiscordMessage, Pings};
pub(crate) use webhook::Webhook;

use limits::Limits;
use rate::{RateVerdict, WebhookRate};

/// So many bodies are remembered.
const REMEMBERED: usize = 2000;

/// The memory of Discord.
#[derive(Debug)]
pub(crate) struct SimDiscord {
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) messages: Vec<DiscordMessage>,
    /// Method and body of the latest requests that had one, also of those that were refused.
    pub(crate) bodies: VecDeque<(String, Value)>,
    rate: WebhookRate,
    limits: Limits,
    next_snowflake: u64,
}

impl SimDiscord {
    /// Two webhooks stand from the start: `critical` and `standard`.
    pub(crate) fn new() -> Self {
        let mut discord = Self {
            webhooks: Vec::new(),
            messages: Vec::new(),
            bodies: VecDeque::new(),
            rate: WebhookRate::default(),
            limits: Limits::default(),
            next_snowflake: 1_442_000_000_000_000_001,
        };
        discord.create_webhook("critical", false);
        discord.create_webhook("standard", false);
        discord
    }

    /// A new webhook; returns its id.
    pub(crate) fn create_webhook(&mut self, name: &str, forum: bool) -> String {
        let id = self.snowflake();
        let channel_id = self.snowflake();
        self.webhooks.push(Webhook::new(id.clone(), channel_id, name, forum));
        id
    }

    /// Puts a webhook into the channel of another: both meet that channel's limit.
    pub(crate) fn share_channel(&mut self, id: &str, channel_id: &str) {
        if let Some(webhook) = self.webhooks.iter_mut().find(|webhook| webhook.id == id) {
            channel_id.clone_into(&mut webhook.channel_id);
        }
    }

    /// So many invalid requests in ten minutes end in a ban; none: no number does.
    pub(crate) fn limit_invalid_requests(&mut self, limit: Option<usize>) {
        self.limits.invalid = limit;
    }

    /// So many edits in an hour are taken of a message that is older than an hour; none: any number.
    pub(crate) fn limit_edits_of_old_messages(&mut self, limit: Option<usize>) {
        self.limits.old_edits = limit;
    }

    fn snowflake(&mut self) -> String {
        let id = self.next_snowflake;
        self.next_snowflake += 4097;
        id.to_string()
    }
}

/// What a path asks for.
enum Route<'a> {
    Webhook { id: &'a str, token: &'a str },
    Message { id: &'a str, token: &'a str, message: &'a str },
}

/// A request's path without the webhook's token.
pub(crate) fn without_token(path: &str) -> String {
    let Some((head, rest)) = path.split_once("/webhooks/") else {
        return path.to_owned();
    };
    let (id, token_and_more) = rest.split_once('/').unwrap_or((rest, ""));
    let end = token_and_more.find(['/', '?']).unwrap_or(token_and_more.len());
    format!("{head}/webhooks/{id}/<token>{}", &token_and_more[end..])
}

/// Answers a request to Discord. `forced` takes the place of what Discord would say.
pub(crate) fn answer(core: &Core, call: &SimRequest, forced: Option<SimReply>) -> SimReply {
    let shut_out = {
        let mut discord = core.discord.lock();
        remember(&mut discord.bodies, call);
        discord.limits.shut_out(call.now)
    };
    let reply = shut_out.or(forced).unwrap_or_else(|| served(core, call));
    core.discord.lock().limits.answered(reply.status, call.now);
    core.tally.count(|stats| {
        let discord = &mut stats.discord;
        match reply.status {
            429 => discord.rate_limited += 1,
            400 => discord.refused += 1,
            _ => {}
        }
        if [401, 403, 429].contains(&reply.status) {
            discord.invalid_requests += 1;
        }
    });
    reply
}

fn remember(bodies: &mut VecDeque<(String, Value)>, call: &SimRequest) {
    if let Ok(body) = serde_json::from_slice(&call.body) {
        if bodies.len() == REMEMBERED {
            bodies.pop_front();
        }
        bodies.push_back((call.method.clone(), body));
    }
}

fn served(core: &Core, call: &SimRequest) -> SimReply {
    if call.header("user-agent").is_none_or(|agent| agent.trim().is_empty()) {
        // Discord's edge turns such clients away.
        return SimReply::html(403, "error code: 1010".to_owned());
    }
    let Some(route) = read(&call.path) else {
        return error(404, 0, "404: Not Found");
    };
    let (id, token) = match route {
        Route::Webhook { id, token } | Route::Message { id, token, .. } => (id, token),
    };
    let mut discord = core.discord.lock();
    let Some(webhook) = discord.webhooks.iter().find(|webhook| webhook.id == id && !webhook.deleted).cloned() else {
        return error(404, 10015, "Unknown Webhook");
    };
    if webhook.token != token {
        return error(401, 50027, "Invalid Webhook Token");
    }
    let creates = matches!(route, Route::Webhook { .. }) && call.method == "POST";
    let verdict = discord.rate.ask(&webhook.id, &webhook.channel_id, &call.method, creates, call.now);
    let headers = match verdict {
        RateVerdict::Go(headers) => headers,
        RateVerdict::Wait(reply) => return reply,
    };
    let reply = match (call.method.as_str(), route) {
        ("GET", Route::Webhook { .. }) => SimReply::json(200, &webhook.describe()),
        ("DELETE", Route::Webhook { .. }) => {
            discord.delete_webhook(&webhook.id);
            SimReply::empty(204)
        }
        ("POST", Route::Webhook { .. }) => discord.post(core, call, &webhook),
        ("GET", Route::Message { message, .. }) => discord.show(&webhook, message),
        ("PATCH", Route::Message { message, .. }) => discord.edit(core, call, &webhook, message),
        ("DELETE", Route::Message { message, .. }) => discord.delete(core, call, &webhook, message),
        _ => error(405, 0, "405: Method Not Allowed"),
    };
    headers.onto(reply)
}

/// `/api/webhooks/…` or `/api/vN/webhooks/…`, with or without a message.
fn read(path: &str) -> Option<Route<'_>> {
    let rest = path.strip_prefix("/api/")?;
    let rest = match rest.split_once('/') {
        Some((version, rest)) if is_version(version) => rest,
        _ => rest,
    };
    let rest = rest.strip_prefix("webhooks/")?;
    match rest.split('/').collect::<Vec<_>>()[..] {
        [id, token] => Some(Route::Webhook { id, token }),
        [id, token, "messages", message] => Some(Route::Message { id, token, message }),
        _ => None,
    }
}

/// `v6` to `v10`.
fn is_version(text: &str) -> bool {
    text.strip_prefix('v').and_then(|number| number.parse::<u8>().ok()).is_some_and(|number| (6..=10).contains(&number))
}

/// An error body of Discord.
fn error(status: u16, code: u32, message: &str) -> SimReply {
    SimReply::json(status, &json!({ "message": message, "code": code }))
}

impl SimDiscord {
    pub(crate) fn delete_webhook(&mut self, id: &str) {
        if let Some(webhook) = self.webhooks.iter_mut().find(|webhook| webhook.id == id) {
            webhook.deleted = true;
        }
    }

    fn post(&mut self, core: &Core, call: &SimRequest, webhook: &Webhook) -> SimReply {
        let payload = match payload(call) {
            Ok(payload) => payload,
            Err(reply) => return reply,
        };
        if let Err(refused) = check::message(&payload) {
            return refused.into_reply();
        }
        if check::is_empty(&payload) {
            return error(400, 50006, "Cannot send an empty message");
        }
        if call.query("thread_id").is_some_and(|id| id.is_empty() || !id.chars().all(|c| c.is_ascii_digit())) {
            return error(400, 50035, "Invalid Form Body: thread_id is not a snowflake.");
        }
        let names_thread = payload.get("thread_name").is_some_and(|name| !name.is_null());
        match (webhook.forum, names_thread || call.query("thread_id").is_some(), names_thread) {
            (true, false, _) => {
                return error(400, 220_001, "Webhooks posted to forum channels must have a thread_name or thread_id");
            }
            (false, _, true) => return error(400, 220_003, "Webhooks can only create threads in forum channels"),
            _ => {}
        }
        let message = DiscordMessage::new(self.snowflake(), webhook, payload, call.now);
        let shown = message.describe(webhook);
        self.messages.push(message);
        core.tally.count(|stats| stats.discord.posts += 1);
        if call.query("wait") == Some("true") { SimReply::json(200, &shown) } else { SimReply::empty(204) }
    }

    fn show(&self, webhook: &Webhook, id: &str) -> SimReply {
        match self.messages.iter().find(|message| message.is(webhook, id)) {
            Some(message) => SimReply::json(200, &message.describe(webhook)),
            None => error(404, 10008, "Unknown Message"),
        }
    }

    fn edit(&mut self, core: &Core, call: &SimRequest, webhook: &Webhook, id: &str) -> SimReply {
        let Some(message) = self.messages.iter_mut().find(|message| message.is(webhook, id)) else {
            return error(404, 10008, "Unknown Message");
        };
        let payload = match payload(call) {
            Ok(payload) => payload,
            Err(reply) => return reply,
        };
        if let Err(refused) = check::message(&payload) {
            return refused.into_reply();
        }
        if check::is_empty(&message.merged(&payload)) {
            return error(400, 50006, "Cannot send an empty message");
        }
        if let Some(refused) = self.limits.edit(id, message.posted_at, call.now) {
            return refused;
        }
        message.edit(&payload, call.now);
        core.tally.count(|stats| stats.discord.edits += 1);
        SimReply::json(200, &message.describe(webhook))
    }

    fn delete(&mut self, core: &Core, call: &SimRequest, webhook: &Webhook, id: &str) -> SimReply {
        let Some(message) = self.messages.iter_mut().find(|message| message.is(webhook, id)) else {
            return error(404, 10008, "Unknown Message");
        };
        message.deleted_at = Some(call.now);
        core.tally.count(|stats| stats.discord.deletes += 1);
        SimReply::empty(204)
    }
}

/// The JSON object of a body.
fn payload(call: &SimRequest) -> Result<Value, SimReply> {
    if !call.header("content-type").is_some_and(|kind| kind.starts_with("application/json")) {
        return Err(error(400, 50035, "Expected \"Content-Type\" header to be one of {'application/json'}."));
    }
    call.json::<Value>()
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| error(400, 50109, "The request body contains invalid JSON."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_with_and_without_a_version() {
        assert!(matches!(read("/api/webhooks/1/abc"), Some(Route::Webhook { id: "1", token: "abc" })));
        assert!(matches!(read("/api/v10/webhooks/1/abc/messages/7"), Some(Route::Message { message: "7", .. })));
        assert!(read("/api/v99/webhooks/1/abc").is_none());
        assert!(read("/webhooks/1/abc").is_none());
    }

    #[test]
    fn a_recorded_path_does_not_hold_the_token() {
        assert_eq!(without_token("/api/webhooks/1/abc?wait=true"), "/api/webhooks/1/<token>?wait=true");
        assert_eq!(without_token("/api/v10/webhooks/1/abc/messages/7"), "/api/v10/webhooks/1/<token>/messages/7");
    }
}
